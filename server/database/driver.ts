/**
 * Kysely over a pool of `pg`, for PostgreSQL and for the embedded database alike. A driver of our own, because ours opens a
 * transaction together with its role and its clinic in one round trip, and keeps statements prepared.
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { DatabaseUnavailable, whyUnavailable } from './errors.ts'

export interface PooledDialectOptions {
  readonly pool: Pool
  /** Statements that open the transaction that is being begun; `begin` when none are given. */
  readonly opening: () => string | undefined
  /** Keep statements prepared on each connection. */
  readonly prepare: boolean
}

export class PooledDialect implements Dialect {
  readonly #options: PooledDialectOptions

  constructor(options: PooledDialectOptions) {
    this.#options = options
  }

  createDriver(): Driver {
    return new PooledDriver(this.#options)
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler()
  }

  createAdapter(): DialectAdapter {
    return new PostgresAdapter()
  }

  // biome-ignore lint/suspicious/noExplicitAny: Kysely's own signature.
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new PostgresIntrospector(db)
  }
}

class PooledDriver implements Driver {
  readonly #options: PooledDialectOptions
  readonly #names = new StatementNames()

  constructor(options: PooledDialectOptions) {
    this.#options = options
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PooledConnection> {
    const client = await this.#options.pool.connect()
    return new PooledConnection(client, this.#options.prepare ? this.#names : undefined)
  }

  async beginTransaction(connection: PooledConnection, settings: TransactionSettings): Promise<void> {
    const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : ''
    const access = settings.accessMode ? ` ${settings.accessMode}` : ''
    try {
      await connection.run(`begin${isolation}${access};${this.#options.opening() ?? ''}`)
    } catch (error) {
      // Kysely believes that nothing has begun, and would leave the connection in the middle of it.
      await this.rollbackTransaction(connection)
      throw error
    }
  }

  async commitTransaction(connection: PooledConnection): Promise<void> {
    let command: string | undefined
    try {
      command = await connection.run('commit')
    } catch (error) {
      const why = whyUnavailable(error)
      throw why ? new DatabaseUnavailable(why, error, true) : error
    }
    // PostgreSQL answers ROLLBACK when an earlier statement had failed and somebody swallowed the error.
    if (command === 'ROLLBACK') throw new Error('A statement of the transaction had failed, so nothing was committed.')
  }

  /** Never throws: the error that led here is the one to tell. A connection that cannot roll back is not used again. */
  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    try {
      await connection.run('rollback')
    } catch {
      connection.discard()
    }
  }

  async releaseConnection(connection: PooledConnection): Promise<void> {
    connection.release()
  }

  /** The pool belongs to whoever opened it. */
  async destroy(): Promise<void> {}
}

class PooledConnection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #names: StatementNames | undefined
  #discarded = false

  constructor(client: PoolClient, names: StatementNames | undefined) {
    this.#client = client
    this.#names = names
    // The pool listens only while the client is idle, and an error without a listener ends the process.
    client.on('error', ignore)
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const name = parameters.length > 0 ? this.#names?.of(sql) : undefined
    const values = parameters as unknown[]
    try {
      const result = await this.#client.query(name ? { name, text: sql, values } : { text: sql, values })
      const { command, rowCount } = result
      const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
      return {
        rows: (result.rows ?? []) as Row[],
        ...(changes ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}),
      }
    } catch (error) {
      // The trace of `pg` ends in its socket; this one begins at the caller.
      if (error instanceof Error) error.stack += new Error('The query.').stack?.replace(/^.*/, '') ?? ''
      throw error
    }
  }

  /** Runs statements without parameters. @returns the last one's command tag */
  async run(sql: string): Promise<string | undefined> {
    const result: unknown = await this.#client.query(sql)
    const last = Array.isArray(result) ? result.at(-1) : result
    return (last as { command?: string } | undefined)?.command
  }

  // biome-ignore lint/correctness/useYield: nobody streams: lists come in pages.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming is not built: read in pages.')
  }

  discard(): void {
    this.#discarded = true
  }

  release(): void {
    this.#client.off('error', ignore)
    this.#client.release(this.#discarded)
  }
}

function ignore(): void {}

/** Gives each statement's text a name, so that a connection parses and plans it once. */
class StatementNames {
  readonly #names = new Map<string, string>()

  /** @returns undefined for more texts than a connection should keep, such as lists of ever-changing length */
  of(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known || this.#names.size >= 500) return known
    const name = `s${this.#names.size + 1}`
    this.#names.set(sql, name)
    return name
  }
}

/** Runs statements that were read from a file, as they stand. */
// biome-ignore lint/suspicious/noExplicitAny: any schema.
export async function runScript(db: Kysely<any>, sql: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(sql))
}
