/**
 * Turns the syntax tree of a condition into closures, once, when a protocol is loaded. Nothing is parsed at run time.
 * Each condition can be tested, and can say which facts are worth asking while it is unknown.
 */
import type { Expression } from '../protocol/protocol.ts'
import { isKnown, type Slot, type SlotMap, type Slots } from './slots.ts'
import { factsIn } from './tree.ts'
import { and, FALSE, implies, not, or, TRUE, type Truth, truthOf, UNKNOWN, xor } from './truth.ts'

/** What a condition is asked against: the values, and how each question was left. */
export interface Situation {
  readonly slots: Slots
  /** Whether the question behind a slot can still be put: it was not asked yet, or its answer went stale. */
  readonly canAsk: (slot: number) => boolean
}

/** Collects slots worth asking; returns whether at least one of them can still be asked. */
export type Ask = (situation: Situation, found: Set<number>) => boolean

export interface Condition {
  readonly test: (slots: Slots) => Truth
  readonly ask: Ask
  /** Every slot it reads, by name. */
  readonly reads: readonly string[]
}

export interface Quantity {
  /** NaN when unknown. */
  readonly value: (slots: Slots) => number
  /** Where it stands, when it is one fact or parameter and nothing is worked out. */
  readonly slot?: number
  readonly ask: Ask
}

/** How the question behind a slot is asked when the slot itself is derived or estimated from others. */
export type AskSlot = (slot: Slot, situation: Situation, found: Set<number>) => boolean

const askNothing: Ask = () => false

/**
 * Builds conditions over one layout of slots.
 * @throws Error when the tree names a fact or parameter that the layout lacks, or compares what cannot be compared;
 *   the knowledge compiler refuses both with file and line, so this only meets a damaged protocol.
 */
