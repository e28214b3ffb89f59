/**
 * From when a session is safe, as far as the record knows: the interval since the last one, by the rules of the pre-flight and
 * by the plan, and what the screening that counts makes her wait for. It warns whoever notes an appointment; what decides is
 * the pre-flight of that day.
 */
import type { EarliestSession, InputOf } from '@needlepoint/contract'
import {
  addToDate,
  type CivilDate,
  dateAt,
  dayNumber,
  type ISODate,
  type Pathway,
  parseDate,
  printDate,
} from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import { listPlanRows, type PlanRow } from '../planning/plans.ts'
import { holds } from '../screening/holds.ts'
import { findHoldingRow } from '../screening/screenings.ts'
import { listHoldingSessions, type SessionRow } from '../treatment/sessions.ts'
import { requireClient } from './require-client.ts'

type Reason = EarliestSession['because'][number]

/** @throws problems.notFound */
export async function showEarliestSession(
  context: Context,
  { params: { clientId } }: InputOf<'appointment.earliest-session'>,
): Promise<EarliestSession> {
  const { today } = await requireClient(context, clientId)
  const because = [
    ...(await waitsForScreening(context, clientId, today)),
    ...(await waitsForSkin(context, clientId, today)),
  ]
  const days = because.map(({ until }) => until)
  return {
    earliestOn: days.includes(null) ? null : ([today, ...(days as ISODate[])].toSorted().at(-1) ?? today),
    because,
  }
}

async function waitsForScreening(context: Context, clientId: string, today: ISODate): Promise<Reason[]> {
  const screening = await findHoldingRow(context, clientId)
  const none = { lastSessionOn: null, days: null }
  if (!screening) return [{ reason: 'no-screening', until: null, ...none }]
  switch (holds(screening)) {
    case 'proceed':
    case 'proceed-with-precautions':
      return []
    case 'clinician-review':
    case 'defer':
    case 'do-not-treat': {
      // Somebody has looked at it and said so.
      if (screening.overridden_to === 'clinician-review') return []
      const { earliestDate } = screening.decision
      const until = earliestDate !== null && earliestDate > screening.decided_on ? earliestDate : null
      return until !== null && until <= today ? [] : [{ reason: 'screening', until, ...none }]
    }
  }
}

async function waitsForSkin(context: Context, clientId: string, today: ISODate): Promise<Reason[]> {
  const [last] = await listHoldingSessions(context, clientId, { limit: 1 })
  if (!last) return []
  const [plan] = (await listPlanRows(context, clientId, { limit: 20, after: undefined })).filter(
    ({ superseded_by }) => superseded_by === null,
  )
  const lastOn = dateAt(last.ended_at.getTime(), last.zone)
  const from = parseDate(lastOn) as CivilDate
  const until = [
    ...ruleDays(context.pathway, last, lastOn, plan).map((days) => printDate(addToDate(from, days, 'd'))),
    ...planned(plan).map(({ amount, unit }) => printDate(addToDate(from, amount, unit))),
  ]
    .toSorted()
    .at(-1)
  if (until === undefined || until <= today) return []
  const days = dayNumber(parseDate(until) as CivilDate) - dayNumber(from)
  return [{ reason: 'interval', until, lastSessionOn: lastOn, days }]
}

/** What the pre-flight would ask for: the days of each rule that would stop a session on the day of the last one. */
function ruleDays(pathway: Pathway, last: SessionRow, lastOn: ISODate, plan: PlanRow | undefined): number[] {
  const { loaded } = pathway
  const edition = loaded.edition(lastOn)
  const ofInterval = loaded.preflight.rules.filter(({ rule }) => rule.until?.fact === 'daysSinceLastSession')
  const known = loaded.protocol.facts.deviceClass?.options ?? []
  const classes = [last.device_class, plan?.input.answers.deviceClass].filter(
    (each): each is string => typeof each === 'string' && known.includes(each),
  )
  const fired = classes.flatMap((deviceClass) =>
    pathway
      .preflight({ sessionsDone: 1, daysSinceLastSession: lastOn, deviceClass }, lastOn)
      .findings.map(({ rule }) => rule),
  )
  // A device that the protocol does not know any more: the longest interval counts.
  return ofInterval
    .filter(({ id }) => classes.length === 0 || fired.includes(id))
    .flatMap(({ rule: { until } }) =>
      until === undefined
        ? []
        : [typeof until.reaches === 'number' ? until.reaches : edition.parameter(until.reaches.parameter)],
    )
}

function planned(plan: PlanRow | undefined) {
  return (plan?.plan.courses ?? []).flatMap(({ interval: { from } }) =>
    from.unit === 'h' || from.unit === 'min' ? [] : [{ amount: from.amount, unit: from.unit }],
  )
}
