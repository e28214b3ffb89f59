/** What is known of a file, without its content. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { findFileRow, presentFile } from './files.ts'

/** @throws problems.notFound */
export async function showFile(
  context: Context,
  { params }: InputOf<'file.show'>,
  caller: Caller,
): Promise<OutputOf<'file.show'>> {
  const row = await findFileRow(context, params.fileId)
  if (!row) throw problems.notFound('file')
  caller.about(row.client_id)
  return await presentFile(context, row)
}
