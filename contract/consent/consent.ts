/** Consent as it travels: the exact text with the risks of this person, its hash, and the signature under it. */
import type { DisclosedRisk } from '@needlepoint/pathway'
import { z } from 'zod'
import { binary } from '../http/binary.ts'
import { typed } from '../http/typed.ts'
import { hash, id, instant, language, line, term, text } from '../http/values.ts'
import { recorded } from '../http/written.ts'
import { coolingOff } from '../practice/clinic.ts'

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

const copyHash = hash
  .nullable()
  .describe('SHA-256 of the sealed PDF. A file with another hash is not the copy that was sealed.')

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

export const prepareConsent = z.strictObject({
  ...about,
  ahead: z
    .boolean()
    .optional()
    .describe('A device keeps it for times without a connection, and nobody has opened it: no time to think begins.'),
})
export const consentDocument = z.strictObject({
  planId: id,
  ...about,
  document: z.string().describe('The text to be read and signed, in Markdown.'),
  documentHash: hash.describe('SHA-256 of the text in UTF-8: this is what gets signed.'),
  risks: z.array(disclosedRisk),
  ask: z.array(z.string()).describe('Facts that would make the list of risks more exact.'),
  asksAbout: z.int().min(0).describe('About how many of the risks somebody is asked before she signs.'),
  possibleFrom: instant
    .nullable()
    .describe('From when on it can be signed; null at once. A clinic can want time to think after the text was given.'),
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

/** That a text was given to somebody to read, by whoever of the staff gave it. */
export const offerConsent = z.strictObject({
  id,
  language,
  documentHash: hash.describe('Of the text that was given. Refused when it is another one by now.'),
})
export const offer = z.strictObject({
  id,
  planId: id,
  language: z.string(),
  documentHash: z.string(),
  givenAt: instant.describe('By the clock of the server: nobody gives a text yesterday.'),
  ...recorded,
})
export type Offer = z.infer<typeof offer>

export const changeKinds = ['plan', 'device', 'depth', 'areas', 'risk', 'likelier', 'text'] as const
/** One difference between what was signed and what would be signed now, as sentences or names that a person can read. */
export const consentChange = z.strictObject({
  what: z.enum(changeKinds),
  before: z.string().nullable().describe('Null for what is new.'),
  now: z.string().nullable().describe('Null for what is gone.'),
})
export type ConsentChange = z.infer<typeof consentChange>

export const paperStates = ['open', 'signed', 'again', 'withdrawn'] as const
/** What is asked of her for one purpose, and how it stands. */
export const paper = z.strictObject({
  kind: z.enum(consentKinds),
  purposes: z.array(z.enum(photoPurposes)),
  state: z
    .enum(paperStates)
    .describe('`again`: something has changed since it was signed, so it does not count until it is signed anew.'),
  consentId: id.nullable().describe('What was signed last for it.'),
  signedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  changes: z.array(consentChange).describe('What has changed since, in the language of what was signed.'),
  blocked: z
    .enum(['answers-changed', 'decision-forbids'])
    .nullable()
    .describe(
      'Why it cannot be signed now, whatever the clock says: the plan has to be made again, or no treatment is allowed.',
    ),
  givenAt: instant.nullable().describe('When the text that would be signed now was first given to her.'),
  possibleFrom: instant
    .nullable()
    .describe(
      'From when on it can be signed. Null: at once, or where time to think is wanted, only after it was given.',
    ),
})
export type Paper = z.infer<typeof paper>
export const papersQuery = z.strictObject({
  language: language.optional().describe('Of the texts that would be signed; her own when it is left out.'),
})
export const papers = z.strictObject({
  planId: id.nullable().describe('The plan that counts. Without one there is nothing to sign yet.'),
  coolingOff: coolingOff.nullable(),
  papers: z.array(paper).describe('The treatment first, then each use of photos.'),
})
export type Papers = z.infer<typeof papers>

/** A PDF of what was signed. */
export const consentCopy = binary(15_000_000, ['application/pdf'])

export const signConsent = z.strictObject({
  id,
  clientId: id,
  planId: id,
  ...about,
  documentHash: hash.describe('Of the text that was read. Refused when the text is another one by now.'),
  understood: z
    .array(term)
    .max(100)
    .describe(
      'Risks that she answered a question about, or said back in her own words. To a treatment it takes as many as are asked about, see `asksAbout`.',
    ),
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
  copyHash,
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
  copyHash,
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
