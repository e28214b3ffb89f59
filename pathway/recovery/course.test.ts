import { describe, expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import { course } from './course.ts'

const loaded = load(smallProtocol)
const session = { at: '2026-11-21T15:00:00Z', zone: 'Europe/Berlin' }
const on = (now: string, depthMm?: number, facts = {}) =>
  course(loaded, { session: depthMm === undefined ? session : { ...session, depthMm }, now, facts })
const erythema = (now: string, depthMm?: number, facts = {}) => {
  const found = on(now, depthMm, facts).effects.find(({ effect }) => effect === 'erythema')
  if (!found) throw new Error('no erythema')
  return found
}

describe('the course of healing', () => {
  test('shows for every effect where the client is', () => {
    const { day, effects } = on('2026-11-24T15:00:00Z', 1)
    expect(day).toBe(3)
    expect(Object.fromEntries(effects.map(({ effect, phase }) => [effect, phase]))).toEqual({
      erythema: 'usual',
      soreness: 'late',
      peeling: 'usual',
      pih: 'not-yet',
    })
  })

  test('draws days, strongest first, until it is over', () => {
    expect(erythema('2026-11-21T15:00:00Z', 1)).toMatchObject({
      onset: '2026-11-21T15:00:00Z',
      peak: '2026-11-22T15:00:00Z',
      usualEnd: '2026-11-24T15:00:00Z',
      prolongedAfter: '2026-11-28T15:00:00Z',
      expectedNow: 3,
      days: [3, 2, 2, 1, 1, 1, 1, 0],
    })
  })

  test('takes the curve of the depth, and the strictest while nobody knows it', () => {
    const days = (depthMm?: number) => erythema('2026-11-21T15:00:00Z', depthMm).days.length
    expect([days(0.3), days(1), days(2)]).toEqual([5, 8, 11])
    expect(days(undefined)).toBe(5)
    expect(erythema('2026-11-25T16:00:00Z').phase).toBe('over')
    expect(erythema('2026-11-25T16:00:00Z', 2).phase).toBe('usual')
  })

  test('holds a report against it', () => {
    expect(erythema('2026-11-24T15:00:00Z', 1, { redness: 2 })).toMatchObject({ reported: 2, verdict: 'within' })
    expect(erythema('2026-11-24T15:00:00Z', 1, { redness: 3 })).toMatchObject({ reported: 3, verdict: 'stronger' })
    expect(erythema('2026-11-29T15:00:00Z', 1, { redness: 1 })).toMatchObject({ reported: 1, verdict: 'longer' })
    expect(erythema('2026-11-29T15:00:00Z', 1, { redness: 0 })).toMatchObject({ reported: 0, verdict: 'within' })
    expect(erythema('2026-11-29T15:00:00Z', 1)).toMatchObject({ reported: null, verdict: null })
  })
})
