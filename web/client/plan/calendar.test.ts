import { expect, test } from 'vitest'
import { writeCalendar } from './calendar.ts'

const event = {
  id: 'prep-stop-retinoids',
  title: 'Stop retinol, tretinoin; and adapalene',
  says: 'They thin the top layer.\nSo needling hurts more.',
  at: Date.parse('2026-10-25T07:00:00Z'),
  minutes: 15,
}

test('a reminder comes at the right hour in every calendar, because it is written in UTC', () => {
  const file = writeCalendar('My plan', [event], 0)
  expect(file).toContain('\r\nDTSTART:20261025T070000Z\r\nDTEND:20261025T071500Z\r\n')
  expect(file).not.toMatch(/TZID|VTIMEZONE/)
})

test('commas, semicolons and lines of a sentence do not break the file', () => {
  const file = writeCalendar('My plan', [event], 0)
  expect(file).toContain('SUMMARY:Stop retinol\\, tretinoin\\; and adapalene\r\n')
  expect(file).toContain('thin the top layer.\\nSo needling')
})

test('long sentences are folded at 75 bytes, and no letter is cut', () => {
  const says = 'Über die Nadelung: '.repeat(12)
  const lines = writeCalendar('x', [{ ...event, says }], 0).split('\r\n')
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(lines.join('\n').replaceAll('\n ', '')).toContain(`DESCRIPTION:${says}`)
})

test('importing the plan twice changes nothing: the ids stay', () => {
  const ids = (file: string) => [...file.matchAll(/^UID:.+$/gmu)].map(([line]) => line)
  expect(ids(writeCalendar('x', [event], 1))).toEqual(ids(writeCalendar('x', [event], 2)))
})
