/** Planning: how many sessions, when, how deep, what to do before, what it costs, and what to expect by when. */
import type { Answers, Facts } from '../facts/facts.ts'
import { InvalidInput } from '../facts/problem.ts'
import { factsToAsk } from '../logic/ask.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Edition } from '../protocol/edition.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Indication, ISODate, Span } from '../protocol/protocol.ts'
import { type Screening, screenFacts } from '../screening/screen.ts'
import { addToDate, type CivilDate, parseDate, printDate } from '../time/calendar.ts'
import { type AppliedLimit, type AreaPlan, areaDepth, depthLimits } from './depth.ts'

export interface PlannedSession {
  readonly session: number
  readonly earliest: ISODate
  readonly latest: ISODate
}

export interface ExpectedResult {
  readonly id: string
  readonly says: string
  readonly from: ISODate
  readonly to: ISODate
  readonly claims: readonly string[]
}

export interface CoursePlan {
  readonly indication: string
  readonly name: string
  readonly says: string
  readonly outlook: Indication['outlook']
  readonly evidence: Indication['evidence']
  readonly sessions: { readonly from: number; readonly to: number }
  readonly interval: { readonly from: Span; readonly to: Span }
  /** As many as the plan may take; the last ones may not be needed. */
  readonly dates: readonly PlannedSession[]
  readonly results: readonly ExpectedResult[]
  readonly claims: readonly string[]
  readonly disagree: readonly string[]
}

export interface Plan {
  readonly decision: Screening['decision']
  /** The first session: the day asked for, or the earliest safe one when that is later; null when no date can be given. */
  readonly start: ISODate | null
  readonly courses: readonly CoursePlan[]
  readonly areas: readonly AreaPlan[]
  /** The deepest setting of any area, mm; null when no area may be treated. */
  readonly maxDepthMm: number | null
  readonly limits: readonly AppliedLimit[]
  readonly advice: readonly { readonly advice: string; readonly says: string; readonly claims: readonly string[] }[]
  /** By day, the first to start first. */
  readonly preparation: readonly {
    readonly id: string
    readonly from: ISODate
    readonly says: string
    readonly why: string
    readonly claims: readonly string[]
  }[]
  readonly cost: {
    readonly currency: string
    readonly perSession: { readonly from: number; readonly to: number }
    readonly course: { readonly from: number; readonly to: number }
    readonly claims: readonly string[]
  } | null
  /** Facts that would make the plan more exact. */
  readonly ask: readonly string[]
  readonly protocol: string
}

/**
 * Plans the course of each goal.
 * @param start the day the client would like to begin, ISO date; today when absent
 * @throws InvalidInput naming every wrong answer, and goals or areas that are missing
 */
export function plan(loaded: Loaded, answers: Answers, day: ISODate, start: ISODate = day, language = 'en'): Plan {
  const facts = loaded.readFacts(answers, day)
  const wished = parseDate(start)
  if (!wished || start < day) {
    const expected = `a date such as ${day}, not before it`
    throw new InvalidInput([{ field: 'start', message: `“start” is “${start}”. Expected ${expected}.`, expected }])
  }
  const edition = loaded.edition(day)
  const { planning } = loaded.protocol
  const goals = chosen(loaded, facts, 'goals', planning.indications)
  const areas = chosen(loaded, facts, 'areas', planning.areas)
  const missing = [...(goals.length === 0 ? ['goals'] : []), ...(areas.length === 0 ? ['areas'] : [])]
  if (missing.length > 0) {
    throw new InvalidInput(
      missing.map((field) => ({
        field,
        message: `A plan needs “${field}”. Name at least one of ${(loaded.protocol.facts[field]?.options ?? []).join(', ')}.`,
      })),
    )
  }
  const screening = screenFacts(loaded, facts, language)
  const first =
    screening.earliestDate === null
      ? null
      : screening.earliestDate > start
        ? (parseDate(screening.earliestDate) ?? wished)
        : wished
  const limits = depthLimits(loaded, facts, edition, language)
  const device = deviceOf(loaded, facts)
  const areaPlans = areas.map(([id, area]) =>
    areaDepth(
      id,
      edition.text(`areas.${id}.name`, language) ?? id,
      area,
      goals.map(([, goal]) => goal),
      device?.maxDepthMm.value,
      limits,
    ),
  )
  const depths = areaPlans.flatMap(({ depthMm }) => (depthMm ? [depthMm.to] : []))
  const from = first ?? wished
  return {
    decision: screening.decision,
    start: first && printDate(first),
    courses: goals.map(([id, indication]) => coursePlan(id, indication, from, edition, language)),
    areas: areaPlans,
    maxDepthMm: depths.length > 0 ? Math.max(...depths) : null,
    limits,
    advice: Object.entries(planning.advice).flatMap(([id, advice]) =>
      loaded.condition(advice.when).test(facts.slots) === TRUE
        ? [{ advice: id, says: edition.text(`advice.${id}.says`, language) ?? id, claims: advice.cites }]
        : [],
    ),
    preparation: preparation(loaded, facts, edition, from, language),
    cost: cost(
      loaded,
      edition,
      goals.map(([, goal]) => goal),
    ),
    ask: openFacts(loaded, facts),
    protocol: loaded.protocol.hash,
  }
}

