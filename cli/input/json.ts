/**
 * Reads JSON for people: says what is wrong and where, and refuses a name that stands twice, of which a plain parser would
 * silently keep the last. Somebody's answer would be lost.
 */

export interface JsonFault {
  /** From 0, in characters. */
  readonly offset: number
  readonly message: string
  readonly expected?: string
  /** The text stops before the value is complete. */
  readonly truncated?: true
}

export type JsonRead = { readonly value: unknown } | { readonly fault: JsonFault }

/** Levels of brackets. Nothing that we read needs ten. */
const deepest = 64

export function readJson(text: string): JsonRead {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { fault: faultIn(text) ?? { offset: 0, message: `This is not valid JSON: ${said}.` } }
  }
  // The parser is many times faster than the scan below, and where as many names were written as were read, none was lost.
  if (namesRead(value, 0) === namesWritten(text)) return { value }
  const fault = faultIn(text)
  return fault ? { fault } : { value }
}

/** At least as many as there are names: a text may hold what looks like one. */
function namesWritten(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    let next = at + 1
    while (text.charCodeAt(next) <= 0x20) next++
    if (text.charCodeAt(next) === 0x3a) count++
  }
  return count
}

/** Names of all objects inside; not a number when they are nested deeper than we read. */
function namesRead(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth > deepest) return Number.NaN
  let count = 0
  if (Array.isArray(value)) for (const each of value) count += namesRead(each, depth + 1)
  else {
    for (const name in value) count += 1 + namesRead((value as Record<string, unknown>)[name], depth + 1)
  }
  return count
}

class Fault {
  readonly fault: JsonFault
  constructor(fault: JsonFault) {
    this.fault = fault
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy

/** The first mistake; undefined when there is none. */
export function faultIn(text: string): JsonFault | undefined {
  let at = 0
  try {
    value(0)
    space()
    if (at < text.length) stop('Something follows after the end of the JSON value.', 'nothing more')
    return undefined
  } catch (error) {
    if (error instanceof Fault) return error.fault
    throw error
  }

  function stop(message: string, expected: string, offset = at): never {
    if (offset >= text.length) {
      throw new Fault({
        offset: text.length,
        message: `The text ends too early. Expected ${expected}.`,
        expected,
        truncated: true,
      })
    }
    throw new Fault({ offset, message, expected })
  }

  function space(): void {
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      at++
    }
  }

  function value(depth: number): void {
    space()
    if (depth > deepest) stop(`More than ${deepest} brackets are open here.`, 'a flatter structure')
    const char = text[at]
    if (char === '{') object(depth)
    else if (char === '[') array(depth)
    else if (char === '"') string()
    else if (char === "'") stop('JSON has no single quotes. Write "…" instead of \'…\'.', 'double quotes')
    else scalar()
  }

  function scalar(): void {
    for (const literal of ['true', 'false', 'null']) {
      if (text.startsWith(literal, at)) {
        at += literal.length
        return
      }
    }
    number.lastIndex = at
    const found = number.exec(text)
    if (found) {
      at += found[0].length
      return
    }
    word.lastIndex = at
    const bare = word.exec(text)?.[0]
    if (
      bare !== undefined &&
      at + bare.length >= text.length &&
      ['true', 'false', 'null'].some((literal) => literal.startsWith(bare))
    ) {
      stop('', 'the rest of the value', text.length)
    }
    stop(
      bare
        ? `“${bare.slice(0, 40)}” is no JSON value. A text needs double quotes around it.`
        : `“${text[at] ?? ''}” does not belong here.`,
      'a value',
    )
  }

  function string(): string {
    const start = at
    at++
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code === 0x22) {
        at++
        return text.slice(start, at)
      }
      if (code === 0x5c) {
        const escaped = text[at + 1]
        const length = escaped === 'u' ? 6 : 2
        if (at + length > text.length) break
        const sound =
          escaped === 'u' ? /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) : '"\\/bfnrt'.includes(escaped ?? ' ')
        if (!sound)
          stop(`“\\${escaped ?? ''}” is no escape of JSON.`, String.raw`one of \" \\ \/ \b \f \n \r \t \u0000`)
        at += length
      } else if (code < 0x20) {
        stop('A text ends before its closing quote; line breaks inside a text are written \\n.', 'a closing quote')
      } else at++
    }
    at = text.length
    stop('', 'the closing quote of a text')
  }

  function object(depth: number): void {
    at++
    space()
    if (text[at] === '}') {
      at++
      return
    }
    const seen = new Set<string>()
    for (;;) {
      space()
      const start = at
      if (text[at] === '}') stop('There is a comma too many before this bracket.', 'a name in double quotes')
      if (text[at] !== '"') stop('A name needs double quotes around it.', 'a name in double quotes')
      const name = string()
      if (seen.has(name))
        stop(`${name} stands here a second time. Keep one of the two answers.`, 'each name once', start)
      seen.add(name)
      space()
      if (text[at] !== ':') stop(`A colon is missing after ${name}.`, '“:”')
      at++
      value(depth + 1)
      space()
      if (text[at] === '}') {
        at++
        return
      }
      if (text[at] !== ',') stop('A comma or the closing bracket “}” is missing here.', '“,” or “}”')
      at++
    }
  }

  function array(depth: number): void {
    at++
    space()
    if (text[at] === ']') {
      at++
      return
    }
    for (;;) {
      space()
      if (text[at] === ']') stop('There is a comma too many before this bracket.', 'a value')
      value(depth + 1)
      space()
      if (text[at] === ']') {
        at++
        return
      }
      if (text[at] !== ',') stop('A comma or the closing bracket “]” is missing here.', '“,” or “]”')
      at++
    }
  }
}

/** Line and column, from 1, of a character. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
