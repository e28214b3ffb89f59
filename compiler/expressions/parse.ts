/**
 * From the text of a condition to its tree. Anything that FHIRPath can say and our subset cannot is refused here, because it
 * would turn "not answered" into "no", or because no two engines agree on it.
 */
import { offsetOf, parseSyntax, type Syntax } from './syntax.ts'
import type { Arithmetic, Binary, Comparison, Fault, Tree } from './tree.ts'

export interface Parsed {
  /** Absent when there are faults. */
  readonly tree?: Tree
  readonly faults: readonly Fault[]
}

/** The parser is slow and many conditions are the same, so each text is parsed once. */
const cache = new Map<string, Parsed>()

/** Reads a condition or a calculation. */
export function parseExpression(text: string): Parsed {
  let parsed = cache.get(text)
  if (!parsed) {
    parsed = parse(text)
    cache.set(text, parsed)
  }
  return parsed
}

function parse(text: string): Parsed {
  const syntax = parseSyntax(text)
  if ('message' in syntax) return { faults: [syntax] }
  const reader = new Reader(text)
  const tree = reader.read(syntax)
  return tree && reader.faults.length === 0 ? { tree, faults: [] } : { faults: reader.faults }
}

const subset =
  '`and or xor implies`, `.not()`, `= != < <= > >=`, `in`, `+ - * /`, parentheses, literals, facts and %parameters'

class Reader {
  readonly text: string
  readonly faults: Fault[] = []

  constructor(text: string) {
    this.text = text
  }

  read(node: Syntax): Tree | undefined {
    const [first, second] = node.children ?? []
    switch (node.type) {
      case 'EntireExpression':
      case 'TermExpression':
      case 'InvocationTerm':
      case 'ParenthesizedTerm':
        return first && this.read(first)
      case 'MemberInvocation':
        return this.member(node)
      case 'InvocationExpression':
        return this.invocation(first, second)
      case 'LiteralTerm':
        return this.literal(node)
      case 'ExternalConstantTerm':
        return this.parameter(node)
      case 'PolarityExpression':
        return this.sign(node, first)
      case 'AndExpression':
      case 'OrExpression':
      case 'ImpliesExpression':
        return this.both(node, first, second, node.text as 'and')
      case 'EqualityExpression':
        if (node.text === '~' || node.text === '!~') {
          const exact = node.text === '~' ? '=' : '!='
          return this.refuse(
            node,
            `\`${node.text}\` is not allowed: it takes two unknown answers for equal.`,
            `Write \`${exact}\`.`,
          )
        }
        return this.both(node, first, second, node.text as Comparison)
      case 'InequalityExpression':
        return this.both(node, first, second, node.text as Comparison)
      case 'AdditiveExpression':
        return this.sum(node, first, second)
      case 'MultiplicativeExpression':
        if (node.text === 'div' || node.text === 'mod') {
          return this.refuse(
            node,
            `\`${node.text}\` is not allowed: it cuts numbers off without a trace.`,
            'Write `/`, and compare with a number that allows for the rest.',
          )
        }
        return this.both(node, first, second, node.text as Arithmetic)
      case 'MembershipExpression':
        return this.membership(node, first, second)
      case 'UnionExpression':
        return this.refuse(
          node,
          '`|` makes a list, and a list may only stand after `in`.',
          "Write `fitzpatrick in ('V' | 'VI')`, or `or` between conditions.",
        )
      case 'TypeExpression':
        return this.refuse(
          node,
          `\`${node.text}\` is not allowed: kinds are fixed by the facts.`,
          'Leave it out, and compare the fact itself.',
        )
      case 'IndexerExpression':
        return this.refuse(
          node,
          'An index is not allowed: every operand is one value.',
          'Write `fact.option` for one option of an any-of fact.',
        )
      case 'FunctionInvocation':
        return this.call(node)
      default:
        return this.refuse(node, `This part of FHIRPath (${node.type}) is outside the subset.`, `Use only ${subset}.`)
    }
  }

