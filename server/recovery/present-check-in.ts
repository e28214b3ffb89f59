/** A check-in as callers see it. */
import type { CheckIn, CheckInSummary } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { listReads } from './check-in-reads.ts'
import { type CheckInRow, openWords } from './check-ins.ts'

/** Who may send one for a client and not read them, as the front desk, is not shown what colleagues wrote since. */
export async function presentCheckIn(context: Context, row: CheckInRow): Promise<CheckIn> {
  const mayRead = may(context.actor, 'check-in.read', row.client_id)
  const [by, reads] = await Promise.all([
    recordedByIn(context, [row.recorded_by]),
    mayRead ? listReads(context, row.id) : [],
  ])
  return {
    id: row.id,
    clientId: row.client_id,
    sessionId: row.session_id,
    reportedAt: row.reported_at.toISOString(),
    day: row.triage.day,
    report: row.report,
    words: openWords(context, row),
    level: row.level,
    triage: row.triage,
    deviceTriage: row.device_triage,
    differs: row.differs,
    protocol: row.protocol_hash,
    reads,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}

export const summaryOf = (row: CheckInRow): CheckInSummary => ({
  id: row.id,
  clientId: row.client_id,
  sessionId: row.session_id,
  reportedAt: row.reported_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  day: row.triage.day,
  level: row.level,
  final: row.triage.final,
  differs: row.differs,
  rules: row.triage.findings.map(({ rule }) => rule),
  hasWords: row.words_enc !== null,
  readAt: row.read_at?.toISOString() ?? null,
})
