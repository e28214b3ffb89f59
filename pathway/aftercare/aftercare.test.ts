import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyInstant, zones } from '../../test/support/arbitraries.ts'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { load } from '../protocol/load.ts'
import { printInstant } from '../time/zone.ts'
import { momentOf } from '../treatment/session.ts'
import { type AftercareInput, aftercare } from './aftercare.ts'
import { windowNow } from './window.ts'

const loaded = load(smallProtocol)
const session = { at: '2026-11-21T15:00:00Z', zone: 'Europe/Berlin' }
const on = (now: string, more: Partial<AftercareInput> = {}) => {
  const { do: dos, dont, later, over } = aftercare(loaded, { session, now, ...more })
  const ids = (list: readonly { instruction: string }[]) => list.map(({ instruction }) => instruction)
  return { do: ids(dos), dont: ids(dont), later: ids(later), over: ids(over) }
}

describe('what holds', () => {
  test('on the evening of the session', () => {
    expect(on('2026-11-21T18:00:00Z', { facts: { smoker: true } })).toEqual({
      do: [],
      dont: ['no-makeup', 'no-smoking', 'no-retinoid', 'no-picking'],
      later: ['sunscreen'],
      over: [],
    })
  })
  test('two days later', () => {
    expect(on('2026-11-23T18:00:00Z', { facts: { smoker: false } })).toEqual({
      do: ['sunscreen'],
      dont: ['no-retinoid', 'no-picking'],
      later: [],
      over: ['no-makeup'],
    })
  })
  test('what might be forbidden is forbidden while nobody knows', () => {
    expect(on('2026-11-22T18:00:00Z').dont).toContain('no-smoking')
    expect(on('2026-12-22T18:00:00Z').dont).toEqual(['no-retinoid', 'no-picking'])
  })
  test('and ends when both the time and the skin allow', () => {
    expect(on('2026-11-24T18:00:00Z', { healed: true }).dont).toEqual(['no-retinoid'])
    expect(on('2026-12-22T18:00:00Z', { healed: true }).dont).toEqual([])
    expect(on('2026-12-22T18:00:00Z', { healed: false }).dont).toEqual(['no-retinoid', 'no-picking'])
  })
  test('nothing before the session', () => {
    expect(() => on('2026-11-21T14:00:00Z')).toThrow('before')
  })
})

describe('a window, in any zone and on any date', () => {
  const spans = fc.record({
    amount: fc.integer({ min: 0, max: 200 }),
    unit: fc.constantFrom('min' as const, 'h' as const, 'd' as const, 'wk' as const, 'mo' as const),
  })
  test('never ends before it starts, and passes once from later to in force to over', () => {
    const order = ['later', 'active', 'depends-on-healing', 'over']
    fc.assert(
      fc.property(
        anyInstant,
        fc.constantFrom(...zones),
        spans,
        fc.option(spans, { nil: undefined }),
        fc.boolean(),
        fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 })),
        (at, zone, starts, after, healed, hours) => {
          const window = (hour: number, state?: boolean) => {
            const moment = momentOf(loaded, { at: printInstant(at), zone }, printInstant(at + hour * 3_600_000))
            return windowNow(
              { starts, ends: { ...(after ? { after } : {}), ...(healed ? { healed } : {}) } },
              moment,
              loaded.edition('2026-11-21'),
              state,
            )
          }
          const [sooner, later] = [Math.min(...hours), Math.max(...hours)]
          const { from, until } = window(sooner)
          if (until !== null) expect(Date.parse(until)).toBeGreaterThanOrEqual(Date.parse(from))
          for (const state of [undefined, true, false]) {
            expect(order.indexOf(window(later, state).phase)).toBeGreaterThanOrEqual(
              order.indexOf(window(sooner, state).phase),
            )
          }
          // To know that the skin has not healed never ends anything; nor does not knowing.
          if (window(later).phase === 'over') expect(window(later, true).phase).toBe('over')
          if (window(later, false).phase === 'over') expect(window(later).phase).toBe('over')
        },
      ),
      { numRuns: 1000 },
    )
  })
})
