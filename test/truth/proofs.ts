/**
 * Proves things about rules for every possible set of answers, with Z3: not for some that somebody thought of.
 * A condition becomes two formulas, "it is true" and "it is false"; where neither holds it is unknown.
 */
import {
  type Contradiction,
  type Expression,
  type Fact,
  factsIn,
  layOutSlots,
  type Protocol,
  type Slot,
} from '@needlepoint/pathway'
import { init, Z3_error_code, Z3_lbool } from 'z3-solver'

// Formulas are SMT-LIB texts: the objects of Z3's own API are released by the garbage collector while the solver still runs.
const { Z3, em } = await init()
const context = Z3.mk_context(Z3.mk_config())
const solver = Z3.mk_simple_solver(context)
Z3.solver_inc_ref(context, solver)

/** Z3 runs threads that keep the process alive. Call when all is proved. */
export const stopZ3 = (): void => em.PThread.terminateAllThreads()

/** A formula, and a calculation, of SMT-LIB. */
type B = string
type N = string

interface Truth {
  readonly t: B
  readonly f: B
}
interface Quantity {
  readonly known: B
  readonly value: N
}

export interface Options {
  /** Parameters have the value of the protocol, or any that a clinic's overlay may give them. */
  readonly parameters?: 'as-written' | 'as-any-clinic-may-set'
  /** Breaks the logic on purpose: what nobody answered counts as no. */
  readonly unknownIsNo?: boolean
  /** Facts with risk at both ends, such as age: nobody's answers differ in them when risks are compared. */
  readonly heldEqual?: readonly string[]
}

const list = (operator: 'and' | 'or', parts: readonly B[]): B => {
  const empty = operator === 'and' ? 'true' : 'false'
  const kept = [...new Set(parts)].filter((part) => part !== empty)
  if (kept.includes(operator === 'and' ? 'false' : 'true')) return operator === 'and' ? 'false' : 'true'
  return kept.length === 0 ? empty : kept.length === 1 ? (kept[0] as B) : `(${operator} ${kept.join(' ')})`
}
const and = (...parts: readonly B[]): B => list('and', parts)
const or = (...parts: readonly B[]): B => list('or', parts)
const not = (formula: B): B => (formula === 'true' ? 'false' : formula === 'false' ? 'true' : `(not ${formula})`)
const implies = (a: B, b: B): B => or(not(a), b)
const same = (a: string, b: string): B => (a === b ? 'true' : `(= ${a} ${b})`)

/** One person's answers: a set of variables, and what conditions say about them. */
export class Person {
  readonly name: string
  private readonly protocol: Protocol
  private readonly options: Options
  private readonly slots: ReturnType<typeof layOutSlots>
  private readonly truths = new Map<string, Truth>()
  private readonly chosen = new Map<string, N>()
  private readonly numbers = new Map<string, Quantity>()
  private readonly parameters = new Map<string, N>()
  private readonly made = new Map<Expression, Truth>()
  /** What holds of any answers at all: bounds, options, and that nothing is both true and false. */
  readonly laws: B[] = []
  /** Name of each variable → its sort. */
  readonly variables = new Map<string, 'Bool' | 'Int' | 'Real'>()

  constructor(name: string, protocol: Protocol, options: Options = {}) {
    this.name = name
    this.protocol = protocol
    this.options = options
    this.slots = layOutSlots(protocol)
  }

  condition(tree: Expression): Truth {
    let made = this.made.get(tree)
    if (!made) {
      made = this.build(tree)
      this.made.set(tree, made)
    }
    return made
  }

  /** Every slot that was asked about so far, by name: the answers that matter. */
  get used(): string[] {
    return [...this.truths.keys(), ...this.chosen.keys(), ...this.numbers.keys()]
  }

  known(name: string): B {
    const { kind } = this.slot(name)
    if (kind === 'truth') {
      const { t, f } = this.truth(name)
      return or(t, f)
    }
    return kind === 'option' ? `(>= ${this.option(name)} 0)` : this.number(name).known
  }

