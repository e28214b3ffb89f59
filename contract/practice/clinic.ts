/** The clinic itself: its name, zone and language, and how it tightens the protocol. */
import { z } from 'zod'
import { clinicId, date, id, language, line, text, zone } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'

export const clinic = z.strictObject({
  id: clinicId,
  name: z.string(),
  zone: z.string(),
  language: z.string(),
  demo: z.boolean().describe('Holds nobody real, and can be removed at once.'),
  protocol: z.string().describe('Hash of the protocol in force, the overlay included.'),
})
export type Clinic = z.infer<typeof clinic>
export const changeClinic = z.strictObject({ name: line(200), zone, language })

export const setOverlay = z.strictObject({
  id,
  supersedes: id.optional(),
  yaml: text(200_000).describe('As `needlepoint tighten` reads it.'),
  validFrom: date,
})
export const overlay = z.strictObject({
  id,
  hash: z.string(),
  name: z.string(),
  document: z.record(z.string(), z.unknown()).describe('Parameters, effects and rules, compiled.'),
  validFrom: date,
  ...versioned,
  ...recorded,
})
export type Overlay = z.infer<typeof overlay>
export const overlayInForce = z.strictObject({
  protocol: z.string().describe('Hash of the protocol in force.'),
  overlay: overlay.nullable().describe('Null where the clinic tightens nothing.'),
})
