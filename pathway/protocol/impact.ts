/** Impact: who would be decided otherwise if a protocol changed, and because of which rules. Memory does not grow with the records. */
import type { Answers, Facts } from '../facts/facts.ts'
import { InvalidInput } from '../facts/problem.ts'
import { bounds, judge, type LoadedRule } from '../logic/judge.ts'
import type { Slots } from '../logic/slots.ts'
import { parametersIn } from '../logic/tree.ts'
import { FALSE } from '../logic/truth.ts'
import type { Edition } from './edition.ts'
import type { Loaded } from './load.ts'
import { type Decision, decisions, type ISODate } from './protocol.ts'

export interface ChangedDecision {
  /** Number of the record, from 1. */
  readonly record: number
  readonly from: string
  readonly to: string
  /** Rules that fire only after the change, only before it, and both times with another effect. */
  readonly nowFires: readonly string[]
  readonly noLongerFires: readonly string[]
  readonly otherEffect: readonly string[]
}

export interface Impact {
  readonly before: string
  readonly after: string
  readonly total: number
  readonly changed: number
  /** Decisions that became more, and less, cautious. */
  readonly stricter: number
  readonly looser: number
  /** Records that one of the two protocols cannot read: counted, never guessed at. */
  readonly unreadable: number
  readonly changes: readonly { readonly from: string; readonly to: string; readonly count: number }[]
  /** By rule: in how many changed decisions it began or ceased to fire, or had another effect. */
  readonly rules: readonly ({ readonly rule: string } & RuleCounts)[]
  /** The first few of each change. */
  readonly examples: readonly ChangedDecision[]
}

export interface RuleCounts {
  readonly nowFires: number
  readonly noLongerFires: number
  readonly otherEffect: number
}

export interface ImpactCount {
  /** Takes in one past screening. */
  readonly add: (answers: Answers, day: ISODate) => void
  readonly result: () => Impact
}

const examplesOfEach = 3

/** Counts, record by record, how decisions differ between two protocols. */
export function impactOf(before: Loaded, after: Loaded): ImpactCount {
  let total = 0
  let changed = 0
  let stricter = 0
  let looser = 0
  let unreadable = 0
  const changes = new Map<string, { from: string; to: string; count: number }>()
  const rules = new Map<string, { -readonly [Count in keyof RuleCounts]: number }>()
  const examples: ChangedDecision[] = []
  const exchange = sameQuestions(before, after) ? parameterExchange(before, after) : undefined
  const pairs = exchange && differingRules(before, after)

  return {
    add(answers, day) {
      total++
      let was: Facts
      let is: Facts
      try {
        was = before.readFacts(answers, day)
        if (pairs && exchange && allAgree(pairs, was.slots, exchange(day))) return
        is = after.readFacts(answers, day)
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error
        unreadable++
        return
      }
      const [leastWas, mostWas] = bounds(before.screening, was)
      const [leastIs, mostIs] = bounds(after.screening, is)
      if (leastWas === leastIs && mostWas === mostIs) return
      changed++
      if (leastIs > leastWas || (leastIs === leastWas && mostIs > mostWas)) stricter++
      else looser++
      count(was, is, nameOf(leastWas, mostWas), nameOf(leastIs, mostIs))
    },
    result: () => ({
      before: before.protocol.hash,
      after: after.protocol.hash,
      total,
      changed,
      stricter,
      looser,
      unreadable,
      changes: [...changes.values()].sort((a, b) => b.count - a.count),
      rules: [...rules].map(([rule, counts]) => ({ rule, ...counts })).sort((a, b) => weight(b) - weight(a)),
      examples,
    }),
  }

  function count(was: Facts, is: Facts, from: string, to: string): void {
    const firedBefore = new Map(judge(before.screening, was).fired.map(({ id, rank }) => [id, rank]))
    const firedAfter = new Map(judge(after.screening, is).fired.map(({ id, rank }) => [id, rank]))
    const nowFires = [...firedAfter.keys()].filter((id) => !firedBefore.has(id))
    const noLongerFires = [...firedBefore.keys()].filter((id) => !firedAfter.has(id))
    const otherEffect = [...firedAfter].filter(([id, rank]) => (firedBefore.get(id) ?? rank) !== rank).map(([id]) => id)
    for (const id of nowFires) tally(id).nowFires++
    for (const id of noLongerFires) tally(id).noLongerFires++
    for (const id of otherEffect) tally(id).otherEffect++
    const key = `${from} → ${to}`
    const change = changes.get(key) ?? { from, to, count: 0 }
    change.count++
    changes.set(key, change)
    if (change.count <= examplesOfEach) examples.push({ record: total, from, to, nowFires, noLongerFires, otherEffect })
  }

  function tally(rule: string) {
    let counts = rules.get(rule)
    if (!counts) {
      counts = { nowFires: 0, noLongerFires: 0, otherEffect: 0 }
      rules.set(rule, counts)
    }
    return counts
  }
}

