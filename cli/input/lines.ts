/**
 * Reads one JSON value per line with memory that does not grow: a line is held until its end is found, and one that is too
 * long is only counted. A bad line is named and does not stop the others.
 */
import type { PlacedProblem } from '../stop.ts'
import { faultIn, readJson } from './json.ts'
import { mostBytes, type Source } from './source.ts'
import { decode, invalidByte, printByte } from './utf8.ts'

export type Line =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly problems: readonly PlacedProblem[] }

const lineFeed = 0x0a

export interface LineReader {
  readonly lines: AsyncIterable<Line>
  /** Bytes read so far. */
  readonly bytes: () => number
}

/** Empty lines are skipped but counted. */
export function readLines(source: Source): LineReader {
  let bytes = 0
  return { lines: generate(), bytes: () => bytes }

  async function* generate(): AsyncIterable<Line> {
    let number = 0
    let parts: Uint8Array[] = []
    let length = 0
    const take = (last: boolean): Line | undefined => {
      number++
      const line = length > mostBytes ? tooLong(number, length) : parseLine(number, join(parts, length), last)
      parts = []
      length = 0
      return line
    }
    for await (const chunk of source.chunks) {
      bytes += chunk.length
      let from = 0
      for (;;) {
        const end = chunk.indexOf(lineFeed, from)
        const piece = chunk.subarray(from, end < 0 ? chunk.length : end)
        length += piece.length
        // What is too long already is not kept: only its length is still of interest.
        if (length > mostBytes) parts = []
        else if (piece.length > 0) parts.push(end < 0 ? piece.slice() : piece)
        if (end < 0) break
        const line = take(false)
        if (line) yield line
        from = end + 1
      }
    }
    if (length > 0) {
      const line = take(true)
      if (line) yield line
    }
  }
}

const join = (parts: readonly Uint8Array[], length: number): Uint8Array =>
  parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts, length)

function tooLong(line: number, length: number): Line {
  const expected = `at most ${mostBytes / 1024 / 1024} MB a line`
  const megabytes = (length / 1024 / 1024).toFixed(1)
  return {
    line,
    problems: [{ field: '', line, message: `Line ${line} is ${megabytes} MB long. Expected ${expected}.`, expected }],
  }
}

function parseLine(line: number, bytes: Uint8Array, last: boolean): Line | undefined {
  const text = decode(bytes)
  if (text === undefined) {
    const { offset, byte } = invalidByte(bytes)
    const message = `Line ${line}: byte ${offset + 1} (${printByte(byte)}) is not valid UTF-8. Save the file as UTF-8.`
    return { line, problems: [{ field: '', line, column: offset + 1, message, expected: 'UTF-8' }] }
  }
  if (text.trim() === '') return undefined
  const read = readJson(text)
  if ('value' in read) return { line, value: read.value }
  const { offset, message, expected, truncated } = read.fault
  const cut = truncated && last && faultIn(text)?.truncated
  return {
    line,
    problems: [
      {
        field: '',
        line,
        column: offset + 1,
        message: cut
          ? `Line ${line} is cut off: the file ends in the middle of a record. Copy or export it again.`
          : `Line ${line}, column ${offset + 1}: ${message}`,
        ...(expected ? { expected } : {}),
      },
    ],
  }
}
