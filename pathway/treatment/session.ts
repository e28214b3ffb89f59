/** The session that everything afterwards counts from. */

import { nearest } from '../facts/nearest.ts'
import { InvalidInput, type Problem } from '../facts/problem.ts'
import type { Loaded, Recorded } from '../protocol/load.ts'
import type { Instant, ISODate, Zone } from '../protocol/protocol.ts'
import { dateAt, daysBetween, hoursBetween, isZone, parseInstant } from '../time/zone.ts'

/** A session as a caller gives it. */
export interface Session {
  /** When needling ended. */
  readonly at: Instant
  /** Where the client lives, an IANA zone: days are counted there. */
  readonly zone: Zone
  /** The deepest setting used, in mm. */
  readonly depthMm?: number
  readonly deviceClass?: string
}

/** A moment after (or before) a session, in the client's zone. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly sessionAt: number
  readonly now: number
  readonly zone: Zone
  /** The client's date now. */
  readonly day: ISODate
  /** Day 0 is the day of the session; negative before it. */
  readonly daysSince: number
  readonly hoursSince: number
  /** What the session tells about facts. */
  readonly recorded: Recorded
}

/** @throws InvalidInput naming every wrong field */
export function momentOf({ protocol }: Loaded, session: Session, now: Instant): Moment {
  const problems: Problem[] = []
  const expected = 'an instant with Z or an offset, such as 2026-11-21T09:30:00Z'
  const instant = (field: string, text: unknown): number => {
    const ms = typeof text === 'string' ? parseInstant(text) : undefined
    if (ms === undefined)
      problems.push({ field, message: `“${field}” is “${String(text)}”. Expected ${expected}.`, expected })
    return ms ?? 0
  }
  const given: Partial<Session> = session ?? {}
  const sessionAt = instant('session.at', given.at)
  const at = instant('now', now)
  const { zone, depthMm, deviceClass } = given
  if (typeof zone !== 'string' || !isZone(zone)) {
    const zones = 'an IANA time zone, such as Europe/Berlin or America/New_York'
    problems.push({
      field: 'session.zone',
      message: `“session.zone” is “${String(zone)}”. Expected ${zones}.`,
      expected: zones,
    })
  }
  const depth = protocol.facts.depthMm
  if (
    depthMm !== undefined &&
    (typeof depthMm !== 'number' || depthMm < (depth?.min ?? 0) || depthMm > (depth?.max ?? 10))
  ) {
    const range = `${depth?.min ?? 0} to ${depth?.max ?? 10} millimeters`
    problems.push({
      field: 'session.depthMm',
      message: `“session.depthMm” is ${String(depthMm)}, which cannot be. Expected ${range}.`,
      expected: range,
    })
  }
  const classes = protocol.facts.deviceClass?.options ?? []
  if (deviceClass !== undefined && !classes.includes(deviceClass)) {
    const close = nearest(String(deviceClass), classes)
    problems.push({
      field: 'session.deviceClass',
      message: `“session.deviceClass” is “${String(deviceClass)}”.${close ? ` Did you mean “${close}”?` : ''} Expected one of ${classes.join(', ')}.`,
      expected: `one of ${classes.join(', ')}`,
      ...(close ? { nearest: close } : {}),
    })
  }
  if (problems.length > 0 || zone === undefined) throw new InvalidInput(problems)
  const daysSince = daysBetween(sessionAt, at, zone)
  const hoursSince = hoursBetween(sessionAt, at)
  return {
    sessionAt,
    now: at,
    zone,
    day: dateAt(at, zone),
    daysSince,
    hoursSince,
    recorded: {
      daysSinceSession: Math.max(0, daysSince),
      hoursSinceSession: Math.max(0, hoursSince),
      depthMm,
      deviceClass,
    },
  }
}

/** Refuses a moment before the session, for what only has a meaning after it. */
export function requireAfterSession({ now, sessionAt }: Moment): void {
  if (now >= sessionAt) return
  throw new InvalidInput([
    {
      field: 'now',
      message: '“now” lies before “session.at”. Check both: nothing has healed before the session.',
      expected: 'an instant after the session',
    },
  ])
}
