/** Adds a version of a client's details. The one before stays in the record and is no longer found by the search. */

import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { addDetails, findClientRow, findDetailsRow } from './clients.ts'
import { presentClient } from './present-client.ts'
import { requireOpenRecord } from './require-client.ts'

/** @throws problems.notFound, problems.idTaken, problems.staleVersion, problems.notYet for a date of birth to come */
export async function amendClient(
  context: Context,
  { params: { clientId }, body }: InputOf<'client.amend'>,
): Promise<OutputOf<'client.amend'>> {
  const { tx, clinicId, actor, keys, today } = context
  const { id, supersedes, ...details } = body
  const fingerprint = keys.fingerprint({ clientId, ...body })
  const outcome = (await sentBefore(tx, 'client_details', { clinicId, id, fingerprint })) ?? (await store())
  if (outcome === 'new') await audit(context, { action: 'client.amended', subject: clientId, details: { version: id } })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => present(await findDetailsRow(context, id)),
    mayRead: (shown) => may(actor, 'client.read', shown.id),
    current: async () => present(await findClientRow(context, clientId)),
  })

  async function store() {
    if ((await findDetailsRow(context, supersedes))?.client_id !== clientId) throw problems.notFound('client')
    await requireOpenRecord(context, clientId)
    if (details.born !== undefined && details.born > today) throw problems.notYet('born')
    return await addDetails(context, { id, clientId, supersedes, details, fingerprint })
  }

  async function present(row: Awaited<ReturnType<typeof findDetailsRow>>) {
    if (!row) throw problems.notFound('client')
    return await presentClient(context, row)
  }
}
