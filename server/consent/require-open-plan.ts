/**
 * The plan of a consent, when it can still be consented to: nothing has replaced it, it rests on the answers that count, and the
 * decision allows a treatment. Photos are allowed or not whatever becomes of the treatment.
 */
import { may } from '../accounts/permissions.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { findLastPlanVersion, findPlanRow, type PlanRow } from '../planning/plans.ts'
import { presentPlan } from '../planning/show-plan.ts'
import { requireAllowed } from '../screening/holds.ts'
import { findHoldingRow } from '../screening/screenings.ts'

/** @throws problems.notFound */
export async function requirePlan(context: Context, caller: Caller, planId: string): Promise<PlanRow> {
  const plan = await findPlanRow(context, planId)
  if (!plan) throw problems.notFound('plan')
  caller.about(plan.client_id)
  return plan
}

/**
 * @param sent goes back to the caller
 * @throws problems.staleVersion, problems.stepMissing, problems.decisionForbids
 */
export async function requireOpen(
  context: Context,
  plan: PlanRow,
  kind: 'treatment' | 'photos',
  sent: unknown,
): Promise<void> {
  if (kind === 'photos') return
  if (plan.superseded_by !== null) {
    const last = await findLastPlanVersion(context, plan.id)
    const reads = last && may(context.actor, 'plan.read', last.client_id)
    throw problems.staleVersion(sent, reads ? await presentPlan(context, last) : undefined)
  }
  const screening = await findHoldingRow(context, plan.client_id)
  if (!screening || screening.id !== plan.screening_id)
    throw problems.stepMissing('The answers have changed since this plan was made. Make the plan again, then sign.')
  requireAllowed(screening)
}
