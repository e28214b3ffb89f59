/**
 * Finds conditions that can never be true, or never be false, for a reason that a reader can see: a number compared with
 * what it cannot be, or two answers of one question at once. What needs a solver is left to the proofs in the tests.
 */

import type { Fault, Tree } from './tree.ts'
import type { Scope } from './types.ts'

/** A statement about one fact, after every `not` has been moved inside. */
type Atom =
  | {
      readonly fact: string
      readonly oneOf: ReadonlySet<string | number | boolean> | undefined
      readonly low: Bound
      readonly high: Bound
    }
  | undefined
interface Bound {
  readonly at: number
  readonly open: boolean
}
type Cube = readonly Atom[]

const unbounded = {
  low: { at: Number.NEGATIVE_INFINITY, open: false },
  high: { at: Number.POSITIVE_INFINITY, open: false },
}
/** Beyond this many alternatives a condition is left to the solver. */
const tooMany = 256

/** A fault when the condition is never true; with `always`, also when it is never false. */
export function reachFault(tree: Tree, scope: Scope, always: boolean): Fault | undefined {
  const reach = new Reach(scope)
  if (reach.never(tree, true)) {
    return {
      at: tree.at,
      message:
        'This can never be true: two of its parts exclude each other, or a number is out of the bounds of its fact.',
      fix: 'Check the options, the bounds (min, max) and the parameters that are compared.',
    }
  }
  if (always && reach.never(tree, false)) {
    return {
      at: tree.at,
      message: 'This is always true once it is answered, so it tells nothing.',
      fix: 'Name the answers that carry the risk.',
    }
  }
  return undefined
}

class Reach {
  readonly scope: Scope

  constructor(scope: Scope) {
    this.scope = scope
  }

  never(tree: Tree, wanted: boolean): boolean {
    const cubes = this.cubes(tree, wanted)
    return cubes?.every((cube) => this.contradictory(cube)) ?? false
  }

  /** The alternatives under which the tree has the wanted truth; undefined when there are too many to list. */
  private cubes(tree: Tree, wanted: boolean): Cube[] | undefined {
    switch (tree.op) {
      case 'not':
        return this.cubes(tree.of, !wanted)
      case 'and':
        return wanted ? this.both(tree.left, true, tree.right, true) : this.either(tree.left, false, tree.right, false)
      case 'or':
        return wanted ? this.either(tree.left, true, tree.right, true) : this.both(tree.left, false, tree.right, false)
      case 'implies':
        return wanted ? this.either(tree.left, false, tree.right, true) : this.both(tree.left, true, tree.right, false)
      case 'xor': {
        const one = this.both(tree.left, true, tree.right, !wanted)
        const other = this.both(tree.left, false, tree.right, wanted)
        return one && other && [...one, ...other]
      }
      default: {
        const atom = this.atom(tree, wanted)
        return atom === 'never' ? [] : [[atom]]
      }
    }
  }

  private either(left: Tree, leftWanted: boolean, right: Tree, rightWanted: boolean): Cube[] | undefined {
    const one = this.cubes(left, leftWanted)
    const other = this.cubes(right, rightWanted)
    return one && other && one.length + other.length <= tooMany ? [...one, ...other] : undefined
  }

  private both(left: Tree, leftWanted: boolean, right: Tree, rightWanted: boolean): Cube[] | undefined {
    const one = this.cubes(left, leftWanted)
    const other = this.cubes(right, rightWanted)
    if (!one || !other || one.length * other.length > tooMany) return undefined
    return one.flatMap((a) => other.map((b) => [...a, ...b]))
  }

  private atom(tree: Tree, wanted: boolean): Atom | 'never' {
    if (tree.op === 'literal') return tree.value === wanted ? undefined : 'never'
    if (tree.op === 'fact') return { fact: tree.name, oneOf: new Set([wanted]), ...unbounded }
    if (tree.op === 'in') {
      if (tree.left.op !== 'fact') return undefined
      const values = new Set<string | number | boolean>(tree.values.map(({ value }) => value))
      return this.options(tree.left.name, values, wanted)
    }
    if (
      tree.op !== '=' &&
      tree.op !== '!=' &&
      tree.op !== '<' &&
      tree.op !== '<=' &&
      tree.op !== '>' &&
      tree.op !== '>='
    )
      return undefined
    const right = this.constant(tree.right)
    const left = this.constant(tree.left)
    if (tree.left.op === 'fact' && right !== undefined) return this.comparison(tree.left.name, tree.op, right, wanted)
    if (tree.right.op === 'fact' && left !== undefined)
      return this.comparison(tree.right.name, mirrored[tree.op], left, wanted)
    return undefined
  }

  private constant(tree: Tree): string | number | boolean | undefined {
    if (tree.op === 'literal') return tree.value
    if (tree.op === 'parameter') return this.scope.parameters.get(tree.name)?.value
    return undefined
  }

  private comparison(fact: string, op: keyof typeof mirrored, value: string | number | boolean, wanted: boolean): Atom {
    const actual = wanted ? op : opposite[op]
    if (actual === '=' || actual === '!=') {
      if (typeof value === 'number')
        return actual === '='
          ? { fact, oneOf: undefined, low: { at: value, open: false }, high: { at: value, open: false } }
          : undefined
      return this.options(fact, new Set([value]), actual === '=')
    }
    if (typeof value !== 'number') return undefined
    const bound = { at: value, open: actual === '<' || actual === '>' }
    return { fact, oneOf: undefined, ...unbounded, ...(actual.startsWith('<') ? { high: bound } : { low: bound }) }
  }

  private options(fact: string, values: ReadonlySet<string | number | boolean>, wanted: boolean): Atom {
    if (wanted) return { fact, oneOf: values, ...unbounded }
    const known = this.scope.facts.get(fact)
    const all: readonly (string | number | boolean)[] | undefined =
      known?.kind === 'one-of' ? known.options : [true, false]
    return all && { fact, oneOf: new Set(all.filter((value) => !values.has(value))), ...unbounded }
  }

  private contradictory(cube: Cube): boolean {
    const byFact = new Map<string, NonNullable<Atom>>()
    for (const atom of cube) {
      if (!atom) continue
      const before = byFact.get(atom.fact) ?? this.initial(atom.fact)
      const merged = intersect(before, atom)
      if (
        merged.oneOf?.size === 0 ||
        merged.low.at > merged.high.at ||
        (merged.low.at === merged.high.at && (merged.low.open || merged.high.open))
      )
        return true
      byFact.set(atom.fact, merged)
    }
    return false
  }

  private initial(fact: string): NonNullable<Atom> {
    const known = this.scope.facts.get(fact)
    const min = known?.kind === 'severity' ? 0 : known?.min
    const max = known?.kind === 'severity' ? 4 : known?.max
    return {
      fact,
      oneOf: undefined,
      low: min === undefined ? unbounded.low : { at: min, open: false },
      high: max === undefined ? unbounded.high : { at: max, open: false },
    }
  }
}

function intersect(a: NonNullable<Atom>, b: NonNullable<Atom>): NonNullable<Atom> {
  const { oneOf } = a
  return {
    fact: a.fact,
    oneOf: oneOf && b.oneOf ? new Set([...oneOf].filter((value) => b.oneOf?.has(value))) : (oneOf ?? b.oneOf),
    low: a.low.at > b.low.at || (a.low.at === b.low.at && a.low.open) ? a.low : b.low,
    high: a.high.at < b.high.at || (a.high.at === b.high.at && a.high.open) ? a.high : b.high,
  }
}

const mirrored = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const
const opposite = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const
