/** The chair: what is checked before the first pass, and what was done. */
import { type Preflight as Checked, readinesses } from '@needlepoint/pathway'
import { z } from 'zod'
import { answers, storedAnswers } from '../facts.ts'
import { typed } from '../http/typed.ts'
import { date, decimal, id, instant, line, protocolHash, term, text, wholeNumber, zone } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'
import { finding } from '../screening/screening.ts'

export const readiness = z.enum(readinesses).meta({ title: `one of ${readinesses.join(', ')}` })

/** What the engine answers; `pathway/treatment/preflight.ts` explains every part. */
export const checked = typed<Checked>()(
  z.looseObject({
    decision: readiness,
    final: z.boolean(),
    findings: z.array(finding),
    ask: z.array(z.string()),
    clarify: z.array(z.string()),
    protocol: z.string(),
  }),
)
export const deviceReadiness = z.strictObject({
  decision: readiness,
  final: z.boolean(),
  rules: z.array(term).max(400),
  protocol: protocolHash,
})
export type DeviceReadiness = z.infer<typeof deviceReadiness>

export const recordPreflight = z.strictObject({
  id,
  clientId: id,
  planId: id,
  checkedOn: date.describe('The date at the clinic.'),
  deviceId: id.optional().describe('What it is to be done with. Nobody is ready before that is chosen.'),
  cartridgeLotId: id.optional().describe('The lot on the package of the cartridge that was laid out.'),
  facts: answers.describe(
    'What was checked. What the record knows comes from the record and cannot be sent: papers, device, cartridge, earlier sessions.',
  ),
  deviceResult: deviceReadiness.optional().describe('What the device found, when it did.'),
})
export const preflight = z.strictObject({
  id,
  clientId: id,
  planId: id,
  checkedOn: date,
  deviceId: id.nullable(),
  cartridgeLotId: id.nullable(),
  facts: storedAnswers.describe(
    'All that it was decided from: what was checked, the intake and the plan, and what the record said.',
  ),
  result: checked,
  deviceResult: deviceReadiness.nullable(),
  differs: z.boolean().describe('Device and server came to another result; somebody has to look.'),
  protocol: z.string(),
  ...recorded,
})
export type Preflight = z.infer<typeof preflight>

/** One treated area. */
export const treatedZone = z.strictObject({
  area: term,
  depthMm: decimal(0, 10),
  passes: wholeNumber(0, 50),
  endpoint: term.describe('What was seen when it was enough: none, redness, pinpoint-bleeding, free-bleeding.'),
})
export const usedProduct = z.strictObject({ product: line(200), lotId: id.optional() })

const chart = {
  preflightId: id,
  endedAt: instant.describe('When needling ended: everything afterwards is counted from it.'),
  zone: zone.describe('Where the client lives, an IANA zone.'),
  deviceId: id,
  cartridgeLotId: id.optional(),
  practitionerId: id.describe('Who needled.'),
  zones: z.array(treatedZone).min(1).max(60),
  products: z.array(usedProduct).max(40),
  facts: answers.describe('What else was recorded, such as pain or numbing.'),
  notes: text(10_000).optional(),
}
export const recordSession = z.strictObject({ id, clientId: id, planId: id, ...chart })
export const amendSession = z.strictObject({
  id: id.describe('Names the new version.'),
  reason: text(2000).describe('Why it is amended.'),
  ...chart,
})

export const session = z.strictObject({
  id,
  clientId: id,
  planId: id,
  preflightId: id,
  endedAt: instant,
  zone: z.string(),
  device: z.strictObject({ id, name: z.string(), deviceClass: z.string() }),
  cartridgeLot: z.strictObject({ id, product: z.string(), lot: z.string() }).nullable(),
  practitioner: z.strictObject({ id, name: z.string() }),
  depthMm: z.number().nullable().describe('The deepest setting used, mm.'),
  zones: z.array(z.strictObject({ area: z.string(), depthMm: z.number(), passes: z.int(), endpoint: z.string() })),
  products: z.array(z.strictObject({ product: z.string(), lot: z.strictObject({ id, lot: z.string() }).nullable() })),
  facts: storedAnswers,
  notes: z.string().nullable(),
  amendedBecause: z.string().nullable(),
  ...versioned,
  ...recorded,
})
export type Session = z.infer<typeof session>

export const sessionSummary = z.strictObject({
  id,
  clientId: id,
  planId: id,
  endedAt: instant,
  zone: z.string(),
  depthMm: z.number().nullable(),
  deviceClass: z.string(),
  areas: z.array(z.string()),
  practitioner: z.string(),
  ...versioned,
  ...recorded,
})
export type SessionSummary = z.infer<typeof sessionSummary>
