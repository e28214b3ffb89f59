/** Her appointments, sorted for reading, and as events of a calendar. Pure. */
import type { OutputOf } from '../../shared/api/api.ts'
import type { CalendarEvent } from '../plan/calendar.ts'

export type Appointment = OutputOf<'appointment.list'>['items'][number]

const endOf = ({ startsAt, minutes }: Appointment) => Date.parse(startsAt) + minutes * 60_000

/** Those that are not over, the next one first; then the others, the last one first. */
export function inOrder(
  appointments: readonly Appointment[],
  now: number,
): { readonly coming: readonly Appointment[]; readonly past: readonly Appointment[] } {
  const byStart = (a: Appointment, b: Appointment) => Date.parse(a.startsAt) - Date.parse(b.startsAt)
  return {
    coming: appointments.filter((each) => endOf(each) > now).toSorted(byStart),
    past: appointments.filter((each) => endOf(each) <= now).toSorted((a, b) => byStart(b, a)),
  }
}

/** The next that takes place. */
export const nextOf = (appointments: readonly Appointment[], now: number): Appointment | undefined =>
  inOrder(appointments, now).coming.find(({ status }) => status === 'planned')

/** What she has to know today: the next that takes place, and before it what was called off and she might still come for. */
export function expectedNext(appointments: readonly Appointment[], now: number): readonly Appointment[] {
  const { coming } = inOrder(appointments, now)
  const next = coming.findIndex(({ status }) => status === 'planned')
  return next < 0 ? coming.slice(0, 1) : coming.slice(0, next + 1).slice(-2)
}

/** Minutes: a day before, so that there is time to wash off the make-up. */
const remindMinutes = 24 * 60

/** @param words what it is called, and what to say of it */
export const eventOf = (
  appointment: Appointment,
  words: { readonly title: string; readonly says: string },
): CalendarEvent => ({
  id: `appointment-${appointment.appointmentId}`,
  ...words,
  at: Date.parse(appointment.startsAt),
  minutes: appointment.minutes,
  ...(appointment.place ? { place: appointment.place } : {}),
  busy: true,
  remindMinutes,
  sequence: appointment.version - 1,
  cancelled: appointment.status === 'cancelled',
})
