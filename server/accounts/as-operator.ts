/** For the few statements of a clinic's transaction that reach beyond the clinic: accounts belong to people, not to clinics. */
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** Takes on the operator's role and gives it back. A throw ends the transaction, and the role with it. */
export async function asOperator<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`set local role needlepoint_operator`.execute(tx)
  const result = await work()
  await sql`set local role needlepoint_app`.execute(tx)
  return result
}
