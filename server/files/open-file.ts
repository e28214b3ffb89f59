/** The content of a file, decrypted. The client sees who opened it. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { recordViewOnce } from '../accounts/record-views.ts'
import { photoPermissions } from '../consent/photo-permissions.ts'
import type { PhotoPurpose } from '../consent/texts.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { type FileRow, findFileRow } from './files.ts'

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
}

/** @throws problems.notFound, problems.consentNotValid, FileStoreUnavailable */
export async function openFile(
  context: Context,
  { params, query: { purpose } }: InputOf<'file.content'>,
  caller: Caller,
): Promise<OutputOf<'file.content'>> {
  const row = await findFileRow(context, params.fileId)
  const ending = row && endings[row.content_type]
  if (!row || ending === undefined) throw problems.notFound('file')
  caller.about(row.client_id)
  if (row.kind === 'photo') await requireAllowed(context, row, purpose)
  // A page of photos opens each: that is one visit, and the client reads one line of it.
  await recordViewOnce(context, row.client_id, row.kind === 'photo' ? 'photos' : 'file')
  const content = await context.files.get(context.keys, row.hash)
  return {
    contentType: row.content_type,
    bytes: new Uint8Array(content),
    // Nothing personal: it lands in a folder of downloads.
    fileName: `${row.kind}-${row.id.slice(-12)}.${ending}`,
    disposition: row.content_type.startsWith('image/') ? 'inline' : 'attachment',
  }
}

/**
 * Asked at every view: what was allowed yesterday may be taken back today. Her own photos she may always see.
 * @throws problems.consentNotValid
 */
async function requireAllowed(context: Context, row: FileRow, purpose: PhotoPurpose): Promise<void> {
  if (context.actor.kind === 'client') return
  const mayShow = await photoPermissions(context, row.client_id)
  if (mayShow(row).includes(purpose)) return
  throw problems.consentNotValid(
    `She does not allow photos for the purpose “${purpose}”, or has taken that back. The photo is kept and not shown. Ask her to sign for it.`,
  )
}
