/** A time as the clock on a wall shows it. Twice a year there is one that it skips, and one that it shows twice. */
import { type CivilDate, type ISODate, instantOf, parseDate, wallClockAt, type Zone } from '@needlepoint/pathway'
import { problems } from '../http/problems.ts'

const minute = 60_000

/** @param time milliseconds since midnight. @returns `09:30` */
export const printClock = (time: number): string => {
  const minutes = Math.floor(time / minute)
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/**
 * @param at `09:30`
 * @returns milliseconds since 1970
 * @throws problems.invalidFields for a time that the clock skips or shows twice that day: nobody knows which is meant
 */
export function requireWallTime({ on, at }: { readonly on: ISODate; readonly at: string }, zone: Zone): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  const wall = { date: parseDate(on) as CivilDate, time: (hours * 60 + minutes) * minute }
  const instant = instantOf(wall, zone)
  const shows = (ms: number) => wallClockAt(ms, zone).time === wall.time && ms >= instant
  if (!shows(instant)) throw unclear('does not exist that day: the clocks go forward over it.')
  // Clocks go back by an hour; on Lord Howe Island by half of one.
  if ([30, 60, 120].some((later) => shows(instant + later * minute)))
    throw unclear('comes twice that day: the clocks go back over it.')
  return instant
}

function unclear(why: string) {
  const expected = 'a time that the clock shows once that day'
  return problems.invalidFields([{ field: 'at', message: `“at” ${why} Expected ${expected}.`, expected }])
}
