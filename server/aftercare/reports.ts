/**
 * What was reported after a session, as the answers “healed?” and “worse than before?” need it. Here because aftercare comes
 * before the step that takes the check-ins, which uses it too.
 */
import type { Reported } from '@needlepoint/contract'
import type { Answers } from '@needlepoint/pathway'
import type { Context } from '../context.ts'

/**
 * @param sessionIds every version of the session: a check-in names the one that its device knew
 * @param until milliseconds since 1970
 * @returns the oldest first
 */
export async function listReports(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  sessionIds: readonly string[],
  until: number,
): Promise<Reported[]> {
  const rows = await tx
    .selectFrom('check_ins')
    .select(['reported_at', 'report'])
    .where('clinic_id', '=', clinicId)
    .where('session_id', 'in', sessionIds)
    .where('reported_at', '<=', new Date(until))
    .orderBy('reported_at')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map(({ reported_at, report }) => ({ reportedAt: reported_at.toISOString(), report: report as Answers }))
}
