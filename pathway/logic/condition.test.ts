import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { and, compare, f, is, lit, not, or, p, smallProtocol } from '../../test/support/small-protocol.ts'
import { canAsk } from '../facts/facts.ts'
import { load } from '../protocol/load.ts'
import type { Expression } from '../protocol/protocol.ts'
import { printExpression } from './print.ts'
import { factsIn, parametersIn } from './tree.ts'
import { FALSE, TRUE, type Truth, truthName, UNKNOWN } from './truth.ts'

const loaded = load(smallProtocol)
const test3 = (tree: Expression, answers = {}): string =>
  truthName(loaded.condition(tree).test(loaded.readFacts(answers, '2026-11-21').slots))
const truths = { true: true, false: false, unknown: 'dont-know' } as const
type Name = keyof typeof truths

describe('three-valued logic is the one of the standard', () => {
  // FHIRPath, section 6.5: rows are the left side, columns the right: true, false, unknown.
  const tables: Record<'and' | 'or' | 'xor' | 'implies', readonly Name[]> = {
    and: ['true', 'false', 'unknown', 'false', 'false', 'false', 'unknown', 'false', 'unknown'],
    or: ['true', 'true', 'true', 'true', 'false', 'unknown', 'true', 'unknown', 'unknown'],
    xor: ['false', 'true', 'unknown', 'true', 'false', 'unknown', 'unknown', 'unknown', 'unknown'],
    implies: ['true', 'false', 'unknown', 'true', 'true', 'true', 'true', 'unknown', 'unknown'],
  }
  const names = ['true', 'false', 'unknown'] as const
  for (const [operator, expected] of Object.entries(tables)) {
    test(operator, () => {
      const found = names.flatMap((left) =>
        names.map((right) => {
          const tree: Expression = [operator as 'and', f('smoker'), f('poorHealing')]
          return test3(tree, { smoker: truths[left], poorHealing: truths[right] })
        }),
      )
      expect(found).toEqual(expected)
    })
  }
  test('not', () => {
    expect(names.map((name) => test3(not(f('smoker')), { smoker: truths[name] }))).toEqual(['false', 'true', 'unknown'])
  })
})

describe('what nobody answered is never no', () => {
  test('in no comparison', () => {
    const trees: Expression[] = [
      is('isotretinoin', 'never'),
      ['!=', f('isotretinoin'), lit('never')],
      ['in', f('fitzpatrick'), ['I', 'III', 'VI']],
      compare('age', '<', 22),
      compare('age', '>=', p('labelAge')),
      ['=', f('age'), lit(30)],
      ['!=', f('age'), lit(30)],
      ['=', f('smoker'), lit(false)],
      ['!=', f('smoker'), lit(true)],
      ['>', ['+', f('age'), lit(1)], lit(0)],
      ['in', f('redness'), [0, 1]],
    ]
    for (const tree of trees) expect(test3(tree), printExpression(tree)).toBe('unknown')
  })
})

describe('comparisons', () => {
  test('at their limit', () => {
    const at = (operator: '<' | '<=' | '>' | '>=') =>
      [21, 22, 23].map((age) => test3(compare('age', operator, p('labelAge')), { age }))
    expect(at('<')).toEqual(['true', 'false', 'false'])
    expect(at('<=')).toEqual(['true', 'true', 'false'])
    expect(at('>')).toEqual(['false', 'false', 'true'])
    expect(at('>=')).toEqual(['false', 'true', 'true'])
  })
  test('of options, either way round, and of yes with no', () => {
    expect(test3(['=', lit('never'), f('isotretinoin')], { isotretinoin: 'never' })).toBe('true')
    expect(test3(['!=', f('isotretinoin'), lit('never')], { isotretinoin: 'current' })).toBe('true')
    expect(test3(['=', f('smoker'), f('poorHealing')], { smoker: false, poorHealing: false })).toBe('true')
    expect(test3(['=', lit(false), f('smoker')], { smoker: false })).toBe('true')
    expect(test3(['!=', f('smoker'), lit(false)], { smoker: false })).toBe('false')
  })
  test('of sums and products; a division by nothing is unknown, as the standard says', () => {
    const dose: Expression = ['>', ['/', ['*', f('numbingGrams'), f('numbingPercent')], f('bodyWeight')], lit(1)]
    expect(test3(dose, { numbingGrams: 10, numbingPercent: 10, bodyWeight: 50 })).toBe('true')
    expect(test3(['>', ['/', f('age'), ['-', f('age'), f('age')]], lit(0)], { age: 3 })).toBe('unknown')
    expect(test3(['=', ['-', f('age'), lit(3)], lit(0)], { age: 3 })).toBe('true')
  })
  test('with a parameter as of the day', () => {
    const tree = compare('monthsSinceIsotretinoin', '<', p('isotretinoinWait'))
    const on = (day: string) => loaded.condition(tree).test(loaded.readFacts({ monthsSinceIsotretinoin: 7 }, day).slots)
    expect(on('2027-05-31')).toBe(FALSE)
    expect(on('2027-06-01')).toBe(TRUE)
    expect(on('2020-01-01')).toBe(FALSE)
  })
})

