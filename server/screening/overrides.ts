/** All SQL about overrides: a clinician decided otherwise than the rules, and says why. They are kept for ever; the last one counts. */
import type { Override } from '@needlepoint/contract'
import type { Decision } from '@needlepoint/pathway'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context, Role } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

const reasonPlace = (id: string) => ({ table: 'overrides', column: 'reason_enc', id })

export interface NewOverride {
  readonly id: string
  readonly screeningId: string
  readonly decision: Decision
  readonly reason: string
  readonly staffId: string
  readonly role: Role
  readonly fingerprint: Buffer
}

export function addOverride({ tx, clinicId, actor, keys, now }: Context, override: NewOverride): Promise<Outcome> {
  const { id, screeningId, decision, reason, staffId, role, fingerprint } = override
  return addRow(tx, 'overrides', {
    clinic_id: clinicId,
    id,
    screening_id: screeningId,
    decision,
    reason_enc: keys.seal(reasonPlace(id), reason),
    staff_id: staffId,
    role,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

/** The oldest first. */
export function listOverrides(context: Context, screeningId: string): Promise<Override[]> {
  return read(context, 'screening_id', screeningId)
}

export async function findOverride(context: Context, id: string): Promise<Override | undefined> {
  return (await read(context, 'id', id))[0]
}

async function read(context: Context, column: 'id' | 'screening_id', value: string): Promise<Override[]> {
  const { tx, clinicId, keys } = context
  const rows = await tx
    .selectFrom('overrides')
    .select(['id', 'screening_id', 'decision', 'reason_enc', 'role', 'recorded_at', 'recorded_by'])
    .where('clinic_id', '=', clinicId)
    .where(column, '=', value)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    screeningId: row.screening_id,
    decision: row.decision,
    reason: keys.open(reasonPlace(row.id), row.reason_enc),
    role: row.role,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
