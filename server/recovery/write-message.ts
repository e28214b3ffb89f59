/**
 * A client writes to her clinic, or the clinic to her. The other side hears by e-mail that something is there and nothing of
 * what it says. We do not look for words of danger: a search for words would miss most of it and calm people for no reason, so
 * the page leads to the check-in instead, which is triaged.
 */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { parseInstant } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { newId } from '../ids.ts'
import { findFirstVersion } from '../practice/appointments.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { addMessage, addMessageRead, findMessageRow, presentMessages, somethingUnread } from './messages.ts'
import { tellClient, tellStaff } from './tell-of-messages.ts'
import { requireMayAnswer, sideOf, topicsToRead } from './topics.ts'

/** @throws problems.notFound, problems.notAllowed, problems.idTaken, problems.invalidFields */
export async function writeMessage(
  context: Context,
  { params: { clientId }, body }: InputOf<'message.write'>,
  caller: Caller,
): Promise<OutputOf<'message.write'>> {
  caller.about(clientId)
  const { actor, keys, now } = context
  const { id, about, text, writtenAt, readUpTo, cannotComeTo } = body
  requireMayAnswer(context, about)
  await requireOpenRecord(context, clientId)
  const side = sideOf(context)
  refuseOfOtherSide(side, body)
  if (cannotComeTo !== undefined && (await findFirstVersion(context, cannotComeTo))?.client_id !== clientId)
    throw problems.notFound('appointment')
  const waited = await somethingUnread(context, { clientId, about, side })
  const outcome = await addMessage(context, {
    id,
    clientId,
    about,
    side,
    cannotComeTo,
    text,
    // A clock that runs ahead loses nobody's words.
    writtenAt: Math.min(parseInstant(writtenAt) ?? now, now),
    // Not when it was written: two tabs that send the same draft send one message.
    fingerprint: keys.fingerprint({ clientId, ...body, writtenAt: null }),
  })
  if (outcome === 'new') {
    if (readUpTo !== undefined) await noteRead(context, clientId, about, readUpTo)
    // Once for all that waits: nobody needs ten e-mails for ten sentences.
    if (!waited) await (side === 'client' ? tellStaff(context, about) : tellClient(context, clientId))
    await audit(context, { action: 'message.written', subject: clientId, details: { message: id, about } })
  }
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const row = await findMessageRow(context, id)
      const [shown] = row ? await presentMessages(context, [row]) : []
      if (!shown) throw problems.notFound('message')
      return shown
    },
    mayRead: (shown) =>
      may(actor, 'message.read', shown.clientId) && topicsToRead(context, shown.clientId).includes(shown.about),
  })
}

/** What was read before the answer was written; a message that came meanwhile still waits. @throws problems.notFound */
async function noteRead(context: Context, clientId: string, about: 'care' | 'appointment', upTo: string) {
  const row = await findMessageRow(context, upTo)
  if (row?.client_id !== clientId || row.about !== about || row.side !== 'client') throw problems.notFound('message')
  const id = newId(context.now)
  const fingerprint = context.keys.fingerprint({ clientId, id, about, upTo })
  await addMessageRead(context, { id, clientId, about, side: 'clinic', upTo, fingerprint })
}

/** @throws problems.invalidFields */
function refuseOfOtherSide(side: 'client' | 'clinic', body: InputOf<'message.write'>['body']): void {
  const field = side === 'client' ? 'readUpTo' : 'cannotComeTo'
  if (body[field] === undefined) return
  const expected = 'nothing here'
  const message = `“${field}” is for ${side === 'client' ? 'staff' : 'the client'} to say. Expected ${expected}.`
  throw problems.invalidFields([{ field, message, expected }])
}
