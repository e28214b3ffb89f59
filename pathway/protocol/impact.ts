/** Impact: who would be decided otherwise if a protocol changed, and because of which rules. Memory does not grow with the records. */
import type { Answers, Facts } from '../facts/facts.ts'
import { InvalidInput } from '../facts/problem.ts'
import { bounds, judge, type LoadedRule } from '../logic/judge.ts'
import { parametersIn } from '../logic/tree.ts'
import { FALSE } from '../logic/truth.ts'
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
  const reread = sameQuestions(before, after)
  const pairs = reread && differingRules(before, after)

  return {
    add(answers, day) {
      total++
      let was: Facts
      let is: Facts
      try {
        was = before.readFacts(answers, day)
        is = reread ? reread(was) : after.readFacts(answers, day)
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error
        unreadable++
        return
      }
      if (pairs && allAgree(pairs, was, is)) return
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

/** Whether every rule that differs says the same of this person: then so do the decisions, and nothing else need be run. */
function allAgree(pairs: readonly Pair[], before: Facts, after: Facts): boolean {
  for (const { was, is } of pairs) {
    const old = was ? was.condition.test(before.slots) : FALSE
    const now = is ? is.condition.test(after.slots) : FALSE
    if (old !== now || (old !== FALSE && was?.rank !== is?.rank)) return false
  }
  return true
}

/**
 * When both protocols ask the same questions in the same way, facts that were read once serve both: only the parameters
 * are exchanged. Undefined when they do not.
 */
function sameQuestions(before: Loaded, after: Loaded): ((facts: Facts) => Facts) | undefined {
  const shape = ({ protocol }: Loaded) => JSON.stringify([protocol.facts, protocol.screening.contradictions])
  if (shape(before) !== shape(after)) return undefined
  // A fact that is worked out with a parameter has to be worked out again.
  const reads = JSON.stringify(Object.values(before.protocol.facts).map(({ derive, estimate }) => [derive, estimate]))
  if (reads.includes('"parameter"')) return undefined
  const first = before.slots.byIndex.length
  if (before.slots.size !== after.slots.size) return undefined
  return (facts) => {
    const slots = facts.slots.slice()
    const { template } = after.edition(facts.day)
    for (let index = first; index < slots.length; index++) slots[index] = template[index] as number
    return { ...facts, slots }
  }
}
