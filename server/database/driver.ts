/**
 * Kysely over connections of `pg`, for PostgreSQL and for the embedded database alike. A driver of our own, because ours keeps
 * statements prepared, and lets statements of one transaction travel together: what is asked with `Promise.all` goes out in one
 * packet, and PostgreSQL answers in the order in which it was asked.
 */
import {
  CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  type DatabaseIntrospector,
  DefaultQueryExecutor,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  Transaction,
  type TransactionSettings,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { DatabaseUnavailable, whyUnavailable } from './errors.ts'
import { type Answer, askNamed } from './named-statement.ts'

export interface PooledDialectOptions {
  readonly pool: Pool
  /**
   * The connections are to a PostgreSQL server, and opened with `pipeline: true`: a statement is sent while those before it
   * wait for their answers. The embedded database is asked one by one.
   */
  readonly pipelined: boolean
}

export class PooledDialect implements Dialect {
  readonly #driver: PooledDriver

  constructor(options: PooledDialectOptions) {
    this.#driver = new PooledDriver(options)
  }

  createDriver(): PooledDriver {
    return this.#driver
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

export class PooledDriver implements Driver {
  readonly #options: PooledDialectOptions
  readonly #names = new StatementNames()

  constructor(options: PooledDialectOptions) {
    this.#options = options
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PooledConnection> {
    const { pool, pipelined } = this.#options
    return new PooledConnection(await pool.connect(), this.#names, pipelined)
  }

  async beginTransaction(connection: PooledConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings)
  }

  async commitTransaction(connection: PooledConnection): Promise<void> {
    await connection.commit()
  }

  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    await connection.rollback()
  }

  async releaseConnection(connection: PooledConnection): Promise<void> {
    connection.release()
  }

  /** The pool belongs to whoever opened it. */
  async destroy(): Promise<void> {}
}

export class PooledConnection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #names: StatementNames
  readonly #pipelined: boolean
  /** The statement before, where they are asked one by one. */
  #before: Promise<unknown> = Promise.resolve()
  /** Undefined outside a transaction that was opened without waiting. */
  #opened: Promise<unknown> | undefined
  #holdsBack = false
  #collecting = false
  #discarded = false
  #released = false

  constructor(client: PoolClient, names: StatementNames, pipelined: boolean) {
    this.#client = client
    this.#names = names
    this.#pipelined = pipelined
    // The pool listens only while the client is idle, and an error without a listener ends the process.
    client.on('error', ignore)
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const name = parameters.length > 0 ? this.#names.of(sql) : undefined
    const values = parameters as unknown[]
    try {
      const { command, rowCount, rows } = await this.#ask(name ? { name, text: sql, values } : { text: sql, values })
      const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
      return { rows: (rows ?? []) as Row[], ...(changes ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
    } catch (error) {
      // The trace of `pg` ends in its socket; this one begins at the caller.
      if (error instanceof Error) error.stack += new Error('The query.').stack?.replace(/^.*/, '') ?? ''
      throw error
    }
  }

  async begin(settings: TransactionSettings): Promise<void> {
    try {
      await this.#ask({ text: beginWith(settings) })
    } catch (error) {
      // Kysely believes that nothing has begun, and would leave the connection in the middle of it.
      await this.rollback()
      throw error
    }
  }

  /**
   * Begins without waiting, so that what is read first travels along. Whatever would change something waits until the opening
   * has succeeded, and nothing that was read is handed out unless it has: nothing runs without its role and its clinic.
   * @param opening statements such as `set local role`
   */
  open(settings: TransactionSettings, opening: string): void {
    const opened = this.#ask({ text: `${beginWith(settings)};${opening}` })
    this.#opened = opened
    opened.then(() => {
      this.#opened = undefined
    }, ignore)
  }

  async commit(): Promise<void> {
    let command: string | undefined
    try {
      command = (await this.#ask({ text: 'commit' })).command
    } catch (error) {
      const why = whyUnavailable(error)
      throw why ? new DatabaseUnavailable(why, error, true) : error
    }
    // PostgreSQL answers ROLLBACK when an earlier statement had failed and somebody swallowed the error.
    if (command === 'ROLLBACK') throw new Error('A statement of the transaction had failed, so nothing was committed.')
  }

  /** Never throws: the error that led here is the one to tell. A connection that cannot roll back is not used again. */
  async rollback(): Promise<void> {
    try {
      await this.#ask({ text: 'rollback' })
    } catch {
      this.#discarded = true
    }
  }

  // biome-ignore lint/correctness/useYield: nobody streams: lists come in pages.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming is not built: read in pages.')
  }

  release(): void {
    this.#released = true
    this.#client.off('error', ignore)
    this.#client.release(this.#discarded)
  }

  async #ask(query: Query): Promise<Answer> {
    if (this.#released) throw new Error('The transaction has ended: await every statement within it.')
    const opened = this.#opened
    if (!opened || query.text === 'rollback') return await this.#send(query)
    // In its turn, also behind one that waits.
    this.#holdsBack ||= !this.#pipelined || !/^\s*select\b/i.test(query.text)
    if (this.#holdsBack) {
      await opened
      return await this.#send(query)
    }
    const answer = this.#send(query)
    // Why the transaction did not open says more than what followed from that.
    answer.catch(ignore)
    await opened
    return await answer
  }

  /** @returns the last one's result, of several statements in one text */
  async #send(query: Query): Promise<Answer> {
    const { name, text, values = [] } = query
    const ask = (): Promise<unknown> => (name ? askNamed(this.#client, name, text, values) : this.#client.query(query))
    let result: unknown
    if (this.#pipelined) {
      this.#collect()
      result = await ask()
    } else {
      const own = this.#before.then(ask)
      this.#before = own.catch(ignore)
      result = await own
    }
    return (Array.isArray(result) ? result.at(-1) : result) as Answer
  }

  /** What is asked until the event loop turns goes out in one packet. */
  #collect(): void {
    if (this.#collecting) return
    this.#collecting = true
    const { stream } = (this.#client as unknown as { readonly connection: { readonly stream: Stream } }).connection
    stream.cork()
    process.nextTick(() => {
      this.#collecting = false
      stream.uncork()
    })
  }
}

const beginWith = ({ isolationLevel, accessMode }: TransactionSettings) =>
  `begin${isolationLevel ? ` isolation level ${isolationLevel}` : ''}${accessMode ? ` ${accessMode}` : ''}`

interface Stream {
  cork(): void
  uncork(): void
}

interface Query {
  readonly name?: string
  readonly text: string
  readonly values?: unknown[]
}

function ignore(): void {}

/**
 * The transaction of a connection, as Kysely has it. Kysely's own would ask one statement after the other; this one hands each
 * to the connection at once, which keeps their order.
 */
export function transactionOver<Tables>(dialect: PooledDialect, connection: PooledConnection): Transaction<Tables> {
  const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(connection) }
  const executor = new DefaultQueryExecutor(compiler, adapter, provider)
  return new Transaction<Tables>({ config: { dialect }, dialect, driver: dialect.createDriver(), executor })
}

const compiler = new PostgresQueryCompiler()
const adapter = new PostgresAdapter()

/** Gives each statement's text a name, so that a connection parses and plans it once. */
class StatementNames {
  static #count = 0
  readonly #names = new Map<string, string>()
  /** A connection may serve several drivers, and a name means one text on it. */
  readonly #prefix = `s${++StatementNames.#count}_`

  /** @returns undefined for more texts than a connection should keep, such as lists of ever-changing length */
  of(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known || this.#names.size >= 500) return known
    const name = `${this.#prefix}${this.#names.size + 1}`
    this.#names.set(sql, name)
    return name
  }
}

/** Runs statements that were read from a file, as they stand. */
// biome-ignore lint/suspicious/noExplicitAny: any schema.
export async function runScript(db: Kysely<any>, sql: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(sql))
}
