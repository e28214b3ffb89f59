/**
 * Takes a signature, on the client's own device or, with a witness, on the clinic's. What is stored is the exact text that was
 * read: if it would be another by now, nothing is signed and the new text comes back.
 */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { clocksDiffer, requireHappened } from '../happened.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { queue } from '../jobs/queue.ts'
import type { PlanRow } from '../planning/plans.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { asksAbout } from './asks-about.ts'
import { addConsent, type Evidence, findConsentRow } from './consents.ts'
import { requireCooledOff } from './cooling-off.ts'
import { currentDocument } from './current-document.ts'
import { presentDocument } from './prepare-consent.ts'
import { requireOpen, requirePlan } from './require-open-plan.ts'
import { refuseUnsigned, requireSigner } from './require-signer.ts'
import { presentConsent } from './show-consent.ts'
import type { WrittenDocument } from './write-document.ts'

type Body = InputOf<'consent.sign'>['body']

/**
 * @throws problems.notFound, problems.invalidFields, problems.notYet, problems.notAllowed, problems.idTaken, problems.staleVersion,
 *   problems.stepMissing, problems.decisionForbids; problems.documentChanged with the text as it is now; problems.coolingOff with the
 *   moment from which it can be signed
 */
export async function signConsent(
  context: Context,
  { body }: { readonly body: Body },
  caller: Caller,
): Promise<OutputOf<'consent.sign'>> {
  const { tx, clinicId, actor, keys } = context
  const { id, planId } = body
  const plan = await requirePlan(context, caller, planId)
  if (plan.client_id !== body.clientId) throw problems.notFound('plan')
  const fingerprint = keys.fingerprint(body)
  const outcome =
    (await sentBefore(tx, 'consents', { clinicId, id, fingerprint })) ??
    (await checkAndStore(context, plan, body, caller, fingerprint))
  if (outcome === 'new') {
    await queue(context, 'consent.signed', { clinicId, consentId: id })
    await audit(context, { action: 'consent.signed', subject: id })
  }
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const row = await findConsentRow(context, id)
      if (!row) throw problems.notFound('consent')
      return await presentConsent(context, row)
    },
    mayRead: (shown) => may(actor, 'consent.read', shown.clientId),
  })
}

async function checkAndStore(
  context: Context,
  plan: PlanRow,
  body: Body,
  { ip, userAgent }: Caller,
  fingerprint: Buffer,
): Promise<Outcome> {
  const { actor, now } = context
  const { id, kind, purposes, signer, signature, understood } = body
  const client = await requireOpenRecord(context, plan.client_id)
  const signedAt = requireHappened('signedAt', body.signedAt, now)
  requireAfterPlan(signedAt, plan)
  const by = await requireSigner(context, client, plan.input.answers, signer)
  refuseUnsigned(signature, signer.name)
  await requireOpen(context, plan, kind, body)
  const written = await currentDocument(context, plan, body, body.language)
  if (written.documentHash !== body.documentHash)
    throw problems.documentChanged(body, await presentDocument(context, plan, body, written))
  requireTold(understood, written)
  if (kind === 'treatment') {
    requireUnderstood(understood, asksAbout(context, plan.planned_on, written))
    await requireCooledOff(context, plan, written, { signedAt, zone: client.zone })
  }
  const evidence: Evidence = {
    ip,
    userAgent,
    receivedAt: new Date(now).toISOString(),
    witness: actor.kind === 'staff' ? { staffId: actor.id, name: actor.name } : null,
    guardianId: by.guardianId,
  }
  return await addConsent(context, {
    id,
    clientId: plan.client_id,
    planId: plan.id,
    kind,
    purposes,
    written,
    understood,
    signedBy: by.as,
    signerName: signer.name,
    signature,
    signedAt,
    evidence,
    fingerprint,
  })
}

/** Nobody signs what did not exist: the device's clock is wrong, or the day was made up. */
function requireAfterPlan(signedAt: number, { recorded_at }: PlanRow): void {
  if (signedAt >= recorded_at.getTime() - clocksDiffer) return
  const expected = `${recorded_at.toISOString()} or later`
  const message = '“signedAt” is before the plan was made. Check the clock of the device.'
  throw problems.invalidFields([{ field: 'signedAt', message, expected }])
}

/** What was said back was told before. */
function requireTold(understood: readonly string[], { risks }: WrittenDocument): void {
  const told = new Set(risks.map(({ risk }) => risk))
  const made = understood.flatMap((risk, i) => (told.has(risk) ? [] : [i]))
  if (made.length === 0) return
  const expected = 'a risk of the document'
  throw problems.invalidFields(
    made.map((i) => ({
      field: `understood[${i}]`,
      message: `“understood[${i}]” names no risk of the document.`,
      expected,
    })),
  )
}

/** The questions are asked on a device, where nobody can fail for good; without them the text was only scrolled. */
function requireUnderstood(understood: readonly string[], asked: number): void {
  const answered = new Set(understood).size
  if (answered >= asked) return
  const expected = `${asked} risks that were asked about, or said back`
  const message = `“understood” names ${answered} of her risks. Ask about ${asked} first, then sign.`
  throw problems.invalidFields([{ field: 'understood', message, expected }])
}
