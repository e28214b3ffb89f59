/**
 * A statement that its connection keeps prepared, on its way. What its columns are is asked of PostgreSQL the first time on a
 * connection and remembered; `pg` itself asks each time, and makes ready for it anew.
 */
import { createRequire } from 'node:module'
import { type PoolClient, Query } from 'pg'

// Part of `pg` that its types do not tell of: how a value is written for PostgreSQL.
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as { prepareValue: (value: unknown) => unknown }
/** `pg` sends several at once only of its own class, whose methods its types leave out. */
const Base = Query as unknown as new (text: string) => object

/** What PostgreSQL said of a statement's columns; it refuses to run the statement when they have changed since. */
interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

export interface Answer {
  readonly command?: string
  readonly rowCount?: number | null
  readonly rows?: unknown[]
}

/** The part of a connection of `pg` that writes. */
interface Connection {
  readonly parsedStatements: Record<string, string | undefined>
  readonly submittedNamedStatements: Record<string, string | undefined>
  parse(message: { readonly name: string; readonly text: string }): void
  bind(message: { readonly statement: string; readonly values: readonly unknown[] }): void
  describe(message: { readonly type: 'P' }): void
  execute(message: object): void
  sync(): void
  sendCopyFail(why: string): void
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

const described = new WeakMap<PoolClient, Map<string, readonly Column[]>>()

/** Sends a statement after those that were sent before, without waiting for their answers. */
export function askNamed(client: PoolClient, name: string, text: string, values: readonly unknown[]): Promise<Answer> {
  const statement = new NamedStatement(client, name, text, values)
  client.query(statement as never)
  return statement.answer
}

class NamedStatement extends Base {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
  readonly answer: Promise<Answer>
  /** `pg` puts another one here when nobody waits for the answer any more. */
  callback: (error: unknown, answer?: Answer) => void
  readonly #client: PoolClient
  readonly #known: Map<string, readonly Column[]>
  #columns: readonly Column[] | undefined
  #rows: unknown[] = []
  #complete: { readonly command: string; readonly rowCount: number | null } | undefined
  /** A value of the answer that cannot be read. The rest of the answer comes all the same. */
  #unreadable: unknown

  constructor(client: PoolClient, name: string, text: string, values: readonly unknown[]) {
    super('')
    this.name = name
    this.text = text
    this.values = values
    this.#client = client
    let known = described.get(client)
    if (!known) {
      known = new Map()
      described.set(client, known)
    }
    this.#known = known
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    this.answer = promise
    this.callback = (error, answer) => (error ? reject(error) : resolve(answer as Answer))
  }

  /** @returns why it could not be sent; then nothing was */
  submit(connection: Connection): Error | null {
    const { name, text } = this
    let values: readonly unknown[]
    try {
      values = this.values.map(prepareValue)
    } catch (error) {
      return error as Error
    }
    if (connection.parsedStatements[name] !== undefined || connection.submittedNamedStatements[name] !== undefined) {
      this.#columns = this.#known.get(name)
    } else {
      connection.parse({ name, text })
      connection.submittedNamedStatements[name] = text
    }
    connection.bind({ statement: name, values })
    if (!this.#columns) connection.describe({ type: 'P' })
    connection.execute({})
    connection.sync()
    return null
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#client.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#unreadable !== undefined) return
    const columns = this.#columns ?? []
    const row: Record<string, unknown> = {}
    try {
      for (let at = 0; at < columns.length; at++) {
        const { name, parse } = columns[at] as Column
        const text = fields[at] as string | null
        row[name] = text === null ? null : parse(text)
      }
    } catch (error) {
      this.#unreadable = error
      return
    }
    this.#rows.push(row)
  }

  /** `INSERT 0 1`, `SELECT 3` */
  handleCommandComplete({ text }: { readonly text: string }): void {
    const [command = '', ...counts] = text.split(' ')
    const count = counts.at(-1)
    this.#complete = { command, rowCount: count === undefined ? null : Number(count) }
  }

  handleReadyForQuery(): void {
    if (this.#unreadable !== undefined) {
      this.callback(this.#unreadable)
      return
    }
    // A statement without columns has none the next time either.
    this.#known.set(this.name, this.#columns ?? [])
    this.callback(null, { ...this.#complete, rows: this.#rows })
  }

  handleError(error: unknown): void {
    this.callback(error)
  }

  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
  handleCopyInResponse(connection: Connection): void {
    connection.sendCopyFail('Nothing is copied here.')
  }
}