export function conditionBuilder(slots: SlotMap, askSlot: AskSlot) {
  const slotOf = (name: string): Slot => {
    const slot = slots.of.get(name)
    if (!slot) throw new Error(`This protocol is damaged: a condition reads “${name}”, which is no fact of it.`)
    return slot
  }
  const parameterOf = (name: string): number => {
    const index = slots.parameters.get(name)
    if (index === undefined)
      throw new Error(`This protocol is damaged: a condition reads “%${name}”, which is no parameter of it.`)
    return index
  }
  const askFor =
    (slot: Slot): Ask =>
    (situation, found) =>
      isKnown(slot.kind, situation.slots[slot.index] as number) ? false : askSlot(slot, situation, found)
  const askBoth =
    (a: Ask, b: Ask): Ask =>
    (situation, found) => {
      const left = a(situation, found)
      return b(situation, found) || left
    }

  function quantity(tree: Expression): Quantity {
    switch (tree[0]) {
      case 'fact': {
        const slot = slotOf(tree[1])
        const { index } = slot
        if (slot.kind !== 'number')
          throw new Error(`This protocol is damaged: “${tree[1]}” is used as a number but is none.`)
        return { value: (s) => s[index] as number, slot: index, ask: askFor(slot) }
      }
      case 'parameter': {
        const index = parameterOf(tree[1])
        return { value: (s) => s[index] as number, slot: index, ask: askNothing }
      }
      case 'literal': {
        const literal = tree[1]
        if (typeof literal !== 'number') throw new Error(`This protocol is damaged: “${literal}” is used as a number.`)
        return { value: () => literal, ask: askNothing }
      }
      case '+':
      case '-':
      case '*':
      case '/': {
        const a = quantity(tree[1])
        const b = quantity(tree[2])
        return { value: arithmetic(tree[0], a.value, b.value), ask: askBoth(a.ask, b.ask) }
      }
      default:
        throw new Error(`This protocol is damaged: “${tree[0]}” does not give a number.`)
    }
  }

  function condition(tree: Expression): Omit<Condition, 'reads'> {
    switch (tree[0]) {
      case 'literal': {
        const truth = truthOf(tree[1] === true)
        return { test: () => truth, ask: askNothing }
      }
      case 'fact': {
        const slot = slotOf(tree[1])
        const { index } = slot
        if (slot.kind !== 'truth')
          throw new Error(`This protocol is damaged: “${tree[1]}” is used as yes or no but is neither.`)
        return { test: (s) => s[index] as Truth, ask: askFor(slot) }
      }
      case 'not': {
        const a = condition(tree[1])
        return { test: (s) => not(a.test(s)), ask: a.ask }
      }
      case 'and': {
        const a = condition(tree[1])
        const b = condition(tree[2])
        return {
          test: (s) => {
            const left = a.test(s)
            return left === FALSE ? FALSE : and(left, b.test(s))
          },
          // The question on the left opens the one on the right: it comes alone while it can be asked.
          ask: (situation, found) => {
            const left = a.test(situation.slots)
            if (left === FALSE) return false
            if (left === UNKNOWN && a.ask(situation, found)) return true
            return b.test(situation.slots) === UNKNOWN && b.ask(situation, found)
          },
        }
      }
      case 'or': {
        const a = condition(tree[1])
        const b = condition(tree[2])
        const anyOf = truthSlots(tree)
        return {
          test: anyOf
            ? (s) => mostTrue(s, anyOf)
            : (s) => {
                const left = a.test(s)
                return left === TRUE ? TRUE : or(left, b.test(s))
              },
          ask: (situation, found) => {
            const left = a.test(situation.slots) === UNKNOWN && a.ask(situation, found)
            const right = b.test(situation.slots) === UNKNOWN && b.ask(situation, found)
            return left || right
          },
        }
      }
      case 'xor':
      case 'implies': {
        const combine = tree[0] === 'xor' ? xor : implies
        const a = condition(tree[1])
        const b = condition(tree[2])
        return { test: (s) => combine(a.test(s), b.test(s)), ask: askBoth(a.ask, b.ask) }
      }
      case '=':
      case '!=':
        return equality(tree[0] === '!=', tree[1], tree[2])
      case '<':
      case '<=':
      case '>':
      case '>=': {
        const a = quantity(tree[1])
        const b = quantity(tree[2])
        return { test: comparison(tree[0], a, b), ask: askBoth(a.ask, b.ask) }
      }
      case 'in':
        return membership(tree[1], tree[2])
      default:
        throw new Error(`This protocol is damaged: “${tree[0]}” is used as a condition.`)
    }
  }

  function equality(negated: boolean, left: Expression, right: Expression): Omit<Condition, 'reads'> {
    const yes: Truth = negated ? FALSE : TRUE
    const no = not(yes)
    if (left[0] === 'literal' && right[0] !== 'literal') return equality(negated, right, left)
    if (left[0] === 'fact' && right[0] === 'literal' && typeof right[1] === 'string') {
      const slot = slotOf(left[1])
      const { index } = slot
      const wanted = slot.options?.indexOf(right[1]) ?? -1
      if (wanted < 0) throw new Error(`This protocol is damaged: “${right[1]}” is no answer to “${left[1]}”.`)
      return {
        test: (s) => {
          const value = s[index] as number
          return value === wanted ? yes : value < 0 ? UNKNOWN : no
        },
        ask: askFor(slot),
      }
    }
    if (isTruth(left) && isTruth(right)) {
      const a = condition(left)
      const b = condition(right)
      const test = (s: Slots): Truth => {
        const differ = xor(a.test(s), b.test(s))
        return negated ? differ : not(differ)
      }
      return { test, ask: askBoth(a.ask, b.ask) }
    }
    const a = quantity(left)
    const b = quantity(right)
    const test = (s: Slots): Truth => {
      const x = a.value(s)
      const y = b.value(s)
      return Number.isNaN(x) || Number.isNaN(y) ? UNKNOWN : x === y ? yes : no
    }
    return { test, ask: askBoth(a.ask, b.ask) }
  }

  function membership(left: Expression, members: readonly (string | number)[]): Omit<Condition, 'reads'> {
    if (left[0] === 'fact') {
      const slot = slotOf(left[1])
      if (slot.kind === 'option') {
        const { index } = slot
        const wanted = (slot.options ?? []).map((option) => truthOf(members.includes(option)))
        return {
          test: (s) => {
            const value = s[index] as number
            return value < 0 ? UNKNOWN : (wanted[value] as Truth)
          },
          ask: askFor(slot),
        }
      }
    }
    const a = quantity(left)
    const test = (s: Slots): Truth => {
      const value = a.value(s)
      return Number.isNaN(value) ? UNKNOWN : truthOf(members.includes(value))
    }
    return { test, ask: a.ask }
  }

  /** The slots of `a or b or c`, when each is a fact; undefined for anything else. */
  function truthSlots(tree: Expression): readonly number[] | undefined {
    if (tree[0] === 'fact') return isTruth(tree) ? [slotOf(tree[1]).index] : undefined
    if (tree[0] !== 'or') return undefined
    const [left, right] = [truthSlots(tree[1]), truthSlots(tree[2])]
    return left && right && [...left, ...right]
  }

  function isTruth(tree: Expression): boolean {
    switch (tree[0]) {
      case 'fact':
        return slotOf(tree[1]).kind === 'truth'
      case 'literal':
        return typeof tree[1] === 'boolean'
      case 'parameter':
      case '+':
      case '-':
      case '*':
      case '/':
        return false
      default:
        return true
    }
  }

  return {
    quantity,
    condition: (tree: Expression): Condition => ({ ...condition(tree), reads: [...new Set(factsIn(tree))] }),
    isTruth,
  }
}

