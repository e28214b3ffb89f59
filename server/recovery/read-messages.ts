/** The messages of a client, who waits for an answer, and that somebody has read. */
import { type InputOf, messageTopics, type OutputOf, values } from '@needlepoint/contract'
import { z } from 'zod'
import { recordViewOnce } from '../accounts/record-views.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { namesOf } from '../practice/client-names.ts'
import { requireClient, requireOpenRecord } from '../practice/require-client.ts'
import {
  addMessageRead,
  findMessageRead,
  findMessageRow,
  listMessageRows,
  listUnreadThreads,
  presentMessages,
} from './messages.ts'
import { requireMayAnswer, sideOf, topicsToRead } from './topics.ts'

const ofClient = cursorOf('messages', timeAndId)

/** @throws problems.notFound */
export async function listMessages(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'message.list'>,
): Promise<OutputOf<'message.list'>> {
  await requireClient(context, clientId)
  await recordViewOnce(context, clientId, 'messages')
  const at = ofClient.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const about = topicsToRead(context, clientId)
  const rows = await listMessageRows(context, clientId, { limit: limit + 1, after, about })
  return pageFrom(
    await presentMessages(context, rows),
    limit,
    (message) => message,
    ({ recordedAt, id }) => ofClient.print([recordedAt, id]),
  )
}

const unread = cursorOf('messages today', z.tuple([values.instant, values.id, z.enum(messageTopics)]))

/** The list names people and opens no record, so it is not noted as a view of each. */
export async function listMessagesToday(
  context: Context,
  { query: { limit, cursor } }: InputOf<'message.today'>,
): Promise<OutputOf<'message.today'>> {
  const at = unread.read(cursor)
  const after = at && { since: new Date(at[0]), clientId: at[1], about: at[2] }
  const threads = await listUnreadThreads(context, { limit: limit + 1, after })
  const names = await namesOf(
    context,
    threads.map(({ client_id }) => client_id),
  )
  return pageFrom(
    threads,
    limit,
    (thread) => ({
      client: { id: thread.client_id, name: names.get(thread.client_id) ?? '' },
      about: thread.about,
      unread: thread.unread,
      since: thread.since.toISOString(),
      cannotCome: thread.cannot_come,
    }),
    (thread) => unread.print([thread.since.toISOString(), thread.client_id, thread.about]),
  )
}

/** @throws problems.notFound, problems.notAllowed, problems.idTaken */
export async function markMessagesRead(
  context: Context,
  { params: { clientId }, body }: InputOf<'message.mark-read'>,
  caller: Caller,
): Promise<OutputOf<'message.mark-read'>> {
  caller.about(clientId)
  const { id, about, upTo } = body
  requireMayAnswer(context, about)
  await requireOpenRecord(context, clientId)
  const side = sideOf(context)
  const row = await findMessageRow(context, upTo)
  // Nobody reads for the other side, nor says to have read what she wrote herself.
  if (row?.client_id !== clientId || row.about !== about || row.side === side) throw problems.notFound('message')
  const fingerprint = context.keys.fingerprint({ clientId, ...body })
  const outcome = await addMessageRead(context, { id, clientId, about, side, upTo, fingerprint })
  if (outcome === 'new') await audit(context, { action: 'messages.read', subject: clientId, details: { upTo, about } })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const found = await findMessageRead(context, id)
      if (!found) throw problems.notFound('message')
      return found.read
    },
    mayRead: (shown) => shown.clientId === clientId,
  })
}
