/**
 * What was reported after a session, as the answers “healed?” and “worse than before?” need it. Here because aftercare comes
 * before the step that takes the check-ins, which uses it too.
 */
import type { Reported } from '@needlepoint/contract'
import type { Answers } from '@needlepoint/pathway'
import { type SqlBool, sql } from 'kysely'
import type { Context } from '../context.ts'
import { prepared } from '../database/index.ts'

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
  const { rows } = await selectReports(tx, { clinicId, sessionIds, until: new Date(until) })
  return rows.map(({ reported_at, report }) => ({ reportedAt: reported_at.toISOString(), report: report as Answers }))
}

interface Wanted {
  readonly clinicId: string
  readonly sessionIds: readonly string[]
  readonly until: Date
}

const selectReports = prepared((tx, { clinicId, sessionIds, until }: Wanted) =>
  tx
    .selectFrom('check_ins')
    .select(['reported_at', 'report'])
    .where('clinic_id', '=', clinicId)
    .where(sql<SqlBool>`session_id = any(${sessionIds}::uuid[])`)
    .where('reported_at', '<=', until)
    .orderBy('reported_at')
    .orderBy('recorded_at')
    .orderBy('id'),
)
