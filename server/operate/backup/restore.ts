/** Puts a backup into an empty place: the whole of it, or nothing. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { sql } from 'kysely'
import { type AuditVerdict, verifyAudit } from '../../audit/audit.ts'
import type { Config } from '../../config.ts'
import { type Database, migrate, openDatabase, readMigrations, type Tx } from '../../database/index.ts'
import { type FileStore, nameOf } from '../../files/file-store.ts'
import { openFileStore } from '../../files/index.ts'
import { KeyRing, loadMasterKeys, MasterKeyProblem, type MasterKeys, masterKeyFile } from '../../keys/index.ts'
import { appliedMigrations } from '../bring-up-to-date.ts'
import { OperateProblem } from '../problem.ts'
import { requireAlone } from '../require-alone.ts'

import type { Manifest } from './manifest.ts'
import { checkBackup, readEntries } from './read-backup.ts'
import { addRows, fullName, gathering, readTables, refersToItself, settle, type Table } from './tables.ts'

export interface RestoreProgress {
  readonly what: 'checking' | 'files' | 'rows'
  readonly done: number
  readonly of?: number
}

export interface Restored {
  readonly madeAt: string
  readonly rows: number
  readonly files: number
  /** Contents that a row names and neither the backup nor the file store has. */
  readonly missingFiles: number
  readonly clinics: readonly { readonly clinicId: string; readonly name: string; readonly audit: AuditVerdict }[]
}

/**
 * Checks the file, its version and its keys before it writes anything; then migrates, writes the contents, and adds all rows in
 * one transaction.
 * @throws OperateProblem, MasterKeyProblem, CannotOpenDatabase
 */
export async function restore(
  config: Config,
  path: string,
  say: (progress: RestoreProgress) => void = () => {},
): Promise<Restored> {
  const { manifest, end } = await checkBackup(path, (done) => say({ what: 'checking', done }))
  const theirs = migrationsOf(manifest)
  const masters = loadKeys(config, manifest)
  const database = await openDatabase(config)
  try {
    await requireAlone(database, 'it would go on with what it remembers')
    await requireEmpty(database, theirs)
    // As it was when the backup was made: its rows fit into nothing else. What came later follows them.
    await migrate(database, theirs)
    const files = openFileStore(config.files)
    let done = 0
    for await (const entry of readEntries(path)) {
      if (!('file' in entry)) continue
      await files.blobs.write(entry.file, entry.content)
      say({ what: 'files', done: ++done, of: end.files })
    }
    const total = Object.values(end.rows).reduce((sum, count) => sum + count, 0)
    await database.asSystem((tx) =>
      restoreRows(tx, path, manifest, (rows) => say({ what: 'rows', done: rows, of: total })),
    )
    await migrate(database)
    return {
      madeAt: manifest.madeAt,
      rows: total,
      files: done,
      ...(await lookOver(database, new KeyRing(masters), files)),
    }
  } finally {
    await database.close()
  }
}

/** @returns the migrations that the backup was made after, which this version has to have word for word */
function migrationsOf({ migrations }: Manifest) {
  const known = readMigrations()
  for (const { name, hash } of migrations) {
    const ours = known.find((each) => each.name === name)
    if (!ours) {
      throw new OperateProblem(
        `The backup was made by a newer version of Needlepoint: ${name} is not known here. Restore it with that version.`,
      )
    }
    if (ours.hash !== hash) {
      throw new OperateProblem(
        `The backup was made by a version of Needlepoint whose schema was another one (${name} differs). Restore it with that version.`,
      )
    }
  }
  const theirs = new Set(migrations.map(({ name }) => name))
  return known.filter(({ name }) => theirs.has(name))
}

function loadKeys(config: Config, { masterKeys, madeAt }: Manifest): MasterKeys {
  const place = config.masterKey ? 'NEEDLEPOINT_MASTER_KEY' : masterKeyFile(config.dataFolder)
  let masters: MasterKeys
  try {
    masters = loadMasterKeys(config, false)
  } catch (error) {
    if (!(error instanceof MasterKeyProblem) || !error.message.includes('is missing')) throw error
    throw new OperateProblem(
      `A backup holds no master key, and without the one of ${madeAt.slice(0, 10)} nobody can read it. Put that key ` +
        `into ${place}, readable by you alone (chmod 600), or set NEEDLEPOINT_MASTER_KEY, then restore again.`,
    )
  }
  const here = [masters.current, ...masters.older].map(({ id }) => id)
  const missing = masterKeys.filter((id) => !here.includes(id))
  if (missing.length > 0) {
    throw new OperateProblem(
      `The backup is under the master key ${missing.join(' and ')}, and ${place} holds ${here.join(' and ')}. ` +
        'Put that key there, or add it after a comma to NEEDLEPOINT_MASTER_KEY, then restore again.',
    )
  }
  return masters
}

