/** Check-ins as they travel: a report in; how soon somebody must act out, taken on the device and again on the server. */
import { levels, type Triage } from '@needlepoint/pathway'
import { z } from 'zod'
import { answers, storedAnswers } from '../facts.ts'
import { typed } from '../http/typed.ts'
import { id, instant, protocolHash, term, text } from '../http/values.ts'
import { recorded } from '../http/written.ts'
import { finding } from '../screening/screening.ts'

export const level = z.enum(levels).meta({ title: `one of ${levels.join(', ')}` })

/** What the engine answers; `pathway/recovery/triage.ts` explains every part. */
export const triaged = typed<Triage>()(
  z.looseObject({
    level,
    atMost: level,
    final: z.boolean(),
    day: z.int(),
    findings: z.array(finding),
    advice: z.array(z.string()),
    checkAgainAfter: z.string().nullable(),
    ask: z.array(z.string()),
    clarify: z.array(z.string()),
    protocol: z.string(),
  }),
)
export const deviceTriage = z.strictObject({
  level,
  atMost: level,
  final: z.boolean(),
  rules: z.array(term).max(400),
  protocol: protocolHash,
})
export type DeviceTriage = z.infer<typeof deviceTriage>

export const recordCheckIn = z.strictObject({
  id,
  clientId: id,
  sessionId: id,
  reportedAt: instant.describe(
    'When she answered, by the clock of her device. Without a network it is earlier than it arrives, and never too late.',
  ),
  report: answers,
  words: text(4000).optional().describe('What she wants to add, in her own words.'),
  deviceTriage: deviceTriage.optional().describe('What the device told her, when it did.'),
})

export const checkInRead = z.strictObject({
  id,
  checkInId: id,
  readBy: z.strictObject({ id, name: z.string().nullable() }),
  readAt: instant,
  note: z.string().nullable().describe('Null for a caller who is not staff.'),
  ...recorded,
})
export type CheckInRead = z.infer<typeof checkInRead>

export const checkIn = z.strictObject({
  id,
  clientId: id,
  sessionId: id,
  reportedAt: instant,
  day: z.int().describe('Day 0 is the day of the session, where she lives.'),
  report: storedAnswers,
  words: z.string().nullable(),
  level: level.describe('What counts: the more urgent one of the server’s level and the device’s.'),
  triage: triaged,
  deviceTriage: deviceTriage.nullable(),
  differs: z.boolean().describe('Device and server came to another result; somebody has to look.'),
  protocol: z.string(),
  reads: z.array(checkInRead).describe('Who read it, the first one first.'),
  ...recorded,
})
export type CheckIn = z.infer<typeof checkIn>

export const checkInSummary = z.strictObject({
  id,
  clientId: id,
  sessionId: id,
  reportedAt: instant,
  recordedAt: instant,
  day: z.int(),
  level,
  final: z.boolean().describe('False: she stopped half way, and what is open could be urgent.'),
  differs: z.boolean(),
  rules: z.array(z.string()),
  hasWords: z.boolean(),
  readAt: instant.nullable(),
})
export type CheckInSummary = z.infer<typeof checkInSummary>

/** One line of the clinic's list. The front desk sees who waits, how urgent it is and since when, and nothing of the report. */
export const checkInToday = z.strictObject({
  client: z.strictObject({ id, name: z.string() }),
  ...checkInSummary.shape,
  rules: z.array(z.string()).nullable().describe('Null for a caller who may not read the report.'),
  hasWords: z.boolean().nullable().describe('Null for a caller who may not read the report.'),
})
export type CheckInToday = z.infer<typeof checkInToday>

export const markRead = z.strictObject({ id, note: text(4000).optional() })
