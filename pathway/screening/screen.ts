/** Screening: may this person be treated, must she wait, or must a clinician decide? */
import type { Answers, Facts } from '../facts/facts.ts'
import { type Finding, findingsIn } from '../logic/finding.ts'
import { judge, type LoadedRule, questionsOf } from '../logic/judge.ts'
import type { Edition } from '../protocol/edition.ts'
import type { Loaded } from '../protocol/load.ts'
import { type Decision, decisions, type ISODate } from '../protocol/protocol.ts'
import { addToDate, printDate } from '../time/calendar.ts'

export interface Screening {
  readonly decision: {
    readonly atLeast: Decision
    readonly atMost: Decision
    /** No remaining answer can change the decision. */
    readonly final: boolean
  }
  /** Rules that fired, most cautious first. */
  readonly findings: readonly Finding<Decision>[]
  /** Rules that could still fire, most cautious first. */
  readonly possible: readonly { readonly rule: string; readonly effect: Decision }[]
  /** Facts whose answers can still change the decision, the weightiest first. */
  readonly ask: readonly string[]
  /** Facts that can still add a finding, though not change the decision. */
  readonly alsoAsk: readonly string[]
  /** Facts that were asked and not known: somebody has to find out. */
  readonly clarify: readonly string[]
  /** Facts whose answers are too old and are asked again. */
  readonly stale: readonly string[]
  /** The first day on which nothing known stands in the way; null when waiting alone does not lift what does. */
  readonly earliestDate: ISODate | null
  readonly protocol: string
}

/**
 * Screens answers as of a day in the client's zone.
 * @throws InvalidInput naming every wrong or contradictory answer
 */
export function screen(loaded: Loaded, answers: Answers, day: ISODate, language = 'en'): Screening {
  return screenFacts(loaded, loaded.readFacts(answers, day), language)
}

/** Screens facts that were read before. */
export function screenFacts(loaded: Loaded, facts: Facts, language = 'en'): Screening {
  const judgement = judge(loaded.screening, facts)
  const { atLeast, atMost, final, fired, open } = judgement
  const edition = loaded.edition(facts.day)
  const explain = findingsIn(edition, language)
  const findings: Finding<Decision>[] = []
  for (const rule of fired) {
    const finding = explain(rule)
    findings.push(rule.rule.until ? withDate(finding, liftedOn(loaded, rule, facts, edition)) : finding)
  }
  const { ask, alsoAsk, clarify } = questionsOf(loaded.slots, loaded.screening, judgement, facts)
  return {
    decision: { atLeast, atMost, final },
    findings,
    possible: open.length === 0 ? nothing : open.map(({ id, rule }) => ({ rule: id, effect: rule.effect })),
    ask,
    alsoAsk,
    clarify,
    stale: facts.stale,
    earliestDate: earliestDate(fired, findings, facts.day),
    protocol: loaded.protocol.hash,
  }
}

const nothing: readonly never[] = []

const withDate = (finding: Finding<Decision>, until: ISODate | undefined) =>
  until === undefined ? finding : { ...finding, until }

/** The day on which waiting lifts a rule; undefined when waiting does not, or the date is not known. */
function liftedOn(loaded: Loaded, { rule }: LoadedRule<Decision>, facts: Facts, edition: Edition): ISODate | undefined {
  const { until } = rule
  const since = until && facts.dates.get(until.fact)
  if (!since) return undefined
  const amount = typeof until.reaches === 'number' ? until.reaches : edition.parameter(until.reaches.parameter)
  const unit = loaded.protocol.facts[until.fact]?.unit as 'd' | 'wk' | 'mo' | 'a'
  return printDate(addToDate(since, amount, unit))
}

const reviewRank = decisions.indexOf('clinician-review')
const deferRank = decisions.indexOf('defer')

/** The day on which the last time-bound reason lifts; null while a reason to defer is not bound to time. */
function earliestDate(
  fired: readonly LoadedRule<Decision>[],
  findings: readonly Finding<Decision>[],
  day: ISODate,
): ISODate | null {
  let latest = day
  for (let i = 0; i < fired.length; i++) {
    const { rank } = fired[i] as LoadedRule<Decision>
    // Precautions never keep anybody waiting.
    if (rank < reviewRank) break
    const date = findings[i]?.until
    if (date === undefined) {
      if (rank >= deferRank) return null
    } else if (date > latest) latest = date
  }
  return latest
}
