/** The pool of connections to a PostgreSQL server, and what to tell the operator when there is none. */
import { Client, Pool, type PoolConfig, types } from 'pg'
import { CannotOpenDatabase, codeOf } from './errors.ts'

const oldest = 15

/**
 * How values arrive: dates as `YYYY-MM-DD`, since a date has no zone; bigint and numeric as numbers, since ours are counts;
 * timestamps as Date.
 */
export const typeParsers: NonNullable<PoolConfig['types']> = {
  getTypeParser(id: number, format?: 'text' | 'binary') {
    if (format === 'binary') return types.getTypeParser(id, format)
    switch (id) {
      case types.builtins.DATE:
        return (text: string) => text
      case types.builtins.INT8:
        return safeInteger
      case types.builtins.NUMERIC:
        return Number
      default:
        return types.getTypeParser(id, 'text')
    }
  },
} as NonNullable<PoolConfig['types']>

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is more than a number can hold exactly.`)
  return value
}

export interface PostgresOptions {
  readonly url: string
  /** Connections at most. */
  readonly connections: number
}

/** @throws CannotOpenDatabase with a sentence for the operator */
export async function openPool({ url, connections }: PostgresOptions): Promise<Pool> {
  const config: PoolConfig = {
    connectionString: url,
    application_name: 'needlepoint',
    types: typeParsers,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  }
  await checkServer(config)
  return new Pool({
    ...config,
    max: connections,
    // Statements of one transaction may travel together: see driver.ts.
    pipeline: true,
    idleTimeoutMillis: 60_000,
    statement_timeout: 15_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
  })
}

async function checkServer(config: PoolConfig): Promise<void> {
  let client: Client
  try {
    client = new Client(config)
  } catch {
    throw new CannotOpenDatabase(
      'DATABASE_URL is no address of a database. Write postgres://user:password@host:5432/name.',
    )
  }
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as version")
    const version: number = rows[0]?.version
    if (version < oldest) {
      throw new CannotOpenDatabase(
        `The server of DATABASE_URL is PostgreSQL ${version}. Needlepoint needs PostgreSQL ${oldest} or newer.`,
      )
    }
  } catch (error) {
    throw error instanceof CannotOpenDatabase ? error : new CannotOpenDatabase(whyNot(error, client), { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}

/** Names the server and the database, never the password. */
function whyNot(error: unknown, { host, port, database, user }: Client): string {
  const server = host?.startsWith('/') ? `in ${host}, port ${port}` : `at ${host}:${port}`
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `Nothing answers ${server}, where DATABASE_URL says that PostgreSQL is. Start it, or correct DATABASE_URL.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${host} of DATABASE_URL is not known here. Check its name and the network.`
    case '28P01':
    case '28000':
      return `PostgreSQL ${server} does not let ${user} in. Check the user and the password in DATABASE_URL.`
    case '3D000':
      return `PostgreSQL ${server} has no database “${database}”. Create it with: createdb ${database}`
    case '53300':
      return `PostgreSQL ${server} has no free connection. Raise max_connections, or stop what holds them.`
    case '57P03':
      return `PostgreSQL ${server} is starting or stopping. Try again in a moment.`
    default:
      return `PostgreSQL ${server} cannot be reached: ${error instanceof Error ? error.message : String(error)}`
  }
}
