import { expect, test } from 'vitest'
import { ageOn, isOfAge } from './majority.ts'

test('age counts birthdays', () => {
  expect([
    ageOn('2008-11-22', '2026-11-21'),
    ageOn('2008-11-21', '2026-11-21'),
    ageOn('2008-02-29', '2026-02-28'),
  ]).toEqual([17, 18, 17])
})

test('somebody is of age from her birthday on, and nobody knows of whom nobody asked', () => {
  expect(isOfAge('2008-11-22', '2026-11-21')).toBe(false)
  expect(isOfAge('2008-11-22', '2026-11-22')).toBe(true)
  expect(isOfAge(null, '2026-11-21')).toBeUndefined()
})
