import type { InputOf, OutputOf } from '@needlepoint/contract'
import { values } from '@needlepoint/contract'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom } from '../http/cursor.ts'
import { requireClient } from '../practice/require-client.ts'
import { listRecordViews } from './record-views.ts'

const place = cursorOf('record views', z.tuple([values.id]))

/** Who opened a client's record, the last one first. @throws problems.notFound */
export async function listViews(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'record-view.list'>,
): Promise<OutputOf<'record-view.list'>> {
  await requireClient(context, clientId)
  const before = place.read(cursor)?.[0]
  const views = await listRecordViews(context, { clientId, limit: limit + 1, before })
  return pageFrom(
    views,
    limit,
    ({ id, viewedAt, kind, name, roles, what }) => ({
      id,
      viewedAt: viewedAt.toISOString(),
      by: { kind, name, roles: [...roles] },
      what,
    }),
    ({ id }) => place.print([id]),
  )
}
