import { expect, test } from 'vitest'
import { writeCalendar } from '../plan/calendar.ts'
import { type Appointment, eventOf, expectedNext, inOrder, nextOf } from './appointments.ts'

const appointment = (id: string, startsAt: string, more: Partial<Appointment> = {}) =>
  ({
    id,
    appointmentId: id,
    startsAt,
    minutes: 60,
    status: 'planned',
    place: 'Room 2',
    version: 1,
    ...more,
  }) as Appointment
const now = Date.parse('2026-11-21T12:30:00Z')
const ids = (of: readonly Appointment[]) => of.map(({ id }) => id)

test('the next one stands first, an appointment that runs is not past, and what is past is read backwards', () => {
  const { coming, past } = inOrder(
    [
      appointment('later', '2026-12-21T09:00:00Z'),
      appointment('runs', '2026-11-21T12:00:00Z'),
      appointment('long ago', '2026-01-01T09:00:00Z'),
      appointment('this morning', '2026-11-21T08:00:00Z'),
      appointment('soon', '2026-11-22T09:00:00Z'),
    ],
    now,
  )
  expect([ids(coming), ids(past)]).toEqual([
    ['runs', 'soon', 'later'],
    ['this morning', 'long ago'],
  ])
})

test('one that was cancelled is not the next one', () => {
  const next = nextOf(
    [appointment('off', '2026-11-22T09:00:00Z', { status: 'cancelled' }), appointment('on', '2026-11-23T09:00:00Z')],
    now,
  )
  expect(next?.id).toBe('on')
  expect(nextOf([], now)).toBeUndefined()
})

test('her page for today names the next one, and before it the one that was called off', () => {
  const off = appointment('off', '2026-11-22T09:00:00Z', { status: 'cancelled' })
  const on = appointment('on', '2026-11-23T09:00:00Z')
  const later = appointment('later', '2026-12-23T09:00:00Z')
  expect(ids(expectedNext([later, on, off], now))).toEqual(['off', 'on'])
  expect(ids(expectedNext([later, on], now))).toEqual(['on'])
  expect(ids(expectedNext([off], now))).toEqual(['off'])
  expect(ids(expectedNext([appointment('long ago', '2026-01-01T09:00:00Z')], now))).toEqual([])
})

test('a calendar that has the old time takes the new one for the same appointment, a day before it reminds her', () => {
  const words = { title: 'Session', says: 'With Noor' }
  const first = appointment('a', '2026-12-01T09:00:00Z')
  const moved = { ...first, id: 'b', startsAt: '2026-12-02T10:00:00Z', version: 2 }
  const file = (of: Appointment) => writeCalendar('x', [eventOf(of, words)], 0)
  const uid = (text: string) => /^UID:.+$/mu.exec(text)?.[0]
  expect(uid(file(moved))).toBe(uid(file(first)))
  expect(file(moved)).toContain('SEQUENCE:1\r\n')
  expect(file(moved)).toContain('DTSTART:20261202T100000Z\r\nDTEND:20261202T110000Z')
  expect(file(moved)).toContain('TRIGGER:-PT1440M')
  expect(file({ ...moved, status: 'cancelled' })).toContain('STATUS:CANCELLED')
})
