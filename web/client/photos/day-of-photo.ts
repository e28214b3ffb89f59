import { daysBetween, type Zone } from '@needlepoint/pathway'
import type { OutputOf } from '../../shared/api/api.ts'

export type SentPhoto = OutputOf<'file.list'>['items'][number]

interface Treated {
  readonly id: string
  readonly endedAt: string
  readonly zone: Zone
}

/** @returns the day of healing on which it was taken, where she lives; undefined where it belongs to no session that is known here */
export function dayOfPhoto(
  { sessionId, takenAt, recordedAt }: Pick<SentPhoto, 'sessionId' | 'takenAt' | 'recordedAt'>,
  sessions: readonly Treated[],
): number | undefined {
  const session = sessions.find(({ id }) => id === sessionId)
  if (!session) return undefined
  return daysBetween(Date.parse(session.endedAt), Date.parse(takenAt ?? recordedAt), session.zone)
}