  /** The same answer as another person's. */
  same(name: string, other: Person): B {
    const { kind } = this.slot(name)
    if (kind === 'truth') {
      const [mine, theirs] = [this.truth(name), other.truth(name)]
      return and(same(mine.t, theirs.t), same(mine.f, theirs.f))
    }
    if (kind === 'option') return same(this.option(name), other.option(name))
    const [mine, theirs] = [this.number(name), other.number(name)]
    return and(same(mine.known, theirs.known), implies(mine.known, same(mine.value, theirs.value)))
  }

  /** The same answer, or one that carries more risk by the fact's own word. */
  atLeastAsRisky(name: string, other: Person): B {
    const slot = this.slot(name)
    const { riskier } = this.fact(slot)
    const equal = this.same(name, other)
    if (this.options.heldEqual?.includes(slot.fact)) return equal
    const bothKnown = and(this.known(name), other.known(name))
    switch (riskier) {
      case 'neither':
        return equal
      case 'yes':
      case 'any':
        if (slot.kind === 'truth') return or(equal, and(this.truth(name).t, other.truth(name).f))
        break
      case 'no':
        if (slot.kind === 'truth') return or(equal, and(this.truth(name).f, other.truth(name).t))
        break
      case 'listed-later':
        if (slot.kind === 'option') return or(equal, and(bothKnown, `(>= ${this.option(name)} ${other.option(name)})`))
        break
      case 'higher':
      case 'lower':
        if (slot.kind === 'number') {
          const [mine, theirs] = [this.number(name).value, other.number(name).value]
          return or(equal, and(bothKnown, `(${riskier === 'higher' ? '>=' : '<='} ${mine} ${theirs})`))
        }
    }
    throw new Error(`“${name}” is a ${slot.kind} whose riskier side is “${riskier}”.`)
  }

  /** No contradiction among the answers is known: others are sent back and never decided on. */
  consistent(contradictions: Readonly<Record<string, Contradiction>>): B[] {
    return Object.values(contradictions).map(({ when }) => not(this.condition(when).t))
  }

  /** The answers of a model as `screen` and its like take them, and as a person would say them. */
  read(model: Model, names: readonly string[] = this.used): { answers: Record<string, unknown>; sentence: string } {
    const answers: Record<string, unknown> = {}
    const said: string[] = []
    for (const name of names) {
      const slot = this.slot(name)
      if (this.fact(slot).derive) continue
      const value = this.valueIn(model, name, slot)
      said.push(
        `${name} is ${value === undefined ? 'not known' : value === true ? 'yes' : value === false ? 'no' : String(value)}`,
      )
      if (value !== undefined) answers[name] = value
    }
    return { answers, sentence: said.join(', ') }
  }

  private valueIn(model: Model, name: string, { kind, options }: Slot): boolean | string | number | undefined {
    const variable = (suffix = '') => model.value(`|${this.name}:${name}${suffix}|`)
    if (kind === 'truth') return variable(':yes') === 'true' ? true : variable(':no') === 'true' ? false : undefined
    if (kind === 'option') return options?.[numberOf(variable() ?? '(- 1)')]
    const { min = 0 } = this.fact(this.slot(name))
    return variable(':known') === 'true' ? numberOf(variable() ?? String(min)) : undefined
  }

  private build(tree: Expression): Truth {
    switch (tree[0]) {
      case 'literal':
        return { t: String(tree[1] === true), f: String(tree[1] === false) }
      case 'fact':
        return this.asRead(this.truth(tree[1]))
      case 'not': {
        const { t, f } = this.condition(tree[1])
        return { t: f, f: t }
      }
      case 'and':
      case 'or':
      case 'implies':
      case 'xor': {
        const left = this.condition(tree[1])
        const right = this.condition(tree[2])
        if (tree[0] === 'and') return { t: and(left.t, right.t), f: or(left.f, right.f) }
        if (tree[0] === 'or') return { t: or(left.t, right.t), f: and(left.f, right.f) }
        if (tree[0] === 'implies') return { t: or(left.f, right.t), f: and(left.t, right.f) }
        return differ(left, right)
      }
      case '=':
      case '!=': {
        const equal = this.asRead(this.equality(tree[1], tree[2]))
        return tree[0] === '=' ? equal : { t: equal.f, f: equal.t }
      }
      case '<':
      case '<=':
      case '>':
      case '>=': {
        const left = this.quantity(tree[1])
        const right = this.quantity(tree[2])
        const known = and(left.known, right.known)
        const holds = `(${tree[0]} ${left.value} ${right.value})`
        return this.asRead({ t: and(known, holds), f: and(known, not(holds)) })
      }
      case 'in':
        return this.asRead(this.membership(tree[1], tree[2]))
      default:
        throw new Error(`“${tree[0]}” is no condition.`)
    }
  }

