/** Writes a condition back as FHIRPath, for explanations and exports. */
import type { Expression } from '../protocol/protocol.ts'

const strength: Record<string, number> = {
  implies: 1,
  or: 2,
  xor: 2,
  and: 3,
  in: 4,
  '=': 5,
  '!=': 5,
  '<': 6,
  '<=': 6,
  '>': 6,
  '>=': 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
}

export function printExpression(tree: Expression): string {
  switch (tree[0]) {
    case 'fact':
      return tree[1]
    case 'parameter':
      return `%${tree[1]}`
    case 'literal':
      return printLiteral(tree[1])
    case 'not':
      return `(${printExpression(tree[1])}).not()`
    case 'in':
      return `${operand(tree[1], tree[0])} in (${tree[2].map(printLiteral).join(' | ')})`
    default:
      return `${operand(tree[1], tree[0])} ${tree[0]} ${operand(tree[2], tree[0], true)}`
  }
}

const printLiteral = (value: string | number | boolean) =>
  typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, '\\$&')}'` : String(value)

function operand(tree: Expression, outer: string, right = false): string {
  const inner = strength[tree[0]]
  const text = printExpression(tree)
  const needed = strength[outer] as number
  return inner !== undefined && (inner < needed || (right && inner === needed)) ? `(${text})` : text
}
