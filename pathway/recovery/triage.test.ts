import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf, zones } from '../../test/support/arbitraries.ts'
import { aRule, compare, f, smallProtocol } from '../../test/support/small-protocol.ts'
import { InvalidInput } from '../facts/problem.ts'
import { load } from '../protocol/load.ts'
import { levels } from '../protocol/protocol.ts'
import { printInstant } from '../time/zone.ts'
import { type Triage, type TriageInput, triage } from './triage.ts'

const loaded = load(smallProtocol)
const session = { at: '2026-11-21T15:00:00Z', zone: 'Europe/Berlin', depthMm: 1 }
const calm = { redness: 0, pain: 0, flaking: 0, pus: 'no', spreading: 'no', feverish: 'no', breathless: 'no' } as const
const after = (hours: number) => printInstant(Date.parse(session.at) + hours * 3_600_000)
const report = (given: Record<string, unknown>, hours = 24, more: Partial<TriageInput> = {}) =>
  triage(loaded, { session, now: after(hours), report: { ...calm, ...given }, ...more })
const rules = ({ findings }: Triage) => findings.map(({ rule }) => rule)

describe('a report', () => {
  test('of nothing unusual is expected, and says so', () => {
    expect(report({ redness: 2 })).toMatchObject({
      level: 'expected',
      atMost: 'expected',
      final: true,
      day: 1,
      findings: [],
      advice: ['This is expected.'],
      checkAgainAfter: null,
      ask: [],
      clarify: [],
    })
  })

  test('of something urgent is urgent, however much is unanswered', () => {
    const urgent = triage(loaded, { session, now: after(2), report: { breathless: true } })
    expect(urgent).toMatchObject({ level: 'emergency', final: true })
    expect(rules(urgent)).toEqual(['breathless'])
  })

  test('that is unfinished, and could hide something urgent, goes to the clinic', () => {
    const { breathless: _, ...unfinished } = calm
    expect(triage(loaded, { session, now: after(24), report: unfinished })).toMatchObject({
      level: 'contact-clinic',
      atMost: 'emergency',
      final: false,
      advice: ['Answer the rest.'],
      ask: ['breathless'],
    })
    expect(triage(loaded, { session, now: after(24), report: {} }).level).toBe('contact-clinic')
  })

  test('that is unfinished, and could hide nothing worse than a watch, is watched', () => {
    const { flaking: _, ...unfinished } = calm
    expect(triage(loaded, { session, now: after(24), report: unfinished })).toMatchObject({
      level: 'watch',
      final: false,
    })
  })

  test('with a sign that she is not sure of asks somebody to find out', () => {
    const unsure = report({ pus: 'dont-know' })
    expect(unsure.final).toBe(false)
    expect(unsure.ask).toEqual([])
    expect(unsure.clarify).toEqual(['pus'])
  })

  test('gives the advice of the most urgent finding, and the soonest time to look again', () => {
    const infected = report({ pus: true, redness: 4 }, 24, { previous: { redness: 1 } })
    expect(infected).toMatchObject({ level: 'same-day', advice: ['Call the clinic today.'] })
    expect(rules(infected)).toEqual(['infected', 'redness-stronger', 'redness-worse'])
    expect(infected.checkAgainAfter).toBe(after(36))
  })

  test('to look again in a day is to look again at the same time by the clock on the wall', () => {
    const spring = triage(loaded, {
      session: { at: '2026-03-27T15:00:00Z', zone: 'Europe/Berlin' },
      now: '2026-03-28T15:00:00Z',
      report: { ...calm, pus: true },
    })
    expect(spring.checkAgainAfter).toBe('2026-03-29T14:00:00Z')
  })
})

describe('against the last report', () => {
  test('worse than last time is a finding, the same is none', () => {
    expect(rules(report({ redness: 2 }, 24, { previous: { redness: 1 } }))).toEqual(['redness-worse'])
    expect(rules(report({ redness: 2 }, 24, { previous: { redness: 2 } }))).toEqual([])
    expect(rules(report({ redness: 2 }, 24, { previous: {} }))).toEqual([])
    expect(rules(report({ redness: 2 }, 24))).toEqual([])
  })
  test('pain may still grow on the first day, and not on the second', () => {
    expect(rules(report({ pain: 2 }, 24, { previous: { pain: 1 } }))).toEqual([])
    expect(rules(report({ pain: 2 }, 48, { previous: { pain: 1 } }))).toEqual(['pain-worse'])
  })
})

