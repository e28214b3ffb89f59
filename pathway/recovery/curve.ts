/** The healing curve of one effect for one session: what is expected when, and from when it counts as prolonged. */
import type { Facts } from '../facts/facts.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Curve, SideEffect } from '../protocol/protocol.ts'
import { addSpan } from '../time/zone.ts'
import type { Moment } from '../treatment/session.ts'

/** A curve laid on the client's calendar; all times in milliseconds since 1970. */
export interface PlacedCurve {
  readonly curves: readonly string[]
  readonly onset: number
  readonly peak: number
  readonly usualEnd: number
  readonly prolongedAfter: number
  /** The most severe (0 to 4) that is expected at an instant. */
  readonly atMost: (ms: number) => number
  readonly claims: readonly string[]
}

/**
 * The curve that fits the session. While depth or device is not known, the strictest of all that could fit:
 * it expects the least and calls an effect prolonged the soonest.
 */
export function placeCurve(loaded: Loaded, effect: SideEffect, facts: Facts, moment: Moment): PlacedCurve | undefined {
  const fitting: Curve[] = []
  for (const curve of effect.curves) {
    const truth = curve.when ? loaded.condition(curve.when).test(facts.slots) : TRUE
    if (truth !== FALSE) fitting.push(curve)
    if (truth === TRUE) break
  }
  if (fitting.length === 0) return undefined
  const { sessionAt, zone } = moment
  const placed = fitting.map((curve) => ({
    onset: addSpan(sessionAt, curve.onset, zone),
    peak: addSpan(sessionAt, curve.peak, zone),
    usualEnd: addSpan(sessionAt, curve.usualEnd, zone),
    prolongedAfter: addSpan(sessionAt, curve.prolongedAfter, zone),
    steps: curve.expect.map(({ until, atMost }) => ({ until: addSpan(sessionAt, until, zone), atMost })),
  }))
  const soonest = (of: (curve: (typeof placed)[number]) => number) => Math.min(...placed.map(of))
  return {
    curves: fitting.map(({ id }) => id),
    onset: soonest(({ onset }) => onset),
    peak: soonest(({ peak }) => peak),
    usualEnd: soonest(({ usualEnd }) => usualEnd),
    prolongedAfter: soonest(({ prolongedAfter }) => prolongedAfter),
    atMost: (ms) => Math.min(...placed.map(({ steps }) => steps.find(({ until }) => ms <= until)?.atMost ?? 0)),
    claims: [...new Set(fitting.flatMap(({ cites }) => cites))],
  }
}
