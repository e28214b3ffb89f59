/** Walking syntax trees: what a condition reads. */
import type { Expression } from '../protocol/protocol.ts'

/** Every fact that a tree reads, any-of options as `fact.option`, in the order of reading. */
export function* factsIn(tree: Expression): Generator<string> {
  if (tree[0] === 'fact') yield tree[1]
  else if (tree[0] !== 'parameter' && tree[0] !== 'literal') {
    for (const part of tree.slice(1)) if (isExpression(part)) yield* factsIn(part)
  }
}

/** Every parameter that a tree reads. */
export function* parametersIn(tree: Expression): Generator<string> {
  if (tree[0] === 'parameter') yield tree[1]
  else if (tree[0] !== 'fact' && tree[0] !== 'literal') {
    for (const part of tree.slice(1)) if (isExpression(part)) yield* parametersIn(part)
  }
}

const operators = new Set([
  'fact',
  'parameter',
  'literal',
  'not',
  'and',
  'or',
  'xor',
  'implies',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  'in',
])

/** Tells a syntax tree from the other lists of a protocol, such as the options after `in` or the claims of a rule. */
export function isExpression(part: unknown): part is Expression {
  if (!Array.isArray(part) || part.length < 2 || !operators.has(part[0])) return false
  if (part[0] === 'fact' || part[0] === 'parameter') return part.length === 2 && typeof part[1] === 'string'
  return part[0] === 'literal' || Array.isArray(part[1])
}
