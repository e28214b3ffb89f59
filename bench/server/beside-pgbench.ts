/**
 * Requests over HTTP beside pgbench, which sends the statements that the server sends for one of them and does nothing else.
 * What is lost between the two is our part: HTTP, signing in, checking what was sent, deciding, encrypting, hashing, answering.
 */

import { median } from '../measure.ts'
import { askAtRate, askForSeconds, askTimes, quantile, type Requests } from './load.ts'
import type { Practice } from './names.ts'
import { runPgbench } from './pgbench.ts'
import { admin } from './practice.ts'
import { type Noted, type Script, scriptFrom } from './script.ts'
import type { Served } from './serve.ts'

export interface Side {
  readonly connections: number
  readonly practice: Practice
  readonly databaseUrl: string
  /** Of PostgreSQL's programs. */
  readonly binaries: string
  readonly folder: string
}

export interface Beside {
  /** Requests a second, the median over the rounds. */
  readonly ours: number
  /** Transactions a second that pgbench got through. */
  readonly pgbench: number
  /** The median over the rounds of the ratio within each. */
  readonly ratio: number
  /** Milliseconds at half of our rate. */
  readonly halfLoad: { readonly rate: number; readonly p50: number; readonly p99: number }
}

export const rounds = 5
export const secondsEach = 5
export const secondsAtHalf = 15

/**
 * @param between puts the database back to what it was before a round
 */
export async function measureBeside(
  { connections, databaseUrl, binaries, folder }: Side,
  server: Served,
  { requests, status, script }: { readonly requests: Requests; readonly status: number; readonly script: Script },
  between: () => Promise<void>,
): Promise<Beside> {
  const load = { connections, status }
  const rates: number[] = []
  const others: number[] = []
  // Until every connection is open and the code is compiled.
  await askForSeconds(server, requests, { ...load, seconds: secondsEach })
  for (let round = 0; round < rounds; round++) {
    await between()
    rates.push((await askForSeconds(server, requests, { ...load, seconds: secondsEach })).rate)
    await between()
    others.push(await runPgbench(script, { binaries, url: databaseUrl, folder, connections, seconds: secondsEach }))
  }
  await between()
  const ours = median(rates)
  const half = await askAtRate(server, requests, { ...load, seconds: secondsAtHalf, rate: ours / 2 })
  return {
    ours,
    pgbench: median(others),
    ratio: median(rates.map((rate, round) => rate / (others[round] as number))),
    halfLoad: { rate: half.rate, p50: quantile(half, 0.5), p99: quantile(half, 0.99) },
  }
}

/** The script of what a server sends for one request of a client (or of a clinic's staff, client 0) that is asked twice. */
export async function noteScript(server: Served, requests: Requests, options: NoteOptions): Promise<Script> {
  const noted = await noteRequest(server, requests, options)
  return await admin(options.databaseUrl, (database) => scriptFrom(noted, database))
}

/** What a server sends for one request. */
export async function noteRequest(
  server: Served,
  requests: Requests,
  { practice, status, clinic, client, newIdIn }: Omit<NoteOptions, 'databaseUrl'>,
): Promise<Noted> {
  // The first one fills what is kept in memory.
  await askTimes(server, requests, { connections: 1, status, times: 3 })
  await server.note()
  const request = requests()
  await askTimes(server, () => request, { connections: 1, status, times: 1 })
  const sent = await server.noted()
  const newId = newIdIn?.exec(request.toString())?.[1]
  return { practice, clinic, client, newId, sent }
}

interface NoteOptions extends Pick<Side, 'practice' | 'databaseUrl'> {
  readonly status: number
  readonly clinic: number
  readonly client: number
  /** Finds the id of what is stored. */
  readonly newIdIn?: RegExp
}
