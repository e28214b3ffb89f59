/**
 * Which way a condition moves when a parameter moves. A clinic may tighten a parameter; that must never make a rule fire
 * less often. The sign of every step from the condition down to the parameter decides it, so this is a proof, not a sample.
 */
import type { Arithmetic, Binary, Comparison, Logic, Tree } from './tree.ts'

/** `more`: raising the parameter can only make the condition true more often. */
export type Direction = 'more' | 'less' | 'both'

const flip = (direction: Direction): Direction =>
  direction === 'more' ? 'less' : direction === 'less' ? 'more' : 'both'
const merge = (a: Direction | undefined, b: Direction | undefined): Direction | undefined =>
  !a ? b : !b || a === b ? a : 'both'

/** How raising a parameter moves a condition; undefined where it does not occur. */
export function directionOf(tree: Tree, parameter: string): Direction | undefined {
  switch (tree.op) {
    case 'fact':
    case 'literal':
      return undefined
    case 'parameter':
      return tree.name === parameter ? 'more' : undefined
    case 'in':
      return directionOf(tree.left, parameter) && 'both'
    case 'not': {
      const inner = directionOf(tree.of, parameter)
      return inner && flip(inner)
    }
    default:
      return joined(tree, tree.op, directionOf(tree.left, parameter), directionOf(tree.right, parameter))
  }
}

function joined(
  tree: Binary,
  op: Logic | Comparison | Arithmetic,
  left: Direction | undefined,
  right: Direction | undefined,
): Direction | undefined {
  if (!left && !right) return undefined
  switch (op) {
    case 'and':
    case 'or':
    case '+':
      return merge(left, right)
    case 'implies':
    case '<':
    case '<=':
      return merge(left && flip(left), right)
    case '>':
    case '>=':
    case '-':
      return merge(left, right && flip(right))
    case 'xor':
    case '=':
    case '!=':
      return 'both'
    case '*':
      return merge(left && scaled(left, tree.right), right && scaled(right, tree.left))
    case '/':
      // Only the dividend is easy to tell; a parameter that divides is left to the proofs.
      return right ? 'both' : left && scaled(left, tree.right)
  }
}

/** Times a number: the sign of a literal is known, and quantities of people and parameters are never negative. */
function scaled(direction: Direction, factor: Tree): Direction {
  if (factor.op === 'literal')
    return typeof factor.value !== 'number' ? 'both' : factor.value >= 0 ? direction : flip(direction)
  return factor.op === 'fact' || factor.op === 'parameter' ? direction : 'both'
}
