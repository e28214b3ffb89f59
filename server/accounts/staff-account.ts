/** The account of a member of staff, in better-auth's tables, made in the transaction that needs it. */
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import { newId } from '../ids.ts'

export interface StaffAccount {
  /** Normalised. */
  readonly email: string
  /** As better-auth makes it; null until she chooses a password by a link. */
  readonly passwordHash: string | null
  readonly now: number
}

/**
 * @param tx with the operator's role
 * @returns the account's id
 */
export async function makeStaffAccount(tx: Tx, { email, passwordHash, now }: StaffAccount): Promise<string> {
  const userId = newId(now)
  const at = new Date(now)
  await sql`insert into accounts."user" ("id", "name", "email", "emailVerified", "twoFactorEnabled", "kind", "createdAt", "updatedAt")
    values (${userId}, '', ${email}, true, false, 'staff', ${at}, ${at})`.execute(tx)
  await sql`insert into accounts."account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
    values (${newId(now)}, ${userId}, 'credential', ${userId}, ${passwordHash}, ${at}, ${at})`.execute(tx)
  return userId
}

/** @param tx with the operator's role */
export async function findAccount(tx: Tx, email: string): Promise<{ id: string; disabledAt: Date | null } | undefined> {
  const { rows } = await sql<{ id: string; disabledAt: Date | null }>`
    select "id", "disabledAt" from accounts."user" where "email" = ${email}`.execute(tx)
  return rows[0]
}
