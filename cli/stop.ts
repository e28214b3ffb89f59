/** Ways in which a command ends early. Each is a sentence that a person can act on, and an exit code. */
import type { Problem } from '@needlepoint/pathway'

/** Decided. */
export const DECIDED = 0
/** A check refused: the answer is complete, and it is no. */
export const REFUSED = 1
/** The input could not be read or does not make sense. Nothing was decided. */
export const BAD_INPUT = 2

/** The command was typed wrongly, or something that it needs is missing. */
export class Stop extends Error {
  readonly code: number
  constructor(message: string, code: number = BAD_INPUT) {
    super(message)
    this.name = 'Stop'
    this.code = code
  }
}

/** A problem of an input, with the place in its file where that is known. */
export interface PlacedProblem extends Problem {
  readonly file?: string
  /** From 1. */
  readonly line?: number
  readonly column?: number
}

/** An input file cannot be read as what it should be. */
export class BadFile extends Error {
  readonly problems: readonly PlacedProblem[]
  readonly code: number
  constructor(problems: readonly PlacedProblem[], code: number = BAD_INPUT) {
    super(problems.map(({ message }) => message).join('\n'))
    this.name = 'BadFile'
    this.problems = problems
    this.code = code
  }
}
