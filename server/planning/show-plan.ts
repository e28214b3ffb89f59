/** One plan, or all of a client, with a word on whether the answers that it rests on still count. */
import type { CoursePrice, InputOf, OutputOf, Plan } from '@needlepoint/contract'
import { recordView } from '../accounts/record-views.ts'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireClient } from '../practice/require-client.ts'
import { findHoldingRow } from '../screening/screenings.ts'
import { findPlanRow, listPlanRows, notesPlace, type PlanRow } from './plans.ts'

/** @throws problems.notFound */
export async function showPlan(
  context: Context,
  { params }: InputOf<'plan.show'>,
  caller: Caller,
): Promise<OutputOf<'plan.show'>> {
  const row = await findPlanRow(context, params.planId)
  if (!row) throw problems.notFound('plan')
  caller.about(row.client_id)
  await recordView(context, row.client_id, 'plan')
  return await presentPlan(context, row)
}

const cursors = cursorOf('plans', timeAndId)

/** @throws problems.notFound */
export async function listPlans(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'plan.list'>,
): Promise<OutputOf<'plan.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'plan')
  const at = cursors.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listPlanRows(context, clientId, { limit: limit + 1, after })
  const present = await presenter(context, clientId, rows)
  return pageFrom(rows, limit, present, (row) => cursors.print([row.recorded_at.toISOString(), row.id]))
}

export async function presentPlan(context: Context, row: PlanRow): Promise<Plan> {
  return (await presenter(context, row.client_id, [row]))(row)
}

/** @param rows of one client, for which names and the screening that counts are looked up once */
async function presenter(
  context: Context,
  clientId: string,
  rows: readonly PlanRow[],
): Promise<(row: PlanRow) => Plan> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  const holding = await findHoldingRow(context, clientId)
  return (row) => ({
    id: row.id,
    clientId: row.client_id,
    screeningId: row.screening_id,
    plannedOn: row.planned_on,
    start: row.input.start,
    facts: row.input.facts,
    plan: row.plan,
    price: coursePrice(row),
    newerScreeningId: holding && holding.id !== row.screening_id ? holding.id : null,
    notes: context.keys.openOptional(notesPlace(row.id), row.notes_enc),
    protocol: row.protocol_hash,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  })
}

/** Goals are treated in the same sessions, so the longest course counts. */
function coursePrice({ input: { price }, plan: { courses } }: PlanRow): CoursePrice | null {
  if (!price) return null
  const { amount, currency } = price
  const most = (end: 'from' | 'to') => amount * Math.max(0, ...courses.map(({ sessions }) => sessions[end]))
  return { currency, perSession: amount, course: { from: most('from'), to: most('to') } }
}
