import type { Page } from '@needlepoint/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cursorOf, pageFrom, timeAndId } from './cursor.ts'
import { HttpProblem } from './problems.ts'

const screenings = cursorOf('screenings', timeAndId)
const place: [string, string] = ['2026-11-21T09:30:00.123Z', '01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f']

test('a cursor leads back to its place', () => {
  expect(screenings.read(screenings.print(place))).toEqual(place)
  expect(screenings.read(undefined)).toBeUndefined()
})

test('a cursor of another list is refused', () => {
  const other = cursorOf('plans', timeAndId).print(place)
  expect(() => screenings.read(other)).toThrow(HttpProblem)
})

test('whatever is no cursor is refused with the field’s name and breaks nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
      ),
      (text) => {
        try {
          expect(screenings.read(text)).toEqual(place)
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-fields', details: { fields: [{ field: 'cursor' }] } })
        }
      },
    ),
  )
})

test('pages that follow each other show each row once, however many are asked for', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1000), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (numbers, limit) => {
      const rows = numbers.sort((a, b) => b - a)
      const seen: number[] = []
      let pages = 0
      let next: string | null = '1001'
      while (next !== null) {
        const after: number = Number(next)
        const found = rows.filter((row) => row < after).slice(0, limit + 1)
        const page: Page<number> = pageFrom(found, limit, (row) => row, String)
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items)
        pages++
        next = page.next
      }
      expect(seen).toEqual(rows)
      expect(pages, 'no page is empty that need not be asked for').toBe(Math.max(1, Math.ceil(rows.length / limit)))
    }),
  )
})
