import { expect, test } from 'vitest'
import { compileSmall, mistake, swap } from '../small-knowledge.ts'
import { parseExpression } from './parse.ts'
import { directionOf } from './polarity.ts'

test.each([
  ['a < %p', 'more'],
  ['a > %p', 'less'],
  ['%p >= a', 'more'],
  ['(a < %p).not()', 'less'],
  ['(a >= %p) implies b', 'more'],
  ['b implies a < %p', 'more'],
  ['b and (c or a < %p)', 'more'],
  ['a < 10 - %p', 'less'],
  ['a < %p * 2', 'more'],
  ['a < %p * -2', 'less'],
  ['a < %p / 2', 'more'],
  ['a < 2 / %p', 'both'],
  ['a < %p xor b', 'both'],
  ['a = %p', 'both'],
  ['a != %p', 'both'],
  ['a < %p and c > %p', 'both'],
  ['a < 2', undefined],
])('raising the parameter in %s makes it true %s often', (text, expected) => {
  const { tree } = parseExpression(text)
  if (!tree) throw new Error('This does not parse.')
  expect(directionOf(tree, 'p')).toBe(expected)
})

test('a rule that a clinic could switch off by tightening is refused', () => {
  const problem = mistake(
    'screening/rules/medicines.yaml',
    'monthsSinceIsotretinoin < %',
    'monthsSinceIsotretinoin > «%',
  )
  expect(problem.message).toContain('this rule would then fire less often')
  expect(problem.fix).toContain('Turn the comparison round')
})

test('a parameter that is compared for being equal is refused', () => {
  const problem = mistake(
    'screening/rules/medicines.yaml',
    'monthsSinceIsotretinoin < %',
    'monthsSinceIsotretinoin = «%',
  )
  expect(problem.fix).toContain('< <= > or >=')
})

test('a parameter that moves freely may not decide about safety', () => {
  const { problems } = compileSmall({
    'screening/parameters.yaml': swap('unit: mo\n  stricter: higher', 'unit: mo\n  stricter: free'),
  })
  expect(problems.map(({ message }) => message)).toContain(
    '`%isotretinoinWait` decides about safety here, but a clinic may move it freely.',
  )
  expect(problems.map(({ message }) => message)).toContain('A clinic may shorten the wait `%isotretinoinWait`.')
})

test('a parameter is found inside a fact that is worked out', () => {
  const { problems } = compileSmall({
    'screening/facts.yaml': (text) =>
      `${text}longAgo: { kind: yes-no, riskier: yes, askedOf: record, cites: [L-001], derive: monthsSinceIsotretinoin > %isotretinoinWait }\n`,
    'screening/floor.yaml': swap('when: openWound', 'when: openWound and longAgo'),
  })
  expect(problems).toMatchObject([
    {
      file: 'knowledge/screening/floor.yaml',
      line: 1,
      column: 30,
      fix: expect.stringContaining('Turn the comparison'),
    },
  ])
})

test('a depth limit is a parameter that may only be lowered', () => {
  const { problems } = compileSmall({
    'screening/parameters.yaml': swap('unit: mm\n  stricter: lower', 'unit: mm\n  stricter: higher'),
  })
  expect(problems).toMatchObject([
    { file: 'knowledge/planning/depth-limits.yaml', line: 1, fix: 'Give `woundDepth` `stricter: lower`.' },
  ])
})

test('a wait of preparation or aftercare may not be shortened by a clinic', () => {
  const { problems } = compileSmall({
    'screening/parameters.yaml': swap('unit: h\n  stricter: higher', 'unit: h\n  stricter: lower'),
  })
  expect(problems.map(({ file }) => file)).toEqual([
    'knowledge/aftercare/ingredient-classes.yaml',
    'knowledge/aftercare/instructions/products.yaml',
    'knowledge/planning/preparation.yaml',
  ])
})
