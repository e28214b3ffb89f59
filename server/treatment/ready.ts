/** Whether a session may be charted at all: it was checked that day and found ready, and what it rests on stands. */
import { dateAt, type ISODate } from '@needlepoint/pathway'
import { listConsentsToPlan } from '../consent/consents.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { requireAllowed } from '../screening/holds.ts'
import type { ScreeningRow } from '../screening/screenings.ts'
import type { Chart } from './chart.ts'
import { findPreflightRow } from './preflights.ts'

/**
 * @returns the day of the session at the clinic
 * @throws problems.stepMissing, problems.notReady
 */
export async function requirePreflight(
  context: Context,
  { preflightId, endedAt, cartridgeLotId }: Chart,
  { clientId, planId }: { readonly clientId: string; readonly planId: string },
): Promise<ISODate> {
  const day = dateAt(Date.parse(endedAt), context.zone)
  const preflight = await findPreflightRow(context, preflightId)
  if (!preflight || preflight.client_id !== clientId)
    throw problems.stepMissing('There is no such pre-flight check of this client. Make one, then needle.')
  if (preflight.plan_id !== planId)
    throw problems.stepMissing('“preflightId” names a pre-flight check for another plan. Make one for this plan.')
  if (preflight.outcome === 'not-ready')
    throw problems.notReady('The pre-flight check says “not-ready”. Do what it names, check again, then needle.')
  if (preflight.checked_on !== day)
    throw problems.notReady(
      `The pre-flight check is of ${preflight.checked_on} and the session of ${day}. Nobody is ready for another day.`,
    )
  if (preflight.cartridge_lot_id !== null && cartridgeLotId === undefined)
    throw problems.notReady(
      '“cartridgeLotId” is missing: the pre-flight check was made with a cartridge. Name its lot.',
    )
  return day
}

/**
 * Each device is checked before it is used. A chart that is corrected may name another one: then the check had it wrong too.
 * @throws problems.notReady
 */
export async function requireSameDevice(context: Context, { preflightId, deviceId }: Chart): Promise<void> {
  const preflight = await findPreflightRow(context, preflightId)
  if (preflight?.device_id !== deviceId)
    throw problems.notReady('“deviceId” is not the device of the pre-flight check. Check again with the one in use.')
}

/**
 * A screening that came in after the session says nothing about whether it might take place.
 * @throws problems.decisionForbids
 */
export function requireDecision(holding: ScreeningRow | undefined, endedAt: string): void {
  if (holding && holding.recorded_at.getTime() <= Date.parse(endedAt)) requireAllowed(holding)
}

/**
 * What was signed or taken back afterwards says nothing about whether the session might take place.
 * @throws problems.consentNotValid
 */
export async function requireConsent(context: Context, planId: string, endedAt: string): Promise<void> {
  const ended = Date.parse(endedAt)
  const consents = await listConsentsToPlan(context, planId, 'treatment')
  const signed = consents.filter(({ signed_at }) => signed_at.getTime() <= ended)
  if (signed.some(({ withdrawn_at }) => withdrawn_at === null || withdrawn_at.getTime() > ended)) return
  throw problems.consentNotValid(
    signed.length > 0
      ? 'The consent to this plan was taken back before the session ended.'
      : 'Nobody had signed a consent to this plan when the session ended.',
  )
}
