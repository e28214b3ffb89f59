/** All SQL about prices, and a price as callers see it. A price is corrected by a version that supersedes it. */
import type { InputOf, Price } from '@needlepoint/contract'
import type { ISODate } from '@needlepoint/pathway'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface PriceRow {
  readonly id: string
  readonly supersedes: string | null
  readonly superseded_by: string | null
  readonly item: string
  readonly amount: number
  readonly currency: string
  readonly valid_from: ISODate
  readonly recorded_at: Date
  readonly recorded_by: string
}

export function addPriceRow(
  { tx, clinicId, actor, now, keys }: Context,
  body: InputOf<'price.set'>['body'],
): Promise<Outcome> {
  return addRow(tx, 'prices', {
    clinic_id: clinicId,
    id: body.id,
    supersedes: body.supersedes ?? null,
    item: body.item,
    amount: body.amount,
    currency: body.currency,
    valid_from: body.validFrom,
    fingerprint: keys.fingerprint(body),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findPriceRow(context: Reading, id: string): Promise<PriceRow | undefined> {
  return await prices(context).where('p.id', '=', id).executeTakeFirst()
}

/** @returns prices that nothing replaced: of each item the one in force on that day, and those to come */
export async function listPriceRows(context: Reading, today: ISODate): Promise<PriceRow[]> {
  const rows = await prices(context)
    .where('later.id', 'is', null)
    .orderBy('p.item')
    .orderBy('p.valid_from')
    .orderBy('p.recorded_at')
    .orderBy('p.id')
    .execute()
  // Of two that begin on one day, the one that was set last counts.
  return rows.filter(({ item, valid_from }, i) => {
    const next = rows[i + 1]
    if (next?.item !== item) return true
    return next.valid_from !== valid_from && next.valid_from > today
  })
}

const prices = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('prices as p')
    .leftJoin('prices as later', (join) =>
      join.onRef('later.clinic_id', '=', 'p.clinic_id').onRef('later.supersedes', '=', 'p.id'),
    )
    .select([
      'p.id',
      'p.supersedes',
      'later.id as superseded_by',
      'p.item',
      'p.amount',
      'p.currency',
      'p.valid_from',
      'p.recorded_at',
      'p.recorded_by',
    ])
    .where('p.clinic_id', '=', clinicId)

export async function presentPrices(context: Context, rows: readonly PriceRow[]): Promise<Price[]> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    item: row.item,
    amount: row.amount,
    currency: row.currency,
    validFrom: row.valid_from,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
