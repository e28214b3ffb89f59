/** The clinic itself: its name, zone and language, how its clients reach it, and how it tightens the protocol. */
import { z } from 'zod'
import {
  clinicId,
  date,
  email,
  emergencyNumber,
  id,
  language,
  line,
  phone,
  text,
  wholeNumber,
  zone,
} from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'

/** Time to think between being given a text and signing it. Hours are counted; days end at the same time on her wall clock. */
export const coolingOff = z
  .discriminatedUnion('unit', [
    z.strictObject({ unit: z.literal('h'), amount: wholeNumber(1, 999) }),
    z.strictObject({ unit: z.literal('d'), amount: wholeNumber(1, 99) }),
  ])
  .meta({ title: 'a number of hours (`h`) or days (`d`)' })
export type CoolingOff = z.infer<typeof coolingOff>

const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const watchHours = z
  .array(z.strictObject({ day: z.int().min(1).max(7), from: clock, to: clock }))
  .max(7)
  .refine((days) => new Set(days.map(({ day }) => day)).size === days.length)
  .refine((days) => days.every(({ from, to }) => from < to))
  .meta({ title: 'a list of days from 1 (Monday) to 7, each once, with from and to such as 09:00 and 18:00' })
  .describe('When somebody looks at what clients send, by the clock of the clinic.')

export const clinic = z.strictObject({
  id: clinicId,
  name: z.string(),
  zone: z.string(),
  language: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  openingHours: z.string().nullable().describe('As the clinic says it, in its language.'),
  afterHours: z
    .string()
    .nullable()
    .describe('Who answers outside the opening hours. Null: nobody, and clients are told so.'),
  watchHours: watchHours
    .nullable()
    .describe('When somebody looks at what clients send, by the clock of the clinic. Null: the clinic has not said.'),
  emergencyNumber: z
    .string()
    .nullable()
    .describe('To print for clients in the zone of the clinic. Null: the one that is known for where a client lives.'),
  coolingOff: coolingOff
    .nullable()
    .describe('How long a client has a consent to a treatment before she may sign it. Null: no time is asked for.'),
  demo: z.boolean().describe('Holds nobody real, and can be removed at once.'),
  protocol: z.string().describe('Hash of the protocol in force, the overlay included.'),
})
export type Clinic = z.infer<typeof clinic>
/** All of it, each time: what is left out by a slip would be gone from the page that a client opens at night. */
export const changeClinic = z.strictObject({
  name: line(200),
  zone,
  language,
  phone: phone.nullable(),
  email: email.nullable(),
  openingHours: line(120).nullable(),
  afterHours: line(300).nullable(),
  watchHours: watchHours.nullable(),
  emergencyNumber: emergencyNumber.nullable(),
  coolingOff: coolingOff
    .nullable()
    .describe('For texts that are given from now on. What has begun is never shortened, and is lengthened at once.'),
})

export const setOverlay = z.strictObject({
  id,
  supersedes: id.optional().describe('The newest version, as `overlay.show` gives it; left out for the first one.'),
  yaml: text(200_000).describe('As `needlepoint tighten` reads it.'),
  validFrom: date.describe('In the zone of the clinic, today or later.'),
})
export const overlay = z.strictObject({
  id,
  hash: z.string(),
  name: z.string(),
  yaml: z.string().nullable().describe('As it was sent, with its comments. Null for a client.'),
  document: z
    .record(z.string(), z.unknown())
    .describe('Compiled: what `tighten` of the engine takes, so that a device decides as the server does.'),
  validFrom: date,
  ...versioned,
  ...recorded,
})
export type Overlay = z.infer<typeof overlay>
export const overlayInForce = z.strictObject({
  protocol: z.string().describe('Hash of the protocol in force.'),
  overlay: overlay.nullable().describe('The version in force. Null where the clinic tightens nothing today.'),
  newest: overlay.nullable().describe('The newest version, in force or not yet: what the next one supersedes.'),
})
