/** Screening as it travels: answers in, a decision with its reasons out, taken on the device and again on the server. */
import { type Screening as Decided, decisions } from '@needlepoint/pathway'
import { z } from 'zod'
import { answers, storedAnswers } from '../facts.ts'
import { typed } from '../http/typed.ts'
import { date, id, protocolHash, term, text } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'

export const decision = z.enum(decisions).meta({ title: `one of ${decisions.join(', ')}` })

/** One rule that fired. */
export const finding = z.looseObject({
  rule: z.string(),
  effect: z.string(),
  says: z.string(),
  action: z.string(),
  claims: z.array(z.string()),
})

/** What the engine answers; `pathway/screening/screen.ts` explains every part. */
export const decided = typed<Decided>()(
  z.looseObject({
    decision: z.looseObject({ atLeast: decision, atMost: decision, final: z.boolean() }),
    findings: z.array(finding),
    possible: z.array(z.looseObject({ rule: z.string(), effect: decision })),
    ask: z.array(z.string()),
    alsoAsk: z.array(z.string()),
    clarify: z.array(z.string()),
    stale: z.array(z.string()),
    earliestDate: z.string().nullable(),
    protocol: z.string(),
  }),
)

/** What the device decided, in short: enough to see whether the server decides otherwise, and why. */
export const deviceDecision = z.strictObject({
  atLeast: decision,
  atMost: decision,
  final: z.boolean(),
  rules: z.array(term).max(400).describe('The rules that fired.'),
  protocol: protocolHash,
})
export type DeviceDecision = z.infer<typeof deviceDecision>

export const recordScreening = z.strictObject({
  id,
  clientId: id,
  decidedOn: date.describe("The day of the decision, in the client's time zone."),
  facts: answers,
  deviceDecision: deviceDecision.optional().describe('What the device decided, when it did.'),
  supersedes: id.optional().describe('The screening that this one corrects.'),
})

export const override = z.strictObject({
  id,
  screeningId: id,
  decision,
  reason: z.string(),
  role: z.string().describe('The role of who overrode.'),
  ...recorded,
})
export type Override = z.infer<typeof override>

export const screening = z.strictObject({
  id,
  clientId: id,
  decidedOn: date,
  facts: storedAnswers,
  decision: decided.describe('What the server decided, as of that day.'),
  deviceDecision: deviceDecision.nullable(),
  differs: z.boolean().describe('Device and server decided differently; somebody has to look.'),
  protocol: z.string().describe('Hash of the protocol that the server decided with.'),
  overrides: z.array(override),
  holds: decision.describe('What counts now: the last override, else the most cautious decision still possible.'),
  ...versioned,
  ...recorded,
})
export type Screening = z.infer<typeof screening>

export const screeningSummary = z.strictObject({
  id,
  clientId: id,
  decidedOn: date,
  atLeast: decision,
  atMost: decision,
  final: z.boolean(),
  holds: decision,
  differs: z.boolean(),
  overridden: z.boolean(),
  ...versioned,
  ...recorded,
})
export type ScreeningSummary = z.infer<typeof screeningSummary>

/** One line of the clinic's list of what waits. */
export const screeningToReview = z.strictObject({
  client: z.strictObject({
    id,
    name: z.string().nullable().describe('Null for a key that may not list clients.'),
  }),
  ...screeningSummary.shape,
})
export type ScreeningToReview = z.infer<typeof screeningToReview>

/** Where two decisions part. */
export const difference = z.strictObject({
  what: z.enum(['atLeast', 'atMost', 'final', 'rules', 'protocol']),
  device: z.unknown(),
  server: z.unknown(),
})

export const screeningComparison = z.strictObject({
  screeningId: id,
  device: deviceDecision.nullable().describe('Null when the device decided nothing.'),
  server: deviceDecision.describe("The server's decision in the same short form."),
  differs: z.boolean(),
  differences: z.array(difference),
})
export type ScreeningComparison = z.infer<typeof screeningComparison>

export const overrideScreening = z.strictObject({
  id,
  decision: decision.describe('What shall count instead.'),
  reason: text(4000).describe('Why; it is kept for ever beside the decision.'),
})
