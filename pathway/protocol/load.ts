/** Makes a protocol ready to decide: conditions become closures, rules are sorted, questions know how to read answers. */
import { type Answers, type Facts, WORKED_OUT } from '../facts/facts.ts'
import { nearest } from '../facts/nearest.ts'
import { InvalidInput, invalid, type Problem } from '../facts/problem.ts'
import { type Draft, type FactSlots, factSlots, readAnswer, shown } from '../facts/read-answers.ts'
import { type AskSlot, type Condition, conditionBuilder, type Quantity } from '../logic/condition.ts'
import { type RuleSet, ruleSet } from '../logic/judge.ts'
import { isKnown, layOutSlots, type Slot, type SlotMap, type Slots } from '../logic/slots.ts'
import { factsIn } from '../logic/tree.ts'
import { FALSE, TRUE, UNKNOWN } from '../logic/truth.ts'
import { wakeFor } from '../logic/wake.ts'
import { type CivilDate, parseDate } from '../time/calendar.ts'
import { type Edition, editionsOf } from './edition.ts'
import {
  type Claim,
  type Decision,
  decisions,
  type Expression,
  type ISODate,
  type Level,
  levels,
  type Protocol,
  type Readiness,
  readinesses,
  type Source,
} from './protocol.ts'

export interface Loaded {
  readonly protocol: Protocol
  readonly slots: SlotMap
  readonly screening: RuleSet<Decision, Decision>
  readonly preflight: RuleSet<'precaution' | 'stop', Readiness>
  readonly triage: RuleSet<Level, Level>
  readonly edition: (day: ISODate) => Edition
  /** Closure of a condition of this protocol; made once for each tree. */
  readonly condition: (tree: Expression) => Condition
  /** @throws InvalidInput naming every wrong answer */
  readonly readFacts: (answers: Answers, day: ISODate, recorded?: Recorded) => Facts
  /** Works out again what follows from other facts, after some were filled in. */
  readonly workOut: (facts: Facts) => void
}

/** What a session tells, by fact id. What was done counts, not what was planned: it replaces an intake's answer. */
export type Recorded = Readonly<Record<string, number | boolean | string | undefined>>

