/** Who uses this device already when a link is opened here, and what of theirs would be lost: said before anything happens. */
import { api, type OutputOf } from '../../shared/api/api.ts'
import { waiting } from '../../shared/device/outbox.ts'
import { keptPhotos } from '../../shared/device/photo-outbox.ts'
import { readCopy } from '../../shared/device/store.ts'

export interface ThereAlready {
  readonly clinicId: string
  /** As this device knows her; undefined where it keeps no copy, and for a guardian of several. */
  readonly name: string | undefined
}

/** @returns undefined where nobody is signed in who has a page of her own */
export async function signedInHere(): Promise<ThereAlready | undefined> {
  const me = await api['me.show']().catch(() => null)
  const places = (me?.clinics ?? []).filter(({ clientId }) => clientId !== null)
  const [place] = places
  if (!place) return undefined
  const copy = await readCopy<{ readonly client: Pick<OutputOf<'client.show'>, 'name'> }>(`record ${place.clientId}`)
  return {
    clinicId: place.clinicId,
    name: places.length === 1 && !place.guardian ? copy?.value.client.name : undefined,
  }
}

/** What waits on this device alone: reports, messages, signatures and photos. */
export async function unsentHere(): Promise<number> {
  const [written, photos] = await Promise.all([waiting().catch(() => []), keptPhotos().catch(() => [])])
  return written.length + photos.length
}
