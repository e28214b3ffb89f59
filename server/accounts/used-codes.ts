/** A code of an app is good for half a minute and for one session. better-auth sees to the first, this to the second. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/index.ts'

/** Longer than any code is taken, in milliseconds. */
const takenFor = 5 * 60_000

/** @returns false when the code has been used before. Of two at the same moment one gets true. */
export async function useUp(
  database: Database,
  secret: string,
  userId: string,
  code: string,
  now: number,
): Promise<boolean> {
  const hash = createHmac('sha256', secret).update(`code ${userId} ${code}`).digest()
  const at = new Date(now)
  await sql`delete from accounts.used_codes where user_id = ${userId} and used_at < ${new Date(now - takenFor)}`.execute(
    database.kysely,
  )
  const { numAffectedRows } = await sql`insert into accounts.used_codes (user_id, code, used_at)
    values (${userId}, ${hash}, ${at}) on conflict do nothing`.execute(database.kysely)
  return numAffectedRows === 1n
}