  private at(node: Syntax): number {
    const found = findStart(node)
    return found ? offsetOf(this.text, found.line, found.column - 1) : 0
  }

  private refuse(node: Syntax, message: string, fix: string): undefined {
    this.faults.push({ at: this.at(node), message, fix })
    return undefined
  }

  private both(
    node: Syntax,
    first: Syntax | undefined,
    second: Syntax | undefined,
    op: Binary['op'],
  ): Tree | undefined {
    const left = first && this.read(first)
    const right = second && this.read(second)
    return left && right ? ({ op, left, right, at: this.at(node) } as Binary) : undefined
  }

  private member(node: Syntax): Tree | undefined {
    const name = node.text ?? ''
    if (name.startsWith('`'))
      return this.refuse(node, `Names stand without backticks: ${name}.`, `Write \`${name.replaceAll('`', '')}\`.`)
    return { op: 'fact', name, at: this.at(node) }
  }

  private invocation(first: Syntax | undefined, second: Syntax | undefined): Tree | undefined {
    if (!first || !second) return undefined
    if (second.type === 'FunctionInvocation') {
      const parameters = second.children?.[0]?.children?.find((child) => child.type === 'ParamList')
      if (second.text !== 'not') return this.call(second)
      if (parameters) return this.refuse(second, '`not()` takes nothing between its parentheses.', 'Write `(…).not()`.')
      const of = this.read(first)
      return of && { op: 'not', of, at: this.at(second) }
    }
    if (second.type !== 'MemberInvocation')
      return this.refuse(second, 'Only an option can follow a fact.', 'Write `fact.option`.')
    const base = bareMember(first)
    if (!base)
      return this.refuse(
        second,
        'A path may not be deeper than `fact.option`.',
        'Write `fact.option`, such as `infection.herpes`.',
      )
    return { op: 'fact', name: `${base}.${second.text}`, at: this.at(first) }
  }

  private call(node: Syntax): undefined {
    const name = node.text ?? ''
    if (name === 'exists' || name === 'empty' || name === 'hasValue') {
      return this.refuse(
        node,
        `\`${name}()\` is not allowed: it would turn "not answered" into "no".`,
        'Compare the fact itself; what is not answered stays unknown.',
      )
    }
    if (name === 'not')
      return this.refuse(node, '`not()` needs something to negate.', 'Write `openWound.not()` or `(…).not()`.')
    return this.refuse(node, `The function \`${name}()\` is not allowed.`, `Use only ${subset}.`)
  }

  private literal(node: Syntax): Tree | undefined {
    const at = this.at(node)
    const text = node.text ?? ''
    const kind = node.children?.[0]?.type
    if (kind === 'NumberLiteral') return { op: 'literal', value: Number(text), at }
    if (kind === 'BooleanLiteral') return { op: 'literal', value: text === 'true', at }
    if (kind === 'StringLiteral') return { op: 'literal', value: unquote(text), at }
    if (kind === 'QuantityLiteral')
      return this.refuse(
        node,
        'A number with a unit is not allowed: the fact has the unit.',
        'Write the number alone, in the unit of the fact.',
      )
    if (kind === 'NullLiteral')
      return this.refuse(node, '`{}` is not allowed: unknown is nothing to compare with.', 'Leave the comparison out.')
    if (kind === 'LongNumberLiteral')
      return this.refuse(node, 'A number with an L is not allowed.', 'Write the number alone.')
    return this.refuse(
      node,
      'A date or a time is not allowed: the same answers would mean something else tomorrow.',
      'Use an `elapsed` or `upcoming` fact and compare its number.',
    )
  }

  private parameter(node: Syntax): Tree | undefined {
    const name = node.children?.[0]?.children?.[0]?.text
    if (!name || !/^[A-Za-z]\w*$/.test(name))
      return this.refuse(
        node,
        'This is not the name of a parameter.',
        'Write `%camelCase`, such as `%isotretinoinWait`.',
      )
    return { op: 'parameter', name, at: this.at(node) }
  }

  private sign(node: Syntax, first: Syntax | undefined): Tree | undefined {
    const of = first && this.read(first)
    if (!of) return undefined
    const at = this.at(node)
    if (of.op === 'literal' && typeof of.value === 'number')
      return { op: 'literal', value: node.text === '-' ? -of.value : of.value, at }
    return this.refuse(node, 'A sign may only stand before a number.', 'Write `0 - fact`.')
  }

  /** Looks for names with hyphens first: FHIRPath reads `%iso-wait` as `%iso` minus `wait`. */
  private sum(node: Syntax, first: Syntax | undefined, second: Syntax | undefined): Tree | undefined {
    if (node.text === '&') return this.refuse(node, '`&` joins texts and is not allowed.', 'Write `and`.')
    const at = this.at(node)
    if (node.text === '-' && /[A-Za-z_]\w*$/.test(this.text.slice(0, at)) && /^-[A-Za-z_]/.test(this.text.slice(at))) {
      const [left = ''] = /%?[A-Za-z_][\w-]*$/.exec(this.text.slice(0, at)) ?? []
      const [right = ''] = /^[\w-]+/.exec(this.text.slice(at)) ?? []
      const name = left + right
      const what = left.startsWith('%') ? 'parameter' : 'fact'
      return this.refuse(
        first ?? node,
        `FHIRPath reads \`${name}\` as \`${left}\` minus \`${right.slice(1)}\`: the name of a ${what} has no hyphen.`,
        `Write \`${camelCase(name)}\`; a real minus has spaces around it.`,
      )
    }
    return this.both(node, first, second, node.text as Arithmetic)
  }

  private membership(node: Syntax, first: Syntax | undefined, second: Syntax | undefined): Tree | undefined {
    if (node.text !== 'in') return this.refuse(node, `\`${node.text}\` is not allowed.`, "Write `x in ('a' | 'b')`.")
    const left = first && this.read(first)
    const values: { value: string | number; at: number }[] = []
    const listed = second ? this.list(second, values) : false
    return left && listed ? { op: 'in', left, values, at: this.at(node) } : undefined
  }

  private list(node: Syntax, values: { value: string | number; at: number }[]): boolean {
    const [first, second] = node.children ?? []
    if (node.type === 'UnionExpression' && first && second) {
      const before = this.list(first, values)
      return this.list(second, values) && before
    }
    if ((node.type === 'TermExpression' || node.type === 'ParenthesizedTerm') && first) return this.list(first, values)
    const item = node.type === 'LiteralTerm' || node.type === 'PolarityExpression' ? this.read(node) : undefined
    if (item?.op === 'literal' && typeof item.value !== 'boolean') {
      values.push({ value: item.value, at: item.at })
      return true
    }
    if (!item || item.op === 'literal')
      this.refuse(node, 'The list after `in` holds texts or numbers only.', "Write `x in ('a' | 'b')`.")
    return false
  }
}

/** The first place that a node or what it holds has; an operator's own place is the operator's. */
function findStart(node: Syntax): { line: number; column: number } | undefined {
  if (node.start) return node.start
  for (const child of node.children ?? []) {
    const found = findStart(child)
    if (found) return found
  }
  return undefined
}

function bareMember(node: Syntax): string | undefined {
  let inner: Syntax | undefined = node
  while (inner && (inner.type === 'TermExpression' || inner.type === 'InvocationTerm')) inner = inner.children?.[0]
  return inner?.type === 'MemberInvocation' ? inner.text : undefined
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' }
const unquote = (text: string) =>
  text
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escaped: string) =>
      escaped.length > 1 ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16)) : (escapes[escaped] ?? escaped),
    )

const camelCase = (name: string) => name.replace(/-+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase())
