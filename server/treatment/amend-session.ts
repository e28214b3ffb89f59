/**
 * Corrects a chart by a new version of the whole of it, with the reason. The earlier version is kept, and whatever was
 * counted from the session is counted from the new one.
 */

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
import { requirePreflight } from './ready.ts'
import { addSession, findHoldingSession, findSessionRow, type SessionRow } from './sessions.ts'
import { putBackCartridge, takeCartridge } from './use-stock.ts'

type Input = InputOf<'session.amend'>

/** @throws as `recordSession`, and problems.staleVersion with the version that holds when somebody else amended it */
export async function amendSession(context: Context, input: Input): Promise<OutputOf<'session.amend'>> {
  const { tx, clinicId, actor, keys } = context
  const { params, body } = input
  const { id } = body
  const fingerprint = keys.fingerprint({ sessionId: params.sessionId, ...body })
  const outcome =
    (await sentBefore(tx, 'sessions', { clinicId, id, fingerprint })) ?? (await store(context, input, fingerprint))
  // Why is in the record, encrypted.
  const details = { supersedes: params.sessionId }
  if (outcome === 'new') await audit(context, { action: 'session.amended', subject: id, details })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => present(context, await findSessionRow(context, id)),
    mayRead: () => may(actor, 'session.read'),
    current: async () => present(context, await findHoldingSession(context, params.sessionId)),
  })
}

async function store(context: Context, { params, body }: Input, fingerprint: Buffer): Promise<Outcome> {
  const { pathway, now } = context
  const { id, reason, endedAt, cartridgeLotId } = body
  const before = await findSessionRow(context, params.sessionId)
  if (!before) throw problems.notFound('session')
  await requireOpenRecord(context, before.client_id)
  // Whoever amends an old version is to compare first, whatever else is wrong with hers.
  if (before.superseded_by) return 'superseded'
  const of = { clientId: before.client_id, planId: before.plan_id }
  const plan = await findPlanRow(context, of.planId)
  if (!plan) throw problems.notFound('plan')
  requireHappened('endedAt', endedAt, now)
  const day = await requirePreflight(context, body, of)
  const holding = await findHoldingRow(context, of.clientId)
  await requireChart(context, body, { day, limits: depthLimits(pathway, plan, holding) })
  await requireUsable(context, changed(body, before), day)
  const outcome = await addSession(context, {
    ...body,
    ...of,
    supersedes: before.id,
    endedAt: new Date(endedAt),
    cartridgeLotId,
    notes: body.notes,
    amendedBecause: reason,
    fingerprint,
  })
  if (outcome === 'new' && (cartridgeLotId ?? null) !== before.cartridge_lot_id) {
    if (before.cartridge_lot_id !== null) await putBackCartridge(context, id, before.cartridge_lot_id)
    if (cartridgeLotId !== undefined) await takeCartridge(context, id, cartridgeLotId)
  }
  return outcome
}

/** A device that was set aside since the session stays the one that was used. */
const changed = (body: Input['body'], { device_id }: SessionRow) =>
  body.deviceId === device_id ? { ...body, deviceId: undefined } : body

async function present(context: Context, row: SessionRow | undefined) {
  if (!row) throw problems.notFound('session')
  return await presentSession(context, row)
}
