/** What is wrong with an input, in a sentence that a person can act on. */
export interface Problem {
  /** The field, as a path: `monthsSinceIsotretinoin`, `session.at`. */
  readonly field: string
  readonly message: string
  /** What would have been right. */
  readonly expected?: string
  /** The nearest valid name or value. */
  readonly nearest?: string
}

/** Thrown when an input cannot be decided on. Nothing was decided and nothing is half done. */
export class InvalidInput extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.name = 'InvalidInput'
    this.problems = problems
  }
}

export function invalid(field: string, message: string, more: Omit<Problem, 'field' | 'message'> = {}): never {
  throw new InvalidInput([{ field, message, ...more }])
}
