/**
 * Names, types and units of a condition. A comparison of two units, or of a fact with an option that it does not have, would
 * be false for ever without anybody noticing; so it is refused.
 */
import { type FactKind, nearest, type Step } from '@needlepoint/pathway'
import { type Binary, type Fault, isArithmetic, isLogic, type Tree } from './tree.ts'

export const steps: readonly Step[] = ['screening', 'planning', 'consent', 'treatment', 'aftercare', 'recovery']

/** What a condition needs to know about a fact. */
export interface FactType {
  /** Absent where the fact itself is not in order; nothing more is said about its uses then. */
  readonly kind?: FactKind
  readonly step: Step
  readonly unit?: string
  readonly options?: readonly string[]
  readonly min?: number
  readonly max?: number
}

export interface ParameterType {
  /** Absent where the parameter itself is not in order. */
  readonly unit?: string
  /** The value in force, where the parameter itself is in order. */
  readonly value?: number
}

/** The names that a condition may use. */
export interface Scope {
  readonly facts: ReadonlyMap<string, FactType>
  readonly parameters: ReadonlyMap<string, ParameterType>
  /** Facts of later steps may not be used. Absent: all may. */
  readonly step?: Step
}

export type Type =
  | { readonly is: 'boolean' }
  | { readonly is: 'text'; readonly options?: readonly string[]; readonly fact?: string }
  /** Without a unit, a number takes the unit of the other side. */
  | { readonly is: 'number'; readonly unit?: string }

const severityUnit = '{score}'
const boolean: Type = { is: 'boolean' }
const untyped: Type = { is: 'number' }

/** Finds every fault and the type of the whole; undefined where a fault hides it. */
export function typeOf(tree: Tree, scope: Scope, faults: Fault[]): Type | undefined {
  const fault = (at: number, message: string, fix: string) => {
    faults.push({ at, message, fix })
    return undefined
  }
  switch (tree.op) {
    case 'literal':
      if (typeof tree.value === 'string') return { is: 'text' }
      return typeof tree.value === 'number' ? untyped : boolean
    case 'fact':
      return factType(tree.name, tree.at, scope, fault)
    case 'parameter': {
      const parameter = scope.parameters.get(tree.name)
      if (parameter) return parameter.unit === undefined ? untyped : { is: 'number', unit: parameter.unit }
      const close = nearest(tree.name, scope.parameters.keys())
      const isFact = scope.facts.has(tree.name)
      return fault(
        tree.at,
        `There is no parameter \`${tree.name}\`.`,
        isFact
          ? `It is a fact: write \`${tree.name}\` without the %.`
          : close
            ? `Did you mean \`%${close}\`?`
            : `Add \`${tree.name}\` to parameters.yaml.`,
      )
    }
    case 'not':
      demandBoolean(tree.of, typeOf(tree.of, scope, faults), fault)
      return boolean
    case 'in': {
      const left = typeOf(tree.left, scope, faults)
      if (left?.is === 'boolean')
        return fault(tree.left.at, '`in` compares one text or number with a list.', 'Use the yes-no fact by itself.')
      if (left) for (const { value, at } of tree.values) compareWith(left, value, at, fault)
      return boolean
    }
    default: {
      const left = typeOf(tree.left, scope, faults)
      const right = typeOf(tree.right, scope, faults)
      if (isLogic(tree.op)) {
        demandBoolean(tree.left, left, fault)
        demandBoolean(tree.right, right, fault)
        return boolean
      }
      if (!left || !right) return isArithmetic(tree.op) ? undefined : boolean
      if (isArithmetic(tree.op)) return arithmetic(tree, left, right, fault)
      compare(tree, left, right, fault)
      return boolean
    }
  }
}

type Report = (at: number, message: string, fix: string) => undefined

function factType(name: string, at: number, scope: Scope, fault: Report): Type | undefined {
  const [base = '', option] = name.split('.')
  const fact = scope.facts.get(base)
  if (!fact) {
    const close = nearest(base, scope.facts.keys())
    const isParameter = scope.parameters.has(base)
    return fault(
      at,
      `There is no fact \`${base}\`.`,
      isParameter
        ? `It is a parameter: write \`%${base}\`.`
        : close
          ? `Did you mean \`${close}\`?`
          : `Add \`${base}\` to the facts.yaml of its step.`,
    )
  }
  if (scope.step && steps.indexOf(fact.step) > steps.indexOf(scope.step)) {
    return fault(
      at,
      `\`${base}\` is not known yet: it belongs to ${fact.step}, and this is ${scope.step}.`,
      'Use facts of this step or an earlier one.',
    )
  }
  if (fact.kind === 'any-of') {
    const options = fact.options ?? []
    if (option === undefined) {
      const some = options.slice(0, 2).map((each) => `${base}.${each}`)
      return fault(
        at,
        `\`${base}\` can have many answers at once and is no single value.`,
        `Name the options: \`${some.join(' or ')}\`${options.length > 2 ? ' …' : ''}.`,
      )
    }
    if (options.includes(option)) return boolean
    const close = nearest(option, options)
    return fault(
      at,
      `\`${base}\` has no option \`${option}\`.`,
      close ? `Did you mean \`${base}.${close}\`?` : `Its options are ${listed(options)}.`,
    )
  }
  if (option !== undefined) {
    const fix = fact.kind === 'one-of' ? `Write \`${base} = '${option}'\`.` : `Write \`${base}\`.`
    return fault(at, `\`${base}\` is a ${fact.kind} fact and has no parts.`, fix)
  }
  switch (fact.kind) {
    case 'yes-no':
      return boolean
    case 'one-of':
      return { is: 'text', fact: base, ...(fact.options ? { options: fact.options } : {}) }
    case 'severity':
      return { is: 'number', unit: severityUnit }
    case 'number':
    case 'elapsed':
    case 'upcoming':
      return { is: 'number', ...(fact.unit ? { unit: fact.unit } : {}) }
    case 'date':
      return fault(
        at,
        `\`${base}\` is a date, and dates cannot be compared in conditions.`,
        'Use an `elapsed` or `upcoming` fact, which is a number of days, weeks or months.',
      )
    case 'text':
      return fault(
        at,
        `\`${base}\` is free text, and nothing can be concluded from it.`,
        'Ask a one-of or any-of question instead.',
      )
    default:
      return undefined
  }
}

