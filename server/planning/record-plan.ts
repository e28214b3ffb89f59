/**
 * Plans a course from the screening that counts and what is wanted besides, and stores it. What the new answers bring up and
 * the screening did not know sends everybody back to the screening: a plan is no way around it.
 */
import { decideWith, type InputOf, intakeOf, type OutputOf } from '@needlepoint/contract'
import type { ISODate } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { decideOn, refuseOthersAnswers } from '../answers.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { priceInForce } from '../practice/price-in-force.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { requireAllowed, requireNothingNew } from '../screening/holds.ts'
import { findHoldingRow, findScreeningRow, type ScreeningRow } from '../screening/screenings.ts'
import { presentScreening } from '../screening/show-screening.ts'
import { addPlan, findLastPlanVersion, findPlanRow } from './plans.ts'
import { presentPlan } from './show-plan.ts'

type Body = InputOf<'plan.record'>['body']

/**
 * @throws problems.notFound, problems.notYet, problems.invalidFields, problems.idTaken, problems.decisionForbids; problems.staleVersion when
 *   another screening counts by now, or another plan
 */
export async function recordPlan(
  context: Context,
  { body }: InputOf<'plan.record'>,
  caller: Caller,
): Promise<OutputOf<'plan.record'>> {
  const { tx, clinicId, actor, keys } = context
  const { id, clientId, supersedes } = body
  caller.about(clientId)
  const fingerprint = keys.fingerprint(body)
  const outcome =
    (await sentBefore(tx, 'plans', { clinicId, id, fingerprint })) ?? (await planAndStore(context, body, fingerprint))
  if (outcome === 'new') await audit(context, { action: 'plan.recorded', subject: id })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => present(context, await findPlanRow(context, id)),
    mayRead: (shown) => may(actor, 'plan.read', shown.clientId),
    current: async () =>
      supersedes === undefined ? undefined : present(context, await findLastPlanVersion(context, supersedes)),
  })
}

async function planAndStore(context: Context, body: Body, fingerprint: Buffer): Promise<Outcome> {
  const { actor, pathway } = context
  const { id, clientId, plannedOn, start, facts, notes, supersedes } = body
  const client = await requireOpenRecord(context, clientId)
  if (plannedOn > client.today) throw problems.notYet('plannedOn')
  const screening = await requireScreening(context, body)
  if (supersedes !== undefined && (await findPlanRow(context, supersedes))?.client_id !== clientId)
    throw problems.notFound('plan')
  requireAllowed(screening)
  requireLater(plannedOn, screening.decided_on)
  refuseOthersAnswers('facts', actor, pathway, facts, screening.facts)
  const intake = intakeOf({ screening: { decidedOn: screening.decided_on, facts: screening.facts } })
  const { decision: plan, known } = decideOn(
    'facts',
    () => decideWith(intake, Object.keys(facts), (stored) => pathway.plan({ ...stored, ...facts }, plannedOn, start)),
    ['start'],
  )
  const answers = { ...known, ...facts }
  requireNothingNew(screening, pathway.screen(answers, plannedOn))
  const price = (await priceInForce(context, 'session', plannedOn)) ?? null
  return await addPlan(context, {
    id,
    clientId,
    screeningId: screening.id,
    supersedes,
    plannedOn,
    input: { facts, answers, start: start ?? null, price },
    plan,
    notes,
    fingerprint,
  })
}

/** The screening that the plan names, if it is the one that counts for this client. */
async function requireScreening(context: Context, body: Body): Promise<ScreeningRow> {
  const { clientId, screeningId } = body
  const screening = await findScreeningRow(context, screeningId)
  if (screening?.client_id !== clientId) throw problems.notFound('screening')
  const holding = await findHoldingRow(context, clientId)
  if (!holding || holding.id === screeningId) return screening
  const reads = may(context.actor, 'screening.read', clientId)
  throw problems.staleVersion(body, reads ? await presentScreening(context, holding) : undefined)
}

function requireLater(plannedOn: ISODate, decidedOn: ISODate): void {
  if (plannedOn >= decidedOn) return
  const expected = `${decidedOn} or later`
  const message = `“plannedOn” is before the screening of ${decidedOn} that the plan rests on. Check both dates.`
  throw problems.invalidFields([{ field: 'plannedOn', message, expected }])
}

async function present(context: Context, row: Awaited<ReturnType<typeof findPlanRow>>) {
  if (!row) throw problems.notFound('plan')
  return await presentPlan(context, row)
}
