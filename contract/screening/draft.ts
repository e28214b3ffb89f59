/** An intake that is not sent yet, as it goes from one device of hers to another. */
import { z } from 'zod'
import { answers } from '../facts.ts'
import { date, id, instant, term, wholeNumber } from '../http/values.ts'

/** Where answers come from that she has not looked through yet. */
export const draftOrigins = ['enquiry', 'self-screening', 'last-visit'] as const

const step = z.strictObject({
  facts: z.array(term).min(1).max(100),
  list: z.boolean().describe('Asked as one list of ticks.'),
})

/** Names no record, only one state of a draft. */
const version = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ title: '32 characters 0-9 and a-f, made on the device', examples: ['01932f5e7c1a7b3e9a523f6d1c0b8e4f'] })

const content = {
  day: date.describe("The day of these answers, in the client's time zone. An answer of an older day says its own."),
  facts: answers,
  open: z.array(term).max(400).describe('Ticked, or not sure: still to be asked one by one.'),
  path: z.array(step).max(400).describe('The pages that she has been on, in their order.'),
  at: wholeNumber(0, 400).nullable().describe('Of these the one that she is on; null for the next one.'),
  confirm: z
    .enum(draftOrigins)
    .nullable()
    .describe('The answers come from there, and she looks through them first. Null once she has.'),
}

export const keepDraft = z.strictObject({
  id: id.describe('Of the screening that it is to become.'),
  version: version.describe('Made with this change.'),
  basedOn: version.nullable().describe('The version that the device saw last. Null where it saw none.'),
  ...content,
})

export const intakeDraft = z.strictObject({
  id,
  clientId: id,
  version,
  ...content,
  savedAt: instant,
  until: instant.describe('It is deleted then, unless it is touched again.'),
})
export type IntakeDraft = z.infer<typeof intakeDraft>
