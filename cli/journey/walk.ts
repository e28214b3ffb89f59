/** Walks the steps: says what happens, takes the decision, shows it, and waits for the reader. */
import type { DecisionRecord, Pathway } from '@needlepoint/pathway'
import { defaultsOf, recordOf } from '../decide.ts'
import { openPrompt, type Prompt } from '../interview/prompt.ts'
import { notice, shortHash } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { Words } from '../output/words.ts'
import { DECIDED, REFUSED, Stop } from '../stop.ts'
import type { Call } from '../verb.ts'
import { printReplay, replayRecord } from '../verbs/replay.ts'
import { type ClientFile, grow, inputOf } from './client-file.ts'
import { readSteps, type Step } from './steps.ts'

/** Lines of a page that are shown before the rest is left to `--full`. */
const mostLines = 26

interface Walked {
  readonly step: string
  readonly title: string
  readonly verb: string
  readonly output: unknown
}

/** @returns the exit code: 1 when the replay at the end differs */
export async function walk(folder: string, call: Call): Promise<number> {
  const pathway = await call.pathway()
  const steps = await readSteps(folder, call.verbs.names)
  // The journey is for reading, so it is text wherever it goes unless data is asked for.
  const data = call.flags.json !== undefined
  const pauses =
    !data && call.flags['no-pause'] === undefined && call.stdio.stdin.isTTY === true && call.stdio.stdout.isTTY === true
  const prompt = pauses ? openPrompt(call.stdio, call.stdio.stdout) : undefined
  const walked: Walked[] = []
  let file: ClientFile = { facts: {} }
  let first: DecisionRecord | undefined
  let code: number = DECIDED
  try {
    if (!data) await call.print(opening(steps, pathway, call))
    for (const [i, step] of steps.entries()) {
      file = grow(file, step)
      const page = call.newPage()
      printHead(step, i, steps.length, page)
      if (step.verb === 'replay') {
        if (!first) throw new Stop(`${step.file}: there is no final decision yet to replay.`)
        const result = await replayRecord(first, pathway, defaultsOf(call), call.verbs)
        if (!result.same) code = REFUSED
        printReplay(result, first, page)
        walked.push({ step: step.file, title: step.title, verb: step.verb, output: result })
        if (!data) await call.print(page.toString())
      } else {
        const verb = await call.verbs.find(step.verb)
        if (!verb.decide) throw new Stop(`${step.file}: \`${step.verb}\` decides nothing.`)
        const decided = verb.decide(pathway, inputOf(file, step), defaultsOf(call))
        if (!first && isFinal(decided.output)) first = recordOf(step.verb, decided, call.language) as DecisionRecord
        walked.push({ step: step.file, title: step.title, verb: step.verb, output: decided.output })
        if (!data) {
          const body = call.newPage()
          decided.print(body, new Words(pathway, call.language, decided.day))
          await call.print(page.toString() + (call.flags.full === undefined ? shortened(body) : body.toString()))
        }
      }
      if (prompt && i < steps.length - 1 && !(await pause(prompt))) break
    }
  } finally {
    prompt?.close()
  }
  if (data) await call.print(`${JSON.stringify({ steps: walked, protocol: pathway.hash }, null, 2)}\n`)
  else await call.print(ending(call))
  return code
}

const isFinal = (output: object): boolean =>
  'decision' in output && (output.decision as { final?: boolean }).final === true

function opening(steps: readonly Step[], { hash, protocol }: Pathway, call: Call): string {
  const page = call.newPage()
  const rules = [protocol.screening.rules, protocol.treatment.rules, protocol.recovery.rules].reduce(
    (sum, each) => sum + Object.keys(each).length,
    0,
  )
  page.blank()
  page.raw(page.styled('thread', '  ●  ●'))
  page.raw(`${page.styled('thread', '  ●● ●')}   ${page.bold('Needlepoint')}`)
  page.raw(`${page.styled('thread', '  ● ●●')}   From “is microneedling right for me?” to healed skin`)
  page.raw(page.styled('thread', '  ●  ●'))
  page.blank()
  page.text(
    `${steps.length} steps of one client’s file. She is made up; the decisions are not: ${rules} rules over ${Object.keys(protocol.claims).length} claims decide them here and now, protocol ${shortHash(hash)}.`,
  )
  page.text(page.dim(notice))
  return page.toString()
}

function printHead({ title, about, verb }: Step, index: number, count: number, page: Page): void {
  page.raw('')
  page.raw('')
  page.text(page.dim(`${'●'.repeat(index + 1)}${'·'.repeat(count - index - 1)}`))
  page.text(`${page.bold(`${index + 1}. ${title}`)} ${page.dim(`· needlepoint ${verb}`)}`)
  page.text(about.trim())
  page.raw('')
}

/** The first lines of a page and the first of its sources: enough to follow, without scrolling. */
function shortened(page: Page): string {
  const lines = page.toString().trimEnd().split('\n')
  const at = lines.indexOf(page.bold('Sources'))
  const body = at < 0 ? lines : lines.slice(0, at)
  const sources = at < 0 ? [] : lines.slice(at)
  const shown = body.length <= mostLines ? body : body.slice(0, lastBreak(body))
  const left = body.length - shown.length
  const firstSources = sources.slice(0, sourceBreak(sources))
  const more =
    sources.filter((line) => startsSource(line)).length - firstSources.filter((line) => startsSource(line)).length
  return [
    ...shown,
    ...(left > 0 ? [page.dim(`  … ${left} more lines with --full`), ''] : []),
    ...firstSources,
    ...(more > 0 ? [page.dim(`  … and ${more} more sources`)] : []),
    '',
  ].join('\n')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: bold may stand before the bracket.
const startsSource = (line: string) => /^ {2}(\u001b\[1m)?\[/.test(line)

/** The last line that begins something new, so that no sentence is cut. */
function lastBreak(body: readonly string[]): number {
  for (let i = mostLines; i > mostLines / 2; i--) if (/^(\S|$| {2}\S)/.test(body[i] ?? '')) return i
  return mostLines
}

const mostSources = 4
function sourceBreak(sources: readonly string[]): number {
  let seen = 0
  for (const [i, line] of sources.entries()) if (startsSource(line) && ++seen > mostSources) return i
  return sources.length
}

async function pause(prompt: Prompt): Promise<boolean> {
  const line = await prompt.ask('\nEnter goes on, q stops > ')
  return line !== undefined && !/^\s*q/i.test(line)
}

function ending(call: Call): string {
  const page = call.newPage()
  page.raw('')
  page.text(page.bold('That was all. Now with your own:'))
  page.table([
    ['npx needlepoint interview', 'answer the questions yourself'],
    ['npx needlepoint screen examples/screen.yaml', 'a decision from a file'],
    ['npx needlepoint help', 'everything else'],
  ])
  return page.toString()
}
