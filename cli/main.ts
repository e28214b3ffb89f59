/** The command line: reads the words, runs the verb, and turns whatever goes wrong into a sentence and an exit code. */
import { InvalidInput } from '@needlepoint/pathway'
import { allowOnly, type Flags, readArguments } from './arguments.ts'
import { clock } from './clock.ts'
import { Page } from './output/page.ts'
import { printProblem } from './output/problems.ts'
import { pathwayOf } from './protocol.ts'
import { stdio, write } from './stdio.ts'
import { BAD_INPUT, BadFile, type PlacedProblem, Stop } from './stop.ts'
import type { Call } from './verb.ts'
import { findVerb, verbNames } from './verbs.ts'

const widest = 100

// Whoever reads us may stop early, as `head` does. That is no mistake of anybody.
for (const stream of [stdio.stdout, stdio.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    throw error
  })
}

process.exitCode = await run(process.argv.slice(2))

async function run(typed: readonly string[]): Promise<number> {
  let text = stdio.stdout.isTTY === true
  try {
    const { verb: named, words, flags } = readArguments(typed)
    if (flags.json !== undefined && flags.text !== undefined)
      throw new Stop('--json and --text exclude each other. Keep one.')
    text = flags.text !== undefined || (text && flags.json === undefined)
    const asked = named === undefined ? (flags.json === undefined ? 'help' : undefined) : named
    if (asked === undefined) throw new Stop('Which verb? `needlepoint help` lists all of them.')
    if (flags.help !== undefined && asked !== 'help') {
      return await (await findVerb('help')).run(callOf([...(named === undefined ? [] : [named])], {}, text))
    }
    const verb = await findVerb(asked)
    allowOnly(verb.name, verb.flags, flags)
    return await verb.run(callOf(words, flags, text))
  } catch (error) {
    return report(error, text)
  }
}

function callOf(words: readonly string[], flags: Flags, text: boolean): Call {
  const language = flags.language ?? 'en'
  let pathway: ReturnType<Call['pathway']> | undefined
  return {
    words,
    flags,
    stdio,
    clock,
    text,
    language,
    newPage: () => new Page({ width: Math.min(widest, stdio.stdout.columns || widest), color: wantsColor(flags) }),
    pathway: () => (pathway ??= pathwayOf(flags, language)),
    verbs: { names: verbNames, find: findVerb },
    print: (output) => write(stdio.stdout, output),
  }
}

function wantsColor(flags: Flags): boolean {
  if (flags['no-color'] !== undefined || (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb')
    return false
  return stdio.stdout.isTTY === true || (process.env.FORCE_COLOR ?? '0') !== '0'
}

/** Problems go where the answer would have gone, as JSON; or one a line to standard error, for people. */
async function report(error: unknown, text: boolean): Promise<number> {
  if (process.env.NEEDLEPOINT_DEBUG === '1' && error instanceof Error)
    await write(stdio.stderr, `${error.stack ?? ''}\n`)
  if (error instanceof Stop) {
    await write(stdio.stderr, `${error.message}\n`)
    return error.code
  }
  if (error instanceof InvalidInput || error instanceof BadFile) {
    const problems: readonly PlacedProblem[] = error.problems
    if (text) await write(stdio.stderr, problems.map((problem) => `${printProblem(problem)}\n`).join(''))
    else await write(stdio.stdout, `${JSON.stringify({ problems }, null, 2)}\n`)
    return error instanceof BadFile ? error.code : BAD_INPUT
  }
  const said = error instanceof Error ? error.message : String(error)
  await write(
    stdio.stderr,
    `Something went wrong that should not have: ${said}\nNEEDLEPOINT_DEBUG=1 shows where. Please tell us about it.\n`,
  )
  return BAD_INPUT
}
