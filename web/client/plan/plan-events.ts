/** What is still to come of a plan, on which days: what to do before the next session, the sessions themselves, the check-ins. */
import {
  addDays,
  addToDate,
  type CivilDate,
  dateAt,
  dayNumber,
  type Instant,
  type ISODate,
  instantOf,
  type Plan as Planned,
  type PlannedCheckIn,
  parseDate,
  parseInstant,
  printDate,
  type Zone,
} from '@needlepoint/pathway'
import type { CalendarEvent } from './calendar.ts'

export type Preparation = Planned['preparation']

/** Goals are treated in the same sessions, so the longest course counts. */
export const longestOf = ({ courses }: Pick<Planned, 'courses'>) =>
  courses.toSorted((a, b) => b.sessions.to - a.sessions.to)[0]

export interface DoneSession {
  readonly endedAt: Instant
  readonly zone: Zone
}

/**
 * The day that she prepares for: the planned start, or after a session the first day on which the next one may be.
 * @param done sessions of this plan, the last one first
 * @returns null where no day can be given, and when all sessions are done
 */
export function nextSessionOf(planned: Pick<Planned, 'start' | 'courses'>, done: readonly DoneSession[]) {
  const course = longestOf(planned)
  const [last] = done
  if (!last) return planned.start
  if (!course || done.length >= course.sessions.to) return null
  const { amount, unit } = course.interval.from
  const day = parseDate(dateAt(parseInstant(last.endedAt) ?? 0, last.zone))
  if (!day || unit === 'h' || unit === 'min') return null
  return printDate(addToDate(day, amount, unit))
}

/** The same steps, as many days before the session that comes next as they are before the first. */
export function preparationFor({ preparation, start }: Pick<Planned, 'preparation' | 'start'>, next: ISODate) {
  const [planned, day] = [start === null ? undefined : parseDate(start), parseDate(next)]
  if (!planned || !day) return preparation
  const shift = dayNumber(day) - dayNumber(planned)
  return preparation.map((step) => ({ ...step, from: printDate(addDays(parseDate(step.from) as CivilDate, shift)) }))
}

/** @param today what has begun stands together under this day */
export function byDay(preparation: Preparation, today: ISODate): [ISODate, Preparation][] {
  const days = new Map<ISODate, Preparation[number][]>()
  for (const step of preparation) {
    const day = step.from < today ? today : step.from
    days.set(day, [...(days.get(day) ?? []), step])
  }
  return [...days]
}

/** Milliseconds after midnight. */
const nineOClock = 9 * 3_600_000
/** Nine in the morning where she lives, on whatever side of a change of the clocks the day lies. */
export function nineOn(day: ISODate, zone: Zone): number {
  const date = parseDate(day)
  return date ? instantOf({ date, time: nineOClock }, zone) : 0
}

export interface EventTexts {
  readonly preparation: string
  readonly session: (number: number) => string
  readonly between: (from: ISODate, to: ISODate) => string
  readonly checkIn: string
}

export interface Coming {
  /** Keeps her events apart from those of others in one calendar. */
  readonly clientId: string
  readonly planned: Planned
  /** When the plan was made: an event of a newer plan takes the place of the same event of an older one. */
  readonly madeAt: Instant
  readonly zone: Zone
  readonly today: ISODate
  readonly done: readonly DoneSession[]
  readonly checkIns: readonly PlannedCheckIn[]
}

export function eventsOf(coming: Coming, texts: EventTexts): CalendarEvent[] {
  const { clientId, planned, madeAt, zone, today, done, checkIns } = coming
  const sequence = Math.floor(Math.max(0, (parseInstant(madeAt) ?? 0) - firstPlan) / 60_000)
  const next = nextSessionOf(planned, done)
  const steps = next === null || next < today ? [] : byDay(preparationFor(planned, next), today)
  const event = (id: string, title: string, says: string, at: number, minutes: number): CalendarEvent => ({
    ...{ id: `${clientId}-${id}`, sequence, title, says, at, minutes },
  })
  return [
    ...steps.map(([day, on]) =>
      event(
        `session-${done.length + 1}-${on[0]?.id ?? day}`,
        texts.preparation,
        on.map(({ says }) => `• ${says}`).join('\n'),
        nineOn(day, zone),
        15,
      ),
    ),
    ...(longestOf(planned)?.dates ?? []).flatMap(({ session, earliest, latest }) => {
      if (session <= done.length) return []
      // After a session the next one counts from it, and no longer from the first.
      const from = session === done.length + 1 && next !== null ? next : earliest
      if (from < today) return []
      const says = from >= latest ? '' : texts.between(from, latest)
      return [event(`session-${session}`, texts.session(session), says, nineOn(from, zone), 30)]
    }),
    ...checkIns
      .filter(({ date }) => date >= today)
      .map(({ checkIn, at, title }) =>
        event(`after-${done.length}-${checkIn}`, texts.checkIn, title, parseInstant(at) ?? 0, 10),
      ),
  ]
}

/** Minutes are counted from here, so that the number stays small: 2026-01-01. */
const firstPlan = 1_767_225_600_000
