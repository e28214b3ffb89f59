/** Asks a server from many connections at once: as fast as it answers, or at a rate of our own. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, Connection } from './connection.ts'

export interface Target {
  readonly host: string
  readonly port: number
}

/** Makes the next request, whole. */
export type Requests = () => string | Buffer

export interface Load {
  /** Answered within the time. */
  readonly answered: number
  /** A second. */
  readonly rate: number
  /** Milliseconds, sorted. */
  readonly latencies: Float64Array
}

interface LoadOptions {
  readonly connections: number
  /** What every answer has to be; another one ends the measurement. */
  readonly status: number
}

/** Each connection asks again as soon as it is answered. */
export async function askForSeconds(
  target: Target,
  next: Requests,
  { connections, status, seconds }: LoadOptions & { readonly seconds: number },
): Promise<Load> {
  const until = performance.now() + seconds * 1000
  return await ask(target, next, { connections, status }, () => performance.now() < until)
}

/** As above, so many times in all. */
export async function askTimes(
  target: Target,
  next: Requests,
  { connections, status, times }: LoadOptions & { readonly times: number },
): Promise<Load> {
  let left = times
  return await ask(target, next, { connections, status }, () => left-- > 0)
}

async function ask(target: Target, next: Requests, options: LoadOptions, goesOn: () => boolean): Promise<Load> {
  const lines = await openAll(target, options.connections)
  const latencies: number[] = []
  const start = performance.now()
  try {
    await Promise.all(
      lines.map(async (line) => {
        while (goesOn()) {
          const asked = performance.now()
          expectStatus(await line.send(next()), options.status)
          latencies.push(performance.now() - asked)
        }
      }),
    )
  } finally {
    for (const line of lines) line.close()
  }
  return loadOf(latencies, performance.now() - start)
}

/**
 * Asks at random moments, so many times a second on average, whether or not it is answered in time. An answer's time counts
 * from the moment at which it was to be asked: waiting for a free connection is waiting.
 */
export async function askAtRate(
  target: Target,
  next: Requests,
  { connections, status, seconds, rate }: LoadOptions & { readonly seconds: number; readonly rate: number },
): Promise<Load> {
  const free = await openAll(target, connections)
  const lines = [...free]
  const latencies: number[] = []
  const due: number[] = []
  const running = new Set<Promise<void>>()
  let failure: unknown
  const start = performance.now()
  const until = start + seconds * 1000

  async function answer(line: Connection, at: number): Promise<void> {
    expectStatus(await line.send(next()), status)
    latencies.push(performance.now() - at)
    free.push(line)
    begin()
  }
  function begin(): void {
    while (due.length > 0 && free.length > 0) {
      const one = answer(free.pop() as Connection, due.shift() as number).catch((error) => {
        failure ??= error
      })
      running.add(one)
      void one.finally(() => running.delete(one))
    }
  }

  try {
    let at = start
    while (at < until && failure === undefined) {
      for (const now = performance.now(); at <= now && at < until; at -= (Math.log(1 - Math.random()) * 1000) / rate) {
        due.push(at)
      }
      begin()
      await sleep(1)
    }
    while (running.size > 0 || due.length > 0) {
      if (failure !== undefined) throw failure
      await Promise.race([...running])
    }
    if (failure !== undefined) throw failure
  } finally {
    for (const line of lines) line.close()
  }
  return loadOf(latencies, performance.now() - start)
}

function loadOf(latencies: number[], ms: number): Load {
  return {
    answered: latencies.length,
    rate: latencies.length / (ms / 1000),
    latencies: Float64Array.from(latencies).sort(),
  }
}

/** @param share 0.99 for the time that only one in a hundred exceeds */
export const quantile = ({ latencies }: Load, share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN

function expectStatus({ status, body }: Answer, expected: number): void {
  if (status !== expected)
    throw new Error(`Answered ${status} instead of ${expected}: ${body.toString().slice(0, 400)}`)
}

const openAll = ({ host, port }: Target, count: number): Promise<Connection[]> =>
  Promise.all(Array.from({ length: count }, () => Connection.open(host, port)))
