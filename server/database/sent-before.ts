/**
 * Asks whether a row was sent before, for use cases that check more than the row itself. What was stored once stays stored,
 * whatever has changed since; a device that repeats itself because the connection broke must hear so, and not a refusal.
 */
import type { Transaction } from 'kysely'
import { fingerprintOf, type Sent } from './add-row.ts'
import type { Tables } from './tables.ts'

/** @returns `same` or `refused` when the id is taken, undefined when it is free */
export async function sentBefore(
  tx: Transaction<Tables>,
  table: Sent,
  { clinicId, id, fingerprint }: { readonly clinicId: string; readonly id: string; readonly fingerprint: Buffer },
): Promise<'same' | 'refused' | undefined> {
  const found = await fingerprintOf(tx, table, { clinicId, id })
  return found && (found.equals(fingerprint) ? 'same' : 'refused')
}
