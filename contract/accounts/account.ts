/** What is about the person and not her skin: who opened her record, her copy of it, erasure, and how she may be written to. */
import { z } from 'zod'
import { date, id, instant, text } from '../http/values.ts'
import { recorded } from '../http/written.ts'

export const recordView = z.strictObject({
  id,
  viewedAt: instant,
  by: z.strictObject({
    kind: z.enum(['staff', 'client', 'guardian', 'api-key', 'system']),
    name: z.string().nullable(),
    roles: z.array(z.string()).describe('Those that staff had then.'),
  }),
  what: z.string().describe('What was opened, such as `client` or `session`.'),
})
export type RecordView = z.infer<typeof recordView>

export const clientExport = z.looseObject({
  format: z.literal('needlepoint-client-export'),
  version: z.int(),
  exportedAt: instant,
  clientId: id,
})
export type ClientExport = z.infer<typeof clientExport>

export const requestErasure = z.strictObject({ id, reason: text(2000).optional() })
/** What stays although somebody asked for it to be erased, as far as there is any of it. */
export const keptKinds = ['treatment', 'consents', 'audit'] as const
export const erasureAnswers = ['erased', 'held', 'refused'] as const
export const answerErasure = z.strictObject({
  id,
  answer: z
    .enum(erasureAnswers)
    .describe(
      '`erased`: everything about her goes now. `held`: what was decided, agreed to and done is kept until `keepUntil`, closed to changes, and goes by itself on the day after; everything else goes now. `refused`: nothing goes.',
    ),
  keepUntil: date.optional().describe('For `held` alone: the last day on which it is kept, in the clinic’s zone.'),
  reason: text(2000)
    .optional()
    .describe(
      'Why something is kept, or why nothing of a treatment has to be kept any more. She reads it; write nothing else about her.',
    ),
})
export const erasureRequest = z.strictObject({
  id,
  clientId: id,
  clientName: z.string().nullable().describe('Null when nothing is left of the record.'),
  reason: z.string().nullable(),
  kept: z
    .array(z.strictObject({ what: z.enum(keptKinds), why: z.string() }))
    .describe('What has to be kept for now, and why. Everything else may go.'),
  answer: z
    .strictObject({
      answer: z.enum(erasureAnswers),
      keepUntil: date.nullable(),
      reason: z.string().nullable(),
      gone: z.boolean().describe('Nothing of the record is left but that she asked and what was answered.'),
      ...recorded,
    })
    .nullable()
    .describe('What a person answered; null while nobody has.'),
  ...recorded,
})
export type ErasureRequest = z.infer<typeof erasureRequest>

export const channels = ['email', 'sms', 'push', 'phone'] as const
export const contactPurposes = ['care', 'appointments', 'marketing'] as const
export const recordContactConsent = z.strictObject({
  id,
  channel: z.enum(channels),
  purpose: z.enum(contactPurposes),
  status: z.enum(['given', 'withdrawn']),
  evidence: text(2000).optional().describe('What she said or ticked, in her words.'),
})
export const contactConsent = z.strictObject({
  id,
  channel: z.enum(channels),
  purpose: z.enum(contactPurposes),
  status: z.enum(['given', 'withdrawn']),
  evidence: z.string().nullable(),
  ...recorded,
})
export type ContactConsent = z.infer<typeof contactConsent>
