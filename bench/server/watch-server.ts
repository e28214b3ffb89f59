/**
 * Loaded into the server before its own code (`node --import`), and the only thing that is added to it: on request it collects
 * the garbage and tells its memory, or notes which statements it sends to the database. Nobody asks while time is taken.
 */
import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export interface Memory {
  readonly rss: number
  readonly heapUsed: number
}

/** A statement as it was sent. */
export interface Sent {
  /** Which connection. */
  readonly connection: number
  /** Sent while those before it were still without an answer. */
  readonly together: boolean
  readonly text: string
  /** As PostgreSQL is given them: text, or null. */
  readonly values: readonly (string | null)[]
}

export type Asked = 'memory' | 'note' | 'noted'

const { Client } = createRequire(import.meta.url)('pg') as typeof import('pg')
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as { prepareValue: (value: unknown) => unknown }

let noted: Sent[] | undefined
interface Connection {
  readonly number: number
  /** Statements without an answer. */
  waiting: number
}
const connections = new WeakMap<object, Connection>()
let count = 0

process.on('message', (asked: Asked) => {
  switch (asked) {
    case 'memory': {
      setFlagsFromString('--expose-gc')
      const collect = runInNewContext('gc') as () => void
      collect()
      collect()
      const { rss, heapUsed } = process.memoryUsage()
      process.send?.({ rss, heapUsed } satisfies Memory)
      return
    }
    case 'note':
      if (!noted) noteStatements()
      noted = []
      process.send?.(true)
      return
    case 'noted':
      process.send?.(noted ?? [])
      noted = []
  }
})
// The channel is no reason to go on running, and nothing goes on without whoever measures.
process.channel?.unref()
process.once('disconnect', () => process.exit())

/** From the first time on; the server is started again before anything is timed. */
function noteStatements(): void {
  const query = Client.prototype.query as (this: object, ...args: unknown[]) => unknown
  Client.prototype.query = function (this: object, ...args: unknown[]) {
    const [first, second] = args
    const { text = first, values = second } = (typeof first === 'object' ? first : {}) as Record<string, unknown>
    let connection = connections.get(this)
    if (!connection) {
      connection = { number: ++count, waiting: 0 }
      connections.set(this, connection)
    }
    noted?.push({
      connection: connection.number,
      together: connection.waiting > 0,
      text: String(text),
      values: Array.isArray(values) ? values.map(print) : [],
    })
    const given = query.apply(this, args)
    // A statement under a name is its own query, and holds its answer.
    const answer = given instanceof Promise ? given : (first as { readonly answer?: unknown }).answer
    if (answer instanceof Promise) {
      connection.waiting++
      const answered = () => {
        connection.waiting--
      }
      answer.then(answered, answered)
    }
    return given
  } as typeof Client.prototype.query
}

function print(value: unknown): string | null {
  const prepared = prepareValue(value)
  if (prepared === null || prepared === undefined) return null
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : String(prepared)
}
