/** Instants and wall clocks: what "24 hours after" and "day 3" mean where the client lives, across clock changes. */
import type { Instant, ISODate, Span, Zone } from '../protocol/protocol.ts'
import { addToDate, type CivilDate, dayNumber, fromDayNumber, parseDate, printDate } from './calendar.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const instantText =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** Milliseconds since 1970 of an instant with `Z` or an offset; undefined when it is none or no such time exists. */
export function parseInstant(text: Instant): number | undefined {
  const match = instantText.exec(text)
  const date = match?.[1] === undefined ? undefined : parseDate(match[1])
  if (!match || !date) return undefined
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const fraction = Math.trunc(Number(`0.${match[5] ?? '0'}`) * 1000)
  return dayNumber(date) * DAY + hour * HOUR + minute * MINUTE + second * 1000 + fraction - offsetOf(match[6] as string)
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6))
  return (text.startsWith('-') ? -minutes : minutes) * MINUTE
}

/** `2026-11-21T09:30:00Z`; milliseconds only when there are some. */
export function printInstant(ms: number): Instant {
  const days = Math.floor(ms / DAY)
  const rest = ms - days * DAY
  const part = (unit: number, base: number) => String(Math.floor(rest / unit) % base).padStart(2, '0')
  const fraction = rest % 1000 === 0 ? '' : `.${String(rest % 1000).padStart(3, '0')}`
  return `${printDate(fromDayNumber(days))}T${part(HOUR, 24)}:${part(MINUTE, 60)}:${part(1000, 60)}${fraction}Z`
}

const formats = new Map<Zone, Intl.DateTimeFormat>()

/** @throws RangeError when the zone is unknown to this runtime. */
function formatOf(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      era: 'short',
    })
    formats.set(zone, format)
  }
  return format
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

export interface WallClock {
  readonly date: CivilDate
  /** Milliseconds since midnight on the face of the clock. */
  readonly time: number
}

/** What the calendar and the clock on the wall show at an instant. */
export function wallClockAt(ms: number, zone: Zone): WallClock {
  const shown = ms + offsetAt(ms, zone)
  const day = Math.floor(shown / DAY)
  return { date: fromDayNumber(day), time: shown - day * DAY }
}

/** As the runtime tells it, which takes some microseconds. */
function askRuntime(ms: number, zone: Zone): WallClock {
  const shown: Record<string, string> = {}
  for (const { type, value } of formatOf(zone).formatToParts(ms)) shown[type] = value
  const year = shown.era === 'BC' ? 1 - Number(shown.year) : Number(shown.year)
  return {
    date: { year, month: Number(shown.month), day: Number(shown.day) },
    time:
      Number(shown.hour) * HOUR +
      Number(shown.minute) * MINUTE +
      Number(shown.second) * 1000 +
      (((ms % 1000) + 1000) % 1000),
  }
}

const asIfUtc = ({ date, time }: WallClock) => dayNumber(date) * DAY + time

/** By zone and day (UTC), of days on which the clock does not change: a course of healing asks for the same days over and over. */
const steadyOffsets = new Map<Zone, Map<number, number>>()
/** Days of a zone that are kept: more than anybody's course spans. */
const mostDays = 2_000

/** Milliseconds that the clock on the wall is ahead of UTC. */
function offsetAt(ms: number, zone: Zone): number {
  const day = Math.floor(ms / DAY)
  let days = steadyOffsets.get(zone)
  const steady = days?.get(day)
  if (steady !== undefined) return steady
  const ask = (instant: number) => asIfUtc(askRuntime(instant, zone)) - instant
  const [start, offset, end] = [ask(day * DAY), ask(ms), ask((day + 1) * DAY)]
  if (start !== offset || offset !== end) return offset
  if (days === undefined || days.size >= mostDays) {
    days = new Map()
    steadyOffsets.set(zone, days)
  }
  days.set(day, offset)
  return offset
}

/**
 * The instant at which a clock on the wall shows a time. A time that the clock skips is taken as much later as the clock
 * jumped; of a time shown twice, the first is taken.
 */
export function instantOf(wall: WallClock, zone: Zone): number {
  const naive = asIfUtc(wall)
  // Offsets a day either side bracket any single change of the clock.
  const before = offsetAt(naive - DAY, zone)
  const after = offsetAt(naive + DAY, zone)
  const candidates = [naive - before, naive - after].filter((ms) => asIfUtc(wallClockAt(ms, zone)) === naive)
  return candidates.length > 0 ? Math.min(...candidates) : naive - Math.min(before, after)
}

/** Hours and minutes are exact; days and longer end at the same time on the wall clock. Never earlier than `from`. */
export function addSpan(from: number, span: Span, zone: Zone): number {
  switch (span.unit) {
    case 'min':
      return from + span.amount * MINUTE
    case 'h':
      return from + span.amount * HOUR
    default: {
      const wall = wallClockAt(from, zone)
      const end = instantOf({ date: addToDate(wall.date, span.amount, span.unit), time: wall.time }, zone)
      return span.amount >= 0 ? Math.max(end, from) : Math.min(end, from)
    }
  }
}

export const dateAt = (ms: number, zone: Zone): ISODate => printDate(wallClockAt(ms, zone).date)

/** Day 0 is the day of the session in the client's zone. */
export function daysBetween(from: number, to: number, zone: Zone): number {
  return dayNumber(wallClockAt(to, zone).date) - dayNumber(wallClockAt(from, zone).date)
}

export const hoursBetween = (from: number, to: number) => (to - from) / HOUR