  private asRead({ t, f }: Truth): Truth {
    return this.options.unknownIsNo ? { t, f: not(t) } : { t, f }
  }

  private equality(left: Expression, right: Expression): Truth {
    if (left[0] === 'literal' && right[0] !== 'literal') return this.equality(right, left)
    if (left[0] === 'fact' && right[0] === 'literal' && typeof right[1] === 'string')
      return this.membership(left, [right[1]])
    if (this.isTruth(left)) {
      const { t, f } = differ(this.condition(left), this.condition(right))
      return { t: f, f: t }
    }
    const [a, b] = [this.quantity(left), this.quantity(right)]
    const known = and(a.known, b.known)
    return { t: and(known, same(a.value, b.value)), f: and(known, not(same(a.value, b.value))) }
  }

  private isTruth(tree: Expression): boolean {
    if (tree[0] === 'fact') return this.slot(tree[1]).kind === 'truth'
    if (tree[0] === 'literal') return typeof tree[1] === 'boolean'
    return !['parameter', '+', '-', '*', '/'].includes(tree[0])
  }

  private membership(left: Expression, members: readonly (string | number)[]): Truth {
    if (left[0] === 'fact' && this.slot(left[1]).kind === 'option') {
      const value = this.option(left[1])
      const { options = [] } = this.slot(left[1])
      const is = or(...members.map((member) => same(value, integer(options.indexOf(String(member))))))
      return { t: is, f: and(`(>= ${value} 0)`, not(is)) }
    }
    const { known, value } = this.quantity(left)
    const is = or(...members.map((member) => same(value, real(Number(member)))))
    return { t: and(known, is), f: and(known, not(is)) }
  }

  private quantity(tree: Expression): Quantity {
    switch (tree[0]) {
      case 'literal':
        return { known: 'true', value: real(Number(tree[1])) }
      case 'parameter':
        return { known: 'true', value: this.parameter(tree[1]) }
      case 'fact':
        return this.number(tree[1])
      case '+':
      case '-':
      case '*':
      case '/': {
        const left = this.quantity(tree[1])
        const right = this.quantity(tree[2])
        const known = and(left.known, right.known)
        if (tree[0] === '+') return { known, value: `(+ ${left.value} ${right.value})` }
        if (tree[0] === '-') return { known, value: `(- ${left.value} ${right.value})` }
        if (tree[0] === '*') return { known, value: `(* ${left.value} ${right.value})` }
        return { known: and(known, not(same(right.value, real(0)))), value: `(/ ${left.value} ${right.value})` }
      }
      default:
        throw new Error(`“${tree[0]}” gives no number.`)
    }
  }

  private variable(name: string, sort: 'Bool' | 'Int' | 'Real', owner = `${this.name}:`): string {
    const variable = `|${owner}${name}|`
    this.variables.set(variable, sort)
    return variable
  }

  private slot(name: string): Slot {
    const slot = this.slots.of.get(name)
    if (!slot) throw new Error(`There is no fact “${name}”.`)
    return slot
  }

  private fact({ fact }: Slot): Fact {
    return this.protocol.facts[fact] as Fact
  }

  private truth(name: string): Truth {
    let made = this.truths.get(name)
    if (!made) {
      const { derive } = this.fact(this.slot(name))
      if (derive) made = this.condition(derive)
      else {
        made = { t: this.variable(`${name}:yes`, 'Bool'), f: this.variable(`${name}:no`, 'Bool') }
        this.laws.push(not(and(made.t, made.f)))
      }
      this.truths.set(name, made)
    }
    return made
  }