test('a damaged protocol decides nothing, and says which name it misses', () => {
  const damaged = (when: Expression) => () =>
    load({
      ...smallProtocol,
      screening: { ...smallProtocol.screening, rules: { bad: { when, effect: 'defer', says: 'bad', cites: [] } } },
    }).screening
  expect(damaged(f('nobody'))).toThrow('“nobody”')
  expect(damaged(compare('age', '<', p('noNumber')))).toThrow('“%noNumber”')
  expect(damaged(is('isotretinoin', 'perhaps'))).toThrow('“perhaps”')
  expect(damaged(f('age'))).toThrow('“age”')
  expect(damaged(compare('smoker', '<', 1))).toThrow('“smoker”')
  expect(damaged(['+', lit(1), lit(2)])).toThrow('damaged')
  expect(damaged(compare('age', '<', lit('x')))).toThrow('damaged')
  expect(() => load({ ...smallProtocol, format: 2 as 1 })).toThrow('format 1')
  expect(() => load(undefined as never)).toThrow('format 1')
})

test('two facts that are worked out from each other are refused, not followed for ever', () => {
  const fact = smallProtocol.facts.infectionSign
  if (!fact) throw new Error('no fact')
  const facts = { ...smallProtocol.facts, infectionSign: { ...fact, derive: f('infectionSign') } }
  expect(() => load({ ...smallProtocol, facts })).toThrow('worked out from itself')
})

describe('which questions are asked', () => {
  const asked = (tree: Expression, answers = {}): string[] => {
    const facts = loaded.readFacts(answers, '2026-11-21')
    const found = new Set<number>()
    loaded.condition(tree).ask({ slots: facts.slots, canAsk: (slot) => canAsk(facts, slot) }, found)
    return [...found].map((index) => loaded.slots.byIndex[index]?.fact ?? '')
  }
  const gated = and(is('isotretinoin', 'stopped'), compare('monthsSinceIsotretinoin', '<', 6))

  test('the question on the left opens the one on the right', () => {
    expect(asked(gated)).toEqual(['isotretinoin'])
    expect(asked(gated, { isotretinoin: 'stopped' })).toEqual(['monthsSinceIsotretinoin'])
    expect(asked(gated, { isotretinoin: 'never' })).toEqual([])
  })
  test('who does not know the left is asked the right, which may settle it', () => {
    expect(asked(gated, { isotretinoin: 'dont-know' })).toEqual(['monthsSinceIsotretinoin'])
  })
  test('both sides of an or are asked, and nothing where the answer cannot change any more', () => {
    expect(asked(or(f('smoker'), f('poorHealing')))).toEqual(['smoker', 'poorHealing'])
    expect(
      asked(or(and(f('smoker'), f('breastfeeding')), f('poorHealing')), { breastfeeding: false, poorHealing: false }),
    ).toEqual([])
  })
  test('what is worked out is asked through what it is worked out from', () => {
    expect(asked(is('fitzpatrick', 'VI'))).toEqual(['sunReaction'])
    expect(asked(is('fitzpatrick', 'VI'), { sunReaction: 'dont-know' })).toEqual(['fitzpatrick'])
    expect(asked(f('infectionSign'), { pus: 'no' })).toEqual(['spreading'])
    expect(asked(compare('lidocaineMg', '>', 600))).toEqual(['numbingGrams', 'numbingPercent'])
  })
})

