/** Writes the document that is to be read and signed. Nothing is stored. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import type { Caller } from '../http/serve-endpoint.ts'
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
  return presentDocument(plan.id, body, await currentDocument(context, plan, body, body.language))
}

type Asked = Pick<InputOf<'consent.prepare'>['body'], 'kind' | 'purposes'>

export const presentDocument = (
  planId: string,
  { kind, purposes }: Asked,
  { document, documentHash, language, risks, ask, protocol }: WrittenDocument,
): OutputOf<'consent.prepare'> => ({
  planId,
  kind,
  purposes,
  language,
  document,
  documentHash,
  risks: [...risks],
  ask: [...ask],
  protocol,
})
