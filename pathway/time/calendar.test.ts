import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMonths,
  addToDate,
  dayNumber,
  daysInMonth,
  fromDayNumber,
  parseDate,
  printDate,
  wholeUnitsBetween,
} from './calendar.ts'

const anyDay = fc.integer({
  min: dayNumber({ year: 1600, month: 1, day: 1 }),
  max: dayNumber({ year: 2400, month: 12, day: 31 }),
})
const date = (text: string) => {
  const parsed = parseDate(text)
  if (!parsed) throw new Error(`${text} is no date`)
  return parsed
}
const units = ['d', 'wk', 'mo', 'a'] as const

describe('civil dates', () => {
  test('every day has one number, one date and one way of writing', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayNumber(fromDayNumber(day))).toBe(day)
        expect(parseDate(printDate(fromDayNumber(day)))).toEqual(fromDayNumber(day))
      }),
      { numRuns: 2000 },
    )
  })

  test('they are the days that JavaScript counts too', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(printDate(fromDayNumber(day))).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10))
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '1900-02-29',
    '',
    'tomorrow',
    '2026-11-21T00:00',
  ])('%s is no date', (text) => expect(parseDate(text)).toBeUndefined())

  test('the leap day exists in leap years alone', () => {
    expect(parseDate('2024-02-29')).toBeDefined()
    expect(parseDate('2000-02-29')).toBeDefined()
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29])
  })

  test('six months after the last of August is the last of February', () => {
    expect(printDate(addMonths(date('2026-08-31'), 6))).toBe('2027-02-28')
    expect(printDate(addMonths(date('2026-01-15'), -13))).toBe('2024-12-15')
    expect(printDate(addToDate(date('2024-02-29'), 1, 'a'))).toBe('2025-02-28')
    expect(printDate(addToDate(date('2026-12-30'), 1, 'wk'))).toBe('2027-01-06')
  })

  test('a month is complete on the same day of the next, and not one day early', () => {
    expect(wholeUnitsBetween(date('2026-05-10'), date('2026-11-09'), 'mo')).toBe(5)
    expect(wholeUnitsBetween(date('2026-05-10'), date('2026-11-10'), 'mo')).toBe(6)
    expect(wholeUnitsBetween(date('2008-11-22'), date('2026-11-21'), 'a')).toBe(17)
  })

  test('who waits as long as she was told has waited long enough, and the day before had not', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 600 }), fc.constantFrom(...units), (day, amount, unit) => {
        const from = fromDayNumber(day)
        const until = addToDate(from, amount, unit)
        expect(wholeUnitsBetween(from, until, unit)).toBe(amount)
        expect(wholeUnitsBetween(from, fromDayNumber(dayNumber(until) - 1), unit)).toBeLessThan(amount)
      }),
      { numRuns: 2000 },
    )
  })

  test('part of a day or of a month counts as a whole one, so that a date stays a date', () => {
    for (const unit of units) {
      expect(printDate(addToDate(date('2026-11-21'), 1.5, unit))).toBe(
        printDate(addToDate(date('2026-11-21'), 2, unit)),
      )
      expect(printDate(addToDate(date('2026-11-21'), -1.5, unit))).toBe(
        printDate(addToDate(date('2026-11-21'), -2, unit)),
      )
    }
  })
})