describe('against the healing curve', () => {
  test('stronger than the day expects, and longer than it should last', () => {
    expect(rules(report({ redness: 4 }, 2))).toEqual(['redness-stronger'])
    expect(rules(report({ redness: 3 }, 2))).toEqual([])
    expect(rules(report({ redness: 3 }, 48))).toEqual(['redness-stronger'])
    expect(rules(report({ redness: 1 }, 24 * 7))).toEqual([])
    expect(rules(report({ redness: 1 }, 24 * 7 + 1))).toEqual(['redness-stronger', 'redness-long'])
    expect(rules(report({ redness: 0 }, 24 * 30))).toEqual([])
  })
  test('deeper needling heals longer, and where the depth is not known the strictest curve rules', () => {
    const day5 = (depthMm?: number) => {
      const { depthMm: _, ...unknown } = session
      return rules(report({ redness: 1 }, 120, { session: depthMm === undefined ? unknown : { ...session, depthMm } }))
    }
    expect(day5(1)).toEqual([])
    expect(day5(0.5)).toEqual(['redness-stronger', 'redness-long'])
    expect(day5(undefined)).toEqual(['redness-stronger', 'redness-long'])
  })
  test('two effects that are measured by one sign do not cancel each other', () => {
    const { erythema } = smallProtocol.recovery.effects
    if (!erythema) throw new Error('no effect')
    const short = { ...erythema, curves: erythema.curves.slice(0, 1).map(({ when: _, ...curve }) => curve) }
    for (const effects of [
      { short, erythema },
      { erythema, short },
    ]) {
      const both = load({ ...smallProtocol, recovery: { ...smallProtocol.recovery, effects } })
      const found = triage(both, { session, now: after(120), report: { ...calm, redness: 1 } })
      expect(rules(found)).toContain('redness-long')
    }
  })
  test('a sign that is not known leaves its trend unknown, and what is asked is the sign itself', () => {
    const { redness: _, ...rest } = calm
    const unknown = triage(loaded, { session, now: after(24), report: rest })
    expect(unknown).toMatchObject({ final: false, ask: ['redness'] })
    expect(report({ redness: 'dont-know' })).toMatchObject({ ask: [], clarify: ['redness'] })
  })
  test('what is worked out from a trend sees it', () => {
    const fact = smallProtocol.facts.infectionSign
    if (!fact) throw new Error('no fact')
    const worsening = { ...fact, derive: f('rednessWorse') }
    const own = load({ ...smallProtocol, facts: { ...smallProtocol.facts, infectionSign: worsening } })
    const found = triage(own, { session, now: after(24), report: { ...calm, redness: 2 }, previous: { redness: 1 } })
    expect(rules(found)).toContain('infected')
  })
})

describe('wrong input', () => {
  const fields = (input: unknown) => {
    try {
      triage(loaded, input as TriageInput)
      return []
    } catch (error) {
      if (error instanceof InvalidInput) return error.problems.map(({ field }) => field)
      throw error
    }
  }
  test('a report from before the session, a zone that is none, a depth that cannot be', () => {
    expect(fields({ session, now: '2026-11-20T15:00:00Z', report: calm })).toEqual(['now'])
    expect(fields({ session: { ...session, zone: 'Berlin' }, now: after(1), report: calm })).toEqual(['session.zone'])
    expect(fields({ session: { ...session, depthMm: 12 }, now: after(1), report: calm })).toEqual(['session.depthMm'])
    expect(fields({ session: { ...session, deviceClass: 'penn' }, now: after(1), report: calm })).toEqual([
      'session.deviceClass',
    ])
    expect(fields({ session: { at: '2026-11-21' }, now: 'now', report: calm })).toEqual([
      'session.at',
      'now',
      'session.zone',
    ])
    expect(fields({ session: undefined, now: after(1), report: calm })).toEqual(['session.at', 'session.zone'])
    expect(fields({ session, now: after(1), report: { ...calm, redness: 7, rednes: 2 } })).toEqual([
      'redness',
      'rednes',
    ])
    expect(fields({ session, now: after(1), report: calm, previous: { pain: 9 } })).toEqual(['pain'])
  })
})

