/** The server on its embedded database, as a small clinic has it: how many check-ins and lists a second, and how long they take. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from '../child.ts'
import { figure, type Line, type Section } from '../line.ts'
import { median } from '../measure.ts'
import { noteRequest } from './beside-pgbench.ts'
import { askAtRate, askForSeconds, quantile, type Requests } from './load.ts'
import type { Practice } from './names.ts'
import { prepare, withFolder } from './practice.ts'
import type { Replay } from './replay.ts'
import { checkIns, todayLists } from './requests.ts'
import type { Noted } from './script.ts'
import { type Served, serve } from './serve.ts'

const practice: Practice = { clinics: 1, clients: 30 }
const callers = 10
const rounds = 5
const secondsEach = 4
const secondsAtHalf = 10
const limits = { checkIn: 0.4, today: 0.3, p99: 100 }

export async function measureEmbedded(): Promise<Section> {
  const lines = await withFolder(async (dataFolder) => {
    const prepared = await prepare({ dataFolder }, practice)
    const since = new Date().toISOString()
    const kinds = {
      today: (server: Served) => ({ requests: todayLists(server, practice, prepared.filled), status: 200 }),
      checkIn: (server: Served) => ({ requests: checkIns(server, prepared), status: 201 }),
    }
    const noted = await withServer(dataFolder, async (server): Promise<Record<keyof typeof kinds, Noted>> => {
      const seven = checkIns(server, prepared, () => 7)
      const noting = { practice, clinic: 1 }
      return {
        today: await noteRequest(server, kinds.today(server).requests, { ...noting, status: 200, client: 0 }),
        checkIn: await noteRequest(server, seven, { ...noting, status: 201, client: 7, newIdIn: /"id":"([^"]+)"/ }),
      }
    })
    const measured: Line[] = []
    for (const [kind, what] of [
      ['today', 'the list of the day'],
      ['checkIn', 'a check-in'],
    ] as const) {
      const rates: number[] = []
      const replays: number[] = []
      const replay = () =>
        replayAt({ folder: join(dataFolder, 'database'), noted: noted[kind], seconds: secondsEach, since })
      for (let round = 0; round < rounds; round++) {
        replays.push(await replay())
        rates.push(await withServer(dataFolder, (server) => rateOf(server, kinds[kind](server))))
      }
      await replay()
      const half = await withServer(dataFolder, async (server) => {
        const { requests, status } = kinds[kind](server)
        await askForSeconds(server, requests, { connections: callers, status, seconds: 2 })
        const load = { connections: callers, status, seconds: secondsAtHalf, rate: median(rates) / 2 }
        return await askAtRate(server, requests, load)
      })
      await replay()
      const ratio = median(rates.map((rate, round) => rate / (replays[round] as number)))
      measured.push(
        {
          what: `${what}, ${callers} callers`,
          measured: `${figure(median(rates))}/s, which is ${figure(ratio)} × the statements alone (${figure(median(replays))}/s)`,
          limit: `at least ${limits[kind]} ×`,
          met: ratio >= limits[kind],
        },
        {
          what: `… 99 of 100 at half load (${figure(half.rate)}/s)`,
          measured: `${figure(quantile(half, 0.99))} ms; half of them ${figure(quantile(half, 0.5))} ms`,
          limit: `under ${limits.p99} ms`,
          met: quantile(half, 0.99) < limits.p99,
        },
      )
    }
    return measured
  })
  return {
    heading: 'The server on its embedded database',
    part: 'server-embedded',
    lines,
    notes: [
      `A clinic of ${practice.clients} clients; every commit is synced to the disk. pgbench cannot reach a database that lives in a process, so the statements that the server was seen to send for one request are sent to the same folder by a process that does nothing else, one after the other.`,
      `${rounds} rounds of ${secondsEach} s each in turn; × is the median of the ratio within each round. At half load: ${secondsAtHalf} s of requests at random moments; the time counts from the moment at which a request was due.`,
    ],
  }
}

async function withServer<Result>(dataFolder: string, work: (server: Served) => Promise<Result>): Promise<Result> {
  const server = await serve({ dataFolder })
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

async function rateOf(
  server: Served,
  { requests, status }: { readonly requests: Requests; readonly status: number },
): Promise<number> {
  // Until every connection is open and the code is compiled.
  await askForSeconds(server, requests, { connections: callers, status, seconds: 2 })
  return (await askForSeconds(server, requests, { connections: callers, status, seconds: secondsEach })).rate
}

async function replayAt(replay: Replay): Promise<number> {
  const file = join(replay.folder, '..', 'replay.json')
  writeFileSync(file, JSON.stringify(replay))
  const { output } = await runNode([join(import.meta.dirname, 'replay.ts'), file])
  return Number(output)
}
