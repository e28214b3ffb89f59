/**
 * Brings the schema up to date: numbered SQL files, each applied once, all that are missing in one transaction; then the
 * tables of the queue, which pg-boss makes and brings up to date itself.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { installQueues } from '../jobs/install.ts'
import type { Database } from './database.ts'
import { runScript } from './driver.ts'
import { CannotOpenDatabase, codeOf, DatabaseUnavailable, whyUnavailable } from './errors.ts'

export interface Migration {
  /** `database/0001-roles` */
  readonly name: string
  readonly sql: string
  readonly hash: string
}

/** Parts of the server that have migrations, in the order in which they are applied. */
const folders = [
  ['database', join(import.meta.dirname, 'migrations')],
  ['accounts', join(import.meta.dirname, '..', 'accounts', 'migrations')],
] as const

export function readMigrations(): Migration[] {
  return folders.flatMap(([part, folder]) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
      .sort()
      .map((file) => {
        // A checkout on Windows may have other line ends.
        const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
        const hash = createHash('sha256').update(text).digest('hex')
        return { name: `${part}/${file.slice(0, -'.sql'.length)}`, sql: text, hash }
      }),
  )
}

/** Any number, the same in every version: servers that start together migrate one after the other. */
const lock = 4_217_001

/**
 * @returns names of what was applied; none when the schema was up to date
 * @throws CannotOpenDatabase when the schema is newer than this version, or a migration was changed after it was applied
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  try {
    const done = await applyMissing(database, migrations)
    // A transaction that adds a job finds its queue there, also when nobody takes jobs yet.
    await installQueues(database)
    return done
  } catch (error) {
    const why = whyUnavailable(error)
    if (why && !(error instanceof DatabaseUnavailable)) throw new DatabaseUnavailable(why, error)
    throw error
  }
}

async function applyMissing(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await database.executeSql("select to_regclass('public.migrations') is not null as made")
  if (rows[0]?.made && missing(migrations, await applied(database)).length === 0) return []
  return await database.kysely.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lock})`.execute(tx)
    // Our names, whatever the user's or the database's own search path says.
    await sql`set local search_path = public`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`create table if not exists migrations (
        name text primary key, hash text not null, applied_at timestamptz not null)`.execute(tx)
    const { rows: before } = await sql<Applied>`select name, hash from migrations`.execute(tx)
    const now = new Date()
    const toDo = missing(migrations, before)
    for (const { name, sql: text, hash } of toDo) {
      try {
        await runScript(tx, text)
      } catch (error) {
        throw whyUnavailable(error) ? error : new CannotOpenDatabase(cannot(name, error), { cause: error })
      }
      await sql`insert into migrations (name, hash, applied_at) values (${name}, ${hash}, ${now})`.execute(tx)
    }
    return toDo.map(({ name }) => name)
  })
}

interface Applied {
  readonly name: string
  readonly hash: string
}

async function applied(database: Database): Promise<Applied[]> {
  const { rows } = await database.executeSql('select name, hash from public.migrations')
  return rows as unknown as Applied[]
}

function missing(migrations: readonly Migration[], before: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, hash } of before) {
    const migration = known.get(name)
    if (!migration) {
      throw new CannotOpenDatabase(
        `The database was migrated by a newer version of Needlepoint (${name}). Start that version, or restore a backup.`,
      )
    }
    if (migration.hash !== hash) {
      throw new CannotOpenDatabase(
        `The migration ${name} has changed since it was applied. Put the file back, and write what is new as another migration.`,
      )
    }
  }
  const done = new Set(before.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

function cannot(name: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (codeOf(error) !== '42501') return `The migration ${name} failed, and nothing was changed: ${message}`
  return (
    `The user of DATABASE_URL may not do what the migration ${name} needs (${message}). ` +
    'Let it own the database, and give it CREATEROLE, or have an administrator create the roles needlepoint_app and ' +
    'needlepoint_operator (NOLOGIN) and grant both to it. Nothing was changed.'
  )
}
