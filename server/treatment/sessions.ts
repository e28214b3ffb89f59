/** All SQL about sessions, their zones and products. A session is charted in versions; the one that nothing replaced holds. */
import type { Answers, Zone } from '@needlepoint/pathway'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, json, type Outcome, prepared } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

const place = (column: 'notes_enc' | 'amended_because_enc', id: string) => ({ table: 'sessions', column, id })

export interface TreatedZone {
  readonly area: string
  readonly depthMm: number
  readonly passes: number
  readonly endpoint: string
}

export interface UsedProduct {
  readonly product: string
  readonly lotId?: string | undefined
}

export interface NewSession {
  readonly id: string
  readonly clientId: string
  readonly planId: string
  readonly preflightId: string
  readonly supersedes: string | null
  readonly endedAt: Date
  readonly zone: Zone
  readonly deviceId: string
  readonly cartridgeLotId: string | undefined
  readonly practitionerId: string
  readonly zones: readonly TreatedZone[]
  readonly products: readonly UsedProduct[]
  readonly facts: Answers
  readonly notes: string | undefined
  readonly amendedBecause: string | null
  readonly fingerprint: Buffer
}

/** Adds a version with its zones and products. */
export async function addSession({ tx, clinicId, actor, now, keys }: Context, session: NewSession): Promise<Outcome> {
  const { id, zones, products } = session
  const outcome = await addRow(tx, 'sessions', {
    clinic_id: clinicId,
    id,
    client_id: session.clientId,
    plan_id: session.planId,
    preflight_id: session.preflightId,
    supersedes: session.supersedes,
    ended_at: session.endedAt,
    zone: session.zone,
    device_id: session.deviceId,
    cartridge_lot_id: session.cartridgeLotId ?? null,
    practitioner_id: session.practitionerId,
    facts: json(session.facts),
    depth_mm: Math.max(...zones.map(({ depthMm }) => depthMm)),
    notes_enc: keys.sealOptional(place('notes_enc', id), session.notes),
    amended_because_enc: keys.sealOptional(place('amended_because_enc', id), session.amendedBecause),
    fingerprint: session.fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
  if (outcome !== 'new') return outcome
  const of = { clinic_id: clinicId, session_id: id }
  await tx
    .insertInto('session_zones')
    .values(
      zones.map(({ area, depthMm, passes, endpoint }, i) => ({
        ...of,
        position: i + 1,
        area,
        depth_mm: depthMm,
        passes,
        endpoint,
      })),
    )
    .execute()
  if (products.length > 0)
    await tx
      .insertInto('session_products')
      .values(products.map(({ product, lotId }, i) => ({ ...of, position: i + 1, product, lot_id: lotId ?? null })))
      .execute()
  return outcome
}

const rows = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('sessions as s')
    .innerJoin('devices as d', (join) =>
      join.onRef('d.clinic_id', '=', 's.clinic_id').onRef('d.id', '=', 's.device_id'),
    )
    .leftJoin('lots as l', (join) =>
      join.onRef('l.clinic_id', '=', 's.clinic_id').onRef('l.id', '=', 's.cartridge_lot_id'),
    )
    .leftJoin('sessions as later', (join) =>
      join.onRef('later.clinic_id', '=', 's.clinic_id').onRef('later.supersedes', '=', 's.id'),
    )
    .select([
      's.id',
      's.client_id',
      's.plan_id',
      's.preflight_id',
      's.supersedes',
      'later.id as superseded_by',
      's.ended_at',
      's.zone',
      's.device_id',
      'd.name as device_name',
      'd.device_class',
      's.cartridge_lot_id',
      'l.product as cartridge_product',
      'l.lot as cartridge_lot',
      's.practitioner_id',
      's.facts',
      's.depth_mm',
      's.notes_enc',
      's.amended_because_enc',
      's.recorded_at',
      's.recorded_by',
    ])
    .where('s.clinic_id', '=', clinicId)

export type SessionRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

export async function findSessionRow(context: Reading, id: string): Promise<SessionRow | undefined> {
  return (await selectSession(context.tx, { clinicId: context.clinicId, id })).rows[0]
}

const selectSession = prepared((tx, { clinicId, id }: { readonly clinicId: string; readonly id: string }) =>
  rows({ tx, clinicId }).where('s.id', '=', id),
)

/** @returns the version that holds, of the session that any of its versions names; undefined when there is none */
export async function findHoldingSession(context: Reading, id: string): Promise<SessionRow | undefined> {
  let row = await findSessionRow(context, id)
  while (row?.superseded_by) row = await findSessionRow(context, row.superseded_by)
  return row
}

/** @returns every version of a session, the first one first */
export async function listVersions(context: Reading, id: string): Promise<SessionRow[]> {
  const versions: SessionRow[] = []
  for (let next: string | null = id; next; ) {
    const row: SessionRow | undefined = await findSessionRow(context, next)
    if (row) versions.unshift(row)
    next = row?.supersedes ?? null
  }
  for (let next = versions.at(-1)?.superseded_by ?? null; next; ) {
    const row = await findSessionRow(context, next)
    if (row) versions.push(row)
    next = row?.superseded_by ?? null
  }
  return versions
}

/** Where a page of sessions ended: the instant and the id of its last one. */
export interface SessionPlace {
  readonly endedAt: Date
  readonly id: string
}

/** The sessions of a client in the versions that hold, the last one first. */
export async function listHoldingSessions(
  context: Reading,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after?: SessionPlace | undefined },
): Promise<SessionRow[]> {
  let query = rows(context).where('s.client_id', '=', clientId).where('later.id', 'is', null)
  if (after)
    query = query.where((on) => on(on.refTuple('s.ended_at', 's.id'), '<', on.tuple(after.endedAt, after.id as never)))
  return await query.orderBy('s.ended_at', 'desc').orderBy('s.id', 'desc').limit(limit).execute()
}

/** @returns by the session's id, in the order in which they were charted */
export async function zonesOf(
  { tx, clinicId }: Reading,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, TreatedZone[]>> {
  const found = new Map<string, TreatedZone[]>(sessionIds.map((id) => [id, []]))
  if (sessionIds.length === 0) return found
  const zones = await tx
    .selectFrom('session_zones')
    .select(['session_id', 'area', 'depth_mm as depthMm', 'passes', 'endpoint'])
    .where('clinic_id', '=', clinicId)
    .where('session_id', 'in', sessionIds)
    .orderBy('position')
    .execute()
  for (const { session_id, ...zone } of zones) found.get(session_id)?.push(zone)
  return found
}

export interface ChartedProduct {
  readonly product: string
  readonly lot: { readonly id: string; readonly lot: string } | null
}

/** In the order in which they were charted. */
export async function productsOf({ tx, clinicId }: Reading, sessionId: string): Promise<ChartedProduct[]> {
  const products = await tx
    .selectFrom('session_products as p')
    .leftJoin('lots as l', (join) => join.onRef('l.clinic_id', '=', 'p.clinic_id').onRef('l.id', '=', 'p.lot_id'))
    .select(['p.product', 'p.lot_id', 'l.lot'])
    .where('p.clinic_id', '=', clinicId)
    .where('p.session_id', '=', sessionId)
    .orderBy('p.position')
    .execute()
  return products.map(({ product, lot_id, lot }) => ({
    product,
    lot: lot_id === null ? null : { id: lot_id, lot: lot ?? '' },
  }))
}

/** What was written in words, opened. */
export function wordsOf({ keys }: Pick<Context, 'keys'>, { id, notes_enc, amended_because_enc }: SessionRow) {
  return {
    notes: keys.openOptional(place('notes_enc', id), notes_enc),
    amendedBecause: keys.openOptional(place('amended_because_enc', id), amended_because_enc),
  }
}