const weight = ({ nowFires, noLongerFires, otherEffect }: RuleCounts) => nowFires + noLongerFires + otherEffect

const nameOf = (least: number, most: number): string =>
  least === most ? (decisions[least] as Decision) : `${decisions[least] as Decision} to ${decisions[most] as Decision}`

/** A rule before and after the change; undefined where there is none. */
interface Pair {
  readonly was: LoadedRule<Decision> | undefined
  readonly is: LoadedRule<Decision> | undefined
}

/** Rules that could tell one protocol from the other: their condition, their effect or a parameter that they read changed. */
function differingRules(before: Loaded, after: Loaded): Pair[] {
  const changed = new Set(
    Object.keys({ ...before.protocol.parameters, ...after.protocol.parameters }).filter(
      (id) => !sameJson(before.protocol.parameters[id]?.values, after.protocol.parameters[id]?.values),
    ),
  )
  const old = new Map(before.screening.rules.map((rule) => [rule.id, rule]))
  const now = new Map(after.screening.rules.map((rule) => [rule.id, rule]))
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((id): Pair => ({ was: old.get(id), is: now.get(id) }))
    .filter(
      ({ was, is }) =>
        was === undefined ||
        is === undefined ||
        was.rank !== is.rank ||
        !sameJson(was.rule.when, is.rule.when) ||
        [...parametersIn(is.rule.when)].some((id) => changed.has(id)),
    )
}

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Parameters that differ on a day, by their slot. */
type Exchange = readonly { readonly slot: number; readonly was: number; readonly is: number }[]

/**
 * Whether every rule that differs says the same of this person: then so do the decisions, and nothing else need be run.
 * Facts that were read once serve both protocols: only the parameters that differ are exchanged, and put back.
 */
function allAgree(pairs: readonly Pair[], slots: Slots, exchange: Exchange): boolean {
  let agree = true
  for (const { was, is } of pairs) {
    const old = was ? was.condition.test(slots) : FALSE
    for (const { slot, is: value } of exchange) slots[slot] = value
    const now = is ? is.condition.test(slots) : FALSE
    for (const { slot, was: value } of exchange) slots[slot] = value
    if (old !== now || (old !== FALSE && was?.rank !== is?.rank)) agree = false
  }
  return agree
}

/** Whether both protocols ask the same questions and read them the same way, whatever the parameters are. */
function sameQuestions(before: Loaded, after: Loaded): boolean {
  const reading = ({ protocol: { facts, screening } }: Loaded) =>
    JSON.stringify([Object.values(facts).map(({ derive, estimate }) => [derive, estimate]), screening.contradictions])
  const shape = (loaded: Loaded) =>
    JSON.stringify([loaded.protocol.facts, Object.keys(loaded.protocol.parameters), reading(loaded)])
  return shape(before) === shape(after) && !reading(before).includes('"parameter"')
}

/** Gives the parameters that differ on a day; worked out once for each pair of editions. */
function parameterExchange(before: Loaded, after: Loaded): (day: ISODate) => Exchange {
  const known = new Map<Edition, Map<Edition, Exchange>>()
  return (day) => {
    const [old, now] = [before.edition(day), after.edition(day)]
    const byNow = known.get(old) ?? new Map<Edition, Exchange>()
    known.set(old, byNow)
    let exchange = byNow.get(now)
    if (!exchange) {
      exchange = [...before.slots.parameters.values()]
        .map((slot) => ({ slot, was: old.template[slot] as number, is: now.template[slot] as number }))
        .filter(({ was, is }) => was !== is)
      byNow.set(now, exchange)
    }
    return exchange
  }
}
