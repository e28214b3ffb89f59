/** A mistake in the knowledge, told so that whoever made it can mend it without reading the compiler. */

/** Line and column count from 1, as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface Problem extends Position {
  /** As seen from the folder that holds the knowledge: `knowledge/screening/facts.yaml`. */
  readonly file: string
  /** The entry that the mistake is in. */
  readonly id?: string
  /** One sentence: what is wrong. */
  readonly message: string
  /** One sentence: what to write instead. */
  readonly fix: string
}

/** Sorts by file and place, and drops what was said twice. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const sorted = problems.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  )
  return sorted.filter((problem, i) => {
    const before = sorted[i - 1]
    return !before || !(samePlace(before, problem) && before.message === problem.message)
  })
}

/** `knowledge/screening/facts.yaml:12:3 what is wrong. What to write instead.` */
export function printProblem({ file, line, column, id, message, fix }: Problem): string {
  return `${file}:${line}:${column}${id === undefined ? '' : ` ${id}`}: ${message} ${fix}`
}

const samePlace = (a: Problem, b: Problem) => a.file === b.file && a.line === b.line && a.column === b.column
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