test('a condition names what it reads', () => {
  const tree = or(f('infection.herpes'), and(compare('age', '<', p('labelAge')), ['in', f('fitzpatrick'), ['VI']]))
  expect([...factsIn(tree)]).toEqual(['infection.herpes', 'age', 'fitzpatrick'])
  expect([...parametersIn(tree)]).toEqual(['labelAge'])
})

describe('written back as FHIRPath', () => {
  test.each<[string, Expression]>([
    [
      "isotretinoin = 'stopped' and monthsSinceIsotretinoin < %isotretinoinWait",
      and(is('isotretinoin', 'stopped'), compare('monthsSinceIsotretinoin', '<', p('isotretinoinWait'))),
    ],
    ['(smoker or poorHealing) and breastfeeding', and(or(f('smoker'), f('poorHealing')), f('breastfeeding'))],
    ['smoker or poorHealing and breastfeeding', or(f('smoker'), and(f('poorHealing'), f('breastfeeding')))],
    ['(smoker or poorHealing).not()', not(or(f('smoker'), f('poorHealing')))],
    ["fitzpatrick in ('I' | 'VI')", ['in', f('fitzpatrick'), ['I', 'VI']]],
    ['age - (1 - 2) > 3', ['>', ['-', f('age'), ['-', lit(1), lit(2)]], lit(3)]],
    [
      'smoker implies (poorHealing implies breastfeeding)',
      ['implies', f('smoker'), ['implies', f('poorHealing'), f('breastfeeding')]],
    ],
    ['infection.herpes = false', ['=', f('infection.herpes'), lit(false)]],
    ["'it\\'s' = 'a\\\\b'", ['=', lit("it's"), lit('a\\b')]],
  ])('%s', (text, tree) => expect(printExpression(tree)).toBe(text))
})

test('knowing more never turns yes into no', () => {
  const leaf = fc.constantFrom<Expression>(
    f('smoker'),
    f('poorHealing'),
    f('infection.herpes'),
    is('isotretinoin', 'stopped'),
    compare('age', '<', p('labelAge')),
    compare('plannedDepthMm', '>', 1),
    ['in', f('fitzpatrick'), ['III', 'VI']],
    lit(true),
    lit(false),
  )
  const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.tuple(fc.constantFrom('and', 'or', 'xor', 'implies'), tie('tree'), tie('tree')) as fc.Arbitrary<Expression>,
      fc.tuple(fc.constant('not'), tie('tree')) as fc.Arbitrary<Expression>,
      fc.tuple(fc.constantFrom('=', '!='), tie('tree'), tie('tree')) as fc.Arbitrary<Expression>,
    ),
  }))
  const complete = {
    smoker: fc.boolean(),
    poorHealing: fc.boolean(),
    infection: fc.subarray(['herpes', 'wart']),
    isotretinoin: fc.constantFrom('never', 'stopped', 'current'),
    age: fc.integer({ min: 20, max: 24 }),
    plannedDepthMm: fc.integer({ min: 0, max: 3 }),
    fitzpatrick: fc.constantFrom('I', 'III', 'VI'),
  }
  fc.assert(
    fc.property(tree, fc.record(complete), fc.subarray(Object.keys(complete)), (expression, all, known) => {
      const some = Object.fromEntries(Object.entries(all).filter(([id]) => known.includes(id)))
      const before: Truth = loaded.condition(expression).test(loaded.readFacts(some, '2026-11-21').slots)
      const after = loaded.condition(expression).test(loaded.readFacts(all, '2026-11-21').slots)
      if (before !== UNKNOWN) expect(after).toBe(before)
      expect(after).not.toBe(UNKNOWN)
    }),
    { numRuns: 2000 },
  )
})
