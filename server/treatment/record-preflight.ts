/**
 * Decides whether the first pass may be made, from what was checked at the chair and from the record itself, and stores it.
 * The device may have decided already; both results are kept.
 */
import { decideWith, type InputOf, intakeOf, type OutputOf, recordFacts } from '@needlepoint/contract'
import { type Answers, dateAt } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { decideOn, refuseOthersAnswers } from '../answers.ts'
import { audit } from '../audit/audit.ts'
import { consentInForce } from '../consent/consent-in-force.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { differencesBetween, preflightInShort } from '../decide-again.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { findPlanRow, type PlanRow } from '../planning/plans.ts'
import { findDeviceRow } from '../practice/devices.ts'
import { findLotRow } from '../practice/lots.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { holds } from '../screening/holds.ts'
import { findHoldingRow, type ScreeningRow } from '../screening/screenings.ts'
import { depthLimits } from './depth-limits.ts'
import { addPreflight, findPreflightRow } from './preflights.ts'
import { presentPreflight } from './read-preflights.ts'
import { refuseRecordFacts } from './refuse-record-facts.ts'
import { listHoldingSessions } from './sessions.ts'

type Body = InputOf<'preflight.record'>['body']

/** @throws problems.notFound, problems.notYet, problems.invalidFields, problems.stepMissing, problems.idTaken */
export async function recordPreflight(
  context: Context,
  { body }: InputOf<'preflight.record'>,
): Promise<OutputOf<'preflight.record'>> {
  const { tx, clinicId, actor, keys } = context
  const { id } = body
  const fingerprint = keys.fingerprint(body)
  const outcome =
    (await sentBefore(tx, 'preflights', { clinicId, id, fingerprint })) ??
    (await decideAndStore(context, body, fingerprint))
  if (outcome === 'new') await audit(context, { action: 'preflight.recorded', subject: id })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const row = await findPreflightRow(context, id)
      if (!row) throw problems.notFound('pre-flight check')
      return await presentPreflight(context, row)
    },
    mayRead: () => may(actor, 'preflight.read'),
  })
}

async function decideAndStore(context: Context, body: Body, fingerprint: Buffer): Promise<Outcome> {
  const { actor, pathway, today } = context
  const { id, clientId, planId, checkedOn, deviceId, cartridgeLotId, facts, deviceResult } = body
  if (checkedOn > today) throw problems.notYet('checkedOn')
  const { plan, screening } = await requirePlan(context, body)
  const record = await factsOfRecord(context, body, plan, screening)
  refuseRecordFacts('facts', facts, record)
  refuseOthersAnswers('facts', actor, pathway, withoutNews(facts), { ...screening.facts, ...plan.input.facts })
  const intake = intakeOf({
    screening: { decidedOn: screening.decided_on, facts: screening.facts },
    plan: { plannedOn: plan.planned_on, facts: plan.input.facts },
  })
  const now = { ...facts, ...record }
  const { decision: result, known } = decideOn('facts', () =>
    decideWith(intake, Object.keys(now), (stored) => pathway.preflight({ ...stored, ...now }, checkedOn)),
  )
  return await addPreflight(context, {
    id,
    clientId,
    planId,
    checkedOn,
    deviceId,
    cartridgeLotId,
    facts: { ...known, ...now },
    result,
    deviceResult,
    differs: differencesBetween(deviceResult, preflightInShort(result)).length > 0,
    fingerprint,
  })
}

/** The plan that is to be carried out, and the screening that counts by now. */
async function requirePlan(
  context: Context,
  { clientId, planId }: Body,
): Promise<{ plan: PlanRow; screening: ScreeningRow }> {
  const plan = await findPlanRow(context, planId)
  if (plan?.client_id !== clientId) throw problems.notFound('plan')
  if (plan.superseded_by)
    throw problems.stepMissing('This plan has been replaced. Go through the new one, then check again.')
  const screening = await findHoldingRow(context, clientId)
  if (!screening) throw problems.stepMissing('There is no screening of this client. Record one first.')
  return { plan, screening }
}

async function factsOfRecord(
  context: Context,
  { clientId, checkedOn, deviceId, cartridgeLotId }: Body,
  plan: PlanRow,
  screening: ScreeningRow,
): Promise<Answers> {
  const { pathway } = context
  const client = await requireOpenRecord(context, clientId)
  const device = deviceId === undefined ? undefined : await findDeviceRow(context, deviceId)
  if (deviceId !== undefined && !device) throw problems.notFound('device')
  const lot = cartridgeLotId === undefined ? undefined : await findLotRow(context, cartridgeLotId)
  if (cartridgeLotId !== undefined && !lot) throw problems.notFound('lot')
  const sessions = await listHoldingSessions(context, clientId, { limit: 1000 })
  const [last] = sessions
  return recordFacts(
    {
      sessionsDone: sessions.length,
      lastSessionOn: last && dateAt(last.ended_at.getTime(), last.zone),
      screening: { decision: holds(screening), decidedOn: screening.decided_on },
      consent: await consentInForce(context, plan, client),
      asPlanned: !device || device.device_class === plainAnswer(plan.input.answers.deviceClass),
      plannedMaxDepthMm: depthLimits(pathway, plan, screening).maxDepthMm,
      device: device && {
        deviceClass: device.device_class,
        authorized: device.authorized,
        inService: device.status === 'in-service',
      },
      deviceMaxDepthMm: device && pathway.protocol.planning.devices[device.device_class]?.maxDepthMm.value,
      lot: lot && { recalledOn: lot.recalled_on, expiresOn: lot.expires_on },
    },
    checkedOn,
  )
}

/** Whether a clinician asked for a patch test is news of her decision, which anybody at the chair may pass on. */
function withoutNews({ patchTestAsked: _, ...facts }: Answers): Answers {
  return facts
}

/** An answer without the day on which it was given. */
const plainAnswer = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer
