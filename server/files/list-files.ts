/** The files of one client, without their content. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { requireClient } from '../practice/require-client.ts'
import { listFileRows, presentFile } from './files.ts'

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
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return pageFrom(
    rows,
    limit,
    (row) => presentFile(row, by),
    (row) => places.print([row.recorded_at.toISOString(), row.id]),
  )
}