  private option(name: string): N {
    let made = this.chosen.get(name)
    if (!made) {
      made = this.variable(name, 'Int')
      this.laws.push(`(<= (- 1) ${made})`, `(< ${made} ${this.slot(name).options?.length ?? 0})`)
      this.chosen.set(name, made)
    }
    return made
  }

  private number(name: string): Quantity {
    let made = this.numbers.get(name)
    if (!made) {
      const fact = this.fact(this.slot(name))
      if (fact.derive) made = this.quantity(fact.derive)
      else {
        const whole = fact.kind === 'severity' || fact.kind === 'elapsed' || fact.kind === 'upcoming'
        const value = whole ? `(to_real ${this.variable(name, 'Int')})` : this.variable(name, 'Real')
        made = { known: this.variable(`${name}:known`, 'Bool'), value }
        const [min, max] = fact.kind === 'severity' ? [0, 4] : [fact.min, fact.max]
        if (min !== undefined) this.laws.push(`(>= ${value} ${real(min)})`)
        if (max !== undefined) this.laws.push(`(<= ${value} ${real(max)})`)
      }
      this.numbers.set(name, made)
    }
    return made
  }

  private parameter(name: string): N {
    const parameter = this.protocol.parameters[name]
    const value = parameter?.values.at(-1)?.value
    if (!parameter || value === undefined) throw new Error(`There is no parameter “${name}”.`)
    if (this.options.parameters !== 'as-any-clinic-may-set' || parameter.stricter === 'free') return real(value)
    let made = this.parameters.get(name)
    if (!made) {
      // All persons live under one protocol.
      made = this.variable(`parameter:${name}`, 'Real', '')
      this.laws.push(`(${parameter.stricter === 'higher' ? '>=' : '<='} ${made} ${real(value)})`)
      if (parameter.min !== undefined) this.laws.push(`(>= ${made} ${real(Math.min(parameter.min, value))})`)
      if (parameter.max !== undefined) this.laws.push(`(<= ${made} ${real(Math.max(parameter.max, value))})`)
      this.parameters.set(name, made)
    }
    return made
  }
}

const differ = (left: Truth, right: Truth): Truth => ({
  t: or(and(left.t, right.f), and(left.f, right.t)),
  f: or(and(left.t, right.t), and(left.f, right.f)),
})
const integer = (value: number): N => (value < 0 ? `(- ${-value})` : String(value))
const real = (value: number): N => {
  const digits = Math.abs(value).toFixed(6)
  return value < 0 ? `(- ${digits})` : digits
}

/** `3.0`, `(- 3)`, `(/ 7.0 2.0)`, `(- (/ 7.0 2.0))`. */
function numberOf(text: string): number {
  const [, negated] = /^\(- (.*)\)$/.exec(text) ?? []
  if (negated) return -numberOf(negated)
  const [, top, bottom] = /^\(\/ (\S+) (\S+)\)$/.exec(text) ?? []
  return top && bottom ? Number(top) / Number(bottom) : Number(text)
}

/** Values that make a set of formulas true. */
export interface Model {
  /** By the name of a variable; undefined where any value will do. */
  readonly value: (variable: string) => string | undefined
}

const end = 'the-end'

/** @returns a model in which all the formulas hold, or undefined: then it is proved that there is none */
export async function find(formulas: readonly B[], persons: readonly Person[]): Promise<Model | undefined> {
  const variables = new Map(persons.flatMap((person) => [...person.variables]))
  const laws = new Set(persons.flatMap((person) => person.laws))
  const asserted = [...laws, ...formulas].filter((formula) => formula !== 'true')
  const lines = [
    ...[...variables].map(([name, sort]) => `(declare-const ${name} ${sort})`),
    ...asserted.map((formula) => `(assert ${formula})`),
    `(declare-const ${end} Bool)`,
    `(assert ${end})`,
  ]
  Z3.solver_reset(context, solver)
  // Texts go in synchronously: one that is handed to a thread may be overwritten before it is read.
  Z3.solver_from_string(context, solver, lines.join('\n'))
  if (Z3.get_error_code(context) !== Z3_error_code.Z3_OK)
    throw new Error(Z3.get_error_msg(context, Z3.get_error_code(context)))
  // Else something might be proved of fewer formulas than were given. (Where Z3 sees at once that all cannot hold, it keeps `false`.)
  const taken = Z3.solver_get_assertions(context, solver)
  const last = Z3.ast_vector_get(context, taken, Z3.ast_vector_size(context, taken) - 1)
  if (![end, 'false'].includes(Z3.ast_to_string(context, last))) throw new Error('Z3 did not read all of the formulas.')
  const found = await Z3.solver_check(context, solver)
  if (found === Z3_lbool.Z3_L_FALSE) return undefined
  if (found !== Z3_lbool.Z3_L_TRUE) throw new Error('Z3 could not tell.')
  return readModel(Z3.model_to_string(context, Z3.solver_get_model(context, solver)))
}

