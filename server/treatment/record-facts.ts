/**
 * What the record says before a session: papers, device, cartridge, earlier sessions. Nobody can say otherwise at the chair:
 * these answers come from here, and one that is sent is refused by name.
 */
import {
  type Answers,
  addToDate,
  type CivilDate,
  dateAt,
  type ISODate,
  parseDate,
  printDate,
  type Zone,
} from '@needlepoint/pathway'
import type { ConsentInForce } from '../consent/consent-in-force.ts'
import { problems } from '../http/problems.ts'
import type { DeviceRow } from '../practice/devices.ts'
import type { LotRow } from '../practice/lots.ts'

/** Always the record's, also where it knows nothing: then it is open. */
export const ofTheRecord = [
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
]

export interface OnRecord {
  /** Sessions in the versions that hold, the last one first. */
  readonly sessions: readonly { readonly ended_at: Date; readonly zone: Zone }[]
  readonly screening: { readonly decision: string; readonly decidedOn: ISODate }
  readonly consent: Pick<ConsentInForce, 'signedOn' | 'withdrawn' | 'current'>
  /** What was signed is done with a device of the class that was planned. */
  readonly asPlanned: boolean
  /** The deepest setting of the plan, mm; null when no area may be treated. */
  readonly plannedMaxDepthMm: number | null
  readonly device: DeviceRow | undefined
  /** The deepest that the protocol lets a device of its class go, mm. */
  readonly deviceMaxDepthMm: number | undefined
  readonly lot: LotRow | undefined
}

/** @param day of the check: nothing that is dated later counts as if it had a date to come */
export function recordFacts(record: OnRecord, day: ISODate): Answers {
  return { ...sessionFacts(record, day), ...paperFacts(record, day), ...deviceFacts(record), ...lotFacts(record, day) }
}

function sessionFacts({ sessions }: OnRecord, day: ISODate): Answers {
  const [last] = sessions
  return {
    sessionsDone: sessions.length,
    ...(last ? { daysSinceLastSession: earlier(dateAt(last.ended_at.getTime(), last.zone), day) } : {}),
  }
}

function paperFacts({ screening, consent, asPlanned, plannedMaxDepthMm }: OnRecord, day: ISODate): Answers {
  const { signedOn, withdrawn, current } = consent
  return {
    screeningDecision: screening.decision,
    screeningAgeDays: earlier(screening.decidedOn, day),
    consentSigned: signedOn !== null,
    consentWithdrawn: withdrawn,
    // Where nothing may be treated, no depth is small enough.
    plannedMaxDepthMm: plannedMaxDepthMm ?? 0,
    ...(signedOn === null
      ? {}
      : {
          consentCoversPlan: asPlanned,
          consentVersionCurrent: current,
          consentAgeDays: earlier(signedOn, day),
          // No source gives an hour. Our own judgement: a night between the signature and the chair is time to think.
          coolingOffMet: signedOn < day,
        }),
  }
}

function deviceFacts({ device, deviceMaxDepthMm }: OnRecord): Answers {
  if (!device) return {}
  return {
    deviceClass: device.device_class,
    deviceAuthorized: device.authorized,
    // Set aside for whatever reason: the protocol has one word for a device that must not be used.
    deviceRecalled: device.status !== 'in-service',
    ...(deviceMaxDepthMm === undefined ? {} : { deviceMaxDepthMm }),
  }
}

function lotFacts({ lot }: OnRecord, day: ISODate): Answers {
  if (!lot) return { lotRecorded: false }
  return {
    lotRecorded: true,
    cartridgeRecalled: lot.recalled_on !== null,
    ...(lot.expires_on === null ? {} : { cartridgeExpiry: within(lot.expires_on, day) }),
  }
}

/** A year that was typed wrong is no reason not to look at the rest: nothing lies further away than the question takes. */
function within(date: ISODate, day: ISODate): ISODate {
  const of = (years: number) => printDate(addToDate(parseDate(day) as CivilDate, years, 'a'))
  const [first, last] = [of(-9), of(19)]
  return date < first ? first : date > last ? last : date
}

const earlier = (date: ISODate, day: ISODate) => (date < day ? date : day)

/**
 * @param known what the record says this time
 * @throws problems.invalidFields naming each answer that the record gives
 */
export function refuseRecordFacts(field: string, sent: Answers, known: Answers): void {
  const refused = Object.keys(sent).filter((id) => sent[id] !== null && (ofTheRecord.includes(id) || id in known))
  if (refused.length === 0) return
  throw problems.invalidFields(
    refused.map((id) => ({
      field: `${field}.${id}`,
      message: `“${id}” comes from the record and cannot be sent. Leave it out; if the record is wrong, correct it there.`,
      expected: 'no answer',
    })),
  )
}
