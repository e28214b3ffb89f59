/** Our database as pg-boss wants it: of several statements in one text it reads the rows of all. */
import type { Db } from 'pg-boss'
import type { Database } from '../database/index.ts'

export function bossDatabase({ pool }: Pick<Database, 'pool'>): Db {
  return {
    async executeSql(text, values) {
      const result: unknown = await pool.query(text, values)
      const results = (Array.isArray(result) ? result : [result]) as { rows?: Record<string, unknown>[] }[]
      return { rows: results.flatMap(({ rows = [] }) => rows) }
    },
  }
}
