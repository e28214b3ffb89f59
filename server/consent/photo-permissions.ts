/**
 * What a photo may be shown for now. Each purpose is signed by itself and can be taken back, and then it ends for the photos that are
 * there already: nothing about it is stored with a photo, so there is nothing that could be forgotten. A photo that she sent herself
 * may be seen for her record by those whom she sent it to, until she takes that back.
 */
import { photoPurposes } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { listAllConsents } from './consents.ts'
import type { PhotoPurpose } from './texts.ts'

export interface StoredPhoto {
  readonly recorded_at: Date
  /** As `printActor` writes it. */
  readonly recorded_by: string
}

/** @returns a function of one photo of hers, so that a page of photos asks once */
export async function photoPermissions(
  context: Pick<Context, 'tx' | 'clinicId'>,
  clientId: string,
): Promise<(photo: StoredPhoto) => PhotoPurpose[]> {
  const consents = (await listAllConsents(context, clientId)).filter(({ kind }) => kind === 'photos')
  const standing = new Set(
    consents.filter(({ withdrawn_at }) => withdrawn_at === null).flatMap(({ purposes }) => purposes),
  )
  const takenBack = consents.flatMap(({ purposes, withdrawn_at }) =>
    withdrawn_at !== null && purposes.includes('record') ? [withdrawn_at] : [],
  )
  return ({ recorded_at, recorded_by }) =>
    photoPurposes.filter(
      (purpose) =>
        standing.has(purpose) ||
        (purpose === 'record' &&
          /^(?:client|guardian):/.test(recorded_by) &&
          !takenBack.some((at) => at >= recorded_at)),
    )
}
