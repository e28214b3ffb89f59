/**
 * Adds a row whose id was made on a device. Sending is repeated when a connection breaks, so the same row may come twice,
 * and two people may correct the same version.
 */
import { type Insertable, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * `new`: added. `same`: it was here already. `superseded`: somebody else has replaced the version that this one corrects.
 * `refused`: the id belongs to another content.
 */
export type Outcome = 'new' | 'same' | 'superseded' | 'refused'

/** Tables with an id from the device and a fingerprint of what was sent. */
export type Sent = {
  [Name in keyof Tables]: Tables[Name] extends { id: unknown; fingerprint: unknown } ? Name : never
}[keyof Tables]

interface SentRow {
  readonly clinic_id: string
  readonly id: string
  readonly fingerprint: Uint8Array
}

export async function addRow<Name extends Sent>(
  tx: Transaction<Tables>,
  table: Name,
  row: Insertable<Tables[Name]> & SentRow,
): Promise<Outcome> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto(table)
    .values(row as never)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return 'new'
  const { rows } = await sql<{ fingerprint: Buffer }>`
    select fingerprint from ${sql.table(table)} where clinic_id = ${row.clinic_id} and id = ${row.id}`.execute(tx)
  const found = rows[0]
  if (found) return found.fingerprint.equals(row.fingerprint) ? 'same' : 'refused'
  // Not the id: of all unique constraints only that of `supersedes`, or of the first version, is left.
  return 'superseded'
}
