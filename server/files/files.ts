/** All SQL about files: what is kept of whom, and under which hash. The content itself is in the file store. */
import type { ClientFile, FileKind, Pose } from '@needlepoint/contract'
import { type Selectable, sql } from 'kysely'
import { type RecordedBy, recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import { photoPermissions } from '../consent/photo-permissions.ts'
import type { Context } from '../context.ts'
import { addRow, type FilesTable, type Outcome, type Tx } from '../database/index.ts'
import type { Cleaned } from './content/picture.ts'

export type FileRow = Selectable<FilesTable> & { readonly client_id: string }

export interface NewFile {
  readonly id: string
  readonly clientId: string
  readonly kind: FileKind
  readonly takenAt: string | undefined
  readonly belongs: BelongsTo
  readonly content: Cleaned
  /** SHA-256 of the content, in hex. */
  readonly hash: string
  readonly fingerprint: Buffer
}

/** What a photo shows, and where in her record it belongs. */
export interface BelongsTo {
  readonly pose?: Pose | undefined
  readonly sessionId?: string | undefined
  readonly checkInId?: string | undefined
  readonly question?: string | undefined
}

export function addFileRow({ tx, clinicId, actor, now }: Context, file: NewFile): Promise<Outcome> {
  const { id, clientId, kind, takenAt, belongs, content, hash, fingerprint } = file
  return addRow(tx, 'files', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    kind,
    hash,
    size: content.bytes.byteLength,
    content_type: content.contentType,
    width: content.width,
    height: content.height,
    taken_at: takenAt ?? null,
    pose: belongs.pose ?? null,
    session_id: belongs.sessionId ?? null,
    check_in_id: belongs.checkInId ?? null,
    question: belongs.question ?? null,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

type Reading = Pick<Context, 'tx' | 'clinicId'>

/** @returns a file of a client; what belongs to the clinic alone, such as an export, is not found */
export async function findFileRow({ tx, clinicId }: Reading, id: string): Promise<FileRow | undefined> {
  const row = await tx
    .selectFrom('files')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('client_id', 'is not', null)
    .executeTakeFirst()
  return row as FileRow | undefined
}

/** @returns whether this client has that session, or that check-in */
export async function isHers(
  { tx, clinicId }: Reading,
  table: 'sessions' | 'check_ins',
  id: string,
  clientId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom(table)
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row !== undefined
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Of one client, the newest first. */
export async function listFileRows(
  { tx, clinicId }: Reading,
  clientId: string,
  {
    kind,
    limit,
    after,
  }: { readonly kind: FileKind | undefined; readonly limit: number; readonly after: Place | undefined },
): Promise<FileRow[]> {
  let query = tx.selectFrom('files').selectAll().where('clinic_id', '=', clinicId).where('client_id', '=', clientId)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('recorded_at', 'id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  const rows = await query.orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows as FileRow[]
}

/** @param rows of one client @returns how callers see them */
export async function presenter(
  context: Context,
  clientId: string,
  rows: readonly FileRow[],
): Promise<(row: FileRow) => ClientFile> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  const mayShow = await photoPermissions(context, clientId)
  return (row) => present(row, by, row.kind === 'photo' ? mayShow(row) : null)
}

export async function presentFile(context: Context, row: FileRow): Promise<ClientFile> {
  return (await presenter(context, row.client_id, [row]))(row)
}

const present = (
  row: FileRow,
  by: (recordedBy: string) => RecordedBy,
  mayShowFor: ClientFile['mayShowFor'],
): ClientFile => ({
  id: row.id,
  clientId: row.client_id,
  kind: row.kind,
  contentType: row.content_type,
  size: row.size,
  width: row.width,
  height: row.height,
  takenAt: row.taken_at?.toISOString() ?? null,
  pose: row.pose as Pose | null,
  sessionId: row.session_id,
  checkInId: row.check_in_id,
  question: row.question,
  mayShowFor,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: by(row.recorded_by),
})

/** @returns the hash of every content that a row of the clinic names */
export async function listHashes({ tx, clinicId }: Reading): Promise<string[]> {
  const rows = await tx.selectFrom('files').select('hash').distinct().where('clinic_id', '=', clinicId).execute()
  return rows.map(({ hash }) => hash)
}

/**
 * A content is written before the row that names it is committed, so for a moment it looks like one that nobody needs. Whoever
 * adds holds this lock with others who add; whoever sweeps holds it alone. It ends with the transaction.
 */
export async function lockFiles(tx: Tx, clinicId: string, who: 'adding' | 'sweeping'): Promise<void> {
  const name = `needlepoint files ${clinicId}`
  if (who === 'adding') await sql`select pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`.execute(tx)
  else await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}
