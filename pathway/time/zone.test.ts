import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyInstant, zones } from '../../test/support/arbitraries.ts'
import { printDate } from './calendar.ts'
import {
  addSpan,
  dateAt,
  daysBetween,
  hoursBetween,
  instantOf,
  isZone,
  parseInstant,
  printInstant,
  wallClockAt,
} from './zone.ts'

const at = (text: string) => {
  const ms = parseInstant(text)
  if (ms === undefined) throw new Error(`${text} is no instant`)
  return ms
}
const later = (from: string, amount: number, unit: 'h' | 'd' | 'wk' | 'mo' | 'a' | 'min', zone: string) =>
  printInstant(addSpan(at(from), { amount, unit }, zone))
const zone = fc.constantFrom(...zones)
const unit = fc.constantFrom('min', 'h', 'd', 'wk', 'mo', 'a')

describe('reading an instant', () => {
  test('the same moment is the same in every way of writing it', () => {
    const same = [
      '2026-11-21T09:30:00Z',
      '2026-11-21T09:30Z',
      '2026-11-21T10:30:00+01:00',
      '2026-11-21T04:30:00.000-05:00',
    ]
    expect(new Set(same.map(at)).size).toBe(1)
    expect(printInstant(at(same[2] as string))).toBe('2026-11-21T09:30:00Z')
  })

  test.each([
    '2026-11-21',
    '2026-11-21T09:30:00',
    '2026-02-30T09:30:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T09:60:00Z',
    '2026-11-21 09:30:00Z',
    '2026-11-21T09:30:00+1:00',
    '2026-11-21T09:30:00+99:99',
    '',
  ])('“%s” is none: without a date, a time and an offset nobody knows when it was', (text) =>
    expect(parseInstant(text)).toBeUndefined(),
  )

  test('what was written can be read', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 0, max: 999 }), (ms, rest) => {
        expect(at(printInstant(ms + rest))).toBe(ms + rest)
      }),
    )
  })
})

