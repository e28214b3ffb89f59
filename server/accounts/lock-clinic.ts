import type { Tx } from '../database/index.ts'

/**
 * Lets one transaction of the clinic at a time go on from here, for what counts rows before it writes: two that count at the
 * same moment would each rely on what the other is about to change. It is the lock that `audit` takes anyway.
 */
export async function lockClinic(tx: Tx, clinicId: string): Promise<void> {
  await tx.selectFrom('audit_heads').select('seq').where('clinic_id', '=', clinicId).forUpdate().execute()
}
