/** What somebody sends a clinic who screened herself and has no account there. */
import { z } from 'zod'
import { answers, storedAnswers } from '../facts.ts'
import { clinicId, date, email, id, instant, language, line, phone, text, zone } from '../http/values.ts'
import { decided, decision, deviceDecision } from './screening.ts'

/** Anybody can reach it by the clinic's address or its code; what it says of the clinic the clinic shows in public. */
export const enquiryPlace = z.strictObject({
  clinicId,
  name: z.string(),
  zone: z.string(),
  language: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  emergencyNumber: z.string().nullable(),
  keepsDays: z.int().describe('What is sent and leads to nothing is deleted after so many.'),
  protocol: z.string().describe('Hash of the protocol in force, the overlay included.'),
  overlay: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('How the clinic tightens the protocol, so that a device decides as the clinic does.'),
})
export type EnquiryPlace = z.infer<typeof enquiryPlace>

export const sendEnquiry = z.strictObject({
  id,
  name: line(200),
  contact: z
    .strictObject({ email: email.optional(), phone: phone.optional() })
    .describe('At least one of them: the clinic has to be able to answer.'),
  language: language.describe('In which she reads.'),
  zone: zone.describe('Where she lives.'),
  words: text(2000).optional().describe('What she would like the clinic to know.'),
  decidedOn: date.describe('The day of the answers, in her time zone.'),
  facts: answers,
  deviceDecision: deviceDecision.optional().describe('What the device told her.'),
})

export const sentEnquiry = z.strictObject({
  id,
  clinicName: z.string(),
  until: instant.describe('The clinic deletes it then at the latest, unless it has made her a client.'),
})

const who = {
  id,
  name: z.string(),
  contact: z.strictObject({ email: z.string().optional(), phone: z.string().optional() }),
  language: z.string(),
  zone: z.string(),
  words: z.string().nullable(),
  receivedAt: instant,
  until: instant.describe('It is deleted then.'),
}

export const enquirySummary = z.strictObject({
  ...who,
  decision: decision
    .nullable()
    .describe(
      'The most cautious one still possible. Null for who may not read screenings, and where it cannot be said.',
    ),
})
export type EnquirySummary = z.infer<typeof enquirySummary>

export const enquiry = z.strictObject({
  ...who,
  answers: z
    .strictObject({
      decidedOn: date,
      facts: storedAnswers,
      decided: decided.nullable().describe('As of that day. Null where the protocol no longer takes these answers.'),
    })
    .nullable()
    .describe('Null for who may not read screenings.'),
  known: z
    .array(z.strictObject({ id, name: z.string() }))
    .describe('Clients who have the same e-mail address or telephone number, at most five.'),
})
export type Enquiry = z.infer<typeof enquiry>

export const takeEnquiry = z.strictObject({
  clientId: id.describe('Whose intake it becomes: somebody who was just added, or whom the clinic knew.'),
})
export const settledEnquiry = z.strictObject({
  id,
  how: z.enum(['taken', 'dismissed']),
  clientId: id.nullable(),
  settledAt: instant,
})
export const takenEnquiry = z.strictObject({
  outcome: z.enum(['new', 'same']),
  record: settledEnquiry,
  draft: z.enum(['made', 'kept']).describe('`kept`: she had answers of her own under way, and those stay as they are.'),
})

export const enquiryDoor = z.strictObject({
  open: z.boolean(),
  address: z.string().describe('Where people screen themselves for this clinic. Print it as a code.'),
  waiting: z.int().describe('Enquiries that nobody has settled.'),
})
