/** Whether a treatment is consented to, for the pre-flight and whoever else goes on from there. */
import { intakeOf } from '@needlepoint/contract'
import { dateAt, type ISODate } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import type { PlanRow } from '../planning/plans.ts'
import type { Person } from '../practice/require-client.ts'
import { findHoldingRow } from '../screening/screenings.ts'
import { type ConsentRow, listConsentsToPlan } from './consents.ts'
import { currentDocument } from './current-document.ts'
import { discloseRisks, wasTold } from './disclose-risks.ts'

export interface ConsentInForce {
  /** The last treatment consent to this plan that was not taken back; null when there is none. */
  readonly consentId: string | null
  /** Her date when she signed. */
  readonly signedOn: ISODate | null
  /** There was one, and it was taken back; nothing was signed since. */
  readonly withdrawn: boolean
  /** What was signed is what would be signed today, and nothing that she answered since brings a risk that she was not told of. */
  readonly current: boolean
  /** Risks that the signer said back in her own words. */
  readonly understood: readonly string[]
}

type Reading = Pick<Context, 'tx' | 'clinicId' | 'pathway'>

/** A consent belongs to one version of a plan: another plan is another consent. */
export async function consentInForce(
  context: Reading,
  plan: PlanRow,
  client: Pick<Person, 'zone'>,
): Promise<ConsentInForce> {
  const consents = await listConsentsToPlan(context, plan.id, 'treatment')
  const consent = consents.find(({ withdrawn_at }) => withdrawn_at === null)
  if (!consent)
    return { consentId: null, signedOn: null, withdrawn: consents.length > 0, current: false, understood: [] }
  return {
    consentId: consent.id,
    signedOn: dateAt(consent.signed_at.getTime(), client.zone),
    withdrawn: false,
    current: (await isSameText(context, plan, consent)) && (await isAllTold(context, plan, consent)),
    understood: consent.understood,
  }
}

async function isSameText(context: Reading, plan: PlanRow, consent: ConsentRow): Promise<boolean> {
  const { documentHash } = await currentDocument(context, plan, consent, consent.language)
  return consent.document_hash === documentHash
}

/** What she has answered since the plan was made can bring other risks. */
async function isAllTold(context: Reading, plan: PlanRow, { risks, language }: ConsentRow): Promise<boolean> {
  const holding = await findHoldingRow(context, plan.client_id)
  if (!holding || holding.id === plan.screening_id) return true
  const { planned_on, input } = plan
  const answers = intakeOf({
    screening: { decidedOn: holding.decided_on, facts: holding.facts },
    plan: { plannedOn: planned_on, facts: input.facts },
  })
  const day = holding.decided_on > planned_on ? holding.decided_on : planned_on
  const now = discloseRisks(context.pathway, { answers, day, maxDepthMm: plan.plan.maxDepthMm, language })
  return wasTold(risks, now.risks)
}
