/**
 * Times things side by side. On a noisy machine one number alone says nothing, so all contenders take turns within one
 * process, round by round, and what counts is the median over the rounds of the ratio between two neighbours.
 */
export interface Contender {
  readonly name: string
  /** Does the work once for each input. */
  readonly run: () => number | Promise<number>
  /** How often the work is done in one run. */
  readonly times: number
}

export interface Timing {
  readonly name: string
  /** Nanoseconds for each time the work is done, round by round. */
  readonly rounds: readonly number[]
}

const roundMs = 60

/** Times every contender in every round. The order is the same in each, so that all meet the same weather. */
export async function takeTurns(contenders: readonly Contender[], rounds = 21): Promise<Timing[]> {
  const repeats: number[] = []
  for (const contender of contenders) repeats.push(await repeatsFor(contender))
  const timings = contenders.map(({ name }) => ({ name, rounds: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      timings[i]?.rounds.push(await timed(contender, repeats[i] as number))
    }
  }
  return timings
}

/** How many runs make a round; finding out warms the code up as well. */
async function repeatsFor(contender: Contender): Promise<number> {
  const start = performance.now()
  while (performance.now() - start < 10 * roundMs) if ((await contender.run()) < 0) break
  const perRun = (await timed(contender, 1)) * contender.times * 1e-6
  return Math.max(1, Math.round(roundMs / perRun))
}

/** @returns nanoseconds for each time the work is done */
async function timed({ run, times }: Contender, repeats: number): Promise<number> {
  let sum = 0
  const start = performance.now()
  for (let i = 0; i < repeats; i++) {
    const done = run()
    sum += typeof done === 'number' ? done : await done
  }
  const ms = performance.now() - start
  // The sum is looked at, so that no compiler may leave the work out.
  if (Number.isNaN(sum)) throw new Error('The work gave nothing.')
  return (ms * 1e6) / (repeats * times)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** How many times as long the other took, round by round; the median. */
export const timesAsFast = (ours: Timing, other: Timing): number =>
  median(ours.rounds.map((ns, round) => (other.rounds[round] as number) / ns))
