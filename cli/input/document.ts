/** Reads one document, JSON or YAML, whole; or finds that it is many lines of JSON. */
import { BadFile, type PlacedProblem } from '../stop.ts'
import { type JsonFault, placeOf, readJson } from './json.ts'
import { mostBytes, openSource, type Source } from './source.ts'
import { decode, invalidByte, printByte } from './utf8.ts'

export type Format = 'json' | 'yaml' | 'lines' | 'text' | 'unknown'

/** The format that a file's name tells. */
export function formatOf(path: string): Format {
  const extension = /\.([A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase()
  switch (extension) {
    case 'json':
      return 'json'
    case 'yaml':
    case 'yml':
      return 'yaml'
    case 'ndjson':
    case 'jsonl':
      return 'lines'
    case 'txt':
      return 'text'
    default:
      return 'unknown'
  }
}

/** @throws Stop, BadFile */
export async function readDocument(path: string): Promise<unknown> {
  const source = openSource(path)
  return parseDocument(source.name, formatOf(path), await readText(source))
}

/** @throws BadFile when it is too long or no UTF-8 */
export async function readText(source: Source): Promise<string> {
  const bytes = await readAll(source)
  const text = decode(bytes)
  if (text !== undefined) return text
  const { offset, byte } = invalidByte(bytes)
  const before = new TextDecoder().decode(bytes.subarray(0, offset))
  const place = placeOf(before, before.length)
  throw new BadFile([
    {
      field: '',
      file: source.name,
      ...place,
      message: `Byte ${offset + 1} (${printByte(byte)}) is not valid UTF-8. Save the file as UTF-8.`,
      expected: 'UTF-8',
    },
  ])
}

async function readAll({ name, chunks }: Source): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > mostBytes) throw tooLong(name)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

function tooLong(file: string): BadFile {
  const expected = `at most ${mostBytes / 1024 / 1024} MB`
  return new BadFile([
    {
      field: '',
      file,
      message: `This document is longer than any we know. Expected ${expected}; pass many records as .ndjson, one a line.`,
      expected,
    },
  ])
}

/** @throws BadFile naming file, line and column */
export async function parseDocument(file: string, format: Format, text: string): Promise<unknown> {
  if (text.trim() === '') {
    throw new BadFile([
      {
        field: '',
        file,
        message: 'There is nothing in it. Expected a JSON or YAML document.',
        expected: 'a JSON or YAML document',
      },
    ])
  }
  const looksLikeJson = /^\s*[{[]/.test(text)
  if (format === 'json' || (format !== 'yaml' && looksLikeJson)) {
    const read = readJson(text)
    if ('value' in read) return read.value
    // Flow YAML begins with a bracket too. A file that says it is JSON is not guessed at.
    if (format === 'json' || !/^\s*[{[]\s*[\w'-]+\s*:/.test(text))
      throw new BadFile([jsonProblem(file, text, read.fault)])
  }
  const { readYamlText } = await import('./yaml.ts')
  return readYamlText(file, text)
}

export function jsonProblem(file: string, text: string, { offset, message, expected }: JsonFault): PlacedProblem {
  return { field: '', file, ...placeOf(text, offset), message, ...(expected ? { expected } : {}) }
}
