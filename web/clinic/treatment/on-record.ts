/** What the clinic's device has read of a record, as the facts before a session take it. */
import type { OnRecord } from '@needlepoint/contract/record-facts'
import { dateAt, type Pathway } from '@needlepoint/pathway'
import type { OutputOf } from '../../shared/api/api.ts'
import { plainAnswer } from '../answers/fact-texts.ts'
import type { Client, Plan, Screening } from '../parts/reads.ts'

export type Device = OutputOf<'device.list'>['items'][number]
export type Lot = OutputOf<'lot.list'>['items'][number]
export type ConsentLine = OutputOf<'consent.list'>['items'][number]
export type SessionLine = OutputOf<'session.list'>['items'][number]

interface Read {
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

export function onRecord(read: Read): OnRecord {
  const { pathway, client, plan, screening, sessions, consents, device, lot, currentHash } = read
  const consent = consentTo(plan, consents)
  const [last] = sessions
  return {
    sessionsDone: sessions.length,
    lastSessionOn: last && dateAt(Date.parse(last.endedAt), last.zone),
    screening: { decision: screening.holds, decidedOn: screening.decidedOn },
    consent: {
      signedOn: consent ? dateAt(Date.parse(consent.signedAt), client.zone) : null,
      withdrawn: consent === undefined && treatmentConsents(plan, consents).length > 0,
      current: consent && currentHash !== undefined ? consent.documentHash === currentHash : undefined,
    },
    asPlanned: !device || device.deviceClass === plainAnswer({ ...screening.facts, ...plan.facts }.deviceClass),
    plannedMaxDepthMm: plan.plan.maxDepthMm,
    device: device && { ...device, inService: device.status === 'in-service' },
    deviceMaxDepthMm: device && pathway.protocol.planning.devices[device.deviceClass]?.maxDepthMm.value,
    lot,
  }
}

const treatmentConsents = (plan: Plan, consents: readonly ConsentLine[]) =>
  consents.filter(({ kind, planId }) => kind === 'treatment' && planId === plan.id)

/** The last treatment consent to this plan that was not taken back. */
export const consentTo = (plan: Plan, consents: readonly ConsentLine[]) =>
  treatmentConsents(plan, consents).find(({ withdrawnAt }) => withdrawnAt === null)
