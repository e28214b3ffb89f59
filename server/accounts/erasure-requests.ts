/** All SQL about what clients asked to have erased, and about what stays nevertheless. */
import type { ErasureRequest, InputOf } from '@needlepoint/contract'
import type { Selectable } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome, type Tables } from '../database/index.ts'
import { recordedByIn } from './recorded-by.ts'

type ErasureRow = Selectable<Tables['erasure_requests']>

const place = (id: string) => ({ table: 'erasure_requests', column: 'reason_enc', id })

export function addErasureRequest(
  { tx, clinicId, actor, now, keys }: Context,
  clientId: string,
  body: InputOf<'erasure.request'>['body'],
): Promise<Outcome> {
  return addRow(tx, 'erasure_requests', {
    clinic_id: clinicId,
    id: body.id,
    client_id: clientId,
    reason_enc: keys.sealOptional(place(body.id), body.reason),
    fingerprint: keys.fingerprint({ clientId, ...body }),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findErasureRow({ tx, clinicId }: Context, id: string): Promise<ErasureRow | undefined> {
  return await tx
    .selectFrom('erasure_requests')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The newest first. */
export async function listErasureRows(
  { tx, clinicId }: Context,
  {
    limit,
    after,
  }: { readonly limit: number; readonly after: { readonly recordedAt: Date; readonly id: string } | undefined },
): Promise<ErasureRow[]> {
  let query = tx.selectFrom('erasure_requests').selectAll().where('clinic_id', '=', clinicId)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('recorded_at', 'id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return await query.orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

const reasons = {
  treatment:
    'Clinics have to be able to show for years what was done, with which device and lot. The law of the country says how long.',
  consents: 'What was signed shows what was told and agreed to, and belongs to the record of the treatment.',
  audit:
    'The list of who did what and who opened the record names records and no person’s data. Without one line nobody could trust the rest.',
} as const satisfies Readonly<Record<ErasureRequest['kept'][number]['what'], string>>

export async function presentErasures(context: Context, rows: readonly ErasureRow[]): Promise<ErasureRequest[]> {
  const { tx, clinicId, keys } = context
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  const clientIds = [...new Set(rows.map((row) => row.client_id))]
  const having = async (table: 'sessions' | 'consents') => {
    if (clientIds.length === 0) return new Set<string>()
    const found = await tx
      .selectFrom(table)
      .select('client_id')
      .distinct()
      .where('clinic_id', '=', clinicId)
      .where('client_id', 'in', clientIds)
      .execute()
    return new Set(found.map((row) => row.client_id))
  }
  const treated = await having('sessions')
  const signed = await having('consents')
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    reason: keys.openOptional(place(row.id), row.reason_enc),
    kept: [
      ...(treated.has(row.client_id) ? (['treatment'] as const) : []),
      ...(signed.has(row.client_id) ? (['consents'] as const) : []),
      'audit' as const,
    ].map((what) => ({ what, why: reasons[what] })),
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
