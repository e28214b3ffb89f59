/** A session as callers see it. */
import type { Session, SessionSummary } from '@needlepoint/contract'
import type { Answers } from '@needlepoint/pathway'
import { type RecordedBy, recordedByIn, staffNames } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { productsOf, type SessionRow, type TreatedZone, wordsOf, zonesOf } from './sessions.ts'

/** Notes are for colleagues: the client sees what was done, and not what was thought. */
export async function presentSession(context: Context, row: SessionRow): Promise<Session> {
  const by = await recordedByIn(context, [row.recorded_by])
  const names = await staffNames(context, [row.practitioner_id])
  const zones = await zonesOf(context, [row.id])
  const { notes, amendedBecause } = wordsOf(context, row)
  return {
    id: row.id,
    clientId: row.client_id,
    planId: row.plan_id,
    preflightId: row.preflight_id,
    endedAt: row.ended_at.toISOString(),
    zone: row.zone,
    device: { id: row.device_id, name: row.device_name, deviceClass: row.device_class },
    cartridgeLot:
      row.cartridge_lot_id === null
        ? null
        : { id: row.cartridge_lot_id, product: row.cartridge_product ?? '', lot: row.cartridge_lot ?? '' },
    practitioner: { id: row.practitioner_id, name: names.get(row.practitioner_id) ?? '' },
    depthMm: row.depth_mm,
    zones: zones.get(row.id) ?? [],
    products: await productsOf(context, row.id),
    facts: row.facts as Answers,
    notes: context.actor.kind === 'client' ? null : notes,
    amendedBecause,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}

/** For all rows of a page at once. */
export async function presentSummaries(context: Context, rows: readonly SessionRow[]): Promise<SessionSummary[]> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  const names = await staffNames(
    context,
    rows.map((row) => row.practitioner_id),
  )
  const zones = await zonesOf(
    context,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => summary(row, zones.get(row.id) ?? [], names.get(row.practitioner_id) ?? '', by))
}

const summary = (
  row: SessionRow,
  zones: readonly TreatedZone[],
  practitioner: string,
  by: (recordedBy: string) => RecordedBy,
): SessionSummary => ({
  id: row.id,
  clientId: row.client_id,
  planId: row.plan_id,
  endedAt: row.ended_at.toISOString(),
  zone: row.zone,
  depthMm: row.depth_mm,
  deviceClass: row.device_class,
  areas: [...new Set(zones.map(({ area }) => area))],
  practitioner,
  supersedes: row.supersedes,
  supersededBy: row.superseded_by,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: by(row.recorded_by),
})