describe('24 hours and a day, where clocks change', () => {
  test('in Berlin on the night of spring, a day later is 23 hours later', () => {
    expect(later('2026-03-28T17:00:00Z', 1, 'd', 'Europe/Berlin')).toBe('2026-03-29T16:00:00Z')
    expect(later('2026-03-28T17:00:00Z', 24, 'h', 'Europe/Berlin')).toBe('2026-03-29T17:00:00Z')
  })
  test('in Berlin on the night of autumn, a day later is 25 hours later', () => {
    expect(later('2026-10-24T16:00:00Z', 1, 'd', 'Europe/Berlin')).toBe('2026-10-25T17:00:00Z')
    expect(later('2026-10-24T16:00:00Z', 24, 'h', 'Europe/Berlin')).toBe('2026-10-25T16:00:00Z')
  })
  test('in New York the clocks change on other days than in Berlin', () => {
    expect(later('2026-03-07T22:00:00Z', 1, 'd', 'America/New_York')).toBe('2026-03-08T21:00:00Z')
    expect(later('2026-10-31T21:00:00Z', 1, 'd', 'America/New_York')).toBe('2026-11-01T22:00:00Z')
    expect(later('2026-03-07T22:00:00Z', 1, 'd', 'Europe/Berlin')).toBe('2026-03-08T22:00:00Z')
  })
  test('a time that the clock skips comes as much later as the clock jumped', () => {
    expect(later('2026-03-28T01:30:00Z', 1, 'd', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z')
    expect(wallClockAt(at('2026-03-29T01:30:00Z'), 'Europe/Berlin').time).toBe(3.5 * 3_600_000)
  })
  test('of a time that the clock shows twice, the first counts', () => {
    expect(later('2026-10-24T00:30:00Z', 1, 'd', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z')
  })
  test('no time later is now, also in the hour that comes twice', () => {
    expect(later('2026-10-25T01:30:00Z', 0, 'd', 'Europe/Berlin')).toBe('2026-10-25T01:30:00Z')
  })
  test('Samoa went to bed on a Thursday and woke on a Saturday', () => {
    expect(dateAt(at('2011-12-30T09:00:00Z'), 'Pacific/Apia')).toBe('2011-12-29')
    expect(later('2011-12-29T22:00:00Z', 1, 'd', 'Pacific/Apia')).toBe('2011-12-30T22:00:00Z')
    expect(dateAt(at('2011-12-30T22:00:00Z'), 'Pacific/Apia')).toBe('2011-12-31')
  })
  test('Lord Howe changes its clocks by half an hour', () => {
    expect(later('2026-10-03T02:00:00Z', 1, 'd', 'Australia/Lord_Howe')).toBe('2026-10-04T01:30:00Z')
  })
})

describe('day 3', () => {
  test('is counted by midnights of the client’s zone, not by 24 hours', () => {
    const session = at('2026-11-21T22:30:00Z')
    expect(daysBetween(session, at('2026-11-24T22:00:00Z'), 'Europe/London')).toBe(3)
    expect(daysBetween(session, at('2026-11-24T22:00:00Z'), 'Europe/Berlin')).toBe(3)
    expect(daysBetween(session, at('2026-11-24T23:10:00Z'), 'Europe/Berlin')).toBe(4)
    expect(daysBetween(session, at('2026-11-24T22:00:00Z'), 'Asia/Tokyo')).toBe(3)
    expect(daysBetween(session, at('2026-11-22T04:00:00Z'), 'America/New_York')).toBe(0)
    expect(hoursBetween(session, at('2026-11-21T23:00:00Z'))).toBe(0.5)
  })
})

describe('in any zone, on any date', () => {
  test('a window never ends before it starts', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 0, max: 400 }), unit, zone, (from, amount, inUnit, where) => {
        expect(addSpan(from, { amount, unit: inUnit }, where)).toBeGreaterThanOrEqual(from)
        expect(addSpan(from, { amount: -amount, unit: inUnit }, where)).toBeLessThanOrEqual(from)
      }),
      { numRuns: 3000 },
    )
  })

  test('a longer span never ends earlier', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -400, max: 400 }), unit, zone, (from, amount, inUnit, where) => {
        const shorter = addSpan(from, { amount, unit: inUnit }, where)
        expect(addSpan(from, { amount: amount + 1, unit: inUnit }, where)).toBeGreaterThanOrEqual(shorter)
      }),
      { numRuns: 3000 },
    )
  })

  test('where the clock moved by a whole day or half an hour, all of that still holds hour by hour', () => {
    const changes: readonly [zone: string, at: string][] = [
      ['Pacific/Apia', '2011-12-30T10:00:00Z'],
      ['Pacific/Kwajalein', '1993-08-21T12:00:00Z'],
      ['Pacific/Kiritimati', '1994-12-31T10:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
      ['Asia/Pyongyang', '2015-08-14T15:00:00Z'],
      ['America/Caracas', '2016-05-01T07:00:00Z'],
    ]
    for (const [where, change] of changes) {
      for (let hour = -80; hour <= 80; hour++) {
        const from = at(change) + hour * 3_600_000
        let before = from
        for (const amount of [0, 1, 2, 3, 4]) {
          const end = addSpan(from, { amount, unit: 'd' }, where)
          expect(end, `${where}, ${printInstant(from)} and ${amount} days`).toBeGreaterThanOrEqual(before)
          before = end
        }
      }
    }
  })

  test('the clock on the wall leads back to the moment, unless it shows that time twice', () => {
    fc.assert(
      fc.property(anyInstant, zone, (ms, where) => {
        const back = instantOf(wallClockAt(ms, where), where)
        expect(wallClockAt(back, where)).toEqual(wallClockAt(ms, where))
        expect(back).toBeLessThanOrEqual(ms)
      }),
      { numRuns: 2000 },
    )
  })

  test('a day later it shows the same time, unless the clock skips it', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 400 }), zone, (ms, amount, where) => {
        const end = addSpan(ms, { amount, unit: 'd' }, where)
        const skipped = wallClockAt(end, where).time - wallClockAt(ms, where).time
        const days = daysBetween(ms, end, where)
        if (days === amount) expect(skipped).toBeGreaterThanOrEqual(0)
        expect(days).toBeGreaterThanOrEqual(amount)
        expect(days).toBeLessThanOrEqual(amount + 1)
      }),
      { numRuns: 2000 },
    )
  })
})

test('a zone is known by its IANA name', () => {
  expect(zones.filter((name) => !isZone(name))).toEqual([])
  expect(['Berlin', 'Mars/Olympus', '', 'CEST'].filter(isZone)).toEqual([])
})

describe('an offset that is kept', () => {
  test('tells the same as the runtime at every half hour around the days on which clocks change', () => {
    for (const [zone, days] of [
      ['Europe/Berlin', ['2026-03-29', '2026-10-25']],
      ['America/New_York', ['2026-03-08', '2026-11-01']],
      ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
      ['Pacific/Apia', ['2011-12-30']],
      ['Asia/Kathmandu', ['2026-06-01']],
    ] as const) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
      for (const day of days) {
        const noon = at(`${day}T12:00:00Z`)
        // From the middle of a steady day outwards, so that what is kept is asked where it must not hold.
        for (let half = -96; half <= 96; half++) {
          const ms = noon + half * 1_800_000 + 1
          const { date, time } = wallClockAt(ms, zone)
          const shown = `${printDate(date)} ${new Date(time).toISOString().slice(11, 19)}`
          expect(`${zone} ${shown}`).toBe(`${zone} ${format.format(ms)}`)
        }
      }
    }
  })
})
