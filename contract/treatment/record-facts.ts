/**
 * What the record says before a session: papers, device, cartridge, earlier sessions. The device at the chair puts it together so
 * that go or no-go stands there at once; the server puts it together again from its own record. Both do it here.
 */
import { type Answers, addToDate, type CivilDate, type ISODate, parseDate, printDate } from '@needlepoint/pathway'

/** Always the record's, also where it knows nothing: then it is open. Nobody can say otherwise at the chair. */
export const ofTheRecord: ReadonlySet<string> = new Set([
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

export interface OnRecord {
  /** In the versions that hold. */
  readonly sessionsDone: number
  /** Day of the last session, where she was; undefined before the first. */
  readonly lastSessionOn: ISODate | undefined
  readonly screening: { readonly decision: string; readonly decidedOn: ISODate }
  readonly consent: {
    readonly signedOn: ISODate | null
    readonly withdrawn: boolean
    /** Whether what was signed is what would be signed today; undefined where that is not known. */
    readonly current: boolean | undefined
  }
  /** What was signed is done with a device of the class that was planned. */
  readonly asPlanned: boolean
  /** The deepest setting of the plan, mm; null when no area may be treated. */
  readonly plannedMaxDepthMm: number | null
  readonly device:
    | { readonly deviceClass: string; readonly authorized: boolean; readonly inService: boolean }
    | undefined
  /** The deepest that the protocol lets a device of its class go, mm. */
  readonly deviceMaxDepthMm: number | undefined
  readonly lot: { readonly recalledOn: ISODate | null; readonly expiresOn: ISODate | null } | undefined
}

/** @param day of the check: nothing that is dated later counts as if it had a date to come */
export function recordFacts(record: OnRecord, day: ISODate): Answers {
  return { ...sessionFacts(record, day), ...paperFacts(record, day), ...deviceFacts(record), ...lotFacts(record, day) }
}

const sessionFacts = ({ sessionsDone, lastSessionOn }: OnRecord, day: ISODate): Answers => ({
  sessionsDone,
  ...(lastSessionOn === undefined ? {} : { daysSinceLastSession: earlier(lastSessionOn, day) }),
})

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
          ...(current === undefined ? {} : { consentVersionCurrent: current }),
          consentAgeDays: earlier(signedOn, day),
          // No source gives an hour. Our own judgement: a night between the signature and the chair is time to think.
          coolingOffMet: signedOn < day,
        }),
  }
}

function deviceFacts({ device, deviceMaxDepthMm }: OnRecord): Answers {
  if (!device) return {}
  return {
    deviceClass: device.deviceClass,
    deviceAuthorized: device.authorized,
    // Set aside for whatever reason: the protocol has one word for a device that must not be used.
    deviceRecalled: !device.inService,
    ...(deviceMaxDepthMm === undefined ? {} : { deviceMaxDepthMm }),
  }
}

function lotFacts({ lot }: OnRecord, day: ISODate): Answers {
  if (!lot) return { lotRecorded: false }
  return {
    lotRecorded: true,
    cartridgeRecalled: lot.recalledOn !== null,
    ...(lot.expiresOn === null ? {} : { cartridgeExpiry: within(lot.expiresOn, day) }),
  }
}

/** A year that was typed wrong is no reason not to look at the rest: nothing lies further away than the question takes. */
function within(date: ISODate, day: ISODate): ISODate {
  const of = (years: number) => printDate(addToDate(parseDate(day) as CivilDate, years, 'a'))
  const [first, last] = [of(-9), of(19)]
  return date < first ? first : date > last ? last : date
}

const earlier = (date: ISODate, day: ISODate) => (date < day ? date : day)