/** A clinic or an account must not be mixed with those of the backup. What a first start writes by itself may be there. */
async function requireEmpty(database: Database, theirs: readonly { readonly name: string }[]): Promise<void> {
  const applied = await appliedMigrations(database)
  if (applied.length === 0) return
  const later = applied.filter(({ name }) => !theirs.some((each) => each.name === name))
  if (later.length > 0) {
    throw new OperateProblem('The database is newer than the backup. Restore into one that was never migrated.')
  }
  const { rows } = await database.asSystem(async (tx) =>
    sql<{ clinics: number; people: number }>`
      select (select count(*) from clinics)::int as clinics, (select count(*) from accounts."user")::int as people`.execute(
      tx,
    ),
  )
  if ((rows[0]?.clinics ?? 0) > 0 || (rows[0]?.people ?? 0) > 0) {
    throw new OperateProblem(
      'The database is not empty: it holds clinics or accounts, and a backup is never mixed with others’ records. ' +
        'Restore into an empty database, or into another folder with NEEDLEPOINT_DATA. Nothing was changed.',
    )
  }
}

const unpack = promisify(gunzip)

async function restoreRows(tx: Tx, path: string, manifest: Manifest, say: (rows: number) => void): Promise<void> {
  await settle(tx)
  const tables = new Map((await readTables(tx)).map((table) => [fullName(table), table]))
  // What a first start wrote: a secret of the accounts, the protocol. The backup has its own.
  for (const table of [...tables.values()].reverse()) await sql`delete from ${sql.table(fullName(table))}`.execute(tx)
  let rows = 0
  let into: { readonly name: string; add(lines: string[]): Promise<void>; end(): Promise<void> } | undefined
  for await (const entry of readEntries(path)) {
    if (!('table' in entry)) continue
    if (into?.name !== entry.table) {
      await into?.end()
      into = await writerOf(tx, tables.get(entry.table), manifest, entry.table)
    }
    const lines = (await unpack(entry.packed)).toString('utf8').trimEnd().split('\n')
    await into.add(lines)
    rows += lines.length
    say(rows)
  }
  await into?.end()
}

async function writerOf(tx: Tx, table: Table | undefined, { tables }: Manifest, name: string) {
  const columns = tables.find((each) => each.name === name)?.columns.map((column) => column.name) ?? []
  const lost = columns.find((column) => !table?.columns.some((each) => each.name === column))
  // The tables of the queue are a library's, and may have changed with it.
  if (!table || (lost !== undefined && table.schema !== 'pgboss')) {
    throw new OperateProblem(`The backup holds ${name}${lost ? `.${lost}` : ''}, which the database has no place for.`)
  }
  if (refersToItself(table)) return { name, ...(await gathering(tx, table, columns)) }
  return { name, add: (lines: string[]) => addRows(tx, table, columns, lines), end: async () => {} }
}

/** Whether what was restored is sound: keys open, chains hold, contents are there. */
async function lookOver(
  database: Database,
  keyRing: KeyRing,
  files: FileStore,
): Promise<Pick<Restored, 'clinics' | 'missingFiles'>> {
  await keyRing.check(database)
  const clinics = await database.asSystem((tx) =>
    tx.selectFrom('clinics').select(['clinic_id', 'name']).orderBy('clinic_id').execute(),
  )
  const looked: Restored['clinics'][number][] = []
  let missingFiles = 0
  for (const { clinic_id: clinicId, name } of clinics) {
    looked.push({ clinicId, name, audit: await verifyAudit(database, keyRing, clinicId) })
    const wanted = await database.asClinic(clinicId, async (tx) => {
      const keys = await keyRing.forClinic(tx, clinicId)
      const rows = await tx.selectFrom('files').select('hash').distinct().where('clinic_id', '=', clinicId).execute()
      return new Set(rows.map(({ hash }) => nameOf(keys, hash)))
    })
    if (wanted.size > 0) for await (const name of files.list(clinicId)) wanted.delete(name)
    missingFiles += wanted.size
  }
  return { clinics: looked, missingFiles }
}
