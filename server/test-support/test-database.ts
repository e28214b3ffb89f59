/** Databases for tests: migrated, empty, and each for one suite alone. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Database } from '../database/database.ts'
import { emptyInMemory } from '../database/embedded.ts'
import { migrate, openDatabase, readMigrations } from '../database/index.ts'
import { openEmbedded } from '../database/open.ts'
import { KeyRing, masterKeyFrom } from '../keys/index.ts'
import { whenReady } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a server on which databases may be made; null when there is none. */
    postgresUrl: string | null
  }
}

export type DatabaseKind = Database['kind']

export interface TestDatabase {
  readonly database: Database
  /** Under a master key of the test. */
  readonly keyRing: KeyRing
  /** For a PostgreSQL server: to open it again. */
  readonly url: string | undefined
  close(): Promise<void>
}

const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'needlepoint')

/** What a template was made from. */
function version(): string {
  const hash = createHash('sha256')
  for (const migration of readMigrations()) hash.update(migration.hash)
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
  for (const name of ['@electric-sql/pglite', 'pg-boss']) hash.update(dependencies[name])
  for (const file of ['install.ts', 'queues.ts'])
    hash.update(readFileSync(join(import.meta.dirname, '..', 'jobs', file)))
  return hash.digest('hex').slice(0, 16)
}

/** @returns which databases are here: the embedded one always */
export function databasesHere(): DatabaseKind[] {
  return inject('postgresUrl') === null ? ['embedded'] : ['embedded', 'postgres']
}

/** @returns a migrated, empty database of its own */
export async function testDatabase(kind: DatabaseKind = 'embedded'): Promise<TestDatabase> {
  const keyRing = new KeyRing({ current: masterKeyFrom(randomBytes(32)), older: [] })
  if (kind === 'embedded') {
    const { database } = await openEmbedded({ memory: await embeddedTemplate() })
    return { database, keyRing, url: undefined, close: () => database.close() }
  }
  const { url, drop } = await postgresClone()
  const database = await openDatabase({ databaseUrl: url, dataFolder: '/nowhere' })
  return {
    database,
    keyRing,
    url,
    async close() {
      await database.close()
      await drop()
    },
  }
}

/**
 * Describes a suite once for each database that is here. The suite has a database of its own; each test makes a clinic.
 * @param suite is given a function, since the database is open only while tests run
 */
export function describeOnEachDatabase(
  name: string,
  suite: (open: () => TestDatabase, kind: DatabaseKind) => void,
): void {
  for (const kind of databasesHere()) {
    describe(`${name} (${kind === 'embedded' ? 'embedded' : 'PostgreSQL'})`, () => {
      let opened: TestDatabase | undefined
      beforeAll(async () => {
        opened = await testDatabase(kind)
      }, 600_000)
      afterAll(async () => {
        await opened?.close()
      }, 600_000)
      suite(() => {
        if (!opened) throw new Error('The database is open only inside tests and hooks.')
        return opened
      }, kind)
    })
  }
}

let template: Promise<Blob> | undefined

/** Made once for each version of the schema, and kept between runs. */
export function embeddedTemplate(): Promise<Blob> {
  template ??= (async () => {
    const path = join(cache, `embedded-${version()}.tar`)
    if (existsSync(path)) return new Blob([readFileSync(path)])
    const { database, embedded } = await openEmbedded({ memory: await emptyInMemory() })
    await migrate(database)
    const dump = await embedded.dump()
    await database.close()
    mkdirSync(dirname(path), { recursive: true })
    // Several workers may make it at once.
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()))
    renameSync(draft, path)
    return dump
  })()
  return template
}

/** @returns the address of a new database, cloned from a migrated one */
async function postgresClone(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject('postgresUrl')
  if (server === null) throw new Error('There is no PostgreSQL server in this run.')
  const name = `needlepoint_test_${randomBytes(6).toString('hex')}`
  const from = `needlepoint_template_${version()}`
  await withAdmin(server, async (admin) => {
    await admin.query('select pg_advisory_lock(4217002)')
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [from])
    if (rowCount === 0) {
      await admin.query(`create database ${name}_draft`)
      const database = await openDatabase({ databaseUrl: named(server, `${name}_draft`), dataFolder: '/nowhere' })
      try {
        await migrate(database)
      } finally {
        await database.close()
      }
      await admin.query(`alter database ${name}_draft rename to ${from}`)
    }
    await admin.query(`create database ${name} template ${from}`)
  })
  return {
    url: named(server, name),
    drop: () =>
      withAdmin(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

async function withAdmin(url: string, work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = await whenReady(async () => {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    return client
  })
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

function named(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
