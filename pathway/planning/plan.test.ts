import { describe, expect, test } from 'vitest'
import { nothingFound, smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import { plan } from './plan.ts'

const loaded = load(smallProtocol)
const today = '2026-11-21'
const wish = { ...nothingFound, goals: ['scars'], areas: ['cheeks'], deviceClass: 'pen' }
const make = (given: Record<string, unknown> = {}, start?: string) => plan(loaded, { ...wish, ...given }, today, start)

describe('a plan', () => {
  test('says how many sessions, when, and what to expect by when', () => {
    expect(make({}, '2026-12-01').courses).toMatchObject([
      {
        indication: 'scars',
        sessions: { from: 3, to: 4 },
        dates: [
          { session: 1, earliest: '2026-12-01', latest: '2026-12-01' },
          { session: 2, earliest: '2026-12-29', latest: '2027-01-12' },
          { session: 3, earliest: '2027-01-26', latest: '2027-02-23' },
          { session: 4, earliest: '2027-02-23', latest: '2027-04-06' },
        ],
        results: [
          { id: 'first-change', from: '2026-12-15', to: '2026-12-29' },
          { id: 'full', from: '2027-05-23', to: '2027-08-23' },
        ],
      },
    ])
  })
  test('begins on the wished day, or on the first safe one', () => {
    expect(make().start).toBe(today)
    expect(make({ daysSincePeel: '2026-11-21' }).start).toBe('2026-12-05')
    expect(make({ daysSincePeel: '2026-11-21' }, '2027-01-10').start).toBe('2027-01-10')
    expect(make({ breastfeeding: true })).toMatchObject({ start: null, decision: { atLeast: 'defer' } })
  })
  test('monthly sessions on the last of a month stay in their months', () => {
    const dates = make({ goals: ['lines'] }, '2027-01-31').courses[0]?.dates.map(({ earliest }) => earliest)
    expect(dates).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30'])
  })
  test('needs a goal, an area, and a day to come', () => {
    expect(() => make({ goals: [], areas: null })).toThrow(/goals.*\n.*areas/s)
    expect(() => make({}, '2026-11-20')).toThrow('start')
    expect(() => make({}, 'soon')).toThrow('start')
  })
  test('costs as many sessions as the longest course', () => {
    expect(make({ goals: ['scars', 'lines'] }).cost).toMatchObject({
      currency: 'USD',
      perSession: { from: 100, to: 700 },
      course: { from: 400, to: 4200 },
    })
  })
  test('prepares in time, also for what might apply', () => {
    const preparation = (given: Record<string, unknown>) =>
      make(given, '2026-12-01').preparation.map(({ id, from }) => [id, from])
    expect(preparation({ smoker: false })).toEqual([['no-retinoid-before', '2026-11-26']])
    expect(preparation({ smoker: null })).toEqual([
      ['no-retinoid-before', '2026-11-26'],
      ['no-smoking-before', '2026-12-01'],
    ])
  })
  test('advises what is known to fit, and asks what would make it more exact', () => {
    expect(make({ smoker: true }).advice).toMatchObject([{ advice: 'stop-smoking' }])
    expect(make({ smoker: null })).toMatchObject({ advice: [], ask: ['smoker'] })
  })
})

describe('depth', () => {
  const areas = (given: Record<string, unknown>) =>
    make(given).areas.map(({ area, depthMm, cappedBy }) => [area, depthMm?.from, depthMm?.to, cappedBy])

  test('is what the goal wants, as far as the area allows', () => {
    expect(areas({})).toEqual([['cheeks', 1, 1.5, 'area']])
    expect(areas({ goals: ['lines'] })).toEqual([['cheeks', 0.5, 1, 'goal']])
    expect(areas({ areas: ['hands'] })).toEqual([['hands', 0.8, 0.8, 'area']])
  })
  test('is none where nobody may be treated', () => {
    expect(make({ areas: ['lips'] })).toMatchObject({ maxDepthMm: null, areas: [{ depthMm: null, cappedBy: 'area' }] })
  })
  test('never goes beyond the device, the skin or the place', () => {
    expect(areas({ deviceClass: 'roller' })).toEqual([['cheeks', 0.5, 0.5, 'device']])
    expect(areas({ fitzpatrick: 'VI' })).toEqual([['cheeks', 1, 1, 'dark-skin']])
    expect(areas({ setting: 'home', fitzpatrick: 'VI' })).toEqual([['cheeks', 0.5, 0.5, 'home']])
  })
  test('a limit that might apply caps until somebody knows', () => {
    const open = make({ fitzpatrick: null })
    expect(open).toMatchObject({ maxDepthMm: 1, limits: [{ limit: 'dark-skin', certain: false }] })
    expect(open.ask).toContain('sunReaction')
    expect(make({ fitzpatrick: null, sunReaction: 'never-burns' }).limits).toMatchObject([{ certain: true }])
    expect(make({ fitzpatrick: null, sunReaction: 'tans' }).limits).toEqual([])
  })
})
