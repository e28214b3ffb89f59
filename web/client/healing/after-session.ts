/** What the engine is asked with after a session: put together on the device as the server does it, so that both say the same. */
import { answeredOn, decideWith, intakeOf } from '@needlepoint/contract/intake'
import {
  type Aftercare,
  type Answers,
  addSpan,
  type Course,
  dateAt,
  type HealedAnswer,
  hoursBetween,
  type Instant,
  type MayI,
  type Pathway,
  type PlannedCheckIn,
  type ProductCheck,
  parseInstant,
  type Session,
} from '@needlepoint/pathway'
import type { OwnRecord } from '../shell/record.tsx'

export type Known = Pick<OwnRecord, 'screening' | 'plans' | 'sessions' | 'reports'>
export interface Reported {
  readonly id?: string
  readonly reportedAt: Instant
  readonly report: Answers
}

export interface AfterSession {
  readonly sessionId: string
  readonly session: Session
  readonly intake: Answers
  /** The oldest first. */
  readonly reports: readonly Reported[]
}

/** @returns undefined before the first session @param waiting reports that are not sent yet */
export function afterSessionOf(
  { protocol }: Pathway,
  known: Known,
  waiting: readonly Reported[] = [],
): AfterSession | undefined {
  const last = known.sessions[0]
  if (!last) return undefined
  const { depthMm, deviceClass } = protocol.facts
  const plan = known.plans.find(({ id }) => id === last.planId)
  return {
    sessionId: last.id,
    session: {
      at: last.endedAt,
      zone: last.zone,
      // What an older protocol let be charted and this one does not know is left out: the strictest curve counts then.
      ...(last.depthMm !== null && last.depthMm <= (depthMm?.max ?? 0) ? { depthMm: last.depthMm } : {}),
      ...(deviceClass?.options?.includes(last.deviceClass) ? { deviceClass: last.deviceClass } : {}),
    },
    intake: intakeOf({
      screening: known.screening ?? undefined,
      plan: plan && { plannedOn: plan.plannedOn, facts: plan.facts },
    }),
    reports: [...known.reports, ...waiting].toSorted((a, b) => ms(a.reportedAt) - ms(b.reportedAt)),
  }
}

export const ms = (instant: Instant) => parseInstant(instant) ?? 0

/** By the last report. Without one nobody knows. */
export function healedAt(pathway: Pathway, { session, reports }: AfterSession, now: Instant): HealedAnswer {
  const last = reports.findLast(({ reportedAt }) => ms(reportedAt) <= ms(now))
  const at = last ? ms(last.reportedAt) : ms(now)
  const hours = Math.max(0, hoursBetween(ms(session.at), at))
  const report = last ? { ...last.report, hoursSinceSession: hours } : {}
  return decideWith(report, [], (answers) => pathway.healed(answers, dateAt(at, session.zone))).decision
}

const states = { yes: true, no: false, 'dont-know': undefined } as const

function inputFor(pathway: Pathway, after: AfterSession, now: Instant) {
  const healed = states[healedAt(pathway, after, now).answer]
  return { session: after.session, now, ...(healed === undefined ? {} : { healed }) }
}

export const aftercareAt = (pathway: Pathway, after: AfterSession, now: Instant): Aftercare =>
  decideWith(after.intake, [], (facts) => pathway.aftercare({ ...inputFor(pathway, after, now), facts })).decision

export const mayIAt = (pathway: Pathway, after: AfterSession, now: Instant, words: string): MayI =>
  decideWith(after.intake, [], (facts) => pathway.mayI(words, { ...inputFor(pathway, after, now), facts })).decision

export const productAt = (pathway: Pathway, after: AfterSession, now: Instant, label: string): ProductCheck =>
  decideWith(after.intake, [], (facts) => pathway.checkProduct(label, { ...inputFor(pathway, after, now), facts }))
    .decision

/** Her curves; what she reported last stands beside them. */
export function courseAt(pathway: Pathway, after: AfterSession, now: Instant): Course {
  const { session, intake, reports } = after
  const day = dateAt(ms(now), session.zone)
  const last = reports.findLast(({ reportedAt }) => dateAt(ms(reportedAt), session.zone) === day)
  const known = { ...intake, ...(last ? answeredOn(day, last.report) : {}) }
  return decideWith(known, [], (facts) => pathway.course({ session, now, facts })).decision
}

/** Whether a report speaks of the signs that a curve is drawn for. */
export const saysSigns = ({ protocol: { facts } }: Pathway, report: Answers): boolean =>
  Object.keys(report).some((id) => facts[id]?.kind === 'severity')

export interface CheckInNow {
  /** The last one that has opened and that nobody has answered since; undefined when none waits. */
  readonly due: PlannedCheckIn | undefined
  readonly next: PlannedCheckIn | undefined
  /** What is asked when she reports by herself: the questions of the time. */
  readonly items: readonly string[]
}

export function checkInAt(pathway: Pathway, { session, reports }: AfterSession, now: Instant): CheckInNow {
  const { checkIns } = pathway.checkInPlan(session)
  const opened = checkIns.filter(({ at }) => ms(at) <= ms(now))
  const last = opened.at(-1)
  // A report that something is wrong may say nothing of the signs; it does not stand for the check-in.
  const answered =
    last && reports.some(({ reportedAt, report }) => ms(reportedAt) >= ms(last.at) && saysSigns(pathway, report))
  // One that was missed for long is not asked any more: the next one asks the same.
  const next = checkIns.find(({ at }) => ms(at) > ms(now))
  return { due: last && !answered ? last : undefined, next, items: (last ?? checkIns[0])?.items ?? [] }
}

/** The end of the watched time: nothing is shown as healing after it. */
export const isHealing = (pathway: Pathway, { session }: AfterSession, now: Instant): boolean => {
  const last = pathway.checkInPlan(session).checkIns.at(-1)
  return last === undefined || ms(now) <= addSpan(ms(last.at), { amount: 1, unit: 'd' }, session.zone)
}