describe('for any report', () => {
  const signs = ['redness', 'pain', 'flaking', 'pus', 'spreading', 'feverish', 'breathless'] as const
  const anyReport = answersOf(smallProtocol, { facts: signs, unsure: true })
  const anySession = fc.record({
    hours: fc.oneof(fc.integer({ min: 0, max: 72 }), fc.integer({ min: 0, max: 2400 })),
    zone: fc.constantFrom(...zones),
    depthMm: fc.constantFrom(undefined, 0.25, 0.5, 1, 1.5, 2),
    day: fc.integer({ min: 0, max: 700 }),
  })
  const rank = ({ level }: Triage) => levels.indexOf(level)

  test('a worse symptom never lowers the level, nor what is still possible', () => {
    let raised = 0
    fc.assert(
      fc.property(
        anyReport,
        anySession,
        fc.option(anyReport),
        fc.constantFrom(...signs),
        (given, when, previous, sign) => {
          const at = Date.UTC(2026, 0, 1) + when.day * 86_400_000
          const input = {
            session: {
              at: printInstant(at),
              zone: when.zone,
              ...(when.depthMm === undefined ? {} : { depthMm: when.depthMm }),
            },
            now: printInstant(at + when.hours * 3_600_000),
            ...(previous ? { previous } : {}),
          }
          const severity = smallProtocol.facts[sign]?.kind === 'severity'
          const now = given[sign]
          const worse = severity ? (typeof now === 'number' ? Math.min(4, now + 1) : 4) : true
          const before = triage(loaded, { ...input, report: given })
          const later = triage(loaded, { ...input, report: { ...given, [sign]: worse } })
          // A sign nobody had answered may turn out to be harmless; one that was answered may only get worse.
          if (now === undefined || typeof now === 'string')
            expect(levels.indexOf(later.atMost)).toBeGreaterThanOrEqual(levels.indexOf('expected'))
          else {
            expect(rank(later)).toBeGreaterThanOrEqual(rank(before))
            expect(levels.indexOf(later.atMost)).toBeGreaterThanOrEqual(levels.indexOf(before.atMost))
            if (rank(later) > rank(before)) raised++
          }
          expect(rank(later)).toBeGreaterThanOrEqual(
            Math.min(rank(triage(loaded, { ...input, report: { ...given, [sign]: severity ? 0 : false } })), 4),
          )
        },
      ),
      { numRuns: 500 },
    )
    expect(raised).toBeGreaterThan(20)
  })

  test('an answer that is left out never lets the level fall below the clinic while something worse is possible', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(...signs), (given, sign) => {
        const { [sign]: _, ...less } = given
        const found = triage(loaded, { session, now: after(30), report: less })
        if (!found.final) expect(rank(found)).toBeGreaterThanOrEqual(Math.min(2, levels.indexOf(found.atMost)))
        expect(levels.indexOf(found.atMost)).toBeGreaterThanOrEqual(
          levels.indexOf(triage(loaded, { session, now: after(30), report: given }).atMost),
        )
      }),
    )
  })
})

test('a day that the clock made short or long is a day', () => {
  const dayRule = aRule('late', 'watch', compare('daysSinceSession', '>=', 2))
  const own = load({ ...smallProtocol, recovery: { ...smallProtocol.recovery, rules: { late: dayRule } } })
  const late = (at: string, now: string, zone: string) =>
    rules(triage(own, { session: { at, zone }, now, report: calm }))
  expect(late('2026-03-28T22:30:00Z', '2026-03-29T22:10:00Z', 'Europe/Berlin')).toEqual(['late'])
  expect(late('2026-03-28T22:30:00Z', '2026-03-29T21:50:00Z', 'Europe/Berlin')).toEqual([])
  expect(late('2026-10-24T21:30:00Z', '2026-10-25T22:50:00Z', 'Europe/Berlin')).toEqual([])
})
