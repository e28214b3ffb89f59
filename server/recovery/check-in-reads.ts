/** All SQL about who read which check-in. */
import type { CheckInRead } from '@needlepoint/contract'
import { recordedByIn, staffNames } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

const notePlace = (id: string) => ({ table: 'check_in_reads', column: 'note_enc', id })

export interface NewRead {
  readonly id: string
  readonly checkInId: string
  readonly staffId: string
  readonly note: string | undefined
  readonly fingerprint: Buffer
}

export function addRead({ tx, clinicId, actor, now, keys }: Context, read: NewRead): Promise<Outcome> {
  const { id, checkInId, staffId, note, fingerprint } = read
  return addRow(tx, 'check_in_reads', {
    clinic_id: clinicId,
    id,
    check_in_id: checkInId,
    read_by: staffId,
    read_at: new Date(now),
    note_enc: keys.sealOptional(notePlace(id), note),
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

/** Of one check-in, the first one first. Notes are for colleagues: a client sees that somebody has read it, and when. */
export async function listReads(context: Context, checkInId: string): Promise<CheckInRead[]> {
  return await read(context, 'check_in_id', checkInId)
}

export async function findRead(context: Context, id: string): Promise<CheckInRead | undefined> {
  return (await read(context, 'id', id))[0]
}

async function read(context: Context, column: 'id' | 'check_in_id', value: string): Promise<CheckInRead[]> {
  const { tx, clinicId, keys, actor } = context
  const rows = await tx
    .selectFrom('check_in_reads')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where(column, '=', value)
    .orderBy('read_at')
    .orderBy('id')
    .execute()
  const forStaff = actor.kind === 'staff'
  const names = forStaff
    ? await staffNames(
        context,
        rows.map((row) => row.read_by),
      )
    : new Map<string, string>()
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    checkInId: row.check_in_id,
    readBy: { id: row.read_by, name: names.get(row.read_by) ?? null },
    readAt: row.read_at.toISOString(),
    note: forStaff ? keys.openOptional(notePlace(row.id), row.note_enc) : null,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
