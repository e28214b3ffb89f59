/**
 * What the record says before a session, put together on the device as the server does it, so that go or no-go stands there at
 * once. The server decides again from its own record, and both results are kept.
 */
import {
  type Answers,
  addToDate,
  type CivilDate,
  dateAt,
  type ISODate,
  type Pathway,
  parseDate,
  printDate,
} from '@needlepoint/pathway'
import type { OutputOf } from '../../shared/api/api.ts'
import { plainAnswer } from '../answers/fact-texts.ts'
import type { Client, Plan, Screening } from '../parts/reads.ts'

export type Device = OutputOf<'device.list'>['items'][number]
export type Lot = OutputOf<'lot.list'>['items'][number]
type ConsentLine = OutputOf<'consent.list'>['items'][number]
type SessionLine = OutputOf<'session.list'>['items'][number]

export interface OnRecord {
  readonly pathway: Pathway
  readonly client: Client
  readonly plan: Plan
  /** The one that counts by now. */
  readonly screening: Screening
  readonly consents: readonly ConsentLine[]
  /** The last one first. */
  readonly sessions: readonly SessionLine[]
  /** Hash of the text that would be signed today; undefined where it is not known here. */
  readonly currentHash: string | undefined
  readonly device: Device | undefined
  readonly lot: Lot | undefined
}

const earlier = (date: ISODate, day: ISODate) => (date < day ? date : day)

export function recordFacts(record: OnRecord, day: ISODate): Answers {
  const { pathway, client, plan, screening, sessions, device, lot, currentHash } = record
  const consent = consentTo(plan, record.consents)
  const signedOn = consent && dateAt(Date.parse(consent.signedAt), client.zone)
  const [last] = sessions
  const planned = plainAnswer({ ...screening.facts, ...plan.facts }.deviceClass)
  return {
    sessionsDone: sessions.length,
    ...(last ? { daysSinceLastSession: earlier(dateAt(Date.parse(last.endedAt), last.zone), day) } : {}),
    screeningDecision: screening.holds,
    screeningAgeDays: earlier(screening.decidedOn, day),
    consentSigned: consent !== undefined,
    consentWithdrawn: consent === undefined && treatmentConsents(plan, record.consents).length > 0,
    plannedMaxDepthMm: plan.plan.maxDepthMm ?? 0,
    ...(consent && signedOn
      ? {
          consentCoversPlan: !device || device.deviceClass === planned,
          ...(currentHash === undefined ? {} : { consentVersionCurrent: consent.documentHash === currentHash }),
          consentAgeDays: earlier(signedOn, day),
          coolingOffMet: signedOn < day,
        }
      : {}),
    ...deviceFacts(pathway, device),
    ...lotFacts(lot, day),
  }
}

function deviceFacts({ protocol }: Pathway, device: Device | undefined): Answers {
  if (!device) return {}
  const most = protocol.planning.devices[device.deviceClass]?.maxDepthMm.value
  return {
    deviceClass: device.deviceClass,
    deviceAuthorized: device.authorized,
    deviceRecalled: device.status !== 'in-service',
    ...(most === undefined ? {} : { deviceMaxDepthMm: most }),
  }
}

function lotFacts(lot: Lot | undefined, day: ISODate): Answers {
  if (!lot) return { lotRecorded: false }
  return {
    lotRecorded: true,
    cartridgeRecalled: lot.recalledOn !== null,
    ...(lot.expiresOn === null ? {} : { cartridgeExpiry: within(lot.expiresOn, day) }),
  }
}

/** Nothing lies further away than the question takes. */
function within(date: ISODate, day: ISODate): ISODate {
  const of = (years: number) => printDate(addToDate(parseDate(day) as CivilDate, years, 'a'))
  const [first, last] = [of(-9), of(19)]
  return date < first ? first : date > last ? last : date
}

const treatmentConsents = (plan: Plan, consents: readonly ConsentLine[]) =>
  consents.filter(({ kind, planId }) => kind === 'treatment' && planId === plan.id)

/** The last treatment consent to this plan that was not taken back. */
export const consentTo = (plan: Plan, consents: readonly ConsentLine[]) =>
  treatmentConsents(plan, consents).find(({ withdrawnAt }) => withdrawnAt === null)

/** Papers, device and lot: nobody can say otherwise at the chair. */
export const ofRecordOnly = new Set([
  'sessionsDone',
  'daysSinceLastSession',
  'screeningDecision',
  'screeningAgeDays',
  'consentSigned',
  'consentVersionCurrent',
  'consentCoversPlan',
  'consentWithdrawn',
  'consentAgeDays',
  'coolingOffMet',
  'plannedMaxDepthMm',
  'deviceClass',
  'deviceAuthorized',
  'deviceRecalled',
  'deviceMaxDepthMm',
  'cartridgeRecalled',
  'lotRecorded',
])
