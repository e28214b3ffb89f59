import { describe, expect, test } from 'vitest'
import { mistake } from '../small-knowledge.ts'
import { parseExpression } from './parse.ts'
import { reachFault } from './reach.ts'
import type { Scope } from './types.ts'

const scope: Scope = {
  facts: new Map([
    ['a', { kind: 'one-of', step: 'screening', options: ['x', 'y', 'z'] }],
    ['b', { kind: 'yes-no', step: 'screening' }],
    ['n', { kind: 'number', step: 'screening', unit: 'mm', min: 0, max: 10 }],
    ['s', { kind: 'severity', step: 'screening' }],
  ]),
  parameters: new Map([['p', { unit: 'mm', value: 5 }]]),
}
const faultOf = (text: string) => {
  const { tree } = parseExpression(text)
  if (!tree) throw new Error('This does not parse.')
  return reachFault(tree, scope, true)?.message
}

describe('what can never be true', () => {
  test.each([
    "a = 'x' and a = 'y'",
    "a = 'x' and a in ('y' | 'z')",
    "a = 'x' and a != 'x'",
    'b and b.not()',
    'b and b = false',
    'n > 10',
    'n < 0',
    'n < %p and n > 6',
    'n > 3 and n < 3',
    'n > 3 and n <= 3',
    'n = 2 and n > 3',
    's > 4',
    "(a = 'x' or b) and a = 'y' and b = false",
    'false',
  ])('%s', (text) => {
    expect(faultOf(text)).toContain('can never be true')
  })
})

describe('what is always true', () => {
  test.each(['n >= 0', 's <= 4', 'b or b.not()', "a in ('x' | 'y' | 'z')", "a = 'x' implies a != 'y'"])(
    '%s',
    (text) => {
      expect(faultOf(text)).toContain('always true')
    },
  )
})

describe('what is neither', () => {
  test.each([
    'b',
    "a = 'x' and b",
    'n > 3 and n < 4',
    'n >= %p',
    "a = 'x' or a = 'y'",
    'b xor n > 3',
    's = 4',
    'n + 1 > 3',
  ])('%s', (text) => {
    expect(faultOf(text)).toBeUndefined()
  })
})

test('an unreachable rule is reported with what to check', () => {
  const problem = mistake(
    'screening/rules/medicines.yaml',
    "isotretinoin = 'stopped' and monthsSinceIsotretinoin < %",
    "isotretinoin = 'stopped' and isotretinoin = 'never' «and monthsSinceIsotretinoin < %",
  )
  expect(problem.message).toContain('This can never be true')
  expect(problem.fix).toContain('bounds (min, max)')
})
