import { expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import { checkInPlan } from './check-in-plan.ts'

const plan = (at: string, zone: string) =>
  checkInPlan(load(smallProtocol), { at, zone }).checkIns.map(({ checkIn, at: opens, date, day }) => [
    checkIn,
    opens,
    date,
    day,
  ])

test('check-ins come at the same time by the client’s clock, also when it changes in between', () => {
  expect(plan('2026-03-28T15:00:00Z', 'Europe/Berlin')).toEqual([
    ['evening', '2026-03-28T21:00:00Z', '2026-03-28', 0],
    ['day-1', '2026-03-29T14:00:00Z', '2026-03-29', 1],
    ['day-90', '2026-06-26T14:00:00Z', '2026-06-26', 90],
  ])
  expect(plan('2026-10-31T21:00:00Z', 'America/New_York')[1]).toEqual([
    'day-1',
    '2026-11-01T22:00:00Z',
    '2026-11-01',
    1,
  ])
})

test('an evening check-in may fall on the next day of the client', () => {
  expect(plan('2026-11-21T18:00:00Z', 'Europe/Berlin')[0]).toEqual(['evening', '2026-11-22T00:00:00Z', '2026-11-22', 1])
})

test('a session without a zone has no check-ins', () => {
  expect(() => plan('2026-11-21T18:00:00Z', '')).toThrow('session.zone')
})
