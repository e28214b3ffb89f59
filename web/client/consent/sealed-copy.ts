/** The sealed PDFs of what she signed, kept on the device: they never change, so one that is here is read from here. */
import { api } from '../../shared/api/api.ts'
import { keepCopy, readCopy } from '../../shared/device/store.ts'

const keyOf = (consentId: string) => `sealed ${consentId}`

/** @throws NoAnswer without a connection, when it is not kept yet */
export async function sealedCopy(clinicId: string, consentId: string): Promise<Blob> {
  const kept = await readCopy<Blob>(keyOf(consentId))
  if (kept) return kept.value
  const copy = await api['consent.copy']({ params: { clinicId, consentId } })
  await keepCopy(keyOf(consentId), copy)
  return copy
}

/** For the times without a connection. One that cannot be had now is asked for again the next time. */
export async function keepSealedCopies(clinicId: string, consentIds: readonly string[]): Promise<void> {
  for (const consentId of consentIds) {
    try {
      await sealedCopy(clinicId, consentId)
    } catch {
      return
    }
  }
}

/** SHA-256 in lower-case hexadecimal, worked out on this device. */
export async function hashOfFile(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