/** @throws Error when the document is no protocol of this format */
export function load(protocol: Protocol, emergencyNumber?: string): Loaded {
  if (protocol?.format !== 1) {
    throw new Error(
      'This is no protocol that this version can read (format 1). Compile the knowledge again, or use the version that wrote it.',
    )
  }
  const slots = layOutSlots(protocol)
  const edition = editionsOf(protocol, slots, emergencyNumber)
  const questions = new Map<string, FactSlots>()
  for (const [id, fact] of Object.entries(protocol.facts)) questions.set(id, factSlots(id, fact, slots))

  // How a sign compares with its curve, or with the last report, is asked by asking for the sign.
  const trends = new Map<string, Slot>()
  for (const { item } of Object.values(protocol.recovery.effects)) {
    const sign = item === undefined ? undefined : slots.of.get(item)
    if (sign) for (const aspect of ['Worse', 'Stronger', 'Longer']) trends.set(`${item}${aspect}`, sign)
  }
  // A question that is worked out from others is asked by asking those.
  const askSlot: AskSlot = (slot, situation, found) => {
    const sign = trends.get(slot.fact)
    if (sign) return !isKnown(sign.kind, situation.slots[sign.index] as number) && askSlot(sign, situation, found)
    const inputs = inputsOf.get(slot.fact)
    if (inputs) {
      let any = false
      for (const ask of inputs) if (ask(situation, found)) any = true
      if (any || !askable(slot.fact)) return any
    }
    if (!situation.canAsk(slot.index)) return false
    found.add(slot.index)
    return true
  }
  const inputsOf = new Map<string, Condition['ask'][]>()
  const askable = (fact: string) => protocol.facts[fact]?.derive === undefined
  const build = conditionBuilder(slots, askSlot)
  const conditions = new Map<Expression, Condition>()
  const condition = (tree: Expression): Condition => {
    let made = conditions.get(tree)
    if (!made) {
      made = build.condition(tree)
      conditions.set(tree, made)
    }
    return made
  }

  const workedOut = inOrder(protocol).map((id) => workOut(id, protocol, slots, build, condition))
  for (const { id, asks } of workedOut) inputsOf.set(id, asks)

  const workOutFacts = (facts: Facts): void => {
    for (const { apply } of workedOut) apply(facts)
  }

  const contradictions = Object.entries(protocol.screening.contradictions).map(([id, { when, fields }]) => ({
    id,
    fields,
    condition: condition(when),
  }))

  const wakeContradictions = wakeFor(
    slots,
    Object.values(protocol.screening.contradictions).map(({ when }) => when),
  )

  // Many records in a row are of the same day.
  let lastDay: ISODate | undefined
  let lastDate: CivilDate | undefined
  const readFacts = (answers: Answers, day: ISODate, recorded: Recorded = {}): Facts => {
    const today = day === lastDay ? lastDate : parseDate(day)
    if (!today)
      invalid('day', `“${day}” is no day. Expected a date such as 2026-11-21.`, {
        expected: 'a date such as 2026-11-21',
      })
    lastDay = day
    lastDate = today
    const draft = emptyDraft(edition(day).template.slice(), day, today)
    if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
      const expected = 'answers by the id of their fact, such as { "age": 34 }'
      invalid('facts', `There is “${shown(answers)}” where the answers should be. Expected ${expected}.`, { expected })
    }
    readKeys(draft, questions, answers)
    if (draft.problems.length > 0) throw new InvalidInput(draft.problems)
    const { facts } = draft
    for (const key in recorded) recordFact(facts, slots, key, recorded[key])
    workOutFacts(facts)
    const contradicted: (typeof contradictions)[number][] = []
    const count = wakeContradictions.find(facts.slots)
    for (let i = 0; i < count; i++) {
      const entry = contradictions[wakeContradictions.awake[i] as number]
      if (entry?.condition.test(facts.slots) === TRUE) contradicted.push(entry)
    }
    if (contradicted.length > 0) {
      throw new InvalidInput(
        contradicted.map(({ id, fields }): Problem => {
          const reason =
            edition(day).text(`contradictions.${id}.reason`, 'en') ?? `These answers cannot all be right (${id}).`
          return { field: fields.join(', '), message: `${reason} Check ${listed(fields)}.` }
        }),
      )
    }
    return facts
  }

  // Most callers need one of the three, and building one takes as long as deciding with it.
  let screening: Loaded['screening'] | undefined
  let preflight: Loaded['preflight'] | undefined
  let triage: Loaded['triage'] | undefined
  return {
    protocol,
    slots,
    edition,
    condition,
    readFacts,
    workOut: workOutFacts,
    get screening() {
      screening ??= ruleSet(
        protocol.screening.rules,
        decisions,
        (effect) => effect,
        (rule) => condition(rule.when),
        slots,
      )
      return screening
    },
    get preflight() {
      preflight ??= ruleSet(
        protocol.treatment.rules,
        readinesses,
        (effect) => (effect === 'stop' ? 'not-ready' : 'ready-with-precautions'),
        (rule) => condition(rule.when),
        slots,
      )
      return preflight
    },
    get triage() {
      triage ??= ruleSet(
        protocol.recovery.rules,
        levels,
        (effect) => effect,
        (rule) => condition(rule.when),
        slots,
      )
      return triage
    },
  }
}

const listed = (fields: readonly string[]) => fields.map((field) => `“${field}”`).join(' and ')

function emptyDraft(slotValues: Slots, day: ISODate, today: CivilDate): Draft {
  return {
    facts: { day, slots: slotValues, remarks: new Map(), dates: new Map(), stale: [] },
    today,
    problems: [],
  }
}

function readKeys(draft: Draft, questions: ReadonlyMap<string, FactSlots>, answers: Answers): void {
  for (const key in answers) {
    const question = questions.get(key)
    if (question) readAnswer(draft, question, answers[key])
    else readOption(draft, questions, key, answers[key])
  }
}

