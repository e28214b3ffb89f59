/**
 * The pathway engine: protocol and facts in, decision out, with reasons and sources. Pure: no clock, no network, no files;
 * the same answer on the server, in a browser without a connection, and in a terminal.
 */
import { type Aftercare, type AftercareInput, aftercare } from './aftercare/aftercare.ts'
import { checkProduct, type ProductCheck } from './aftercare/check-product.ts'
import { type MayI, mayI } from './aftercare/may-i.ts'
import { type Consent, consent } from './consent/consent.ts'
import type { Answers } from './facts/facts.ts'
import { type Plan, plan } from './planning/plan.ts'
import { type Explanation, explain } from './protocol/explain.ts'
import { type ImpactCount, impactOf } from './protocol/impact.ts'
import { type CitedClaim, claimsOf, type Loaded, load } from './protocol/load.ts'
import type { ISODate, Overlay, Protocol } from './protocol/protocol.ts'
import { tighten } from './protocol/tighten.ts'
import { type CheckInPlan, checkInPlan } from './recovery/check-in-plan.ts'
import { type Course, type CourseInput, course } from './recovery/course.ts'
import { type HealedAnswer, healed } from './recovery/healed.ts'
import { type Triage, type TriageInput, triage } from './recovery/triage.ts'
import { type Screening, screen } from './screening/screen.ts'
import { type Preflight, preflight } from './treatment/preflight.ts'
import type { Session } from './treatment/session.ts'

export * from './aftercare/aftercare.ts'
export * from './aftercare/check-product.ts'
export { longestLabel, readLabel } from './aftercare/label.ts'
export * from './aftercare/may-i.ts'
export * from './consent/consent.ts'
export * from './consent/questions.ts'
export * from './facts/facts.ts'
export { editDistance, nearest } from './facts/nearest.ts'
export * from './facts/problem.ts'
export { unitName } from './facts/read-answers.ts'
export { conditionBuilder } from './logic/condition.ts'
export type { Finding } from './logic/finding.ts'
export { printExpression } from './logic/print.ts'
export { isKnown, layOutSlots, type Slot, type SlotMap } from './logic/slots.ts'
export { factsIn, isExpression, parametersIn } from './logic/tree.ts'
export * from './logic/truth.ts'
export * from './planning/plan.ts'
export { sayEmergency } from './protocol/edition.ts'
export * from './protocol/explain.ts'
export * from './protocol/impact.ts'
export { type CitedClaim, claimsOf, type Loaded, load } from './protocol/load.ts'
export * from './protocol/protocol.ts'
export { printQuantity, printSpan } from './protocol/quantity.ts'
export * from './protocol/replay.ts'
export { tighten } from './protocol/tighten.ts'
export * from './recovery/check-in-plan.ts'
export * from './recovery/course.ts'
export * from './recovery/healed.ts'
export * from './recovery/triage.ts'
export * from './screening/screen.ts'
export * from './time/calendar.ts'
export * from './time/zone.ts'
export * from './treatment/preflight.ts'
export * from './treatment/session.ts'

/** A protocol, ready to decide. Every method is a pure function of its arguments. */
export interface Pathway {
  readonly protocol: Protocol
  readonly hash: string
  readonly loaded: Loaded
  screen(answers: Answers, day: ISODate): Screening
  explain(answers: Answers, day: ISODate, rule?: string): Explanation[]
  plan(answers: Answers, day: ISODate, start?: ISODate): Plan
  consent(answers: Answers, day: ISODate): Consent
  preflight(answers: Answers, day: ISODate): Preflight
  aftercare(input: AftercareInput): Aftercare
  mayI(activity: string, input: AftercareInput): MayI
  checkProduct(label: string, input: AftercareInput): ProductCheck
  course(input: CourseInput): Course
  checkInPlan(session: Session): CheckInPlan
  triage(input: TriageInput): Triage
  healed(report: Answers, day: ISODate): HealedAnswer
  impact(after: Pathway): ImpactCount
  tighten(overlay: Overlay): Pathway
  claims(ids: readonly string[]): CitedClaim[]
}

/**
 * Makes a compiled protocol ready to decide.
 * @param language of the texts in the answers; English where a text is missing
 * @param emergencyNumber that the texts tell to call, such as that of a clinic; without it the usual one of the language
 * @throws Error when the document is no protocol of this format
 */
export function loadProtocol(protocol: Protocol, language = 'en', emergencyNumber?: string): Pathway {
  const loaded = load(protocol, emergencyNumber)
  return {
    protocol,
    hash: protocol.hash,
    loaded,
    screen: (answers, day) => screen(loaded, answers, day, language),
    explain: (answers, day, rule) => explain(loaded, answers, day, rule, language),
    plan: (answers, day, start) => plan(loaded, answers, day, start, language),
    consent: (answers, day) => consent(loaded, answers, day, language),
    preflight: (answers, day) => preflight(loaded, answers, day, language),
    aftercare: (input) => aftercare(loaded, input, language),
    mayI: (activity, input) => mayI(loaded, activity, input, language),
    checkProduct: (label, input) => checkProduct(loaded, label, input, language),
    course: (input) => course(loaded, input, language),
    checkInPlan: (session) => checkInPlan(loaded, session, language),
    triage: (input) => triage(loaded, input, language),
    healed: (report, day) => healed(loaded, report, day, language),
    impact: (after) => impactOf(loaded, after.loaded),
    tighten: (overlay) => loadProtocol(tighten(protocol, overlay), language, emergencyNumber),
    claims: (ids) => claimsOf(loaded, ids),
  }
}
