/** Charts a session: what was done where and how deep, and with what. The cartridge leaves the stock in the same breath. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { requireHappened } from '../happened.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { findPlanRow } from '../planning/plans.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { findHoldingRow } from '../screening/screenings.ts'
import { requireChart, requireUsable } from './chart.ts'
import { depthLimits } from './depth-limits.ts'
import { presentSession } from './present-session.ts'
import { requireConsent, requireDecision, requirePreflight, requireSameDevice } from './ready.ts'
import { addSession, findSessionRow } from './sessions.ts'
import { takeCartridge } from './use-stock.ts'

type Body = InputOf<'session.record'>['body']

/**
 * @throws problems.notFound, problems.notYet, problems.stepMissing, problems.notReady, problems.consentNotValid, problems.decisionForbids,
 *   problems.stockNotUsable, problems.idTaken; problems.invalidFields for a depth beyond the plan and the like
 */
export async function recordSession(
  context: Context,
  { body }: InputOf<'session.record'>,
): Promise<OutputOf<'session.record'>> {
  const { tx, clinicId, actor, keys } = context
  const { id } = body
  const fingerprint = keys.fingerprint(body)
  const outcome =
    (await sentBefore(tx, 'sessions', { clinicId, id, fingerprint })) ??
    (await checkAndStore(context, body, fingerprint))
  if (outcome === 'new') await audit(context, { action: 'session.recorded', subject: id })
  return await mergeById({
    outcome,
    sent: body,
    show: () => show(context, id),
    mayRead: () => may(actor, 'session.read'),
  })
}

async function checkAndStore(context: Context, body: Body, fingerprint: Buffer): Promise<Outcome> {
  const { pathway, now } = context
  const { id, clientId, planId, endedAt, cartridgeLotId } = body
  await requireOpenRecord(context, clientId)
  const plan = await findPlanRow(context, planId)
  if (plan?.client_id !== clientId) throw problems.notFound('plan')
  requireHappened('endedAt', endedAt, now)
  const day = await requirePreflight(context, body, { clientId, planId })
  await requireSameDevice(context, body)
  const holding = await findHoldingRow(context, clientId)
  requireDecision(holding, endedAt)
  await requireConsent(context, planId, endedAt)
  await requireChart(context, body, { day, limits: depthLimits(pathway, plan, holding) })
  await requireUsable(context, body, day)
  const outcome = await addSession(context, {
    ...body,
    supersedes: null,
    endedAt: new Date(endedAt),
    cartridgeLotId,
    notes: body.notes,
    amendedBecause: null,
    fingerprint,
  })
  if (outcome === 'superseded')
    throw problems.stepMissing('Another session was charted after this pre-flight check. Make one for each session.')
  if (outcome === 'new' && cartridgeLotId !== undefined) await takeCartridge(context, id, cartridgeLotId)
  return outcome
}

async function show(context: Context, id: string) {
  const row = await findSessionRow(context, id)
  if (!row) throw problems.notFound('session')
  return await presentSession(context, row)
}