/** Reads lines like `A:age -> 3.0`. What a model leaves open may be anything: it is read as not known. */
function readModel(text: string): Model {
  const values = new Map(text.split('\n').map((line) => line.split(' -> ') as [string, string]))
  return { value: (variable) => values.get(variable.replaceAll('|', '')) }
}

/** What a proof is about: one of the three sets of rules, from least to most cautious effect. */
export interface RuleBook {
  readonly rules: Readonly<Record<string, { readonly when: Expression; readonly effect: string }>>
  readonly floor: Readonly<Record<string, { readonly when: Expression; readonly atLeast: string }>>
  readonly effects: readonly string[]
}

/** A statement that was found to be wrong, with the answers that show it. */
export interface Counterexample {
  readonly about: string
  readonly sentence: string
  readonly answers: Readonly<Record<string, unknown>>
}

export class Proofs {
  private readonly protocol: Protocol
  private readonly book: RuleBook
  private readonly options: Options
  constructor(protocol: Protocol, book: RuleBook, options: Options = {}) {
    this.protocol = protocol
    this.book = book
    this.options = options
  }

  /**
   * Floors that some complete answers get below: the floor holds, and no rule of its weight fires. Answers that contradict
   * each other are sent back and count for nothing. With `takenBack` it follows for incomplete answers that such a rule is
   * true or still open, so that no decision is final below the floor.
   */
  async belowFloor(floors = this.book.floor): Promise<Counterexample[]> {
    const person = this.person('A')
    const wrong = Object.entries(floors).map(([id, { when, atLeast }]) => {
      const rules = this.rulesFrom(atLeast).map((rule) => not(person.condition(rule.when).t))
      return { id, names: [...new Set(this.askedIn(when))], formula: and(person.condition(when).t, ...rules) }
    })
    const consistent = person.consistent(this.protocol.screening.contradictions)
    const known = person.used.filter((name) => !this.isDerived(name)).map((name) => person.known(name))
    return this.violators(wrong, [...consistent, ...known], [person], (model, names) => person.read(model, names))
  }

  /** Rules that one more answer can turn from yes to no, or from no to yes. */
  async takenBack(only?: string): Promise<Counterexample[]> {
    const [some, whole] = [this.person('some'), this.person('whole', { ...this.options, unknownIsNo: false })]
    const wrong = this.forEachRule(only, ({ when }) => {
      const [before, after] = [some.condition(when), whole.condition(when)]
      return or(and(before.t, not(after.t)), and(before.f, not(after.f)))
    })
    const completes = some.used.map((name) => and(whole.known(name), implies(some.known(name), whole.same(name, some))))
    return this.violators(wrong, completes, [some, whole], (model, names) => some.read(model, names))
  }

  /** Rules that a riskier answer silences without another rule of the same weight speaking up. */
  async silencedByRisk(only?: string): Promise<Counterexample[]> {
    const [safer, riskier] = [this.person('safer'), this.person('riskier')]
    const wrong = this.forEachRule(only, ({ when, effect }) => {
      const others = this.rulesFrom(effect).map((rule) => not(riskier.condition(rule.when).t))
      return and(safer.condition(when).t, not(riskier.condition(when).t), ...others)
    })
    const raises = riskier.used.map((name) => riskier.atLeastAsRisky(name, safer))
    return this.violators(wrong, raises, [safer, riskier], (model, names) => ({
      answers: riskier.read(model, names).answers,
      sentence: `${safer.read(model, names).sentence}; then ${riskier.read(model, names).sentence}`,
    }))
  }

