/** Whose things this device keeps: what somebody wrote stays for her when she has to sign in again, and goes when another comes. */
import type { OutputOf } from '../../shared/api/api.ts'
import { forgetEverything, keepCopy, readCopy } from '../../shared/device/store.ts'

type Me = OutputOf<'me.show'>
const key = 'owner'

/** The records that somebody opens, and as whom: a mother on her child's page is not the child. */
export const placesOf = (me: Me): readonly string[] =>
  (me?.clinics ?? [])
    .filter(({ clientId }) => clientId !== null)
    .map(({ clinicId, clientId, guardian }) => `${clinicId} ${clientId} ${guardian ? 'guardian' : 'client'}`)

/** @returns true where nothing of the first may be left for the second */
export const isSomebodyElse = (before: readonly string[] | undefined, now: readonly string[]): boolean =>
  before !== undefined && now.length > 0 && !before.some((each) => now.includes(each))

/** @param me as the server knows her now; null and staff leave everything as it is */
export async function settleOwner(me: Me): Promise<void> {
  const places = placesOf(me)
  if (places.length === 0) return
  const before = (await readCopy<readonly string[]>(key))?.value
  if (isSomebodyElse(before, places)) await forgetEverything()
  await keepCopy(key, places)
}
