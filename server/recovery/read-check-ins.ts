/** One check-in, those of a client, and those of the clinic that nobody has read. */
import { type InputOf, type OutputOf, values } from '@needlepoint/contract'
import { z } from 'zod'
import { may } from '../accounts/permissions.ts'
import { recordView } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { namesOf } from '../practice/client-names.ts'
import { requireClient } from '../practice/require-client.ts'
import { findCheckInRow, listCheckInRows, listUnreadRows } from './check-ins.ts'
import { presentCheckIn, summaryOf } from './present-check-in.ts'

/** @throws problems.notFound */
export async function showCheckIn(
  context: Context,
  { params }: InputOf<'check-in.show'>,
  caller: Caller,
): Promise<OutputOf<'check-in.show'>> {
  const row = await findCheckInRow(context, params.checkInId)
  if (!row) throw problems.notFound('check-in')
  caller.about(row.client_id)
  await recordView(context, row.client_id, 'check-in')
  return await presentCheckIn(context, row)
}

const ofClient = cursorOf('check-ins', timeAndId)

/** @throws problems.notFound */
export async function listCheckIns(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'check-in.list'>,
): Promise<OutputOf<'check-in.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'check-in')
  const at = ofClient.read(cursor)
  const after = at && { reportedAt: new Date(at[0]), id: at[1] }
  const rows = await listCheckInRows(context, clientId, { limit: limit + 1, after })
  return pageFrom(rows, limit, summaryOf, (row) => ofClient.print([row.reported_at.toISOString(), row.id]))
}

const unread = cursorOf('check-ins today', z.tuple([z.int().min(0).max(99), values.instant, values.id]))

/**
 * The front desk sees who waits, how urgently and since when, so that it can find somebody; what was reported is for those
 * who treat. The list names people and opens no record, so it is not noted as a view of each.
 */
export async function listToday(
  context: Context,
  { query: { limit, cursor } }: InputOf<'check-in.today'>,
): Promise<OutputOf<'check-in.today'>> {
  const at = unread.read(cursor)
  const after = at && { rank: at[0], recordedAt: new Date(at[1]), id: at[2] }
  const rows = await listUnreadRows(context, { limit: limit + 1, after })
  const names = await namesOf(
    context,
    rows.map((row) => row.client_id),
  )
  const reads = may(context.actor, 'check-in.read')
  return pageFrom(
    rows,
    limit,
    (row) => ({
      client: { id: row.client_id, name: names.get(row.client_id) ?? '' },
      ...summaryOf(row),
      ...(reads ? {} : { rules: null, hasWords: null }),
    }),
    (row) => unread.print([row.rank, row.recorded_at.toISOString(), row.id]),
  )
}
