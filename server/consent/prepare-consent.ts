/** Writes the document that is to be read and signed. When a client opens one for the first time, the time to think begins. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { printInstant } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import type { PlanRow } from '../planning/plans.ts'
import { requireClient } from '../practice/require-client.ts'
import { asksAbout } from './asks-about.ts'
import { coolingOffOf, noteGiven } from './cooling-off.ts'
import { currentDocument } from './current-document.ts'
import { requireOpen, requirePlan } from './require-open-plan.ts'
import type { WrittenDocument } from './write-document.ts'

/** @throws problems.notFound, problems.invalidFields, problems.staleVersion, problems.stepMissing, problems.decisionForbids */
export async function prepareConsent(
  context: Context,
  { params, body }: InputOf<'consent.prepare'>,
  caller: Caller,
): Promise<OutputOf<'consent.prepare'>> {
  const plan = await requirePlan(context, caller, params.planId)
  await requireOpen(context, plan, body.kind, body)
  const written = await currentDocument(context, plan, body, body.language)
  if (context.actor.kind === 'client' && body.kind === 'treatment' && !body.ahead)
    await noteGiven(context, plan, written)
  return await presentDocument(context, plan, body, written)
}

type Asked = Pick<InputOf<'consent.prepare'>['body'], 'kind' | 'purposes'>

export async function presentDocument(
  context: Context,
  plan: PlanRow,
  { kind, purposes }: Asked,
  written: WrittenDocument,
): Promise<OutputOf<'consent.prepare'>> {
  const { document, documentHash, language, risks, ask, protocol } = written
  const { zone } = await requireClient(context, plan.client_id)
  const endsAt = kind === 'treatment' ? (await coolingOffOf(context, plan.id, written, zone)).endsAt : null
  return {
    planId: plan.id,
    kind,
    purposes,
    language,
    document,
    documentHash,
    risks: [...risks],
    ask: [...ask],
    asksAbout: asksAbout(context, plan.planned_on, written),
    possibleFrom: endsAt === null || endsAt <= context.now ? null : printInstant(endsAt),
    protocol,
  }
}