function demandBoolean(tree: Tree, type: Type | undefined, fault: Report): void {
  if (!type || type.is === 'boolean') return
  const what = tree.op === 'fact' ? `\`${tree.name}\`` : 'This'
  const fix =
    type.is === 'text' && type.options
      ? `Compare it: \`${type.fact} = '${type.options[0]}'\`.`
      : type.is === 'number'
        ? 'Compare it: `… > 0`.'
        : 'Compare a fact with it.'
  fault(
    tree.at,
    `${what} is ${type.is === 'text' ? 'a text' : 'a number'}, where a condition must be true or false.`,
    fix,
  )
}

function compare(tree: Binary, left: Type, right: Type, fault: Report): void {
  if (left.is !== right.is) {
    const literal = [tree.left, tree.right].find((side) => side.op === 'literal')
    fault(
      literal?.at ?? tree.at,
      `A ${left.is} is compared with a ${right.is}.`,
      hint(left.is === 'text' ? left : right),
    )
    return
  }
  if (left.is !== 'number' && tree.op !== '=' && tree.op !== '!=') {
    fault(
      tree.at,
      `\`${tree.op}\` puts in order, and only numbers have an order.`,
      left.is === 'text' ? "List the options: `x in ('a' | 'b')`." : 'Use `=`, or the fact by itself.',
    )
    return
  }
  if (left.is === 'text' && right.is === 'text') {
    if (tree.right.op === 'literal') compareWith(left, tree.right.value, tree.right.at, fault)
    if (tree.left.op === 'literal') compareWith(right, tree.left.value, tree.left.at, fault)
  }
  if (left.is === 'number' && right.is === 'number') demandSameUnit(tree, left.unit, right.unit, fault)
}

const hint = (type: Type) =>
  type.is === 'text' && type.options
    ? `Compare \`${type.fact}\` with one of ${listed(type.options.map((option) => `'${option}'`))}.`
    : 'Compare a text with a text, a number with a number, a yes-no fact with true or false.'

function compareWith(left: Type, value: string | number | boolean, at: number, fault: Report): void {
  if (left.is === 'number') {
    if (typeof value !== 'number') fault(at, 'A number is compared with a text.', 'Write a number without quotes.')
    return
  }
  if (typeof value !== 'string') {
    fault(at, 'A text is compared with a number.', hint(left))
    return
  }
  if (left.is !== 'text' || !left.options || left.options.includes(value)) return
  const close = nearest(value, left.options)
  fault(
    at,
    `\`${left.fact}\` has no option '${value}'.`,
    close ? `Did you mean '${close}'?` : `Its options are ${listed(left.options)}.`,
  )
}

function arithmetic(tree: Binary, left: Type, right: Type, fault: Report): Type | undefined {
  for (const [side, type] of [
    [tree.left, left],
    [tree.right, right],
  ] as const) {
    if (type.is !== 'number')
      return fault(
        side.at,
        `\`${tree.op}\` calculates, and this is no number.`,
        'Use number, elapsed, upcoming or severity facts.',
      )
  }
  if (left.is !== 'number' || right.is !== 'number') return undefined
  // A product has a unit of its own, which whatever it is compared with or derived into declares.
  if (tree.op === '*' || tree.op === '/') return untyped
  demandSameUnit(tree, left.unit, right.unit, fault)
  const unit = left.unit ?? right.unit
  return unit === undefined ? untyped : { is: 'number', unit }
}

function demandSameUnit(tree: Binary, left: string | undefined, right: string | undefined, fault: Report): void {
  if (left === undefined || right === undefined || left === right) return
  fault(
    tree.at,
    `The units differ: ${describe(tree.left)} is in ${left}, ${describe(tree.right)} is in ${right}.`,
    `Give both the unit ${left}, or calculate with a factor (\`… * 7\`).`,
  )
}

const describe = (tree: Tree) =>
  tree.op === 'fact' ? `\`${tree.name}\`` : tree.op === 'parameter' ? `\`%${tree.name}\`` : 'one side'
const listed = (names: readonly string[]) => (names.length > 8 ? `${names.slice(0, 8).join(', ')} …` : names.join(', '))
