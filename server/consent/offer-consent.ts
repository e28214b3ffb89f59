/** Notes that somebody of the clinic gave a text to a client to read, on paper or on a device of the clinic. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import type { PlanRow } from '../planning/plans.ts'
import { readClinic } from '../practice/clinics.ts'
import { currentDocument } from './current-document.ts'
import { addOffer, findOffer } from './offers.ts'
import { presentDocument } from './prepare-consent.ts'
import { requireOpen, requirePlan } from './require-open-plan.ts'

type Input = InputOf<'consent.offer'>
const asked = { kind: 'treatment' as const, purposes: [] }

/** @throws problems.notFound, problems.idTaken, problems.staleVersion, problems.stepMissing, problems.decisionForbids, problems.documentChanged */
export async function offerConsent(
  context: Context,
  { params, body }: Input,
  caller: Caller,
): Promise<OutputOf<'consent.offer'>> {
  const { tx, clinicId, actor, keys } = context
  const { id } = body
  const plan = await requirePlan(context, caller, params.planId)
  const fingerprint = keys.fingerprint({ planId: plan.id, ...body })
  const outcome =
    (await sentBefore(tx, 'consent_offers', { clinicId, id, fingerprint })) ??
    (await store(context, plan, body, fingerprint))
  const details = { plan: plan.id, documentHash: body.documentHash }
  if (outcome === 'new') await audit(context, { action: 'consent.given', subject: id, details })
  const show = async () => {
    const offer = await findOffer(context, id)
    if (!offer) throw problems.notFound('offer')
    return offer
  }
  const { record, ...rest } = await mergeById({
    outcome,
    sent: body,
    show,
    mayRead: (shown) => may(actor, 'consent.read', shown.clientId),
  })
  const { clientId: _, ...offer } = record
  return { ...rest, record: offer }
}

async function store(
  context: Context,
  plan: PlanRow,
  { id, language, documentHash }: Input['body'],
  fingerprint: Buffer,
): Promise<Outcome> {
  await requireOpen(context, plan, 'treatment', { id, language, documentHash })
  const written = await currentDocument(context, plan, asked, language)
  if (written.documentHash !== documentHash)
    throw problems.documentChanged({ id, language, documentHash }, await presentDocument(context, plan, asked, written))
  const { cooling_off: coolingOff } = await readClinic(context)
  const offer = { id, clientId: plan.client_id, planId: plan.id, documentHash, coolingOff, fingerprint }
  return await addOffer(context, { ...offer, language: written.language })
}
