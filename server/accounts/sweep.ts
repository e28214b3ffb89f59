/** Removes what has run out and proves nothing any more. To be called now and then, such as once an hour. */
import { sql } from 'kysely'
import type { Database } from '../database/index.ts'

export async function sweepAccounts(database: Database, now: number): Promise<void> {
  const at = new Date(now)
  const dayAgo = new Date(now - 86_400_000)
  await database.asSystem(async (tx) => {
    await sql`delete from accounts."session" where "expiresAt" < ${at}`.execute(tx)
    await sql`delete from accounts."verification" where "expiresAt" < ${at}`.execute(tx)
    await sql`delete from accounts."rateLimit" where "lastRequest" < ${dayAgo.getTime()}`.execute(tx)
    await sql`delete from accounts.lockouts where failed_at < ${dayAgo} and (locked_until is null or locked_until < ${at})`.execute(
      tx,
    )
    await sql`delete from accounts.used_codes where used_at < ${dayAgo}`.execute(tx)
  })
}
