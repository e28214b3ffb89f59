/** The course of healing: for every expected effect its curve, and "you are here". */
import type { Answers } from '../facts/facts.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Instant } from '../protocol/protocol.ts'
import { addSpan, printInstant } from '../time/zone.ts'
import { momentOf, requireAfterSession, type Session } from '../treatment/session.ts'
import { type PlacedCurve, placeCurve } from './curve.ts'

export type CoursePhase = 'not-yet' | 'usual' | 'late' | 'over'

export interface EffectCourse {
  readonly effect: string
  readonly name: string
  readonly says: string
  readonly whenToWorry: string
  readonly expected: boolean
  readonly item: string | null
  /** `usual` from onset to the usual end, `late` until it counts as prolonged, then `over`: not expected any more. */
  readonly phase: CoursePhase
  readonly onset: Instant
  readonly peak: Instant
  readonly usualEnd: Instant
  readonly prolongedAfter: Instant
  /** The most severe (0 to 4) expected now. */
  readonly expectedNow: number
  /** For drawing: the most severe expected on each day, from day 0 until it is over. */
  readonly days: readonly number[]
  /** What the client reports now, when she does. */
  readonly reported: number | null
  readonly verdict: 'within' | 'stronger' | 'longer' | null
  readonly claims: readonly string[]
}

export interface Course {
  /** Day 0 is the day of the session. */
  readonly day: number
  readonly effects: readonly EffectCourse[]
  readonly protocol: string
}

export interface CourseInput {
  readonly session: Session
  readonly now: Instant
  /** Intake answers and, when there are some, the severities of a report. */
  readonly facts?: Answers
}

/** @throws InvalidInput naming every wrong field */
export function course(loaded: Loaded, { session, now, facts = {} }: CourseInput, language = 'en'): Course {
  const moment = momentOf(loaded, session, now)
  requireAfterSession(moment)
  const read = loaded.readFacts(facts, moment.day, moment.recorded)
  const edition = loaded.edition(moment.day)
  const starts: number[] = []
  // Every drawing has the same days, and to find one means to ask the clock of the zone.
  const startOf = (day: number) => (starts[day] ??= addSpan(moment.sessionAt, { amount: day, unit: 'd' }, moment.zone))
  const effects = Object.entries(loaded.protocol.recovery.effects).flatMap(([id, effect]): EffectCourse[] => {
    const curve = placeCurve(loaded, effect, read, moment)
    if (!curve) return []
    const reported = effect.item ? severityOf(loaded, effect.item, read.slots) : null
    return [
      {
        effect: id,
        name: edition.text(`effects.${id}.name`, language) ?? id,
        says: edition.text(`effects.${id}.says`, language) ?? '',
        whenToWorry: edition.text(`effects.${id}.whenToWorry`, language) ?? '',
        expected: effect.expected,
        item: effect.item ?? null,
        phase: phaseOf(curve, moment.now),
        onset: printInstant(curve.onset),
        peak: printInstant(curve.peak),
        usualEnd: printInstant(curve.usualEnd),
        prolongedAfter: printInstant(curve.prolongedAfter),
        expectedNow: curve.atMost(moment.now),
        days: daysOf(curve, startOf),
        reported,
        verdict: reported === null ? null : verdictOf(curve, reported, moment.now),
        claims: curve.claims,
      },
    ]
  })
  return { day: moment.daysSince, effects, protocol: loaded.protocol.hash }
}

export function phaseOf({ onset, usualEnd, prolongedAfter }: PlacedCurve, now: number): CoursePhase {
  return now < onset ? 'not-yet' : now <= usualEnd ? 'usual' : now <= prolongedAfter ? 'late' : 'over'
}

/** Whether a reported severity is more, or lasts longer, than the curve expects. */
export function verdictOf(curve: PlacedCurve, severity: number, now: number): 'within' | 'stronger' | 'longer' {
  if (severity > 0 && now > curve.prolongedAfter) return 'longer'
  return severity > curve.atMost(now) ? 'stronger' : 'within'
}

const longestDrawing = 180

const sixHours = 6 * 3_600_000

function daysOf(curve: PlacedCurve, startOf: (day: number) => number): number[] {
  const days: number[] = []
  for (let day = 0; day <= longestDrawing; day++) {
    const start = startOf(day)
    // The middle of the day stands for it, so that a curve that ends in the evening still shows.
    const severity = curve.atMost(start + sixHours)
    if (severity === 0 && start > curve.prolongedAfter) break
    days.push(severity)
  }
  return days
}

/** A severity item's answer; null when it has none. */
export function severityOf({ slots }: Loaded, item: string, values: readonly number[]): number | null {
  const slot = slots.of.get(item)
  const value = slot ? (values[slot.index] as number) : Number.NaN
  return Number.isNaN(value) ? null : value
}
