/** Whether a treatment is consented to, for the pre-flight and whoever else goes on from there. */
import { dateAt, type ISODate } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import type { PlanRow } from '../planning/plans.ts'
import type { Person } from '../practice/require-client.ts'
import { type ConsentRow, listConsentsToPlan } from './consents.ts'
import { currentDocument } from './current-document.ts'
import { wasTold } from './disclose-risks.ts'
import { risksByLaterAnswers } from './later-answers.ts'

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
  const now = await risksByLaterAnswers(context, plan, language)
  return now === undefined || wasTold(risks, now)
}
