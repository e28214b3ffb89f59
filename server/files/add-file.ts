/**
 * Adds a photo or a document: what it is is seen by reading it, and what it tells besides is left out. The content is safe in
 * the file store before the row is committed, so that no row lacks its content.
 *
 * Whether it may be shown, and for what, is asked each time that somebody opens it (`open-file.ts`).
 */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { requireHappened } from '../happened.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { sha256 } from '../keys/index.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { clean } from './content/clean.ts'
import { addFileRow, type BelongsTo, findFileRow, isHers, lockFiles, presentFile } from './files.ts'

type Input = InputOf<'file.add'>

/** @throws problems.notFound, problems.notYet, problems.invalidFields, problems.fileRefused, problems.idTaken, FileStoreUnavailable */
export async function addFile(context: Context, input: Input): Promise<OutputOf<'file.add'>> {
  const { tx, clinicId, keys } = context
  const { clientId, fileId: id } = input.params
  await requireOpenRecord(context, clientId)
  // Of what was sent, not of what is kept of it: a later version of us may keep less.
  const fingerprint = keys.fingerprint({ clientId, ...input.query, content: sha256(input.body.bytes) })
  const outcome =
    (await sentBefore(tx, 'files', { clinicId, id, fingerprint })) ?? (await store(context, input, fingerprint))
  if (outcome === 'new') {
    await audit(context, { action: 'file.added', subject: id, details: { client: clientId, kind: input.query.kind } })
  }
  return await mergeById({
    outcome,
    sent: { ...input.query, contentType: input.body.contentType, size: input.body.bytes.byteLength },
    show: async () => {
      const row = await findFileRow(context, id)
      if (!row) throw problems.notFound('file')
      return await presentFile(context, row)
    },
    mayRead: (stored) => may(context.actor, 'file.read', stored.clientId),
  })
}

async function store(context: Context, { params, query, body }: Input, fingerprint: Buffer): Promise<Outcome> {
  const { tx, clinicId, keys, files, now } = context
  const { kind, takenAt, ...belongs } = query
  if (takenAt !== undefined) requireHappened('takenAt', takenAt, now)
  await requireBelongs(context, params.clientId, kind, belongs)
  const content = await clean(body.bytes, kind)
  const hash = sha256(content.bytes)
  await lockFiles(tx, clinicId, 'adding')
  const { clientId, fileId: id } = params
  const outcome = await addFileRow(context, { id, clientId, kind, takenAt, belongs, content, hash, fingerprint })
  if (outcome === 'new') await files.put(keys, content.bytes)
  return outcome
}

/** @throws problems.notFound, problems.invalidFields */
async function requireBelongs(
  context: Context,
  clientId: string,
  kind: Input['query']['kind'],
  belongs: BelongsTo,
): Promise<void> {
  const { sessionId, checkInId } = belongs
  const [said] = Object.keys(belongs)
  if (kind !== 'photo' && said !== undefined) {
    const message = `“${said}” is said of a photo alone, and this is added as a document.`
    throw problems.invalidFields([{ field: said, message, expected: 'nothing, or kind “photo”' }])
  }
  if (sessionId !== undefined && !(await isHers(context, 'sessions', sessionId, clientId)))
    throw problems.notFound('session')
  if (checkInId !== undefined && !(await isHers(context, 'check_ins', checkInId, clientId)))
    throw problems.notFound('check-in')
}
