/** A condition between text and protocol: the protocol's tree with the place of every operand, so that later checks can point. */
import type { Expression } from '@needlepoint/pathway'

export type Logic = 'and' | 'or' | 'xor' | 'implies'
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/'
export type Literal = string | number | boolean

/** `at` counts characters from the start of the condition's text, from 0. */
export type Tree =
  | { readonly op: 'fact'; readonly name: string; readonly at: number }
  | { readonly op: 'parameter'; readonly name: string; readonly at: number }
  | { readonly op: 'literal'; readonly value: Literal; readonly at: number }
  | { readonly op: 'not'; readonly of: Tree; readonly at: number }
  | { readonly op: Logic; readonly left: Tree; readonly right: Tree; readonly at: number }
  | { readonly op: Comparison; readonly left: Tree; readonly right: Tree; readonly at: number }
  | { readonly op: Arithmetic; readonly left: Tree; readonly right: Tree; readonly at: number }
  | {
      readonly op: 'in'
      readonly left: Tree
      readonly values: readonly { readonly value: string | number; readonly at: number }[]
      readonly at: number
    }

/** Those with two sides. */
export type Binary = Extract<Tree, { readonly right: Tree }>

/** What is wrong at a place of a condition. */
export interface Fault {
  readonly at: number
  readonly message: string
  readonly fix: string
}

/** The tree as the protocol holds it. */
export function toExpression(tree: Tree): Expression {
  switch (tree.op) {
    case 'fact':
    case 'parameter':
      return [tree.op, tree.name]
    case 'literal':
      return ['literal', tree.value]
    case 'not':
      return ['not', toExpression(tree.of)]
    case 'in':
      return ['in', toExpression(tree.left), tree.values.map(({ value }) => value)]
    default:
      return [tree.op, toExpression(tree.left), toExpression(tree.right)]
  }
}

export const children = (tree: Tree): readonly Tree[] => {
  switch (tree.op) {
    case 'fact':
    case 'parameter':
    case 'literal':
      return []
    case 'not':
      return [tree.of]
    case 'in':
      return [tree.left]
    default:
      return [tree.left, tree.right]
  }
}

/** Every part of the tree, from the outside in. */
export function* parts(tree: Tree): Generator<Tree> {
  yield tree
  for (const child of children(tree)) yield* parts(child)
}

/** The tree with facts replaced by what they are worked out from, which then stands where the fact stood. */
export function substitute(tree: Tree, replacement: (fact: string) => Tree | undefined, at?: number): Tree {
  const place = at ?? tree.at
  switch (tree.op) {
    case 'fact': {
      const inner = replacement(tree.name)
      return inner ? substitute(inner, replacement, place) : { ...tree, at: place }
    }
    case 'parameter':
    case 'literal':
      return { ...tree, at: place }
    case 'not':
      return { ...tree, of: substitute(tree.of, replacement, at), at: place }
    case 'in':
      return { ...tree, left: substitute(tree.left, replacement, at), at: place }
    default: {
      const left = substitute(tree.left, replacement, at)
      const right = substitute(tree.right, replacement, at)
      return { ...tree, left, right, at: place }
    }
  }
}

export const isComparison = (op: string): op is Comparison => ['=', '!=', '<', '<=', '>', '>='].includes(op)
export const isArithmetic = (op: string): op is Arithmetic => ['+', '-', '*', '/'].includes(op)
export const isLogic = (op: string): op is Logic => ['and', 'or', 'xor', 'implies'].includes(op)
