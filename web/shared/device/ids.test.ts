import { values } from '@needlepoint/contract'
import { expect, test } from 'vitest'
import { newId } from './ids.ts'

test('ids made on the device are taken by the server, differ, and sort in the order in which they were made', () => {
  const now = Date.parse('2026-11-21T09:30:00Z')
  const made = Array.from({ length: 10_000 }, () => newId(now))
  for (const id of made.slice(0, 100)) expect(values.id.safeParse(id).success).toBe(true)
  expect(new Set(made).size).toBe(made.length)
  expect(made.toSorted()).toEqual(made)
  expect(Number.parseInt((made[0] as string).replaceAll('-', '').slice(0, 12), 16)).toBe(now)
})

test('a clock that was set back does not put a later record before an earlier one', () => {
  const later = newId(Date.parse('2027-01-02T00:00:00Z'))
  expect(newId(Date.parse('2027-01-01T00:00:00Z')) > later).toBe(true)
})
