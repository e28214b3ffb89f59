import { type Answers, type Impact, InvalidInput, loadProtocol, type Pathway } from '@needlepoint/pathway'
import { readFactsInput } from '../input/facts-input.ts'
import { readLines } from '../input/lines.ts'
import { openSource } from '../input/source.ts'
import { closing, shortHash } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { printProblem } from '../output/problems.ts'
import { showProgress } from '../output/progress.ts'
import { readOverlay, readProtocol } from '../protocol.ts'
import { write } from '../stdio.ts'
import { BAD_INPUT, DECIDED, type PlacedProblem, Stop } from '../stop.ts'
import type { Call, Defaults, Verb } from '../verb.ts'

/** Who would be decided otherwise under another protocol, and because of which rules. */
export const verb: Verb = {
  name: 'impact',
  summary: 'who would have been decided otherwise under another protocol, and why',
  usage: ['--overlay OVERLAY SCREENINGS.ndjson', '--before PROTOCOL --after PROTOCOL SCREENINGS.ndjson'],
  about:
    'Reads one past screening a line, { "day": …, "facts": … }, in memory that does not grow. A protocol is a compiled file or a folder of knowledge.',
  examples: ['needlepoint impact --overlay examples/overlay.yaml examples/screenings.ndjson'],
  flags: ['before', 'after', 'day', 'lines'],
  schema: 'screen',
  async run(call) {
    const { before, after } = await protocolsOf(call)
    const [path, ...more] = call.words
    if (more.length > 0) throw new Stop('`impact` takes one file of past screenings.')
    if (path === undefined && call.stdio.stdin.isTTY) {
      throw new Stop(
        'Impact on whom? Pass past screenings, as in `needlepoint impact --overlay examples/overlay.yaml examples/screenings.ndjson`.',
      )
    }
    const { impact, broken, problems } = await count(path ?? '-', before, after, call)
    if (call.text) {
      const page = call.newPage()
      printImpact(impact, broken, page)
      closing(page, impact.after)
      await call.print(page.toString())
      await write(call.stdio.stderr, problems.map((problem) => `${printProblem(problem)}\n`).join(''))
    } else await call.print(`${JSON.stringify({ ...impact, broken, ...(broken > 0 ? { problems } : {}) }, null, 2)}\n`)
    return broken > 0 ? BAD_INPUT : DECIDED
  },
}

async function protocolsOf({ flags, language }: Call): Promise<{ before: Pathway; after: Pathway }> {
  if (flags.after === undefined && flags.overlay === undefined) {
    throw new Stop(
      'What changes? Pass the protocol after the change with --after FILE, or a clinic’s overlay with --overlay FILE.',
    )
  }
  if (flags.before !== undefined && flags.protocol !== undefined)
    throw new Stop('--before and --protocol name the same thing here. Keep --before.')
  const old = await readProtocol(flags.before ?? flags.protocol)
  const before = loadProtocol(old, language)
  const base = flags.after === undefined ? before : loadProtocol(await readProtocol(flags.after), language)
  const after = flags.overlay === undefined ? base : base.tighten(await readOverlay(flags.overlay, base.protocol))
  return { before, after }
}

const mostProblems = 20

async function count(path: string, before: Pathway, after: Pathway, { flags, clock, stdio }: Call) {
  const source = openSource(path, stdio.stdin)
  const progress = showProgress(stdio, source.size, flags.quiet !== undefined)
  const reader = readLines(source)
  const counter = before.impact(after)
  const defaults: Defaults = {
    day: clock.today(),
    now: clock.now(),
    over: flags.day === undefined ? {} : { day: flags.day },
  }
  const problems: PlacedProblem[] = []
  let broken = 0
  let lines = 0
  for await (const line of reader.lines) {
    const found = 'problems' in line ? line.problems : problemsOf(line.value, line.line)
    if (found.length > 0) {
      broken++
      if (problems.length < mostProblems) problems.push(...found)
    }
    progress.tick(++lines, reader.bytes())
  }
  progress.end()
  return { impact: counter.result(), broken, problems }

  function problemsOf(value: unknown, line: number): readonly PlacedProblem[] {
    try {
      const { facts, day }: { facts: Answers; day: string } = readFactsInput(value, defaults)
      counter.add(facts, day)
      return []
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return error.problems.map((problem) => ({ ...problem, file: path, line }))
    }
  }
}

function printImpact(impact: Impact, broken: number, page: Page): void {
  const { total, changed, stricter, looser, unreadable, changes, rules, examples } = impact
  page.blank()
  const share = total === 0 ? 0 : (changed / total) * 100
  page.text(page.bold(`${grouped(changed)} of ${grouped(total)} decisions would differ (${share.toFixed(1)} %)`))
  page.text(`${grouped(stricter)} more cautious, ${grouped(looser)} less cautious.`, { indent: 2 })
  page.text(`${shortHash(impact.before)} → ${shortHash(impact.after)}`, { indent: 2 })
  if (unreadable > 0)
    page.text(
      `${grouped(unreadable)} records could not be read by one of the two protocols and are not counted as changed.`,
      { indent: 2 },
    )
  if (broken > 0) page.text(`${grouped(broken)} lines hold no record; they are named below.`, { indent: 2 })
  if (changes.length > 0) {
    page.heading('From, to')
    page.table(
      changes.map(({ from, to, count }) => [grouped(count), `${from} → ${to}`]),
      { right: [0] },
    )
  }
  if (rules.length > 0) {
    page.heading('Because of')
    page.table(
      rules
        .slice(0, 20)
        .map(({ rule, nowFires, noLongerFires, otherEffect }) => [
          rule,
          `+${grouped(nowFires)}`,
          `−${grouped(noLongerFires)}`,
          otherEffect > 0 ? `${grouped(otherEffect)} with another effect` : '',
        ]),
      { right: [1, 2] },
    )
  }
  if (examples.length > 0) {
    page.heading('For example')
    page.table(
      examples
        .slice(0, 10)
        .map(({ record, from, to, nowFires, noLongerFires, otherEffect }) => [
          `record ${record}`,
          `${from} → ${to}`,
          [
            ...nowFires.map((rule) => `+${rule}`),
            ...noLongerFires.map((rule) => `−${rule}`),
            ...otherEffect.map((rule) => `${rule}, with another effect`),
          ].join(' '),
        ]),
    )
  }
}

const grouped = (count: number) => count.toLocaleString('en')
