import { expect, test } from 'vitest'
import { differences, isDirty, type Kept, keptFrom, meet, type Remote } from './shared-draft.ts'

const day = '2026-11-21'
const id = '01932f5e-7c1a-7b3e-9a52-000000000001'
const remote = (version: string, facts: Remote['facts'] = { age: 34 }): Remote => ({
  id,
  clientId: id,
  version,
  day,
  facts,
  open: [],
  path: [{ facts: ['age'], list: false }],
  at: null,
  confirm: null,
  savedAt: '2026-11-21T09:30:00Z',
  until: '2027-02-19T09:30:00Z',
})
const local = (version: string, seen: string | null, facts: Kept['draft']['facts'] = { age: 34 }): Kept => ({
  id,
  started: true,
  draft: { facts, open: [], path: [], at: null, day, confirm: null },
  version,
  seen,
  changedAt: 0,
})

test('she begins on a new device where she stopped on the other', () => {
  expect(meet(undefined, remote('a'))).toEqual({ what: 'adopt', kept: keptFrom(remote('a')) })
  expect(meet({ ...local('x', null), started: false }, remote('a')).what).toBe('adopt')
})

test('what she answered without a connection goes up when there is one', () => {
  expect(meet(local('b', 'a'), remote('a')).what).toBe('push')
  expect(meet(local('b', null), null).what).toBe('push')
  expect(meet(undefined, null).what).toBe('same')
  expect(meet(local('a', 'a'), remote('a')).what).toBe('same')
})

test('an answer that arrived although its receipt did not is not taken for somebody else’s', () => {
  expect(meet(local('b', 'a'), remote('b')).what).toBe('same')
})

test('what the other device added comes over without a question, for nothing here is lost by it', () => {
  expect(meet(local('a', 'a'), remote('b', { age: 34, smoker: 'no' }))).toMatchObject({ what: 'adopt' })
})

test('nothing is thrown away unasked where both went on', () => {
  const other = remote('c', { age: 34, smoker: 'yes' })
  expect(meet(local('b', 'a', { age: 34, smoker: 'no' }), other)).toEqual({ what: 'choose', other })
})

test('nobody is asked to choose between two that say the same', () => {
  expect(meet(local('b', 'a', { age: 34 }), remote('c', { age: 34 })).what).toBe('adopt')
})

test('sent or deleted elsewhere: she is told, unless she has answered more here since', () => {
  expect(meet(local('a', 'a'), null).what).toBe('gone')
  expect(meet(local('b', 'a'), null).what).toBe('push')
})

test('the order in which a store gives fields back is no difference', () => {
  expect(
    differences(
      { age: { value: 34, answeredOn: day }, goals: ['pores', 'wrinkles'] },
      { goals: ['pores', 'wrinkles'], age: { answeredOn: day, value: 34 } },
    ),
  ).toEqual([])
  expect(differences({ age: 34 }, { age: 35, smoker: 'no' })).toEqual(['age', 'smoker'])
  expect(isDirty(local('b', 'a'))).toBe(true)
})
