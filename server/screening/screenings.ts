/** All SQL about screenings. A screening holds until another one replaces it, or is decided later for the same client. */
import type { DeviceDecision } from '@needlepoint/contract'
import type { Answers, Decision, ISODate, Screening } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, json, type Outcome, prepared } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface ScreeningSummaryRow {
  readonly id: string
  readonly client_id: string
  readonly decided_on: ISODate
  readonly at_least: Decision
  readonly at_most: Decision
  readonly differs: boolean
  readonly supersedes: string | null
  readonly superseded_by: string | null
  /** The last override's; null when there is none. */
  readonly overridden_to: Decision | null
  readonly recorded_at: Date
  readonly recorded_by: string
}

export interface ScreeningRow extends ScreeningSummaryRow {
  readonly facts: Answers
  readonly decision: Screening
  readonly device_decision: DeviceDecision | null
  readonly protocol_hash: string
}

export interface NewScreening {
  readonly id: string
  readonly clientId: string
  readonly supersedes: string | undefined
  readonly decidedOn: ISODate
  readonly facts: Answers
  readonly decision: Screening
  readonly deviceDecision: DeviceDecision | undefined
  readonly differs: boolean
  readonly fingerprint: Buffer
}

export function addScreening({ tx, clinicId, actor, now }: Context, screening: NewScreening): Promise<Outcome> {
  const { id, clientId, supersedes, decidedOn, facts, decision, deviceDecision, differs, fingerprint } = screening
  return addRow(tx, 'screenings', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    supersedes: supersedes ?? null,
    decided_on: decidedOn,
    facts: json(facts),
    decision: json(decision),
    at_least: decision.decision.atLeast,
    at_most: decision.decision.atMost,
    device_decision: deviceDecision ? json(deviceDecision) : null,
    differs,
    protocol_hash: decision.protocol,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findScreeningRow(context: Reading, id: string): Promise<ScreeningRow | undefined> {
  return (await whole(context).where('s.id', '=', id).executeTakeFirst()) as ScreeningRow | undefined
}

/** @returns the screening that counts for a client: of those that nothing replaced, the one decided last */
export async function findHoldingRow(context: Reading, clientId: string): Promise<ScreeningRow | undefined> {
  return (await selectHolding(context.tx, { clinicId: context.clinicId, clientId })).rows[0] as ScreeningRow | undefined
}

const selectHolding = prepared((tx, { clinicId, clientId }: { readonly clinicId: string; readonly clientId: string }) =>
  whole({ tx, clinicId })
    .where('s.client_id', '=', clientId)
    .where('later.id', 'is', null)
    .orderBy('s.decided_on', 'desc')
    .orderBy('s.recorded_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(1),
)

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Of one client, the newest first. */
export async function listScreeningRows(
  context: Reading,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<ScreeningSummaryRow[]> {
  let query = summaries(context).where('s.client_id', '=', clientId)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('s.recorded_at', 's.id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return await query.orderBy('s.recorded_at', 'desc').orderBy('s.id', 'desc').limit(limit).execute()
}

/** Those that wait for a person, the oldest first. Once overridden they wait no longer. */
export async function listRowsToReview(
  context: Reading,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<ScreeningSummaryRow[]> {
  let query = summaries(context)
    .where('later.id', 'is', null)
    .where('last.decision', 'is', null)
    .where((on) =>
      on.or([
        on('s.differs', '=', true),
        on('s.at_least', '=', 'clinician-review'),
        on('s.at_most', '=', 'clinician-review'),
      ]),
    )
    // A newer one that was itself replaced does not count.
    .where(
      sql<boolean>`not exists (
        select from screenings newer
        where newer.clinic_id = s.clinic_id and newer.client_id = s.client_id
          and (newer.decided_on, newer.recorded_at, newer.id) > (s.decided_on, s.recorded_at, s.id)
          and not exists (
            select from screenings next where next.clinic_id = newer.clinic_id and next.supersedes = newer.id))`,
    )
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('s.recorded_at', 's.id'), '>', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return await query.orderBy('s.recorded_at').orderBy('s.id').limit(limit).execute()
}

/** @returns the version that replaces a screening in the end, which can be itself; undefined when there is no such screening */
export async function findLastVersion(context: Reading, id: string): Promise<ScreeningRow | undefined> {
  let row = await findScreeningRow(context, id)
  while (row?.superseded_by) row = await findScreeningRow(context, row.superseded_by)
  return row
}

const whole = (context: Reading) =>
  summaries(context).select(['s.facts', 's.decision', 's.device_decision', 's.protocol_hash'])

const summaries = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('screenings as s')
    .leftJoin('screenings as later', (join) =>
      join.onRef('later.clinic_id', '=', 's.clinic_id').onRef('later.supersedes', '=', 's.id'),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('overrides as o')
          .select('o.decision')
          .whereRef('o.clinic_id', '=', 's.clinic_id')
          .whereRef('o.screening_id', '=', 's.id')
          .orderBy('o.recorded_at', 'desc')
          .orderBy('o.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      's.id',
      's.client_id',
      's.decided_on',
      's.at_least',
      's.at_most',
      's.differs',
      's.supersedes',
      'later.id as superseded_by',
      'last.decision as overridden_to',
      's.recorded_at',
      's.recorded_by',
    ])
    .where('s.clinic_id', '=', clinicId)
