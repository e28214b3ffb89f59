/** When a client is expected, with whom and where. A change or a cancellation is a new version; nothing is overwritten. */
import { z } from 'zod'
import { date, id, instant, line, text, wholeNumber } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'

export const appointmentKinds = ['consultation', 'session', 'review'] as const
const what = z.enum(appointmentKinds)
/** As the clock on the clinic's wall shows it. */
export const wallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ title: 'a time of day such as 09:30', examples: ['09:30'] })

const details = {
  what,
  on: date.describe('The day, where the clinic is.'),
  at: wallTime.describe('By the clock of the clinic.'),
  minutes: wholeNumber(5, 600).describe('How long it takes.'),
  practitionerId: id.describe('With whom: somebody who works here.'),
  place: line(200).optional(),
  note: text(1000).optional().describe('For the client to read: what to bring, why it was moved.'),
}
export const noteAppointment = z.strictObject({ id, ...details })
export const amendAppointment = z.strictObject({
  id,
  supersedes: id.describe('The version that holds, as it was read.'),
  ...details,
  status: z.enum(['planned', 'cancelled']),
})

export const appointment = z.strictObject({
  id: id.describe('Of this version.'),
  appointmentId: id.describe('Names the appointment in every version: it is the id of the first.'),
  clientId: id,
  what,
  status: z.enum(['planned', 'cancelled']),
  startsAt: instant,
  minutes: z.int(),
  zone: z.string().describe('Of the clinic.'),
  on: date.describe('The day, where the clinic is.'),
  at: wallTime.describe('By the clock of the clinic.'),
  practitioner: z.strictObject({ id, name: z.string() }),
  place: z.string().nullable(),
  note: z.string().nullable(),
  cannotCome: z.boolean().describe('She has written that she cannot come, since this version was noted.'),
  version: z.int().describe('1 for the first, and one more for each change.'),
  warned: z
    .strictObject({ of: z.enum(['too-early', 'not-cleared']), until: date.nullable() })
    .nullable()
    .describe(
      'What staff was warned of when it was noted: it lies before the first safe day, or nobody has cleared her. Null for a client.',
    ),
  ...versioned,
  ...recorded,
})
export type Appointment = z.infer<typeof appointment>

export const appointmentOfDay = z.strictObject({
  client: z.strictObject({ id, name: z.string() }),
  ...appointment.shape,
})
export type AppointmentOfDay = z.infer<typeof appointmentOfDay>

export const earliestSession = z.strictObject({
  earliestOn: date
    .nullable()
    .describe('The first day on which nothing known stands in the way. Null: no day is known.'),
  because: z
    .array(
      z.strictObject({
        reason: z.enum(['interval', 'screening', 'no-screening']),
        until: date.nullable().describe('Null: waiting alone does not lift it.'),
        lastSessionOn: date.nullable().describe('For `interval`.'),
        days: z.int().nullable().describe('For `interval`: how many the protocol or the plan asks for.'),
      }),
    )
    .describe('What stands in the way today, each with its day. Empty: nothing known does.'),
})
export type EarliestSession = z.infer<typeof earliestSession>
