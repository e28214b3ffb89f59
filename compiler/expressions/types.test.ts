import { describe, expect, test } from 'vitest'
import { mistake } from '../small-knowledge.ts'
import { parseExpression } from './parse.ts'
import type { Fault } from './tree.ts'
import { type Scope, typeOf } from './types.ts'

const scope: Scope = {
  step: 'planning',
  facts: new Map([
    ['openWound', { kind: 'yes-no', step: 'screening' }],
    ['isotretinoin', { kind: 'one-of', step: 'screening', options: ['never', 'stopped'] }],
    ['infection', { kind: 'any-of', step: 'screening', options: ['herpes', 'wart'] }],
    ['monthsSince', { kind: 'elapsed', step: 'screening', unit: 'mo' }],
    ['daysSince', { kind: 'elapsed', step: 'screening', unit: 'd' }],
    ['redness', { kind: 'severity', step: 'planning' }],
    ['bornOn', { kind: 'date', step: 'screening' }],
    ['remarks', { kind: 'text', step: 'screening' }],
    ['depthMm', { kind: 'number', step: 'treatment', unit: 'mm' }],
    ['broken', { step: 'screening' }],
  ]),
  parameters: new Map([
    ['wait', { unit: 'mo' }],
    ['depthCap', { unit: 'mm' }],
  ]),
}

const faultsOf = (text: string) => {
  const { tree } = parseExpression(text)
  if (!tree) throw new Error(`“${text}” does not parse.`)
  const faults: Fault[] = []
  typeOf(tree, scope, faults)
  return faults
}

describe('right conditions', () => {
  test.each([
    'openWound',
    'openWound = false',
    "isotretinoin = 'stopped'",
    "isotretinoin in ('never' | 'stopped')",
    'infection.herpes and openWound.not()',
    'monthsSince < %wait',
    'monthsSince < 6',
    'monthsSince + 1 < %wait',
    'daysSince < %wait * 30',
    'redness >= 3',
    'broken < 3 or broken',
  ])('%s', (text) => {
    expect(faultsOf(text)).toEqual([])
  })
})

describe('wrong conditions', () => {
  test.each([
    ['openWoud', 0, 'no fact `openWoud`', 'Did you mean `openWound`?'],
    ['wait > 2', 0, 'no fact `wait`', 'write `%wait`'],
    ['monthsSince < %waits', 14, 'no parameter `waits`', 'Did you mean `%wait`?'],
    ['%monthsSince < 2', 0, 'no parameter `monthsSince`', 'without the %'],
    ["isotretinoin = 'stoped'", 15, "no option 'stoped'", "Did you mean 'stopped'?"],
    ["isotretinoin in ('never' | 'stoped')", 27, "no option 'stoped'", "Did you mean 'stopped'?"],
    ["'stoped' = isotretinoin", 0, "no option 'stoped'", "Did you mean 'stopped'?"],
    ['infection', 0, 'many answers at once', '`infection.herpes or infection.wart`'],
    ['infection.hepres', 0, 'no option `hepres`', 'Did you mean `infection.herpes`?'],
    ['isotretinoin.stopped', 0, 'has no parts', "Write `isotretinoin = 'stopped'`"],
    ['daysSince < %wait', 10, 'The units differ: `daysSince` is in d, `%wait` is in mo', 'Give both the unit d'],
    ['daysSince + monthsSince > 3', 10, 'units differ', 'Give both the unit'],
    ['%depthCap < monthsSince', 10, 'units differ', 'Give both the unit'],
    [
      'isotretinoin and openWound',
      0,
      'is a text, where a condition must be true or false',
      "Compare it: `isotretinoin = 'never'`",
    ],
    ['openWound and monthsSince', 14, 'is a number', 'Compare it'],
    ["isotretinoin > 'never'", 13, 'only numbers have an order', 'List the options'],
    ["openWound = 'yes'", 12, 'A boolean is compared with a text', 'true or false'],
    ['isotretinoin = 1', 15, 'A text is compared with a number', "one of 'never', 'stopped'"],
    ["monthsSince in (1 | 'x')", 20, 'A number is compared with a text', 'without quotes'],
    ['openWound in (1)', 0, 'compares one text or number', 'by itself'],
    ['openWound + 1 > 2', 0, 'this is no number', 'severity'],
    ['bornOn > 3', 0, 'is a date', '`elapsed`'],
    ["remarks = 'x'", 0, 'free text', 'one-of'],
    ['depthMm > 1', 0, 'belongs to treatment, and this is planning', 'an earlier one'],
  ])('%s', (text, at, message, fix) => {
    const [fault] = faultsOf(text)
    expect(fault?.message).toContain(message)
    expect(fault?.fix).toContain(fix)
    expect(fault?.at).toBe(at)
  })
})

test('a condition that is no condition is reported at its place', () => {
  const problem = mistake('planning/advice.yaml', 'when: infection.herpes', 'when: openWound and «infection')
  expect(problem.fix).toBe('Name the options: `infection.herpes or infection.wart`.')
})

test('a number where a condition must stand is refused', () => {
  const problem = mistake('planning/advice.yaml', 'when: infection.herpes', 'when: monthsSinceIsotretinoin «+ 1')
  expect(problem.message).toContain('This gives a number')
})
