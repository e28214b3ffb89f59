/** Stores one screening. The device may have decided offline already; we decide again, as of that day, and keep both answers. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { decideOn, refuseBlank, refuseOthersAnswers } from '../answers.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { differencesBetween, screeningInShort } from '../decide-again.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { removeDraft } from './drafts.ts'
import { addScreening, findLastVersion, findScreeningRow } from './screenings.ts'
import { presentScreening } from './show-screening.ts'

type Body = InputOf<'screening.record'>['body']

/**
 * @throws problems.notFound, problems.notYet, problems.idTaken, problems.staleVersion; problems.invalidFields for a blank form, for
 *   answers that the engine refuses and for answers that somebody else gives
 */
export async function recordScreening(
  context: Context,
  { body }: InputOf<'screening.record'>,
  caller: Caller,
): Promise<OutputOf<'screening.record'>> {
  const { tx, clinicId, actor, keys } = context
  const { id, clientId, supersedes } = body
  caller.about(clientId)
  const fingerprint = keys.fingerprint(body)
  const outcome =
    (await sentBefore(tx, 'screenings', { clinicId, id, fingerprint })) ??
    (await decideAndStore(context, body, fingerprint))
  if (outcome === 'new') {
    // Sent, it is a record, and no draft any more on any device.
    await removeDraft(context, { id })
    await audit(context, { action: 'screening.recorded', subject: id })
  }
  return await mergeById({
    outcome,
    sent: body,
    show: async () => present(context, await findScreeningRow(context, id)),
    mayRead: (shown) => may(actor, 'screening.read', shown.clientId),
    current: async () =>
      supersedes === undefined ? undefined : present(context, await findLastVersion(context, supersedes)),
  })
}

async function decideAndStore(context: Context, body: Body, fingerprint: Buffer): Promise<Outcome> {
  const { actor, pathway } = context
  const { id, clientId, decidedOn, facts, deviceDecision, supersedes } = body
  const client = await requireOpenRecord(context, clientId)
  if (decidedOn > client.today) throw problems.notYet('decidedOn')
  const replaced = supersedes === undefined ? undefined : await findScreeningRow(context, supersedes)
  if (supersedes !== undefined && replaced?.client_id !== clientId) throw problems.notFound('screening')
  refuseBlank('facts', facts)
  refuseOthersAnswers('facts', actor, pathway, facts, replaced?.facts)
  const decision = decideOn('facts', () => pathway.screen(facts, decidedOn))
  const differs = differencesBetween(deviceDecision, screeningInShort(decision)).length > 0
  return await addScreening(context, {
    id,
    clientId,
    supersedes,
    decidedOn,
    facts,
    decision,
    deviceDecision,
    differs,
    fingerprint,
  })
}

async function present(context: Context, row: Awaited<ReturnType<typeof findScreeningRow>>) {
  if (!row) throw problems.notFound('screening')
  return await presentScreening(context, row)
}
