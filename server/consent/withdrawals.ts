/** All SQL about taking a consent back. */
import type { Withdrawal } from '@needlepoint/contract'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

const reasonPlace = (id: string) => ({ table: 'consent_withdrawals', column: 'reason_enc', id })

export interface NewWithdrawal {
  readonly id: string
  readonly consentId: string
  /** Milliseconds since 1970. */
  readonly withdrawnAt: number
  readonly reason: string | undefined
  readonly fingerprint: Buffer
}

export function addWithdrawal(
  { tx, clinicId, actor, keys, now }: Context,
  { id, consentId, withdrawnAt, reason, fingerprint }: NewWithdrawal,
): Promise<Outcome> {
  return addRow(tx, 'consent_withdrawals', {
    clinic_id: clinicId,
    id,
    consent_id: consentId,
    withdrawn_at: new Date(withdrawnAt),
    reason_enc: keys.sealOptional(reasonPlace(id), reason),
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findWithdrawal(context: Context, id: string): Promise<Withdrawal | undefined> {
  const { tx, clinicId, keys } = context
  const row = await tx
    .selectFrom('consent_withdrawals')
    .select(['id', 'consent_id', 'withdrawn_at', 'reason_enc', 'recorded_at', 'recorded_by'])
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const by = await recordedByIn(context, [row.recorded_by])
  return {
    id: row.id,
    consentId: row.consent_id,
    withdrawnAt: row.withdrawn_at.toISOString(),
    reason: keys.openOptional(reasonPlace(row.id), row.reason_enc),
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}
