import { InvalidInput } from '@needlepoint/pathway'
import { describe, expect, test } from 'vitest'
import { decideOn, refuseBlank, refuseOthersAnswers } from './answers.ts'
import type { Actor, Role } from './context.ts'
import { HttpProblem } from './http/problems.ts'
import { testPathway } from './test-support/index.ts'

function fieldsOf(call: () => unknown): string[] {
  try {
    call()
  } catch (error) {
    if (error instanceof HttpProblem) return (error.details.fields ?? []).map(({ field }) => field)
    throw error
  }
  return []
}

describe('a blank form', () => {
  test.each([{}, { age: null }, { age: '  ' }, { age: { value: null, unit: 'a' } }, { infection: {} }])(
    'is %j',
    (answers) => {
      expect(fieldsOf(() => refuseBlank('facts', answers))).toEqual(['facts'])
    },
  )
  test.each([
    { age: 0 },
    { smoker: false },
    { bloodThinner: [] },
    { age: 'dont-know' },
    { age: { value: 34 } },
    { infection: { herpes: 'rather-not-say' } },
  ])('is not %j', (answers) => {
    expect(fieldsOf(() => refuseBlank('facts', answers))).toEqual([])
  })
})

describe('who answers what', () => {
  const staff = (...roles: Role[]): Actor => ({ kind: 'staff', id: 'x', name: '', roles })
  const client: Actor = { kind: 'client', id: 'x', clientId: 'x', guardian: false }
  const key: Actor = { kind: 'api-key', id: 'x', name: '', scopes: ['records:write'] }
  const answers = { smoker: true, provider: 'licensed', depthApproved: true }
  const refused = (actor: Actor, stored = {}) =>
    fieldsOf(() => refuseOthersAnswers('facts', actor, testPathway, answers, stored))

  test.each<[string, Actor, string[]]>([
    ['a client', client, ['facts.provider', 'facts.depthApproved']],
    ['the front desk', staff('front-desk'), ['facts.provider', 'facts.depthApproved']],
    ['a practitioner', staff('practitioner'), ['facts.depthApproved']],
    ['a program', key, ['facts.depthApproved']],
    ['a clinician', staff('clinician'), []],
    ['an owner who is the clinician', staff('owner', 'clinician'), []],
    ['the server itself', { kind: 'system' }, []],
  ])('%s', (_, actor, fields) => {
    expect(refused(actor)).toEqual(fields)
  })

  test('what stands in the record may be repeated, and not changed', () => {
    expect(refused(client, { provider: 'licensed', depthApproved: true })).toEqual([])
    expect(refused(client, { provider: 'self', depthApproved: true })).toEqual(['facts.provider'])
  })

  test('a question that was left open is nobody’s answer, and an unknown one is the engine’s to refuse', () => {
    expect(
      fieldsOf(() =>
        refuseOthersAnswers('facts', client, testPathway, { provider: null, nonsense: 1, constructor: 1 }),
      ),
    ).toEqual([])
  })
})

test('the engine’s problems name the fields of the body, each field by itself', () => {
  const failing = () => {
    throw new InvalidInput([
      { field: 'age, pregnancy', message: 'They do not fit.' },
      { field: 'start', message: 'Too early.' },
    ])
  }
  expect(fieldsOf(() => decideOn('facts', failing, ['start']))).toEqual(['facts.age', 'facts.pregnancy', 'start'])
  expect(() => decideOn('facts', failing)).toThrow('They do not fit. Too early.')
  expect(() => decideOn('facts', () => JSON.parse('{'))).toThrow(SyntaxError)
})
