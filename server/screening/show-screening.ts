/** One screening with its answers, the decision and its reasons, and every override. */
import type { InputOf, OutputOf, Screening } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { recordView } from '../accounts/record-views.ts'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { holds } from './holds.ts'
import { listOverrides } from './overrides.ts'
import { findScreeningRow, type ScreeningRow } from './screenings.ts'

/** @throws problems.notFound */
export async function showScreening(
  context: Context,
  { params }: InputOf<'screening.show'>,
  caller: Caller,
): Promise<OutputOf<'screening.show'>> {
  const row = await findScreeningRow(context, params.screeningId)
  if (!row) throw problems.notFound('screening')
  caller.about(row.client_id)
  await recordView(context, row.client_id, 'screening')
  return await presentScreening(context, row)
}

/** The row as callers see it. Who may record and not read, as the front desk, is not shown what a clinician wrote since. */
export async function presentScreening(context: Context, row: ScreeningRow): Promise<Screening> {
  const by = await recordedByIn(context, [row.recorded_by])
  const reads = may(context.actor, 'screening.read', row.client_id)
  return {
    id: row.id,
    clientId: row.client_id,
    decidedOn: row.decided_on,
    facts: row.facts,
    decision: row.decision,
    deviceDecision: row.device_decision,
    differs: row.differs,
    protocol: row.protocol_hash,
    overrides: reads ? await listOverrides(context, row.id) : [],
    holds: holds(row),
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}
