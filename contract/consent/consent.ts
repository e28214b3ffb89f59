/** Consent as it travels: the exact text with the risks of this person, its hash, and the signature under it. */
import type { DisclosedRisk } from '@needlepoint/pathway'
import { z } from 'zod'
import { typed } from '../http/typed.ts'
import { hash, id, instant, language, line, term, text } from '../http/values.ts'
import { recorded } from '../http/written.ts'

export const consentKinds = ['treatment', 'photos'] as const
/** What photos may be used for; each is asked by itself. */
export const photoPurposes = ['record', 'teaching', 'publication', 'marketing'] as const

/** One risk as it was told; `pathway/consent/consent.ts` explains every part. */
export const disclosedRisk = typed<DisclosedRisk>()(
  z.looseObject({
    risk: z.string(),
    effect: z.string(),
    says: z.string(),
    frequency: z.string(),
    likelier: z.array(z.looseObject({ id: z.string(), says: z.string() })),
    certain: z.boolean(),
    claims: z.array(z.string()),
  }),
)

const about = {
  kind: z.enum(consentKinds),
  purposes: z
    .array(z.enum(photoPurposes))
    .max(photoPurposes.length)
    .describe('Of photos exactly one, since each is asked, signed and taken back by itself; empty for a treatment.'),
  language: language.describe(
    'Of the text. Where the protocol does not know it, the text is in English and the answer says so.',
  ),
}

export const prepareConsent = z.strictObject(about)
export const consentDocument = z.strictObject({
  planId: id,
  ...about,
  document: z.string().describe('The text to be read and signed, in Markdown.'),
  documentHash: hash.describe('SHA-256 of the text in UTF-8: this is what gets signed.'),
  risks: z.array(disclosedRisk),
  ask: z.array(z.string()).describe('Facts that would make the list of risks more exact.'),
  protocol: z.string(),
})
export type ConsentDocument = z.infer<typeof consentDocument>

/** A signature: drawn, as strokes of x and y in turn on a field 1000 wide; or a name typed where nobody can draw. */
export const signature = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('drawn'),
    strokes: z
      .array(z.array(z.number().min(-100).max(2000)).min(4).max(4000))
      .min(1)
      .max(200)
      .meta({ title: 'at least one stroke' }),
  }),
  z.strictObject({ kind: z.literal('typed'), name: line(200) }),
])
export type Signature = z.infer<typeof signature>

export const signConsent = z.strictObject({
  id,
  clientId: id,
  planId: id,
  ...about,
  documentHash: hash.describe('Of the text that was read. Refused when the text is another one by now.'),
  understood: z
    .array(term)
    .max(100)
    .describe('Risks that the signer said back in her own words, where she was asked to.'),
  signedAt: instant,
  signer: z.strictObject({
    name: line(200),
    as: z.enum(['client', 'guardian']),
    guardianId: id.optional(),
  }),
  signature,
})

export const consent = z.strictObject({
  id,
  clientId: id,
  planId: id,
  kind: z.enum(consentKinds),
  purposes: z.array(z.string()),
  language: z.string(),
  document: z.string(),
  documentHash: z.string(),
  risks: z.array(disclosedRisk),
  understood: z.array(z.string()),
  protocol: z.string(),
  signedAt: instant,
  signer: z.strictObject({ name: z.string(), as: z.enum(['client', 'guardian']) }),
  signature,
  evidence: z
    .strictObject({
      ip: z.string(),
      userAgent: z.string(),
      receivedAt: instant,
      witness: z.string().nullable().describe('Who held the device, when it was the clinic’s.'),
    })
    .nullable()
    .describe('Null for a caller who is not staff.'),
  withdrawnAt: instant.nullable(),
  ...recorded,
})
export type Consent = z.infer<typeof consent>

export const consentSummary = z.strictObject({
  id,
  clientId: id,
  planId: id,
  kind: z.enum(consentKinds),
  purposes: z.array(z.string()),
  language: z.string(),
  documentHash: z.string(),
  signedAt: instant,
  withdrawnAt: instant.nullable(),
  ...recorded,
})
export type ConsentSummary = z.infer<typeof consentSummary>

export const withdrawConsent = z.strictObject({ id, withdrawnAt: instant, reason: text(4000).optional() })
export const withdrawal = z.strictObject({
  id,
  consentId: id,
  withdrawnAt: instant,
  reason: z.string().nullable(),
  ...recorded,
})
export type Withdrawal = z.infer<typeof withdrawal>
