import { expect, test } from 'vitest'
import { conflicts } from './conflicts.ts'
import { coverage } from './coverage.ts'
import { compileSmall } from './small-knowledge.ts'

const unused =
  'L-009: { source: page, says: Something., topic: x, strength: expert, unused: { why: background, note: Not needed. } }\n'

test('coverage tells where each claim is used, how often each rule is shown, and what is explained', () => {
  const { protocol, cases } = compileSmall({ 'claims/some.yaml': (text) => text + unused })
  const { claims, rules, totals } = coverage(protocol, cases)
  expect(claims['L-002']?.uses).toEqual([
    { kind: 'parameter', id: 'isotretinoinWait', as: 'disagree' },
    { kind: 'parameter', id: 'makeupWait', as: 'cites' },
    { kind: 'effect', id: 'erythema', as: 'cites' },
  ])
  expect(claims['L-009']).toMatchObject({ uses: [], unused: { why: 'background' } })
  expect(rules).toEqual({
    'isotretinoin-recent': { step: 'screening', cases: 1 },
    'redness-stronger': { step: 'recovery', cases: 1 },
  })
  expect(totals.all).toEqual({ claims: 4, used: 3, explained: 1, open: 0 })
  expect(totals.articles).toEqual({ literature: totals.all })
  expect(totals.kinds).toMatchObject({ parameter: 3, 'screening rule': 1, 'triage rule': 1, ingredient: 1 })
  expect(totals.cases).toBe(2)
})

test('conflicts tell who says what and who is followed', () => {
  const found = conflicts(compileSmall().protocol)
  expect(found).toEqual([
    {
      kind: 'parameter',
      id: 'isotretinoinWait',
      about: 'Months between the last dose and needling',
      value: { value: 6, unit: 'mo' },
      followed: [{ claim: 'L-001', says: 'Wait six months.', strength: 'regulator', source: 'A label' }],
      others: [{ claim: 'L-002', says: 'Wait three months.', strength: 'consumer', source: 'A page' }],
    },
    {
      kind: 'claim',
      id: 'L-001 L-002',
      about: 'screening',
      followed: [expect.objectContaining({ claim: 'L-002' }), expect.objectContaining({ claim: 'L-001' })],
      others: [],
    },
  ])
})

test('an unverified claim is told as such', () => {
  const { protocol } = compileSmall({
    'screening/parameters.yaml': (text) => text.replace('disagree: [L-002]', 'disagree: [L-003]'),
  })
  expect(conflicts(protocol)[0]?.others[0]).toMatchObject({ claim: 'L-003', unverified: true })
})
