/** What everything after a session starts from: the version that holds, as the engine wants it, and what is known of the client. */
import { intakeOf } from '@needlepoint/contract'
import type { Answers, Pathway, Session } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { findPlanRow } from '../planning/plans.ts'
import { findHoldingRow } from '../screening/screenings.ts'
import { listVersions, type SessionRow } from './sessions.ts'

export interface AfterSession {
  readonly clientId: string
  /** The version that holds. */
  readonly row: SessionRow
  readonly session: Session
  /** Every version, the first one first. */
  readonly versions: readonly SessionRow[]
}

/**
 * @param sessionId of any version
 * @throws problems.notFound
 */
export async function afterSession(context: Context, sessionId: string): Promise<AfterSession> {
  return afterVersions(context, await listVersions(context, sessionId))
}

/**
 * @param versions every version of a session, the first one first
 * @throws problems.notFound when there are none
 */
export function afterVersions({ pathway }: Pick<Context, 'pathway'>, versions: readonly SessionRow[]): AfterSession {
  const row = versions.at(-1)
  if (!row) throw problems.notFound('session')
  return { clientId: row.client_id, row, session: sessionOf(pathway, row), versions }
}

/** What an older protocol let be charted and this one does not know is left out: the strictest curve counts then. */
function sessionOf({ protocol }: Pathway, { ended_at, zone, depth_mm, device_class }: SessionRow): Session {
  const { depthMm, deviceClass } = protocol.facts
  return {
    at: ended_at.toISOString(),
    zone,
    ...(depth_mm !== null && depth_mm <= (depthMm?.max ?? 0) ? { depthMm: depth_mm } : {}),
    ...(deviceClass?.options?.includes(device_class) ? { deviceClass: device_class } : {}),
  }
}

/** The answers of the screening that counts and of the session's plan, each from its day. */
export async function intakeFor(context: Context, { clientId, row }: AfterSession): Promise<Answers> {
  const [screening, plan] = await Promise.all([findHoldingRow(context, clientId), findPlanRow(context, row.plan_id)])
  return intakeOf({
    screening: screening && { decidedOn: screening.decided_on, facts: screening.facts },
    plan: plan && { plannedOn: plan.planned_on, facts: plan.input.facts },
  })
}
