/**
 * Statements that are asked with every request. Kysely puts the text of each together once, with a stand-in for each value;
 * building it anew each time would be a good part of the server's own work.
 */
import type { CompiledQuery, QueryResult } from 'kysely'
import type { Tx } from './database.ts'

/** A query of Kysely's, or its `sql`. */
interface Buildable<Row> {
  compile(tx: Tx): CompiledQuery<Row>
}

/**
 * `const find = prepared((tx, { id }: { id: string }) => tx.selectFrom('plans').selectAll().where('id', '=', id))`, then
 * `(await find(tx, { id })).rows`.
 * @param build is called once. The values may only be handed to the query, as they are: what depends on one of them, such as
 * how long a list is, must not change the text.
 */
export function prepared<Values extends object, Row>(
  build: (tx: Tx, values: Values) => Buildable<Row>,
): (tx: Tx, values: Values) => Promise<QueryResult<Row>> {
  let compiled: CompiledQuery<Row> | undefined
  return async (tx, values) => {
    compiled ??= build(tx, standIns as Values).compile(tx)
    const parameters = compiled.parameters.map((each) => (each instanceof StandIn ? valueIn(values, each) : each))
    return await tx.executeQuery({ ...compiled, parameters })
  }
}

class StandIn {
  readonly key: PropertyKey

  constructor(key: PropertyKey) {
    this.key = key
  }

  /** Kysely asks some values for it; whatever else asks wants to know what the value is. */
  toJSON(): never {
    throw this.misused()
  }
  [Symbol.toPrimitive](): never {
    throw this.misused()
  }
  misused(): Error {
    return new TypeError(`The text of a prepared statement must not depend on “${String(this.key)}”.`)
  }
}

const standIns = new Proxy({}, { get: (_, key) => new StandIn(key) })

function valueIn(values: object, { key }: StandIn): unknown {
  const value = (values as Readonly<Record<PropertyKey, unknown>>)[key]
  if (value === undefined) throw new TypeError(`“${String(key)}” is missing: the statement was prepared with it.`)
  return value
}