/** A key that is no fact is one option of an any-of fact, such as `infection.herpes`, or a mistake. */
function readOption(draft: Draft, questions: ReadonlyMap<string, FactSlots>, key: string, answer: unknown): undefined {
  const dot = key.indexOf('.')
  const whole = dot > 0 ? questions.get(key.slice(0, dot)) : undefined
  if (whole?.fact.kind === 'any-of') return readAnswer(draft, whole, { [key.slice(dot + 1)]: answer })
  const close = nearest(key, questions.keys())
  draft.problems.push({
    field: key,
    message: `“${shown(key)}” is no question of this protocol.${close ? ` Did you mean “${close}”?` : ''}`,
    expected: 'the id of a fact',
    ...(close ? { nearest: close } : {}),
  })
}

/** Fills in what a session tells. */
function recordFact(facts: Facts, slots: SlotMap, id: string, value: number | boolean | string | undefined): void {
  const slot = slots.of.get(id)
  if (!slot || value === undefined) return
  const encoded =
    typeof value === 'boolean'
      ? value
        ? TRUE
        : FALSE
      : typeof value === 'string'
        ? (slot.options?.indexOf(value) ?? -1)
        : value
  facts.slots[slot.index] = encoded
  facts.remarks.set(slot.index, WORKED_OUT)
}

interface WorkedOut {
  readonly id: string
  readonly apply: (facts: Facts) => void
  readonly asks: Condition['ask'][]
}

/** How a derived or estimated fact gets its value from others. */
function workOut(
  id: string,
  protocol: Protocol,
  slots: SlotMap,
  build: ReturnType<typeof conditionBuilder>,
  condition: (tree: Expression) => Condition,
): WorkedOut {
  const fact = protocol.facts[id]
  const slot = slots.of.get(id)
  if (!fact || !slot) throw new Error(`This protocol is damaged: “${id}” has no slot.`)
  const { index } = slot
  const put = (facts: Facts, value: number) => {
    facts.slots[index] = value
    if (isKnown(slot.kind, value)) facts.remarks.set(index, WORKED_OUT)
  }
  if (fact.derive) {
    if (slot.kind === 'truth') {
      const made = condition(fact.derive)
      return { id, asks: [made.ask], apply: (facts) => put(facts, made.test(facts.slots)) }
    }
    const made: Quantity = build.quantity(fact.derive)
    return { id, asks: [made.ask], apply: (facts) => put(facts, made.value(facts.slots)) }
  }
  const cases = (fact.estimate ?? []).map(({ when, value }) => ({
    condition: condition(when),
    value:
      slot.kind === 'option'
        ? (slot.options ?? []).indexOf(String(value))
        : slot.kind === 'truth'
          ? value
            ? TRUE
            : FALSE
          : Number(value),
  }))
  return {
    id,
    asks: cases.map((entry) => entry.condition.ask),
    apply: (facts) => {
      if (isKnown(slot.kind, facts.slots[index] as number)) return
      for (const entry of cases) {
        const truth = entry.condition.test(facts.slots)
        // An earlier case that could still hold leaves the estimate open.
        if (truth === UNKNOWN) return
        if (truth === TRUE) return put(facts, entry.value)
      }
    },
  }
}

/** Derived and estimated facts, each after the ones it reads. */
function inOrder(protocol: Protocol): string[] {
  const order: string[] = []
  const visiting = new Set<string>()
  const visit = (id: string) => {
    const fact = protocol.facts[id]
    if (!fact || order.includes(id) || (!fact.derive && !fact.estimate)) return
    if (visiting.has(id)) throw new Error(`This protocol is damaged: “${id}” is worked out from itself.`)
    visiting.add(id)
    const trees = fact.derive ? [fact.derive] : (fact.estimate ?? []).map(({ when }) => when)
    for (const tree of trees) for (const name of factsIn(tree)) visit(name.split('.', 1)[0] as string)
    order.push(id)
  }
  for (const id of Object.keys(protocol.facts)) visit(id)
  return order
}

export interface CitedClaim extends Claim {
  readonly id: string
  readonly publication: Source | undefined
}

/** The claims behind an answer, with their sources. */
export function claimsOf({ protocol }: Loaded, ids: readonly string[]): CitedClaim[] {
  return ids.flatMap((id) => {
    const claim = protocol.claims[id]
    return claim ? [{ ...claim, id, publication: protocol.sources[claim.source] }] : []
  })
}
