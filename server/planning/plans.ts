/** All SQL about plans. What a plan was made from is kept with it, so that it can be made again. */
import type { Answers, ISODate, Plan } from '@needlepoint/pathway'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, json, type Outcome, prepared } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface PlanInput {
  /** As they were sent. */
  readonly facts: Answers
  /** What the engine was given: these, over the dated ones of the screening. */
  readonly answers: Answers
  readonly start: ISODate | null
  /** What the clinic asked for a session that day, in the smallest unit of the currency. */
  readonly price: { readonly amount: number; readonly currency: string } | null
}

export interface PlanRow {
  readonly id: string
  readonly client_id: string
  readonly screening_id: string
  readonly planned_on: ISODate
  readonly input: PlanInput
  readonly plan: Plan
  readonly protocol_hash: string
  readonly notes_enc: Buffer | null
  readonly supersedes: string | null
  readonly superseded_by: string | null
  readonly recorded_at: Date
  readonly recorded_by: string
}

export interface NewPlan {
  readonly id: string
  readonly clientId: string
  readonly screeningId: string
  readonly supersedes: string | undefined
  readonly plannedOn: ISODate
  readonly input: PlanInput
  readonly plan: Plan
  readonly notes: string | undefined
  readonly fingerprint: Buffer
}

export const notesPlace = (id: string) => ({ table: 'plans', column: 'notes_enc', id })

export function addPlan({ tx, clinicId, actor, keys, now }: Context, planned: NewPlan): Promise<Outcome> {
  const { id, clientId, screeningId, supersedes, plannedOn, input, plan, notes, fingerprint } = planned
  return addRow(tx, 'plans', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    screening_id: screeningId,
    supersedes: supersedes ?? null,
    planned_on: plannedOn,
    input: json(input),
    plan: json(plan),
    protocol_hash: plan.protocol,
    notes_enc: keys.sealOptional(notesPlace(id), notes),
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findPlanRow(context: Reading, id: string): Promise<PlanRow | undefined> {
  return (await selectPlan(context.tx, { clinicId: context.clinicId, id })).rows[0] as PlanRow | undefined
}

const selectPlan = prepared((tx, { clinicId, id }: { readonly clinicId: string; readonly id: string }) =>
  whole({ tx, clinicId }).where('p.id', '=', id),
)

/** @returns the version that replaces a plan in the end, which can be itself; undefined when there is no such plan */
export async function findLastPlanVersion(context: Reading, id: string): Promise<PlanRow | undefined> {
  let row = await findPlanRow(context, id)
  while (row?.superseded_by) row = await findPlanRow(context, row.superseded_by)
  return row
}

/** @returns the plan that counts: replaced by none, and the last one made; undefined when there is none */
export async function findHoldingPlanRow(context: Reading, clientId: string): Promise<PlanRow | undefined> {
  return (await whole(context)
    .where('p.client_id', '=', clientId)
    .where('later.id', 'is', null)
    .orderBy('p.planned_on', 'desc')
    .orderBy('p.recorded_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(1)
    .executeTakeFirst()) as PlanRow | undefined
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Of one client, the newest first. */
export async function listPlanRows(
  context: Reading,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<PlanRow[]> {
  let query = whole(context).where('p.client_id', '=', clientId)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('p.recorded_at', 'p.id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return (await query.orderBy('p.recorded_at', 'desc').orderBy('p.id', 'desc').limit(limit).execute()) as PlanRow[]
}

const whole = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('plans as p')
    .leftJoin('plans as later', (join) =>
      join.onRef('later.clinic_id', '=', 'p.clinic_id').onRef('later.supersedes', '=', 'p.id'),
    )
    .select([
      'p.id',
      'p.client_id',
      'p.screening_id',
      'p.planned_on',
      'p.input',
      'p.plan',
      'p.protocol_hash',
      'p.notes_enc',
      'p.supersedes',
      'later.id as superseded_by',
      'p.recorded_at',
      'p.recorded_by',
    ])
    .where('p.clinic_id', '=', clinicId)
