/** Whether the schema is what this version needs, and who may change it: not every start of one of many servers should. */
import { CannotOpenDatabase, type Database, migrate, readMigrations } from '../database/index.ts'

/**
 * `always`: apply what is missing. `never`: refuse when something is. `embedded`: apply it to the embedded database, which
 * belongs to this server alone, and refuse on PostgreSQL.
 */
export type WhenToMigrate = 'always' | 'embedded' | 'never'

/**
 * @returns names of what was applied
 * @throws CannotOpenDatabase when something is missing and may not be applied, or the database is newer than this version
 */
export async function bringUpToDate(database: Database, when: WhenToMigrate): Promise<string[]> {
  const mayMigrate = when === 'always' || (when === 'embedded' && database.kind === 'embedded')
  if (!mayMigrate) {
    const missing = await missingMigrations(database)
    if (missing.length > 0) throw new CannotOpenDatabase(refusal(missing.length))
  }
  return await migrate(database)
}

/** @returns names in the order in which they would be applied */
export async function missingMigrations(database: Database): Promise<string[]> {
  const applied = new Set((await appliedMigrations(database)).map(({ name }) => name))
  return readMigrations().flatMap(({ name }) => (applied.has(name) ? [] : [name]))
}

export interface AppliedMigration {
  readonly name: string
  readonly hash: string
}

export async function appliedMigrations(database: Database): Promise<AppliedMigration[]> {
  const { rows } = await database.executeSql("select to_regclass('public.migrations') is not null as made")
  if (!rows[0]?.made) return []
  const { rows: applied } = await database.executeSql('select name, hash from public.migrations order by name')
  return applied as unknown as AppliedMigration[]
}

const refusal = (missing: number) =>
  `The database lacks ${missing === 1 ? 'one migration' : `${missing} migrations`} that this version needs. ` +
  'Make a backup, then run `needlepoint migrate`, or start with NEEDLEPOINT_MIGRATE=1.'
