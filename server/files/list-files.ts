/** The files of one client, without their content. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { requireClient } from '../practice/require-client.ts'
import { listFileRows, presenter } from './files.ts'

const places = cursorOf('files', timeAndId)

/** @throws problems.notFound */
export async function listFiles(
  context: Context,
  { params: { clientId }, query: { kind, limit, cursor } }: InputOf<'file.list'>,
): Promise<OutputOf<'file.list'>> {
  await requireClient(context, clientId)
  const at = places.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listFileRows(context, clientId, { kind, limit: limit + 1, after })
  const present = await presenter(context, clientId, rows)
  return pageFrom(rows, limit, present, (row) => places.print([row.recorded_at.toISOString(), row.id]))
}
