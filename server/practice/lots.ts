/** All SQL about lots and what is in stock of them, and both as callers see them. */
import type { InputOf, Lot, StockMove } from '@needlepoint/contract'
import type { ISODate } from '@needlepoint/pathway'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface LotRow {
  readonly id: string
  readonly kind: Lot['kind']
  readonly product: string
  readonly udi: string | null
  readonly lot: string
  readonly expires_on: ISODate | null
  readonly recalled_on: ISODate | null
  /** Pieces, from every move; null where there was none. */
  readonly in_stock: number | null
  readonly recorded_at: Date
  readonly recorded_by: string
}

export function addLotRow(
  { tx, clinicId, actor, now, keys }: Context,
  body: InputOf<'lot.add'>['body'],
): Promise<Outcome> {
  return addRow(tx, 'lots', {
    clinic_id: clinicId,
    id: body.id,
    kind: body.kind,
    product: body.product,
    udi: body.udi ?? null,
    lot: body.lot,
    expires_on: body.expiresOn ?? null,
    fingerprint: keys.fingerprint(body),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findLotRow(context: Reading, id: string): Promise<LotRow | undefined> {
  return await lots(context).where('l.id', '=', id).executeTakeFirst()
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** The last one added first. */
export async function listLotRows(
  context: Reading,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<LotRow[]> {
  let query = lots(context)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('l.recorded_at', 'l.id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return await query.orderBy('l.recorded_at', 'desc').orderBy('l.id', 'desc').limit(limit).execute()
}

export async function setRecalled({ tx, clinicId }: Reading, id: string, recalledOn: ISODate): Promise<void> {
  await tx
    .updateTable('lots')
    .set({ recalled_on: recalledOn })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .execute()
}

const lots = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('lots as l')
    .select([
      'l.id',
      'l.kind',
      'l.product',
      'l.udi',
      'l.lot',
      'l.expires_on',
      'l.recalled_on',
      'l.recorded_at',
      'l.recorded_by',
    ])
    .select(({ selectFrom }) =>
      selectFrom('stock_moves as m')
        .select(({ fn }) => fn.sum<number>('m.quantity').as('pieces'))
        .whereRef('m.clinic_id', '=', 'l.clinic_id')
        .whereRef('m.lot_id', '=', 'l.id')
        .as('in_stock'),
    )
    .where('l.clinic_id', '=', clinicId)

export interface LotUseRow {
  readonly id: string
  readonly client_id: string
  readonly ended_at: Date
  readonly cartridge_lot_id: string | null
}

/** Sessions, in the versions that hold, in which a lot was used; the last one first. */
export async function listLotUses(
  { tx, clinicId }: Reading,
  lotId: string,
  {
    limit,
    after,
  }: { readonly limit: number; readonly after: { readonly endedAt: Date; readonly id: string } | undefined },
): Promise<LotUseRow[]> {
  let query = tx
    .selectFrom('sessions as s')
    .leftJoin('sessions as later', (join) =>
      join.onRef('later.clinic_id', '=', 's.clinic_id').onRef('later.supersedes', '=', 's.id'),
    )
    .select(['s.id', 's.client_id', 's.ended_at', 's.cartridge_lot_id'])
    .where('s.clinic_id', '=', clinicId)
    .where('later.id', 'is', null)
    .where((on) =>
      on.or([
        on('s.cartridge_lot_id', '=', lotId),
        on.exists(
          on
            .selectFrom('session_products as p')
            .select('p.position')
            .where('p.clinic_id', '=', clinicId)
            .where('p.lot_id', '=', lotId)
            .whereRef('p.session_id', '=', 's.id'),
        ),
      ]),
    )
  if (after) {
    query = query.where((on) => on(on.refTuple('s.ended_at', 's.id'), '<', on.tuple(after.endedAt, after.id as never)))
  }
  return await query.orderBy('s.ended_at', 'desc').orderBy('s.id', 'desc').limit(limit).execute()
}

export interface NewMove {
  readonly id: string
  readonly lotId: string
  readonly kind: StockMove['kind']
  /** Pieces: more than 0 comes in, less than 0 goes out. */
  readonly quantity: number
  /** The session that used them up. */
  readonly sessionId: string | null
}

export function addStockMove({ tx, clinicId, actor, now, keys }: Context, move: NewMove): Promise<Outcome> {
  return addRow(tx, 'stock_moves', {
    clinic_id: clinicId,
    id: move.id,
    lot_id: move.lotId,
    kind: move.kind,
    quantity: move.quantity,
    session_id: move.sessionId,
    fingerprint: keys.fingerprint(move),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findStockMove(context: Context, id: string): Promise<StockMove | undefined> {
  const { tx, clinicId } = context
  const row = await tx
    .selectFrom('stock_moves')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const by = await recordedByIn(context, [row.recorded_by])
  return {
    id: row.id,
    lotId: row.lot_id,
    kind: row.kind,
    quantity: row.quantity,
    sessionId: row.session_id,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}

/** Neither expired nor recalled: only such a lot may be used. A lot may still be used on the day on which it expires. */
export const isUsable = ({ expires_on, recalled_on }: Pick<LotRow, 'expires_on' | 'recalled_on'>, today: ISODate) =>
  recalled_on === null && (expires_on === null || expires_on >= today)

export async function presentLots(context: Context, rows: readonly LotRow[]): Promise<Lot[]> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    product: row.product,
    udi: row.udi,
    lot: row.lot,
    expiresOn: row.expires_on,
    recalledOn: row.recalled_on,
    inStock: Number(row.in_stock ?? 0),
    usable: isUsable(row, context.today),
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
