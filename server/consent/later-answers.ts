/** Answers that were given after a plan was made can bring risks that it does not know. */
import { intakeOf } from '@needlepoint/contract'
import type { DisclosedRisk } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import type { PlanRow } from '../planning/plans.ts'
import { findHoldingRow } from '../screening/screenings.ts'
import { discloseRisks } from './disclose-risks.ts'

/** @returns the risks by the answers that count now; undefined where the plan rests on them already */
export async function risksByLaterAnswers(
  context: Pick<Context, 'tx' | 'clinicId' | 'pathway'>,
  plan: PlanRow,
  language: string,
): Promise<readonly DisclosedRisk[] | undefined> {
  const holding = await findHoldingRow(context, plan.client_id)
  if (!holding || holding.id === plan.screening_id) return undefined
  const { planned_on, input } = plan
  const answers = intakeOf({
    screening: { decidedOn: holding.decided_on, facts: holding.facts },
    plan: { plannedOn: planned_on, facts: input.facts },
  })
  const day = holding.decided_on > planned_on ? holding.decided_on : planned_on
  return discloseRisks(context.pathway, { answers, day, maxDepthMm: plan.plan.maxDepthMm, language }).risks
}
