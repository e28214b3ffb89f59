/**
 * What a report is held against, put together on the device and on the server in the same way: the session, the report
 * before it, the intake, and what earlier reports said that still holds.
 */
import {
  type Answers,
  dateAt,
  type Instant,
  type Pathway,
  parseInstant,
  type Session,
  type Triage,
} from '@needlepoint/pathway'
import { answeredOn, decideWith } from '../intake.ts'

export interface Reported {
  readonly reportedAt: Instant
  readonly report: Answers
}

export interface ReportToTriage extends Reported {
  /** In the version that holds. */
  readonly session: Session
  /** Reports after the same session from before this one, the oldest first. */
  readonly earlier: readonly Reported[]
  /** `intakeOf` */
  readonly intake: Answers
}

/** Stored with the triage: with it and the report the decision can be taken again. */
export interface HeldAgainst {
  readonly session: Session
  readonly now: Instant
  readonly previous: Answers | null
  readonly facts: Answers
}

/** @throws InvalidInput naming what is wrong with the report; what is wrong with the record is left out */
export function triageReport(
  pathway: Pathway,
  { session, reportedAt, report, earlier, intake }: ReportToTriage,
): { readonly triage: Triage; readonly heldAgainst: HeldAgainst } {
  const sent = Object.keys(report)
  const day = dateAt(parseInstant(reportedAt) ?? 0, session.zone)
  const last = earlier.length > 0 ? signsBefore(pathway, earlier) : undefined
  const previous = last && decideWith(last, [], (known) => pathway.loaded.readFacts(known, day)).known
  const { decision, known } = decideWith({ ...intake, ...stillHolding(pathway, session, earlier) }, sent, (facts) =>
    pathway.triage({ session, now: reportedAt, report, facts, ...(previous ? { previous } : {}) }),
  )
  return { triage: decision, heldAgainst: { session, now: reportedAt, previous: previous ?? null, facts: known } }
}

/** How strong each sign was when she last spoke of it: a short report in between must not hide what a longer one said. */
export function signsBefore({ protocol }: Pathway, earlier: readonly Pick<Reported, 'report'>[]): Answers {
  const signs = earlier.flatMap(({ report }) =>
    Object.entries(report).filter(([id]) => protocol.facts[id]?.kind === 'severity'),
  )
  return Object.fromEntries(signs)
}

/** Answers of earlier reports that are good for longer than a day. A sign of the day before says nothing of today. */
function stillHolding({ protocol }: Pathway, { zone }: Session, earlier: readonly Reported[]): Answers {
  const holding: Record<string, unknown> = {}
  for (const { reportedAt, report } of earlier) {
    const lasting = Object.entries(report).filter(([id]) => {
      const fact = protocol.facts[id]
      if (!fact?.validFor || fact.askedOf === 'record') return false
      const { amount, unit } = fact.validFor
      return unit !== 'h' && unit !== 'min' && (unit !== 'd' || amount > 1)
    })
    Object.assign(holding, answeredOn(dateAt(parseInstant(reportedAt) ?? 0, zone), Object.fromEntries(lasting)))
  }
  return holding
}
