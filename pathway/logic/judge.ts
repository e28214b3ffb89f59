/**
 * Weighs a set of rules against facts. Screening, pre-flight and triage are the same question with other words:
 * which outcome is certain, which is still possible, why, and what would have to be asked to know.
 */
import { canAsk, DONT_KNOW, type Facts, RATHER_NOT_SAY } from '../facts/facts.ts'
import type { Rule, Rules } from '../protocol/protocol.ts'
import type { Condition, Situation } from './condition.ts'
import type { SlotMap } from './slots.ts'
import { FALSE, TRUE } from './truth.ts'
import { type Wake, wakeFor } from './wake.ts'

export interface LoadedRule<Effect extends string> {
  readonly id: string
  readonly rule: Rule<Effect>
  readonly condition: Condition
  /** Index of the outcome it leads to, in order of caution. */
  readonly rank: number
}

export interface RuleSet<Effect extends string, Outcome extends string> {
  /** From least to most cautious. */
  readonly outcomes: readonly Outcome[]
  /** Most cautious first, then in the order of the protocol. */
  readonly rules: readonly LoadedRule<Effect>[]
  /** The test of each rule: nothing else is looked at of one that turns out false. */
  readonly tests: readonly Condition['test'][]
  readonly wake: Wake
}

export interface Judgement<Effect extends string, Outcome extends string> {
  readonly atLeast: Outcome
  readonly atMost: Outcome
  /** No remaining answer can change the outcome. */
  readonly final: boolean
  /** Rules that fired, most cautious first. */
  readonly fired: readonly LoadedRule<Effect>[]
  /** Rules that could still fire, most cautious first. */
  readonly open: readonly LoadedRule<Effect>[]
}

export function ruleSet<Effect extends string, Outcome extends string>(
  rules: Rules<Effect>,
  outcomes: readonly Outcome[],
  outcomeOf: (effect: Effect) => Outcome,
  condition: (rule: Rule<Effect>) => Condition,
  slots: SlotMap,
): RuleSet<Effect, Outcome> {
  const loaded = Object.entries(rules).map(([id, rule]) => ({
    id,
    rule,
    condition: condition(rule),
    rank: outcomes.indexOf(outcomeOf(rule.effect)),
  }))
  loaded.sort((a, b) => b.rank - a.rank)
  return {
    outcomes,
    rules: loaded,
    tests: loaded.map(({ condition }) => condition.test),
    wake: wakeFor(
      slots,
      loaded.map(({ rule }) => rule.when),
    ),
  }
}

const none: readonly never[] = []

/** The least and the most cautious outcome still possible, and the rules behind them. */
export function judge<Effect extends string, Outcome extends string>(
  { outcomes, rules, tests, wake }: RuleSet<Effect, Outcome>,
  facts: Facts,
): Judgement<Effect, Outcome> {
  const { slots } = facts
  const count = wake.find(slots)
  const fired: LoadedRule<Effect>[] = []
  let open: LoadedRule<Effect>[] | undefined
  for (let i = 0; i < count; i++) {
    const index = wake.awake[i] as number
    const truth = (tests[index] as Condition['test'])(slots)
    if (truth === FALSE) continue
    const rule = rules[index] as LoadedRule<Effect>
    if (truth === TRUE) fired.push(rule)
    else if (open) open.push(rule)
    else open = [rule]
  }
  // Rules are sorted by caution, so the first of each list tells.
  const least = fired[0]?.rank ?? 0
  const most = Math.max(least, open?.[0]?.rank ?? 0)
  return {
    atLeast: outcomes[least] as Outcome,
    atMost: outcomes[most] as Outcome,
    final: least === most,
    fired,
    open: open ?? none,
  }
}

export interface Questions {
  /** Facts whose answer can change the outcome, those that can change it most first. */
  readonly ask: readonly string[]
  /** Facts that cannot change the outcome any more but can add a finding. */
  readonly alsoAsk: readonly string[]
  /** Asked, and answered with "I don't know" or "rather not say", while the answer could change the outcome. */
  readonly clarify: readonly string[]
}

const nothingToAsk: Questions = Object.freeze({ ask: none, alsoAsk: none, clarify: none })

/** Which questions are worth putting, given what a judgement left open. */
export function questionsOf<Effect extends string, Outcome extends string>(
  slots: SlotMap,
  { outcomes }: RuleSet<Effect, Outcome>,
  { atLeast, open }: Judgement<Effect, Outcome>,
  facts: Facts,
): Questions {
  if (open.length === 0) return nothingToAsk
  const situation: Situation = { slots: facts.slots, canAsk: (slot) => canAsk(facts, slot) }
  // The same walk, so that what is worked out leads to the answers behind it.
  const unsure: Situation = { slots: facts.slots, canAsk: (slot) => isClarifiable(facts, slot) }
  const least = outcomes.indexOf(atLeast)
  const ask = new Map<string, { rank: number; rules: number }>()
  const alsoAsk = new Set<string>()
  const clarify = new Set<string>()
  for (const { condition, rank } of open) {
    const found = new Set<number>()
    condition.ask(situation, found)
    if (rank <= least) {
      for (const index of found) alsoAsk.add(factAt(slots, index))
      continue
    }
    for (const index of found) {
      const fact = factAt(slots, index)
      const seen = ask.get(fact)
      // Rules come most cautious first, so the first rank seen is the highest.
      if (seen) seen.rules++
      else ask.set(fact, { rank, rules: 1 })
    }
    const unclear = new Set<number>()
    condition.ask(unsure, unclear)
    for (const index of unclear) clarify.add(factAt(slots, index))
  }
  const order = new Map([...slots.of.values()].map((slot) => [slot.fact, slot.index]))
  const ranked = [...ask].sort(
    ([a, x], [b, y]) => y.rank - x.rank || y.rules - x.rules || (order.get(a) ?? 0) - (order.get(b) ?? 0),
  )
  return {
    ask: ranked.map(([fact]) => fact),
    alsoAsk: [...alsoAsk].filter((fact) => !ask.has(fact)),
    clarify: [...clarify],
  }
}

const factAt = (slots: SlotMap, index: number): string => slots.byIndex[index]?.fact as string

function isClarifiable(facts: Facts, index: number): boolean {
  const how = facts.remarks.get(index)
  return how === DONT_KNOW || how === RATHER_NOT_SAY
}

/** The ranks of the least and the most cautious outcome, and nothing else: for counting over very many records. */
export function bounds<Effect extends string, Outcome extends string>(
  { rules, tests, wake }: RuleSet<Effect, Outcome>,
  facts: Facts,
): readonly [least: number, most: number] {
  const { slots } = facts
  const count = wake.find(slots)
  let most = -1
  for (let i = 0; i < count; i++) {
    const index = wake.awake[i] as number
    const truth = (tests[index] as Condition['test'])(slots)
    if (truth === FALSE) continue
    const { rank } = rules[index] as LoadedRule<Effect>
    if (most < 0) most = rank
    if (truth === TRUE) return [rank, most]
  }
  return [0, Math.max(0, most)]
}
