/** One connection of a database under test, outside any transaction of ours. */
import { CompiledQuery } from 'kysely'
import { type PooledConnection, PooledDialect } from '../database/driver.ts'
import type { Database } from '../database/index.ts'

export const statement = (text: string, ...values: unknown[]) => CompiledQuery.raw(text, values)

/** What was begun is rolled back at the end. */
export async function connected<Result>(
  { pool, kind }: Pick<Database, 'pool' | 'kind'>,
  work: (connection: PooledConnection) => Promise<Result>,
): Promise<Result> {
  const driver = new PooledDialect({ pool, pipelined: kind === 'postgres' }).createDriver()
  const connection = await driver.acquireConnection()
  try {
    return await work(connection)
  } finally {
    await connection.rollback()
    connection.release()
  }
}
