/** Chance that comes out the same in every run: the mulberry32 generator. */
export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number
  readonly pick: <T>(from: readonly T[]) => T
  readonly happens: (probability: number) => boolean
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    pick: <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T,
    happens: (probability) => next() < probability,
  }
}
