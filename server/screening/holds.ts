/** What counts of a screening: its last override, else the most cautious decision still possible. And whether that lets anybody be treated. */
import { type Decision, decisions, type Screening } from '@needlepoint/pathway'
import { problems } from '../http/problems.ts'
import type { ScreeningRow, ScreeningSummaryRow } from './screenings.ts'

type Decided = Pick<ScreeningSummaryRow, 'at_least' | 'at_most' | 'overridden_to'>

export const holds = ({ at_most, overridden_to }: Decided): Decision => overridden_to ?? at_most

/**
 * Refuses to go on towards a treatment that the decision does not allow. What a clinician has to review goes on once one has:
 * each session then needs a clinician's word again, which the pre-flight asks for.
 * @throws problems.decisionForbids
 */
export function requireAllowed(screening: Decided): void {
  const decision = holds(screening)
  switch (decision) {
    case 'proceed':
    case 'proceed-with-precautions':
      return
    case 'clinician-review':
      if (screening.overridden_to !== null) return
      break
    case 'defer':
    case 'do-not-treat':
      break
  }
  if (screening.overridden_to === null && screening.at_least !== screening.at_most)
    throw problems.decisionForbids(
      `Questions of the screening are open, and until they are answered “${decision}” counts. Finish the screening first.`,
    )
  throw problems.decisionForbids(
    decision === 'clinician-review'
      ? 'A clinician has to review the screening first, and say so with an override.'
      : `The decision that counts is “${decision}”. Follow it, or have a clinician override it with a reason.`,
  )
}

const reviewRank = decisions.indexOf('clinician-review')

/**
 * Refuses answers that bring up something which the screening did not, and which somebody has to decide on or wait for. An
 * override covers what was known when it was given, and nothing that comes up later.
 * @param decided with those answers
 * @throws problems.decisionForbids
 */
export function requireNothingNew({ decision: known }: Pick<ScreeningRow, 'decision'>, decided: Screening): void {
  const before = new Set(known.findings.map(({ rule }) => rule))
  const found = decided.findings.find(
    ({ rule, effect }) => decisions.indexOf(effect) >= reviewRank && !before.has(rule),
  )
  if (!found) return
  throw problems.decisionForbids(
    `These answers lead to “${found.effect}”, for a reason that the screening did not know. Record a screening with them first.`,
  )
}
