/**
 * Adds a row whose id was made on a device. Sending is repeated when a connection breaks, so the same row may come twice,
 * and two people may correct the same version.
 */
import { type Insertable, sql, type Transaction } from 'kysely'
import { prepared } from './prepared.ts'
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
  const { numAffectedRows } = await insertInto(table, filledIn(row))(tx, row)
  if (numAffectedRows === 1n) return 'new'
  const found = await fingerprintOf(tx, table, { clinicId: row.clinic_id, id: row.id })
  if (found) return found.equals(row.fingerprint) ? 'same' : 'refused'
  // Not the id: of all unique constraints only that of `supersedes`, or of the first version, is left.
  return 'superseded'
}

/** Columns without a value get what the table says. */
const filledIn = (row: object) => Object.keys(row).filter((column) => row[column as never] !== undefined)

/** @returns undefined when the id is free */
export async function fingerprintOf(
  tx: Transaction<Tables>,
  table: Sent,
  of: { readonly clinicId: string; readonly id: string },
): Promise<Buffer | undefined> {
  return (await selectFingerprint(table)(tx, of)).rows[0]?.fingerprint
}

const insertInto = remembered((table: Sent, columns: readonly string[]) =>
  prepared((tx, row: object) =>
    tx
      .insertInto(table)
      .values(Object.fromEntries(columns.map((column) => [column, row[column as never]])) as never)
      .onConflict((conflict) => conflict.doNothing()),
  ),
)

const selectFingerprint = remembered((table: Sent) =>
  prepared(
    (_, { clinicId, id }: { readonly clinicId: string; readonly id: string }) =>
      sql<{ fingerprint: Buffer }>`
        select fingerprint from ${sql.table(table)} where clinic_id = ${clinicId} and id = ${id}`,
  ),
)

/** Makes one for each set of names, of which there are as many as there are tables and ways to fill them. */
function remembered<Names extends readonly (string | readonly string[])[], Made>(
  make: (...names: Names) => Made,
): (...names: Names) => Made {
  const made = new Map<string, Made>()
  return (...names) => {
    const key = names.join(' ')
    let one = made.get(key)
    if (one === undefined) {
      one = make(...names)
      made.set(key, one)
    }
    return one
  }
}
