import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { printAmount, printDate, printDay, printLeft, printList, printMoment, printMoney } from './format.ts'

const read = (...languages: string[]) => vi.stubGlobal('navigator', { languages })
beforeEach(() => read('en-GB', 'de'))
afterEach(() => vi.unstubAllGlobals())

test('a day is the day where she lives, on either side of midnight', () => {
  const instant = '2026-11-21T23:30:00Z'
  expect(printDay(instant, 'Europe/Berlin')).toBe('22 Nov 2026')
  expect(printDay(instant, 'America/New_York')).toBe('21 Nov 2026')
  expect(printMoment(instant, 'Europe/Berlin')).toBe('Sun 22 Nov, 0:30')
})

test('a civil date is the same day wherever the device is', () => {
  expect(printDate('2026-03-01', 'full')).toBe('Sunday, 1 March 2026')
})

test('a number stays with its unit', () => {
  expect(printAmount(1.5, 'mm')).toBe('1.5\u202fmm')
})

test('a wait is never said to be shorter than it is', () => {
  expect(printLeft(10_000)).toBe('1 minute')
  expect(printLeft(61 * 60_000)).toBe('2 hours')
  expect(printLeft(49 * 3_600_000)).toBe('3 days')
})

test('money and lists are written as the reader writes them', () => {
  expect(printMoney(12_950, 'EUR')).toBe('€129.50')
  expect(printList(['Makeup', 'sauna'], 'disjunction')).toBe('Makeup or sauna')
})

test('a browser with a malformed language still shows dates', () => {
  read('en-US@posix')
  expect(printDate('2026-11-21')).toBe('Nov 21, 2026')
})
