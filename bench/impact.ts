/** Impact over a million past screenings: in the library, and through the command line from a file. */
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { loadProtocol } from '@needlepoint/pathway'
import { runNode, type Sample } from './child.ts'
import { readProtocol } from './knowledge.ts'
import { figure, megabytes, type Section, seconds } from './line.ts'
import { pastScreenings } from './past-screenings.ts'

const screenings = 1_000_000
const limitMs = 10_000
/** Memory is flat when the second half of the records adds less than this. */
const flat = 1.15

interface Counted {
  readonly cpuMs: number
  readonly makingMs: number
  readonly rss: readonly number[]
  readonly changed: number
  readonly total: number
}

export async function measureImpact(): Promise<Section> {
  const { output } = await runNode([fileURLToPath(import.meta.url), 'library'])
  const library: Counted = JSON.parse(output)
  const net = library.cpuMs - library.makingMs
  const [, half = 0, end = 0] = library.rss
  const cli = await throughCommandLine()
  return {
    heading: 'Impact of a changed protocol',
    part: 'impact',
    lines: [
      {
        what: `\`impact\` over ${figure(library.total)} past screenings, in the library`,
        measured: `${seconds(net)} of processor time`,
        limit: 'under 10 s on one core',
        met: net < limitMs && library.total === screenings,
      },
      {
        what: 'its memory after 10 %, 50 % and 100 % of them',
        measured: library.rss.map(megabytes).join(', '),
        limit: 'flat',
        met: end < half * flat,
      },
      ...cli,
    ],
    notes: [
      `The second protocol waits twice as long after isotretinoin and is stricter in one rule: ${figure(library.changed)} decisions differ.`,
      `Each screening answers every question. Making them took another ${seconds(library.makingMs)}, which was measured alone and subtracted. Processor time counts all threads, the garbage collector's too.`,
      'Through the command line each record is a line of JSON, read from a file in the folder for temporary files that is deleted afterwards; reading and parsing it is most of the time.',
    ],
  }
}

async function throughCommandLine(): Promise<Section['lines']> {
  const folder = mkdtempSync(join(tmpdir(), 'needlepoint-bench-'))
  try {
    const file = join(folder, 'screenings.ndjson')
    const overlay = join(folder, 'overlay.yaml')
    await writeScreenings(file)
    writeFileSync(
      overlay,
      'name: Bench\nparameters:\n  isotretinoinWait: 12\neffects:\n  keloid-family: do-not-treat\n',
    )
    const args = ['cli/needlepoint.js', 'impact', '--json', '--quiet', '--overlay', overlay, file]
    const { output, wallMs, samples } = await runNode(args, 250)
    const { total }: { total: number } = JSON.parse(output)
    if (total !== screenings) throw new Error(`The command line counted ${total} of ${screenings} screenings.`)
    const cpuMs = samples.at(-1)?.cpuMs
    const rss = [0.1, 0.5, 1].map((share) => at(samples, share)?.rss ?? 0)
    return [
      {
        what: `\`needlepoint impact\` from a file of ${figure(total)} lines, ${figure(statSync(file).size / 1e9)} GB`,
        measured: `${seconds(wallMs)}${cpuMs === undefined ? '' : `; ${seconds(cpuMs)} of processor time`}`,
      },
      ...(samples.length === 0
        ? []
        : [
            {
              what: 'its memory after 10 %, 50 % and 100 % of the time',
              measured: rss.map(megabytes).join(', '),
              limit: 'flat',
              met: (rss[2] as number) < (rss[1] as number) * flat,
            },
          ]),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const at = (samples: readonly Sample[], share: number): Sample | undefined =>
  samples[Math.min(samples.length - 1, Math.floor(samples.length * share))]

async function writeScreenings(file: string): Promise<void> {
  const next = pastScreenings(loadProtocol(readProtocol()))
  const stream = createWriteStream(file)
  for (let written = 0; written < screenings; written += 1000) {
    let lines = ''
    for (let i = 0; i < 1000; i++) lines += `${JSON.stringify(next())}\n`
    if (!stream.write(lines)) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
}

/** Runs in a process of its own. */
function countInLibrary(): Counted {
  const before = loadProtocol(readProtocol())
  const after = before.tighten({
    name: 'bench',
    hash: 'sha256:bench',
    parameters: { isotretinoinWait: 12 },
    effects: { 'keloid-family': 'do-not-treat' },
    rules: { screening: {}, treatment: {}, recovery: {} },
    texts: {},
  })
  const makingMs = cpuOf(() => {
    const next = pastScreenings(before)
    let answers = 0
    for (let i = 0; i < screenings; i++) answers += next().facts === undefined ? 0 : 1
    if (answers !== screenings) throw new Error('A screening had no answers.')
  })
  const rss: number[] = []
  const counter = before.impact(after)
  const cpuMs = cpuOf(() => {
    const next = pastScreenings(before)
    for (let i = 1; i <= screenings; i++) {
      const { facts, day } = next()
      counter.add(facts, day)
      if (i === screenings / 10 || i === screenings / 2 || i === screenings) rss.push(process.memoryUsage.rss())
    }
  })
  const { changed, total, unreadable } = counter.result()
  if (unreadable > 0) throw new Error(`${unreadable} screenings could not be read.`)
  return { cpuMs, makingMs, rss, changed, total }
}

function cpuOf(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'library') {
  process.stdout.write(JSON.stringify(countInLibrary()))
}
