/** All SQL about who read which check-in. */
import type { CheckInRead } from '@needlepoint/contract'
import type { Selectable } from 'kysely'
import { recordedByIn, staffNames } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome, prepared, type Tables } from '../database/index.ts'

type Row = Selectable<Tables['check_in_reads']>

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
  const { tx, clinicId } = context
  return await present(context, (await selectReads(tx, { clinicId, checkInId })).rows)
}

export async function findRead(context: Context, id: string): Promise<CheckInRead | undefined> {
  const { tx, clinicId } = context
  const rows = await tx
    .selectFrom('check_in_reads')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .execute()
  return (await present(context, rows))[0]
}

const selectReads = prepared((tx, { clinicId, checkInId }: { readonly clinicId: string; readonly checkInId: string }) =>
  tx
    .selectFrom('check_in_reads')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('check_in_id', '=', checkInId)
    .orderBy('read_at')
    .orderBy('id'),
)

async function present(context: Context, rows: readonly Row[]): Promise<CheckInRead[]> {
  const { keys, actor } = context
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
