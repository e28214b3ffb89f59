/// <reference path="../fhirpath-parser.d.ts" />
/**
 * The parser of fhirpath.js, and what its errors mean. Only its parser is loaded: its types and units are not needed here
 * and cost more time than a whole compile.
 */
import parser, { type Syntax } from 'fhirpath/src/parser/index.js'
import type { Fault } from './tree.ts'

export type { Syntax }

/** Line from 1, column from 0. */
type ParserError = readonly [
  recognizer: unknown,
  symbol: { text?: string } | null,
  line: number,
  column: number,
  message: string,
]

/** Parses any FHIRPath, or says what is wrong with it. */
export function parseSyntax(text: string): Syntax | Fault {
  try {
    return parser.parse(text)
  } catch (error) {
    const [first] = (error as { errors?: ParserError[] }).errors ?? []
    if (!first) return unexplained(text)
    const [, symbol, line, column, message] = first
    return explain(text, offsetOf(text, line, column), symbol?.text, message)
  }
}

/** Some mistakes break the parser before it can name them; a dot with nothing after it is the usual one. */
function unexplained(text: string): Fault {
  const dot = text.search(/\.\s*(?![A-Za-z_$`\d\s])/)
  if (dot >= 0)
    return {
      at: dot,
      message: 'Nothing that can be read follows this dot.',
      fix: 'Write `fact.option` or `(…).not()`.',
    }
  return { at: 0, message: 'This cannot be read as FHIRPath.', fix: 'Write it anew, one comparison at a time.' }
}

/** Line from 1, column from 0. */
export function offsetOf(text: string, line: number, column: number): number {
  let offset = 0
  for (let i = 1; i < line; i++) offset = text.indexOf('\n', offset) + 1
  return Math.min(offset + column, text.length)
}

/** What people write who are used to other languages, and what FHIRPath writes. */
const habits: readonly (readonly [RegExp, string, string])[] = [
  [/^==/, '`==`', 'Write `=`.'],
  [/^<>/, '`<>`', 'Write `!=`.'],
  [/^&&?/, '`&&`', 'Write `and`.'],
  [/^\|\|/, '`||`', 'Write `or`.'],
  [/^!(?!=)/, '`!`', 'Write `(…).not()`.'],
  [/^["“”„]/, 'A double quote', "Put texts in single quotes: `pregnancy = 'yes'`."],
  [/^\[/, '`[`', "Write a list as `x in ('a' | 'b')`."],
]

function explain(text: string, at: number, symbol: string | undefined, message: string): Fault {
  for (const [pattern, name, fix] of habits) {
    for (const place of [at - 1, at]) {
      if (pattern.test(text.slice(Math.max(0, place))))
        return { at: Math.max(0, place), message: `${name} means nothing in FHIRPath.`, fix }
    }
  }
  if (/^'/.test(text.slice(at)) && message.startsWith('token recognition')) {
    return { at, message: 'This quote is never closed.', fix: "Close the text with a single quote: `'…'`." }
  }
  if (/^not\b\s*[^.(\s]/.test(text.slice(text.lastIndexOf('not', at)))) {
    return {
      at: text.lastIndexOf('not', at),
      message: '`not` does not stand before what it negates.',
      fix: 'Write `openWound.not()` or `(… or …).not()`.',
    }
  }
  if (symbol === '<EOF>' || at >= text.trimEnd().length) {
    return {
      at,
      message: 'The condition ends before it is complete.',
      fix: 'Write the missing operand, or close the parenthesis.',
    }
  }
  const word = symbol ?? text.slice(at).split(/\s/, 1)[0] ?? ''
  if (/^(and|or|not|xor|in|implies)$/i.test(word) && word !== word.toLowerCase()) {
    return { at, message: `\`${word}\` must be in small letters.`, fix: `Write \`${word.toLowerCase()}\`.` }
  }
  return {
    at,
    message: `\`${word}\` is not expected here.`,
    fix: 'Join conditions with `and` or `or`, compare with `= != < <= > >=`, and close every parenthesis.',
  }
}
