/** Where the installed app opens: her own page, as far as this device knows whose it is, with or without a connection. */
import type { OutputOf } from '../../shared/api/api.ts'
import { readCopy } from '../../shared/device/store.ts'

/** @returns undefined for somebody who is a client nowhere */
export const clinicOf = (me: OutputOf<'me.show'> | undefined): string | undefined =>
  me?.clinics.find(({ clientId }) => clientId !== null)?.clinicId

export const clinicOnThisDevice = async (): Promise<string | undefined> =>
  clinicOf((await readCopy<OutputOf<'me.show'>>('me'))?.value)
