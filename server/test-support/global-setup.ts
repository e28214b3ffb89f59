/** Before the tests: finds or starts a PostgreSQL server, and says loudly which databases the run uses. */
import type { TestProject } from 'vitest/node'
import { findPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import type {} from './test-database.ts'

let server: PostgresServer | undefined

export function setup(project: TestProject): void {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL
  const binaries = given ? undefined : findPostgres()
  if (binaries) server = startPostgres(binaries)
  project.provide('postgresUrl', given ?? server?.url ?? null)
  const say = (line: string) => process.stderr.write(`${line}\n`)
  say('\nDatabases of this run:')
  say('  - embedded: PGlite')
  if (given) say('  - PostgreSQL: the server of TEST_DATABASE_URL or DATABASE_URL, in databases of its own')
  else if (binaries) say(`  - PostgreSQL ${binaries.version}: a server for this run, from ${binaries.folder}`)
  else
    say(
      '  - PostgreSQL: NONE. No server is installed, so half of the database tests do NOT run.\n    Install PostgreSQL 15 or newer (apt-get install postgresql), or set TEST_DATABASE_URL.',
    )
  say('')
}

export async function teardown(): Promise<void> {
  await server?.stop()
}
