/** Reads YAML and keeps where each value stands, so that a mistake found much later can still name line and column. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml'
import type { Position, Problem } from './problem.ts'

export type Path = readonly (string | number)[]

export interface YamlFile {
  /** As problems name it. */
  readonly name: string
  readonly text: string
  /** Plain data; undefined where the file holds nothing readable. */
  readonly value: unknown
  /** Mistakes of encoding and of YAML itself. */
  readonly problems: readonly Problem[]
  /** Whether the value can be trusted: nothing is wrong but keys that stand twice. */
  readonly sound: boolean
  /** Where the value at a path begins, or its key; of a path that is not there, the nearest place above it. */
  at(path: Path, what?: 'key' | 'value'): Position
  /** Where a character of the text at a path stands in the file. */
  within(path: Path, offset: number): Position
}

/** Reads bytes as YAML 1.2 in UTF-8. Whatever is wrong becomes a problem; nothing is thrown. */
export function readYaml(name: string, bytes: Uint8Array | string): YamlFile {
  const problems: Problem[] = []
  const text = typeof bytes === 'string' ? bytes : decode(name, bytes, problems)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: false, logLevel: 'error' })
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  for (const error of document.errors) {
    problems.push({ file: name, ...position(error.pos[0]), ...explain(error.code, error.message) })
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    problems.push({
      file: name,
      line: 1,
      column: 1,
      message: `This YAML cannot be read: ${sentence(message)}`,
      fix: 'Write the value out instead of using an alias.',
    })
  }
  return {
    name,
    text,
    value,
    problems,
    sound: problems.length === document.errors.filter(({ code }) => code === 'DUPLICATE_KEY').length,
    at: (path, what = 'value') => position(locate(document, path, what).offset),
    within(path, offset) {
      const { node } = locate(document, path, 'value')
      return position(
        node && isScalar(node) && typeof node.value === 'string'
          ? offsetWithin(text, node, offset)
          : (node?.range?.[0] ?? 0),
      )
    },
  }
}

function decode(name: string, bytes: Uint8Array, problems: Problem[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const before = validPrefix(bytes)
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    problems.push({
      file: name,
      line,
      column,
      message: 'This file is not valid UTF-8 from here on.',
      fix: 'Save the file as UTF-8.',
    })
    return new TextDecoder('utf-8').decode(bytes)
  }
}

/** The text up to the first byte that is no UTF-8, found by halving. */
function validPrefix(bytes: Uint8Array): string {
  const read = (end: number) =>
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true })
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      read(middle)
      good = middle
    } catch {
      bad = middle
    }
  }
  return read(good)
}

function explain(code: string, message: string): { message: string; fix: string } {
  switch (code) {
    case 'DUPLICATE_KEY':
      return { message: 'This key stands here a second time.', fix: 'Keep one of the two, or rename one.' }
    case 'TAB_AS_INDENT':
      return { message: 'YAML does not allow tabs for indentation.', fix: 'Indent with two spaces.' }
    case 'BAD_INDENT':
      return {
        message: 'The indentation does not match the lines around it.',
        fix: 'Indent with two spaces for each level.',
      }
    case 'MISSING_CHAR':
      return {
        message: `Something is missing here: ${sentence(message)}`,
        fix: 'Close the quote or bracket, or put in the missing sign.',
      }
    default:
      return {
        message: `This is not valid YAML: ${sentence(message)}`,
        fix: 'Mend it; a text with a colon, a hash or a quote needs quotes around it.',
      }
  }
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

interface Located {
  readonly node: Node | undefined
  readonly offset: number
}

function locate(document: Document.Parsed, path: Path, what: 'key' | 'value'): Located {
  let node: Node | undefined = resolve(document, document.contents ?? undefined)
  let offset = node?.range?.[0] ?? 0
  for (const [depth, segment] of path.entries()) {
    let next: Node | undefined
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment))
      if (!pair) return { node: undefined, offset }
      const key = pair.key as Node
      const last = depth === path.length - 1
      const value = pair.value as Node | null
      // A key without a value is found at its key.
      if ((last && what === 'key') || !value?.range || emptyScalar(value)) offset = key.range?.[0] ?? offset
      else offset = value.range[0]
      next = value ?? undefined
    } else if (isSeq(node)) {
      next = node.items[Number(segment)] as Node | undefined
      if (!next) return { node: undefined, offset }
      offset = next.range?.[0] ?? offset
    } else return { node: undefined, offset }
    node = resolve(document, next)
  }
  return { node, offset }
}

const emptyScalar = (node: Node) => isScalar(node) && node.value === null && node.source === ''
const resolve = (document: Document.Parsed, node: Node | undefined) =>
  (isAlias(node) ? node.resolve(document) : node) as Node | undefined

/**
 * Where a character of a scalar's value stands in the file. Quotes, escapes and folded lines make the source longer than
 * the value, but every visible character keeps its order, so the two are walked side by side.
 */
function offsetWithin(text: string, node: Scalar, wanted: number): number {
  const value = String(node.value)
  const [start = 0, end = 0] = node.range ?? []
  const block = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
  const quoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE'
  let source = block ? text.indexOf('\n', start) + 1 : quoted ? start + 1 : start
  for (let i = 0; i < value.length && source < end; i++) {
    const character = value[i] as string
    if (/\s/.test(character)) {
      if (i === wanted) return source
      continue
    }
    while (source < end && text[source] !== character) source++
    if (i >= wanted) return source
    source += node.type === 'QUOTE_SINGLE' && character === "'" ? 2 : 1
  }
  return Math.min(source, end)
}
