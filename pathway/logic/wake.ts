/**
 * Finds, with one look at each answer, the rules that could fire at all. Most answers are quiet ("no", "never"), and most rules
 * need one particular answer not to be quiet before anything else in them matters. Only a shortcut: a rule that is not woken is
 * false, and the properties in `judge.test.ts` hold that against running every rule.
 */
import type { Expression } from '../protocol/protocol.ts'
import type { SlotMap, Slots } from './slots.ts'
import { FALSE, TRUE } from './truth.ts'

/** An answer that a rule waits for: while the slot holds none of these values, the rule is false. */
interface Waker {
  readonly slot: number
  readonly values: ReadonlySet<number>
}

/** The rules of a set that could be true or unknown. */
export interface Wake {
  /** Fills in `awake` and gives how many there are. */
  readonly find: (slots: Slots) => number
  /** Indices of the rules that are awake, lowest first. Good until the next `find`. */
  readonly awake: Uint16Array
}

/** @param trees the conditions of the rules, in their order */
export function wakeFor(slots: SlotMap, trees: readonly Expression[]): Wake {
  // A bit for each rule, so that they come out in their order, each once.
  const words = Math.ceil(trees.length / 32)
  const always = new Int32Array(words)
  const limits: (readonly [rule: number, limit: Limit])[] = []
  const bySlot = new Map<number, (readonly [rule: number, waker: Waker])[]>()
  trees.forEach((tree, rule) => {
    const wakers = wakersOf(tree, slots)
    const limit = wakers ? undefined : limitOf(tree, slots)
    if (limit) limits.push([rule, limit])
    else if (!wakers) setBit(always, rule)
    for (const waker of wakers ?? []) {
      const waiting = bySlot.get(waker.slot)
      if (waiting) waiting.push([rule, waker])
      else bySlot.set(waker.slot, [[rule, waker]])
    }
  })

  // A row for each value of each slot, shifted by one so that an unknown option (-1) has a place; in it, the rules that it wakes.
  const watched = [...bySlot.keys()].sort((a, b) => a - b)
  const rows: number[][] = []
  const starts: number[] = []
  const quiet: number[] = []
  for (const slot of watched) {
    const waiting = bySlot.get(slot) ?? []
    const highest = slots.byIndex[slot]?.options ? slots.byIndex[slot].options.length - 1 : TRUE
    starts.push(rows.length + 1)
    for (let value = -1; value <= highest; value++) {
      rows.push(waiting.filter(([, { values }]) => values.has(value)).map(([rule]) => rule))
    }
    // Of the values that wake nobody the first is the likeliest: "no", "never", "none".
    const silent = rows.slice(starts.at(-1)).findIndex((woken) => woken.length === 0)
    quiet.push(silent < 0 ? Number.NaN : silent)
  }

  const limited = limits.map(([rule]) => rule)
  const below = limits.map(([, limit]) => limit.below)
  const above = limits.map(([, limit]) => limit.above)

  const bits = new Int32Array(words)
  const loud = new Uint16Array(watched.length)
  const awake = new Uint16Array(trees.length)
  const find = (values: Slots): number => {
    for (let word = 0; word < words; word++) bits[word] = always[word] as number
    for (let i = 0; i < limited.length; i++) {
      // Written so that a number that is not known, which compares false with everything, wakes its rule.
      const asleep = (values[below[i] as number] as number) >= (values[above[i] as number] as number)
      if (!asleep) setBit(bits, limited[i] as number)
    }
    // First find the answers that are not quiet, then wake: one short loop for what is long is twice as fast as both in one.
    let louds = 0
    for (let i = 0; i < watched.length; i++) {
      if (values[watched[i] as number] !== quiet[i]) loud[louds++] = i
    }
    for (let k = 0; k < louds; k++) {
      const i = loud[k] as number
      const woken = rows[(starts[i] as number) + (values[watched[i] as number] as number)] as number[]
      for (let j = 0; j < woken.length; j++) setBit(bits, woken[j] as number)
    }
    let count = 0
    for (let word = 0; word < words; word++) {
      for (let left = bits[word] as number; left !== 0; left &= left - 1) {
        awake[count++] = word * 32 + 31 - Math.clz32(left & -left)
      }
    }
    return count
  }
  return { find, awake }
}

function setBit(bits: Int32Array, bit: number): void {
  bits[bit >> 5] = (bits[bit >> 5] as number) | (1 << (bit & 31))
}

/** Two numbers, by their slots: while the first is known not to be below the second, the rule is false. */
interface Limit {
  readonly below: number
  readonly above: number
}

/** The limit that a condition waits for; undefined when it waits for none. */
function limitOf(tree: Expression, slots: SlotMap): Limit | undefined {
  if (tree[0] === 'and') return limitOf(tree[1], slots) ?? limitOf(tree[2], slots)
  if (tree[0] !== '<' && tree[0] !== '>') return undefined
  const [left, right] = [numberSlot(tree[1], slots), numberSlot(tree[2], slots)]
  if (left === undefined || right === undefined) return undefined
  return tree[0] === '<' ? { below: left, above: right } : { below: right, above: left }
}

const numberSlot = (tree: Expression, slots: SlotMap): number | undefined =>
  tree[0] === 'fact'
    ? slots.of.get(tree[1])?.index
    : tree[0] === 'parameter'
      ? slots.parameters.get(tree[1])
      : undefined

/** What a condition waits for; undefined when nothing simple can be said. */
function wakersOf(tree: Expression, slots: SlotMap): readonly Waker[] | undefined {
  switch (tree[0]) {
    case 'literal':
      return tree[1] === false ? [] : undefined
    case 'fact':
      return allBut(tree[1], [FALSE], slots)
    case 'not':
      return tree[1][0] === 'fact' ? allBut(tree[1][1], [TRUE], slots) : undefined
    case 'and': {
      const [a, b] = [wakersOf(tree[1], slots), wakersOf(tree[2], slots)]
      // Either side alone can keep it asleep. Fewer wakers wake it less often; of as many, those on the right, since the
      // question on the left is the wider one that opens it.
      return a && (!b || a.length < b.length) ? a : b
    }
    case 'or': {
      const [a, b] = [wakersOf(tree[1], slots), wakersOf(tree[2], slots)]
      return a && b && [...a, ...b]
    }
    case '=': {
      if (tree[1][0] !== 'fact' || tree[2][0] !== 'literal') return undefined
      const wanted = tree[2][1]
      if (typeof wanted === 'boolean') return allBut(tree[1][1], [wanted ? FALSE : TRUE], slots)
      return typeof wanted === 'string' ? options(tree[1][1], [wanted], slots) : undefined
    }
    case 'in':
      return tree[1][0] === 'fact' ? options(tree[1][1], tree[2], slots) : undefined
    default:
      return undefined
  }
}

function allBut(fact: string, quiet: readonly number[], slots: SlotMap): readonly Waker[] | undefined {
  const slot = slots.of.get(fact)
  if (slot?.kind !== 'truth') return undefined
  return [{ slot: slot.index, values: new Set([0, 1, 2].filter((value) => !quiet.includes(value))) }]
}

function options(fact: string, wanted: readonly (string | number)[], slots: SlotMap): readonly Waker[] | undefined {
  const slot = slots.of.get(fact)
  if (slot?.kind !== 'option') return undefined
  return [
    {
      slot: slot.index,
      values: new Set([-1, ...wanted.map((option) => (slot.options ?? []).indexOf(String(option)))]),
    },
  ]
}
