/**
 * Slows down who guesses. Each attempt is counted before it is checked, so that many at once gain nothing; a success clears
 * the count. It counts for any address, whether or not there is such an account.
 */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/index.ts'

/** Attempts before the first wait. */
const free = 5
/** Seconds of the first wait; each further failure doubles it. */
const firstWait = 60
const longestWait = 15 * 60

export interface Lockout {
  /** Counts one attempt. @returns seconds to wait, or undefined when it may go on */
  attempt(subject: string, now: number): Promise<number | undefined>
  clear(subject: string): Promise<void>
}

/** @param secret so that the table does not tell whose addresses were tried */
export function openLockout(database: Database, secret: string): Lockout {
  const key = (subject: string) =>
    createHmac('sha256', secret).update(`lockout ${subject.trim().toLowerCase()}`).digest()
  return {
    async attempt(subject, now) {
      const at = new Date(now)
      const { rows } = await sql<{ failures: number }>`
        insert into accounts.lockouts as l (subject, failures, failed_at) values (${key(subject)}, 1, ${at})
        on conflict (subject) do update set
          failures = case when l.failed_at < ${at}::timestamptz - interval '1 day' then 1 else l.failures + 1 end,
          failed_at = ${at},
          locked_until = case when l.failures + 1 >= ${free} and l.failed_at >= ${at}::timestamptz - interval '1 day'
            then ${at}::timestamptz + make_interval(secs => least(${longestWait}::float8, ${firstWait}::float8 * power(2, least(l.failures + 1 - ${free}, 10))))
          end
        where l.locked_until is null or l.locked_until <= ${at}
        returning failures`.execute(database.kysely)
      if (rows.length > 0) return undefined
      const { rows: locked } = await sql<{ locked_until: Date | null }>`
        select locked_until from accounts.lockouts where subject = ${key(subject)}`.execute(database.kysely)
      return Math.max(1, Math.ceil(((locked[0]?.locked_until?.getTime() ?? now) - now) / 1000))
    },
    async clear(subject) {
      await sql`delete from accounts.lockouts where subject = ${key(subject)}`.execute(database.kysely)
    },
  }
}
