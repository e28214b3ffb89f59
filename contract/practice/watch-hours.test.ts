import { expect, test } from 'vitest'
import { type WatchHours, watchAt } from './watch-hours.ts'

const weekdays: WatchHours[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }))
const at = (instant: string, hours: readonly WatchHours[] | null = weekdays, zone = 'Europe/Berlin') =>
  watchAt(hours, zone, Date.parse(instant))

test('nobody is told that somebody watches when the clinic has not said so', () => {
  expect(at('2026-11-25T12:00:00Z', null)).toEqual({ state: 'not-said' })
  expect(watchAt(undefined, 'Europe/Berlin', 0)).toEqual({ state: 'not-said' })
})

test('on a Wednesday at noon somebody watches, until six by the clock of the clinic', () => {
  expect(at('2026-11-25T11:00:00Z')).toEqual({ state: 'watched', until: '2026-11-25T17:00:00Z' })
  expect(at('2026-11-25T08:00:00Z').state).toBe('watched')
  expect(at('2026-11-25T07:59:59Z')).toEqual({ state: 'unwatched', next: '2026-11-25T08:00:00Z' })
  expect(at('2026-11-25T17:00:00Z')).toEqual({ state: 'unwatched', next: '2026-11-26T08:00:00Z' })
})

test('on a Friday night she learns that it is Monday morning before anybody looks', () => {
  expect(at('2026-11-27T22:00:00Z')).toEqual({ state: 'unwatched', next: '2026-11-30T08:00:00Z' })
})

test('over the night in which the clocks change, the morning comes when the clock on the wall says so', () => {
  const daily: WatchHours[] = [
    ...weekdays,
    { day: 6, from: '09:00', to: '18:00' },
    { day: 7, from: '09:00', to: '18:00' },
  ]
  expect(at('2026-10-24T20:00:00Z', daily)).toEqual({ state: 'unwatched', next: '2026-10-25T08:00:00Z' })
  expect(at('2026-03-28T20:00:00Z', daily)).toEqual({ state: 'unwatched', next: '2026-03-29T07:00:00Z' })
})

test('her own zone does not matter: the hours are those of the clinic', () => {
  expect(at('2026-11-25T03:00:00Z', weekdays, 'Asia/Tokyo')).toEqual({
    state: 'watched',
    until: '2026-11-25T09:00:00Z',
  })
})

test('hours that run over midnight have no gap there, and day and night have no end', () => {
  const night: WatchHours[] = [
    { day: 5, from: '18:00', to: '24:00' },
    { day: 6, from: '00:00', to: '06:00' },
  ]
  expect(at('2026-11-27T22:59:00Z', night)).toEqual({ state: 'watched', until: '2026-11-28T05:00:00Z' })
  const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }))
  expect(at('2026-11-27T22:59:00Z', always)).toEqual({ state: 'watched', until: null })
})

test('a clinic that watches on no day of the week says so', () => {
  expect(at('2026-11-27T22:59:00Z', [])).toEqual({ state: 'unwatched', next: null })
})
