import { expect, test } from 'vitest'
import { readSpan, spanHours } from './span.ts'

test.each([
  ['PT24H', 24, 'h'],
  ['PT30M', 30, 'min'],
  ['P2D', 2, 'd'],
  ['P4W', 4, 'wk'],
  ['P2M', 2, 'mo'],
  ['P1Y', 1, 'a'],
  ['PT0H', 0, 'h'],
])('%s is %s %s', (text, amount, unit) => {
  expect(readSpan(text)).toEqual({ amount, unit })
})

test.each(['24h', 'P1DT2H', 'PT', 'P', '-P1D', 'P1', ''])('“%s” is no length of time here', (text) => {
  expect(readSpan(text)).toBeUndefined()
})

test('spans of different units can be put in order', () => {
  const order = ['PT30M', 'PT12H', 'P1D', 'PT36H', 'P1W', 'P1M', 'P5W', 'P1Y']
  const hours = order.map((text) => {
    const span = readSpan(text)
    return span ? spanHours(span) : Number.NaN
  })
  expect(hours).toEqual(hours.toSorted((a, b) => a - b))
})
