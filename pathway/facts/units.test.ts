import { expect, test } from 'vitest'
import { convert, unitCode } from './units.ts'

test.each([
  [3, 'years', 'mo', 36],
  [26, 'wk', 'd', 182],
  [48, 'h', 'd', 2],
  [1.5, 'cm', 'mm', 15],
  [1500, 'um', 'mm', 1.5],
  [98.6, '°F', 'Cel', 37],
  [100.4, 'fahrenheit', 'Cel', 38],
  [150, 'lb', 'kg', 68.0388555],
  [2, 'g', 'mg', 2000],
  [1, 'inch', 'mm', 25.4],
  [7, '%', '%', 7],
])('%s %s is, in %s, exactly %s', (value, from, to, result) => expect(convert(value, from, to)).toBe(result))

test.each([
  ['wk', 'mo'],
  ['kg', 'mm'],
  ['Cel', 'kg'],
  ['mg', 'mg/kg'],
  ['fortnights', 'd'],
  ['constructor', 'd'],
  ['', 'd'],
])('%s cannot become %s: a month has no fixed number of weeks, and nobody guesses', (from, to) =>
  expect(convert(1, from, to)).toBeUndefined(),
)

test('a unit is known by its code and by its words', () => {
  expect(['Years', 'lbs', 'percent', 'mm', '[degF]', 'constructor'].map(unitCode)).toEqual([
    'a',
    '[lb_av]',
    '%',
    'mm',
    '[degF]',
    'constructor',
  ])
})