/** A long “or” is one loop rather than a call for each of its parts. */
function mostTrue(slots: Slots, indices: readonly number[]): Truth {
  let most: Truth = FALSE
  for (let i = 0; i < indices.length; i++) {
    const truth = slots[indices[i] as number] as Truth
    if (truth === TRUE) return TRUE
    if (truth > most) most = truth
  }
  return most
}

function arithmetic(operator: '+' | '-' | '*' | '/', a: (s: Slots) => number, b: (s: Slots) => number) {
  switch (operator) {
    case '+':
      return (s: Slots) => a(s) + b(s)
    case '-':
      return (s: Slots) => a(s) - b(s)
    case '*':
      return (s: Slots) => a(s) * b(s)
    case '/':
      // FHIRPath: dividing by zero gives nothing, which is unknown.
      return (s: Slots) => {
        const divisor = b(s)
        return divisor === 0 ? Number.NaN : a(s) / divisor
      }
  }
}

function comparison(operator: '<' | '<=' | '>' | '>=', a: Quantity, b: Quantity): (s: Slots) => Truth {
  const [x, y] = [a.slot, b.slot]
  // Nearly every comparison is of a fact with a parameter. Both stand in slots and are read without a call.
  if (operator === '<' && x !== undefined && y !== undefined) return (s) => less(s[x] as number, s[y] as number)
  if (operator === '>' && x !== undefined && y !== undefined) return (s) => less(s[y] as number, s[x] as number)
  switch (operator) {
    case '<':
      return (s) => less(a.value(s), b.value(s))
    case '<=':
      return (s) => lessOrEqual(a.value(s), b.value(s))
    case '>':
      return (s) => less(b.value(s), a.value(s))
    case '>=':
      return (s) => lessOrEqual(b.value(s), a.value(s))
  }
}

// NaN compares false with everything, so one more comparison tells false from unknown.
const less = (x: number, y: number): Truth => (x < y ? TRUE : x >= y ? FALSE : UNKNOWN)
const lessOrEqual = (x: number, y: number): Truth => (x <= y ? TRUE : x > y ? FALSE : UNKNOWN)
