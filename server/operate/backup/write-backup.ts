/**
 * Everything in one file: each row as it was at one moment, and the contents that the rows name. It needs no tool of the database,
 * and the database may go on being written to meanwhile.
 */
import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Database, Tx } from '../../database/index.ts'
import { type FileStore, nameOf } from '../../files/file-store.ts'
import type { KeyRing } from '../../keys/index.ts'
import type { AppliedMigration } from '../bring-up-to-date.ts'
import { OperateProblem } from '../problem.ts'

import {
  type End,
  endName,
  format,
  type Manifest,
  manifestName,
  pageName,
  readme,
  readmeName,
  sealOf,
} from './manifest.ts'
import { fullName, readRows, readTables, settle, type Table } from './tables.ts'
import { TarWriter } from './tar.ts'

export interface Progress {
  readonly what: 'rows' | 'files'
  readonly done: number
  /** Undefined while nobody knows. */
  readonly of?: number
}

export interface Backed {
  readonly database: Database
  readonly keyRing: KeyRing
  readonly files: FileStore
}

export interface WriteOptions {
  /** Where the file goes; nothing may be there. */
  readonly path: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly say?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

export interface Written {
  readonly path: string
  readonly bytes: number
  readonly rows: number
  readonly files: number
  /** Contents that a row names and the file store does not have. */
  readonly missingFiles: number
  readonly masterKeys: readonly string[]
}

const pack = promisify(gzip)

/** @throws OperateProblem when the file cannot be written */
export async function writeBackup(backed: Backed, options: WriteOptions): Promise<Written> {
  const { path } = options
  if (existsSync(path)) throw new OperateProblem(`${path} is there already. Choose another name: nothing was written.`)
  const draft = `${path}.part`
  const file = await create(draft)
  try {
    const written = await write(backed, file, options)
    await file.sync()
    await file.close()
    await rename(draft, path)
    await syncFolder(dirname(path))
    return written
  } catch (error) {
    await file.close().catch(() => {})
    await rm(draft, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw new OperateProblem(`There is no room for the backup beside ${path}. Nothing was kept.`)
    throw error
  }
}

async function write(
  { database, keyRing, files }: Backed,
  file: FileHandle,
  { path, now, say = () => {}, signal }: WriteOptions,
): Promise<Written> {
  const tar = new TarWriter(file, now)
  let begun = false
  const { manifest, rows, contents } = await database.asSystem(
    async (tx) => {
      // What is in the file already cannot be taken back.
      if (begun) throw new OperateProblem('The database broke off the backup. Nothing was kept: try again.')
      begun = true
      return await writeRows(database.kind, tx, tar, { now, say, signal })
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )

  // After the rows: a content is safe before its row is, so what the rows name is there, and is never changed.
  let done = 0
  let missingFiles = 0
  for (const [clinicId, hashes] of contents) {
    const keys = await database.asClinic(clinicId, (tx) => keyRing.forClinic(tx, clinicId))
    const wanted = new Set(hashes.map((hash) => nameOf(keys, hash)))
    for await (const name of files.list(clinicId)) {
      signal?.throwIfAborted()
      const content = await files.blobs.read(name)
      // Erased a moment ago.
      if (!content) continue
      await tar.add(`files/${name}`, content)
      wanted.delete(name)
      say({ what: 'files', done: ++done })
    }
    missingFiles += wanted.size
  }
  const end: End = { rows, files: done, sha256: sealOf(tar.digest(), { rows, files: done }) }
  await tar.add(endName, Buffer.from(JSON.stringify(end)))
  await tar.end()
  return {
    path,
    bytes: tar.bytes,
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
    files: done,
    missingFiles,
    masterKeys: manifest.masterKeys,
  }
}

interface Rows {
  readonly manifest: Manifest
  /** By table. */
  readonly rows: Readonly<Record<string, number>>
  /** Hashes of the contents that the rows of each clinic name. */
  readonly contents: ReadonlyMap<string, readonly string[]>
}

async function writeRows(
  kind: Database['kind'],
  tx: Tx,
  tar: TarWriter,
  { now, say, signal }: { now: number; say: (progress: Progress) => void; signal: AbortSignal | undefined },
): Promise<Rows> {
  await settle(tx)
  const tables = await readTables(tx)
  const manifest = await manifestOf(kind, tx, tables, now)
  await tar.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
  await tar.add(readmeName, Buffer.from(readme))
  const rows: Record<string, number> = {}
  let done = 0
  for (const table of tables) {
    const name = fullName(table)
    let page = 0
    rows[name] = 0
    for await (const lines of readRows(tx, table)) {
      signal?.throwIfAborted()
      await tar.add(pageName(name, ++page), await pack(`${lines.join('\n')}\n`))
      rows[name] += lines.length
      done += lines.length
      say({ what: 'rows', done })
    }
  }
  const contents = new Map<string, string[]>()
  for (const { clinic_id } of await tx.selectFrom('clinics').select('clinic_id').orderBy('clinic_id').execute()) {
    contents.set(clinic_id, [])
  }
  for (const { clinic_id, hash } of await tx.selectFrom('files').select(['clinic_id', 'hash']).distinct().execute()) {
    contents.get(clinic_id)?.push(hash)
  }
  return { manifest, rows, contents }
}

async function manifestOf(kind: Database['kind'], tx: Tx, tables: readonly Table[], now: number): Promise<Manifest> {
  const { rows: masterKeys } = await sql<{ id: string }>`
    select distinct master_key_id as id from (
      select master_key_id from clinic_keys union all select master_key_id from accounts.secrets
    ) wrapped order by 1`.execute(tx)
  // The table of migrations is its owner's alone.
  await sql`set local role none`.execute(tx)
  const { rows: migrations } = await sql<AppliedMigration>`
    select name, hash from public.migrations order by name`.execute(tx)
  await sql`set local role needlepoint_operator`.execute(tx)
  return {
    format,
    madeAt: new Date(now).toISOString(),
    kind,
    migrations,
    masterKeys: masterKeys.map(({ id }) => id),
    tables: tables.map((table) => ({ name: fullName(table), columns: table.columns })),
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') {
      throw new OperateProblem(`${path} is there already: another backup is being written, or was cut off. Remove it.`)
    }
    if (code === 'ENOENT') throw new OperateProblem(`There is no folder ${dirname(path)} to write the backup into.`)
    throw new OperateProblem(`The backup cannot be written to ${path} (${code}). Check the folder’s permissions.`)
  }
}

/** The new name is safe once its folder is synced. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
