/** Civil dates without a clock and without a zone: counting days, adding months, reading ISO text. */
import type { ISODate, SpanUnit } from '../protocol/protocol.ts'

export interface CivilDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
export function dayNumber({ year, month, day }: CivilDate): number {
  // Counting years from March puts the leap day last, so that month lengths follow one formula.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

export function fromDayNumber(days: number): CivilDate {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Reads `2026-11-21`; undefined when it is not a date or no such day exists. */
export function parseDate(text: string): CivilDate | undefined {
  const match = isoDate.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : undefined
}

const pad = (n: number, width = 2) => String(n).padStart(width, '0')
export const printDate = ({ year, month, day }: CivilDate): ISODate => `${pad(year, 4)}-${pad(month)}-${pad(day)}`

/** Adds calendar months; the day is held to the length of the month it lands in (31 August + 6 months is 28 February). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const count = date.year * 12 + (date.month - 1) + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) }
}

export const addDays = (date: CivilDate, days: number): CivilDate => fromDayNumber(dayNumber(date) + days)

/**
 * Adds days, weeks, months or years; part of one counts as a whole one, because a date has no parts.
 * Hours and minutes have no meaning without a time of day.
 */
export function addToDate(date: CivilDate, amount: number, unit: Exclude<SpanUnit, 'h' | 'min'>): CivilDate {
  const whole = amount < 0 ? Math.floor(amount) : Math.ceil(amount)
  switch (unit) {
    case 'd':
      return addDays(date, whole)
    case 'wk':
      return addDays(date, whole * 7)
    case 'mo':
      return addMonths(date, whole)
    case 'a':
      return addMonths(date, whole * 12)
  }
}

/** How many whole units lie between two dates; negative when `to` is earlier. Agrees with `addToDate`: no unit is complete early. */
export function wholeUnitsBetween(from: CivilDate, to: CivilDate, unit: Exclude<SpanUnit, 'h' | 'min'>): number {
  const days = dayNumber(to) - dayNumber(from)
  switch (unit) {
    case 'd':
      return days
    case 'wk':
      return Math.floor(days / 7)
    case 'mo':
      return wholeMonths(from, to)
    case 'a':
      return Math.floor(wholeMonths(from, to) / 12)
  }
}

function wholeMonths(from: CivilDate, to: CivilDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  return dayNumber(addMonths(from, months)) > dayNumber(to) ? months - 1 : months
}
