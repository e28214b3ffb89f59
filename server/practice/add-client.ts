/** Adds a client: the person, and the first version of her details. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { addClientRow, addDetails, findClientRow, findDetailsRow } from './clients.ts'
import { presentClient } from './present-client.ts'

/** @throws problems.idTaken, problems.notYet for a date of birth to come */
export async function addClient(context: Context, { body }: InputOf<'client.add'>): Promise<OutputOf<'client.add'>> {
  const { actor, keys, today } = context
  const { id, detailsId, ...details } = body
  if (details.born !== undefined && details.born > today) throw problems.notYet('born')
  const fingerprint = keys.fingerprint(body)
  const outcome = await addClientRow(context, { id, fingerprint })
  if (outcome === 'new') {
    const first = { id: detailsId, clientId: id, supersedes: null, details, fingerprint }
    // The client's id was free and that of her details was not: it names details of somebody else.
    if ((await addDetails(context, first)) !== 'new') throw problems.idTaken(body)
    await audit(context, { action: 'client.added', subject: id })
  }
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      // What was sent, also where it has been amended since: who may add need not be allowed to read.
      const row = outcome === 'refused' ? await findClientRow(context, id) : await findDetailsRow(context, detailsId)
      if (!row) throw problems.idTaken(body)
      return await presentClient(context, row)
    },
    mayRead: (shown) => may(actor, 'client.read', shown.id),
  })
}
