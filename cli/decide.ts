/** Runs a verb that decides: over one document, or over many lines, as text or as JSON. */
import { InvalidInput } from '@needlepoint/pathway'
import { formatOf, parseDocument, readText } from './input/document.ts'
import { readLines } from './input/lines.ts'
import { peek } from './input/peek.ts'
import { openSource, type Source } from './input/source.ts'
import { closing } from './output/closing.ts'
import { showProgress } from './output/progress.ts'
import { Words } from './output/words.ts'
import { write } from './stdio.ts'
import { BAD_INPUT, BadFile, DECIDED, type PlacedProblem, Stop } from './stop.ts'
import type { Call, Decide, Decided, Defaults } from './verb.ts'

/** What the decision is taken on: one value, or many lines. */
export type Given = { readonly value: unknown; readonly file?: string } | { readonly lines: Source }

/** Reads the one file that a verb was given. */
export async function givenBy(call: Call, verb: string): Promise<Given> {
  const [path, ...more] = call.words
  if (more.length > 0) {
    throw new Stop(`\`${verb}\` takes one file, not ${call.words.length}. Pass many records as one .ndjson file.`)
  }
  if (path === undefined && call.stdio.stdin.isTTY) {
    throw new Stop(
      `What shall be decided? Pass a file, as in \`needlepoint ${verb} examples/${verb}.yaml\`, or \`-\` to read from a pipe. ` +
        `\`needlepoint help ${verb}\` explains the input; examples/ holds one for each verb.`,
    )
  }
  return readGiven(path ?? '-', call)
}

export async function readGiven(path: string, { flags, stdio }: Pick<Call, 'flags' | 'stdio'>): Promise<Given> {
  const format = formatOf(path)
  const source = openSource(path, stdio.stdin)
  if (flags.lines !== undefined || format === 'lines') return { lines: source }
  if (format !== 'unknown')
    return { value: await parseDocument(source.name, format, await readText(source)), file: source.name }
  const peeked = await peek(source)
  if (peeked.lines) return { lines: peeked.source }
  return { value: await parseDocument(source.name, format, await readText(peeked.source)), file: source.name }
}

/** @returns the exit code */
export async function decideAll(verb: string, decide: Decide, given: Given, call: Call): Promise<number> {
  const pathway = await call.pathway()
  const defaults = defaultsOf(call)
  if ('lines' in given) return decideLines(verb, decide, given.lines, call)
  const decided = naming(given.file, () => decide(pathway, given.value, defaults))
  if (call.flags.record !== undefined)
    await call.print(`${JSON.stringify(recordOf(verb, decided, call.language), null, 2)}\n`)
  else if (call.text) {
    const page = call.newPage()
    decided.print(page, new Words(pathway, call.language, decided.day))
    closing(page, decided.output.protocol ?? pathway.hash)
    await call.print(page.toString())
  } else await call.print(`${JSON.stringify(decided.output, null, 2)}\n`)
  return DECIDED
}

/** Problems of answers get the name of the file they stand in. */
function naming<T>(file: string | undefined, decide: () => T): T {
  try {
    return decide()
  } catch (error) {
    if (!(error instanceof InvalidInput) || file === undefined) throw error
    throw new BadFile(error.problems.map((problem) => ({ ...problem, file })))
  }
}

export function defaultsOf({ flags, clock }: Pick<Call, 'flags' | 'clock'>): Defaults {
  const { day, now, start, rule } = flags
  return {
    day: day ?? clock.today(),
    now: now ?? clock.now(),
    over: {
      ...(day === undefined ? {} : { day }),
      ...(now === undefined ? {} : { now }),
      ...(start === undefined ? {} : { start }),
      ...(rule === undefined ? {} : { rule }),
    },
  }
}

export function recordOf(verb: string, { input, output }: Decided, language: string): object {
  return { verb, input, ...(language === 'en' ? {} : { language }), output }
}

const flushAt = 1 << 16

/** One line of JSON out for each line in, in order. A bad line says so on its own line, and the others are decided. */
async function decideLines(verb: string, decide: Decide, source: Source, call: Call): Promise<number> {
  const pathway = await call.pathway()
  const { stdio, flags } = call
  const defaults = defaultsOf(call)
  const progress = showProgress(stdio, source.size, flags.quiet !== undefined)
  const reader = readLines(source)
  let out = ''
  let code = DECIDED
  let count = 0
  for await (const line of reader.lines) {
    const answer = 'problems' in line ? line : answerTo(line.value, line.line)
    if ('problems' in answer) code = BAD_INPUT
    out += `${JSON.stringify(answer)}\n`
    progress.tick(++count, reader.bytes())
    if (out.length >= flushAt) {
      await write(stdio.stdout, out)
      out = ''
    }
  }
  if (out !== '') await write(stdio.stdout, out)
  progress.end()
  return code

  function answerTo(value: unknown, line: number): object | { line: number; problems: readonly PlacedProblem[] } {
    try {
      const decided = decide(pathway, value, defaults)
      return flags.record === undefined ? decided.output : recordOf(verb, decided, call.language)
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return { line, problems: error.problems }
    }
  }
}
