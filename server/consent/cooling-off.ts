/**
 * Time to think, where the clinic wants it: from the moment in which a text was first given to her to the first in which she may sign
 * it. A text that has changed is another text. What the clinic shortens later counts for texts that are given from then on; what it
 * lengthens counts at once. Nobody can let somebody sign sooner.
 */
import { addSpan, printInstant, type Zone } from '@needlepoint/pathway'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { newId } from '../ids.ts'
import type { PlanRow } from '../planning/plans.ts'
import { readClinic } from '../practice/clinics.ts'
import { parseCoolingOff } from '../practice/cooling-off.ts'
import { addOffer, listGiven } from './offers.ts'
import type { WrittenDocument } from './write-document.ts'

export interface CoolingOffOf {
  /** The clinic wants time to think about this text. */
  readonly wanted: boolean
  /** Milliseconds since 1970; null while nobody gave it to her. */
  readonly givenAt: number | null
  /** Milliseconds since 1970; null where no time is wanted, and while it was not given. */
  readonly endsAt: number | null
}

type Reading = Pick<Context, 'tx' | 'clinicId'>
type Text = Pick<WrittenDocument, 'documentHash'>

/** @param zone of the client: days end at the same time on her wall clock */
export async function coolingOffOf(
  context: Reading,
  planId: string,
  { documentHash }: Text,
  zone: Zone,
): Promise<CoolingOffOf> {
  const given = await listGiven(context, planId, documentHash)
  const { cooling_off } = await readClinic(context)
  const spans = [cooling_off, ...given.map((each) => each.cooling_off)].flatMap((text) => parseCoolingOff(text) ?? [])
  const givenAt = given[0]?.given_at.getTime() ?? null
  return {
    wanted: spans.length > 0,
    givenAt,
    endsAt:
      givenAt === null || spans.length === 0 ? null : Math.max(...spans.map((span) => addSpan(givenAt, span, zone))),
  }
}

/**
 * @param signedAt milliseconds since 1970, by the clock of a device, which alone proves nothing
 * @throws problems.coolingOff
 */
export async function requireCooledOff(
  context: Reading & Pick<Context, 'now'>,
  plan: PlanRow,
  text: Text,
  { signedAt, zone }: { readonly signedAt: number; readonly zone: Zone },
): Promise<void> {
  const { wanted, endsAt } = await coolingOffOf(context, plan.id, text, zone)
  if (!wanted) return
  if (endsAt === null) throw problems.coolingOff(undefined)
  if (Math.min(signedAt, context.now) < endsAt) throw problems.coolingOff(printInstant(endsAt))
}

/** Notes that she, or her guardian, has opened a text herself. Only the first time counts. */
export async function noteGiven(context: Context, plan: PlanRow, text: WrittenDocument): Promise<void> {
  const { documentHash, language } = text
  if ((await listGiven(context, plan.id, documentHash)).length > 0) return
  const id = newId(context.now)
  const { cooling_off: coolingOff } = await readClinic(context)
  const fingerprint = context.keys.fingerprint({ id, planId: plan.id, documentHash })
  const offer = { id, clientId: plan.client_id, planId: plan.id, documentHash, language, coolingOff, fingerprint }
  await addOffer(context, offer)
  await audit(context, { action: 'consent.given', subject: id, details: { plan: plan.id, documentHash } })
}
