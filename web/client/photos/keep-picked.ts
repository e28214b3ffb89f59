/** From a file or a camera onto this device, and a sentence where that does not work. */
import { now } from '../../shared/device/clock.ts'
import { newId } from '../../shared/device/ids.ts'
import { keepPhoto } from '../../shared/device/photo-outbox.ts'
import { isFull, type KeptPhoto } from '../../shared/device/store.ts'
import { PhotoRefused, preparePhoto } from '../../shared/photos/prepare-photo.ts'
import { t } from '../texts.ts'

export type Belongs = Pick<KeptPhoto, 'pose' | 'sessionId' | 'checkInId' | 'question'>

export interface Picked {
  readonly clinicId: string
  readonly clientId: string
  readonly file: Blob
  /** When it was taken, as far as the device knows. */
  readonly takenAt: number
  readonly belongs: Belongs
  readonly state: KeptPhoto['state']
}

/** @throws PhotoRefused, DOMException: `whyNotKept` says them */
export async function keepPicked({ clinicId, clientId, file, takenAt, belongs, state }: Picked): Promise<void> {
  // In the order in which she chose them, however long each takes to draw.
  const [id, addedAt] = [newId(), Date.now()]
  const drawn = await preparePhoto(file)
  await keepPhoto({
    id,
    addedAt,
    clinicId,
    clientId,
    ...drawn,
    // A clock that runs ahead must not make a photo of tomorrow.
    takenAt: new Date(Math.min(now(), takenAt)).toISOString(),
    ...belongs,
    state,
  })
}

/** What happened, what is safe, what to do. */
export function whyNotKept(error: unknown): string {
  if (error instanceof PhotoRefused) return t(`photo.refused.${error.why}`)
  if (isFull(error)) return t('photo.full')
  return t('photo.notKept')
}
