/** One session, and the sessions of a client. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { recordView } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireClient } from '../practice/require-client.ts'
import { presentSession, presentSummaries } from './present-session.ts'
import { findSessionRow, listHoldingSessions } from './sessions.ts'

const place = cursorOf('sessions', timeAndId)

/** @throws problems.notFound */
export async function showSession(
  context: Context,
  { params }: InputOf<'session.show'>,
  caller: Caller,
): Promise<OutputOf<'session.show'>> {
  const row = await findSessionRow(context, params.sessionId)
  if (!row) throw problems.notFound('session')
  caller.about(row.client_id)
  await recordView(context, row.client_id, 'session')
  return await presentSession(context, row)
}

/** @throws problems.notFound */
export async function listSessions(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'session.list'>,
): Promise<OutputOf<'session.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'session')
  const at = place.read(cursor)
  const after = at && { endedAt: new Date(at[0]), id: at[1] }
  const rows = await listHoldingSessions(context, clientId, { limit: limit + 1, after })
  const shown = await presentSummaries(context, rows)
  return pageFrom(
    shown,
    limit,
    (summary) => summary,
    ({ endedAt, id }) => place.print([endedAt, id]),
  )
}
