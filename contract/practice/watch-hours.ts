/** Whether anybody at the clinic looks at what clients send, at a moment: told alike by the device, also without a connection, and by the server. */
import {
  type CivilDate,
  dayNumber,
  fromDayNumber,
  type Instant,
  instantOf,
  printInstant,
  wallClockAt,
  type Zone,
} from '@needlepoint/pathway'

/** One day of the week, by the clock of the clinic. */
export interface WatchHours {
  /** 1 is Monday, 7 is Sunday. */
  readonly day: number
  /** `09:00` */
  readonly from: string
  /** `18:00`; `24:00` is the end of the day. */
  readonly to: string
}

export type Watch =
  /** The clinic has not said. */
  | { readonly state: 'not-said' }
  /** @property until null: day and night */
  | { readonly state: 'watched'; readonly until: Instant | null }
  /** @property next null: never by its hours */
  | { readonly state: 'unwatched'; readonly next: Instant | null }

const minute = 60_000
const timeOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return (hours * 60 + minutes) * minute
}

/** 1 January 1970 was a Thursday. */
const weekdayOf = (date: CivilDate) => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1

/** By the usual hours of a week: a holiday is not known. @param now milliseconds since 1970 */
export function watchAt(hours: readonly WatchHours[] | null | undefined, zone: Zone, now: number): Watch {
  if (!hours) return { state: 'not-said' }
  const first = dayNumber(wallClockAt(now, zone).date) - 1
  const spans = Array.from({ length: 10 }, (_, at) => fromDayNumber(first + at))
    .flatMap((date) => {
      const tomorrow = fromDayNumber(dayNumber(date) + 1)
      return hours
        .filter(({ day }) => day === weekdayOf(date))
        .map(({ from, to }) => ({
          start: instantOf({ date, time: timeOf(from) }, zone),
          end:
            to === '24:00' ? instantOf({ date: tomorrow, time: 0 }, zone) : instantOf({ date, time: timeOf(to) }, zone),
        }))
    })
    .toSorted((a, b) => a.start - b.start)
  const current = spans.findIndex(({ start, end }) => start <= now && now < end)
  if (current < 0) {
    const next = spans.find(({ start }) => start > now)
    return { state: 'unwatched', next: next ? printInstant(next.start) : null }
  }
  // A day that goes on into the next one has no end at midnight.
  let end = spans[current]?.end ?? now
  let last = current
  for (; spans[last + 1] && (spans[last + 1]?.start ?? 0) <= end; last++) end = Math.max(end, spans[last + 1]?.end ?? 0)
  return { state: 'watched', until: last === spans.length - 1 && hours.length === 7 ? null : printInstant(end) }
}