  /** Rules that stay unknown for somebody who has answered everything. */
  async neverDecided(only?: string): Promise<Counterexample[]> {
    const person = this.person('A')
    const wrong = this.forEachRule(only, ({ when }) => {
      const { t, f } = person.condition(when)
      return and(not(t), not(f))
    })
    const known = person.used.filter((name) => !this.isDerived(name)).map((name) => person.known(name))
    return this.violators(wrong, known, [person], (model, names) => person.read(model, names))
  }

  /** For every rule answers with which it fires; undefined where there are none. */
  async witnesses(only?: string): Promise<Map<string, Record<string, unknown> | undefined>> {
    const found = new Map<string, Record<string, unknown> | undefined>()
    for (const [id, { when }] of this.rulesNamed(only)) {
      const person = this.person('A')
      const { t } = person.condition(when)
      const names = person.used
      const facts = new Set([...factsIn(when)].map((name) => name.split('.', 1)[0]))
      // What is not answered contradicts nothing.
      const near = Object.entries(this.protocol.screening.contradictions).filter(([, entry]) =>
        [...factsIn(entry.when)].some((name) => facts.has(name.split('.', 1)[0])),
      )
      const model = await this.search([t, ...person.consistent(Object.fromEntries(near))], [person])
      found.set(id, model && person.read(model, names).answers)
    }
    return found
  }

  /** Which of the statements can be wrong: all in one question where none can, else in halves. */
  private async violators(
    wrong: readonly { readonly id: string; readonly names: readonly string[]; readonly formula: B }[],
    given: readonly B[],
    persons: readonly Person[],
    read: (model: Model, names: readonly string[]) => Omit<Counterexample, 'about'>,
  ): Promise<Counterexample[]> {
    const model = await this.search([or(...wrong.map(({ formula }) => formula)), ...given], persons)
    if (!model) return []
    const [only, ...others] = wrong
    if (only && others.length === 0) return [{ about: only.id, ...read(model, only.names) }]
    const half = Math.ceil(wrong.length / 2)
    return [
      ...(await this.violators(wrong.slice(0, half), given, persons, read)),
      ...(await this.violators(wrong.slice(half), given, persons, read)),
    ]
  }

  private forEachRule(
    only: string | undefined,
    formulaOf: (rule: { readonly when: Expression; readonly effect: string }) => B,
  ) {
    return this.rulesNamed(only).map(([id, rule]) => ({
      id,
      names: [...new Set(this.askedIn(rule.when))],
      formula: formulaOf(rule),
    }))
  }

  private rulesNamed(only: string | undefined) {
    return Object.entries(this.book.rules).filter(([id]) => only === undefined || id === only)
  }

  /** The answers behind a condition, through what is worked out. */
  private *askedIn(tree: Expression): Generator<string> {
    for (const name of factsIn(tree)) {
      const { derive } = this.protocol.facts[name.split('.', 1)[0] as string] ?? {}
      if (derive) yield* this.askedIn(derive)
      else yield name
    }
  }

  private person(name: string, options = this.options): Person {
    return new Person(name, this.protocol, options)
  }

  private rulesFrom(effect: string) {
    const { rules, effects } = this.book
    return Object.values(rules).filter((rule) => effects.indexOf(rule.effect) >= effects.indexOf(effect))
  }

  private isDerived(name: string): boolean {
    return this.protocol.facts[name.split('.', 1)[0] as string]?.derive !== undefined
  }

  private search(formulas: readonly B[], persons: readonly Person[]): Promise<Model | undefined> {
    return find(formulas, persons)
  }
}

/** The three sets of rules of a protocol. */
export const booksOf = ({ screening, treatment, recovery }: Protocol) => ({
  screening: {
    rules: screening.rules,
    floor: screening.floor,
    effects: ['proceed', 'proceed-with-precautions', 'clinician-review', 'defer', 'do-not-treat'],
  },
  preflight: { rules: treatment.rules, floor: treatment.floor, effects: ['precaution', 'stop'] },
  triage: {
    rules: recovery.rules,
    floor: recovery.floor,
    effects: ['expected', 'watch', 'contact-clinic', 'same-day', 'emergency'],
  },
})
