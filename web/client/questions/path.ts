/** Which page is next and which one was before: the way through questions, on which one can go back and forth. */
import type { Step } from './steps.ts'

export interface Path {
  /** Pages that were answered, the first one first. */
  readonly path: readonly Step[]
  /** The page of the path that is looked at again; null for the next new one. */
  readonly at: number | null
}

/** After a page was answered: the one after it among those looked at again, or a new one. */
export function forward({ path, at }: Path, step: Step): Path {
  if (at === null) return { path: [...path, step], at: null }
  return { path, at: at + 1 < path.length ? at + 1 : null }
}

/** The page before; undefined from the first. */
export function backward({ path, at }: Path): number | undefined {
  const before = (at ?? path.length) - 1
  return before < 0 ? undefined : before
}
