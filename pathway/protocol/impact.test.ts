import { describe, expect, test } from 'vitest'
import { smallProtocol } from '../../test/support/small-protocol.ts'
import { impactOf } from './impact.ts'
import { load } from './load.ts'
import type { Protocol } from './protocol.ts'

const today = '2026-11-21'
const before = load(smallProtocol)
const withRules = (change: (rules: Protocol['screening']['rules']) => Protocol['screening']['rules']) =>
  load({
    ...smallProtocol,
    hash: 'sha256:after',
    screening: { ...smallProtocol.screening, rules: change(smallProtocol.screening.rules) },
  })
const some = Object.keys(smallProtocol.screening.rules)[0] as string

describe('who would be decided otherwise', () => {
  test('nobody, when nothing changes', () => {
    const impact = impactOf(before, before)
    impact.add({ smoker: true }, today)
    impact.add({}, today)
    expect(impact.result()).toMatchObject({
      total: 2,
      changed: 0,
      stricter: 0,
      looser: 0,
      unreadable: 0,
      changes: [],
      rules: [],
    })
  })

  test('a new rule is named as the reason', () => {
    const after = withRules((rules) => ({
      ...rules,
      'no-smokers': { when: ['fact', 'smoker'], effect: 'do-not-treat', says: 'no-smokers', cites: ['X'] },
    }))
    const impact = impactOf(before, after)
    impact.add({ smoker: true }, today)
    const { changed, stricter, examples, rules } = impact.result()
    expect({ changed, stricter }).toEqual({ changed: 1, stricter: 1 })
    expect(examples[0]).toMatchObject({ record: 1, nowFires: ['no-smokers'], noLongerFires: [], otherEffect: [] })
    expect(rules).toEqual([{ rule: 'no-smokers', nowFires: 1, noLongerFires: 0, otherEffect: 0 }])
  })

  test('a rule that was taken out is named, and the decision counted as less cautious', () => {
    const smokers = Object.entries(smallProtocol.screening.rules).filter(
      ([, { when }]) => !JSON.stringify(when).includes('"age"'),
    )
    const after = withRules(() => Object.fromEntries(smokers))
    const impact = impactOf(before, after)
    impact.add({ age: 12 }, today)
    const { looser, rules } = impact.result()
    expect(looser).toBe(1)
    expect(rules.every(({ noLongerFires }) => noLongerFires === 1)).toBe(true)
  })

  test('a rule that only weighs more now is named too', () => {
    const rule = smallProtocol.screening.rules[some]
    if (!rule) throw new Error('The small protocol has no rules.')
    const always = (effect: 'defer' | 'do-not-treat') =>
      withRules(() => ({ [some]: { ...rule, when: ['literal', true], effect } }))
    const impact = impactOf(always('defer'), always('do-not-treat'))
    impact.add({}, today)
    expect(impact.result().rules).toEqual([{ rule: some, nowFires: 0, noLongerFires: 0, otherEffect: 1 }])
  })

  test('a record that cannot be read is counted and never guessed at', () => {
    const impact = impactOf(before, before)
    impact.add({ age: 'old' }, today)
    expect(impact.result()).toMatchObject({ total: 1, unreadable: 1, changed: 0 })
  })
})
