import type { Database } from '../database/index.ts'
import { OperateProblem } from './problem.ts'

/**
 * For what must not happen under a running server.
 * @param since why not, after “A server runs on this database, and …”
 * @throws OperateProblem when another process of ours is connected to the database
 */
export async function requireAlone({ kind, pool, executeSql }: Database, since: string): Promise<void> {
  // The lock of the data folder sees to it.
  if (kind === 'embedded') return
  const { rows } = await executeSql(
    `select count(*)::int as connected from pg_stat_activity
     where datname = current_database() and application_name = 'needlepoint'`,
  )
  if (Number(rows[0]?.connected) <= pool.totalCount) return
  throw new OperateProblem(
    `A server runs on this database, and ${since}. Stop every server first. Nothing was changed.`,
  )
}