/** The entries of a table whose option the client chose. */
function chosen<T>({ slots }: Loaded, facts: Facts, fact: string, table: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(table).filter(([id]) => {
    const slot = slots.of.get(`${fact}.${id}`)
    return slot !== undefined && facts.slots[slot.index] === TRUE
  })
}

function deviceOf({ protocol, slots }: Loaded, facts: Facts) {
  const slot = slots.of.get('deviceClass')
  const option = slot?.options?.[facts.slots[slot.index] as number]
  return option === undefined ? undefined : protocol.planning.devices[option]
}

function coursePlan(
  id: string,
  indication: Indication,
  first: CivilDate,
  edition: Edition,
  language: string,
): CoursePlan {
  const { sessions, interval, results, outlook, evidence } = indication
  const dates = Array.from({ length: sessions.to }, (_, i) => ({
    session: i + 1,
    earliest: printDate(after(first, { ...interval.from, amount: interval.from.amount * i })),
    latest: printDate(after(first, { ...interval.to, amount: interval.to.amount * i })),
  }))
  const last = parseDate(dates.at(-1)?.earliest ?? '') ?? first
  return {
    indication: id,
    name: edition.text(`indications.${id}.name`, language) ?? id,
    says: edition.text(`indications.${id}.says`, language) ?? '',
    outlook,
    evidence,
    sessions: { from: sessions.from, to: sessions.to },
    interval: { from: interval.from, to: interval.to },
    dates,
    results: results.map((result) => {
      const counted = result.after === 'course' ? last : first
      return {
        id: result.id,
        says: edition.text(`results.${id}.${result.id}`, language) ?? result.id,
        from: printDate(after(counted, result.from)),
        to: printDate(after(counted, result.to)),
        claims: result.cites,
      }
    }),
    claims: [...new Set([...indication.cites, ...sessions.cites, ...interval.cites, ...indication.depthMm.cites])],
    disagree: indication.disagree ?? [],
  }
}

/** Plans count in days: spans of hours end on the day they started. */
function after(date: CivilDate, span: Span): CivilDate {
  return span.unit === 'h' || span.unit === 'min' ? date : addToDate(date, span.amount, span.unit)
}

function preparation(
  loaded: Loaded,
  facts: Facts,
  edition: Edition,
  session: CivilDate,
  language: string,
): Plan['preparation'] {
  return Object.entries(loaded.protocol.planning.preparation)
    .flatMap(([id, entry]) => {
      // What might apply is prepared for.
      if (entry.when && loaded.condition(entry.when).test(facts.slots) === FALSE) return []
      const span = edition.span(entry.startsBefore)
      return [
        {
          id,
          from: printDate(after(session, { ...span, amount: -span.amount })),
          says: edition.text(`preparation.${id}.says`, language) ?? id,
          why: edition.text(`preparation.${id}.why`, language) ?? '',
          claims: entry.cites,
        },
      ]
    })
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

function cost({ protocol }: Loaded, edition: Edition, goals: readonly Indication[]): Plan['cost'] {
  const [low, high] = [protocol.parameters.priceLow, protocol.parameters.priceHigh]
  if (!low || !high) return null
  const perSession = { from: edition.parameter('priceLow'), to: edition.parameter('priceHigh') }
  const sessions = {
    from: Math.max(...goals.map((goal) => goal.sessions.from)),
    to: Math.max(...goals.map((goal) => goal.sessions.to)),
  }
  return {
    currency: low.unit,
    perSession,
    // Goals are treated in the same sessions, so the longest course counts.
    course: { from: perSession.from * sessions.from, to: perSession.to * sessions.to },
    claims: [...new Set([...low.values, ...high.values].flatMap((value) => value.cites))],
  }
}

/** Facts that decide whether a limit, an advice or a preparation applies. */
function openFacts(loaded: Loaded, facts: Facts): string[] {
  const { depthLimits: limits, advice, preparation: steps } = loaded.protocol.planning
  const trees = [...Object.values(limits), ...Object.values(advice), ...Object.values(steps)].flatMap(({ when }) =>
    when ? [when] : [],
  )
  return factsToAsk(loaded, facts, trees.map(loaded.condition))
}
