import { expect, test } from 'vitest'
import { aheadOf } from './clock.ts'

const sent = Date.parse('2026-11-21T09:30:00Z')
const day = 24 * 60 * 60_000

test('a device that is a day ahead, or a day behind, is found out by one answer', () => {
  expect(aheadOf('Fri, 20 Nov 2026 09:30:00 GMT', sent, sent + 1_000)).toBe(day)
  expect(aheadOf('Sun, 22 Nov 2026 09:30:00 GMT', sent, sent + 1_000)).toBe(-day)
})

test('a clock that is right but for the way through the network is left alone', () => {
  expect(aheadOf('Sat, 21 Nov 2026 09:30:00 GMT', sent, sent + 900)).toBe(0)
  expect(aheadOf('Sat, 21 Nov 2026 09:31:30 GMT', sent, sent + 900)).toBe(0)
})

test('an answer that says no time, or took too long to say it, changes nothing', () => {
  expect(aheadOf(null, sent, sent + 900)).toBeUndefined()
  expect(aheadOf('yesterday', sent, sent + 900)).toBeUndefined()
  expect(aheadOf('Fri, 20 Nov 2026 09:30:00 GMT', sent, sent + 40_000)).toBeUndefined()
  // The clock was set back while the answer was on its way.
  expect(aheadOf('Fri, 20 Nov 2026 09:30:00 GMT', sent, sent - 1)).toBeUndefined()
})
