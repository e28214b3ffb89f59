/** She chooses the language that her clinic writes to her in. All else of her details is the clinic's to change. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { addDetails, findClientRow, findDetailsRow } from './clients.ts'
import { presentClient } from './present-client.ts'

/** @throws problems.notFound, problems.idTaken, problems.staleVersion */
export async function chooseLanguage(
  context: Context,
  { params: { clientId }, body }: InputOf<'client.choose-language'>,
  caller: Caller,
): Promise<OutputOf<'client.choose-language'>> {
  caller.about(clientId)
  const { tx, clinicId, keys, actor } = context
  const { id, supersedes, language } = body
  const fingerprint = keys.fingerprint({ clientId, ...body })
  const outcome = (await sentBefore(tx, 'client_details', { clinicId, id, fingerprint })) ?? (await store())
  if (outcome === 'new')
    await audit(context, { action: 'client.language-chosen', subject: clientId, details: { version: id, language } })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => present(await findDetailsRow(context, id)),
    mayRead: (shown) => may(actor, 'client.read', shown.id),
    current: async () => present(await findClientRow(context, clientId)),
  })

  async function store() {
    const row = await findDetailsRow(context, supersedes)
    if (row?.client_id !== clientId) throw problems.notFound('client')
    const { name, contact, born, zone, notes } = await presentClient(context, row)
    const details = { name, contact, born: born ?? undefined, language, zone, notes: notes ?? undefined }
    return await addDetails(context, { id, clientId, supersedes, details, fingerprint })
  }

  async function present(row: Awaited<ReturnType<typeof findDetailsRow>>) {
    if (!row) throw problems.notFound('client')
    return await presentClient(context, row)
  }
}
