/**
 * What JSON allows and a database cannot hold, refused at the door for every field at once: NUL characters, half characters,
 * numbers beyond all bounds, and nesting that nobody meant.
 */
import { type FieldProblem, printPath } from '@needlepoint/contract'

const deepest = 24

/** @returns what cannot be stored, by field; empty when all can */
export function findUnstorable(value: unknown, root = 'body'): FieldProblem[] {
  const found: FieldProblem[] = []
  const refuse = (path: readonly PropertyKey[], message: string, expected: string) => {
    const field = printPath(path, root)
    found.push({ field, message: `“${field}” ${message} Expected ${expected}.`, expected })
  }
  const visit = (at: unknown, path: readonly PropertyKey[]) => {
    if (found.length >= 20) return
    if (typeof at === 'string') {
      if (at.includes('\u0000') || !at.isWellFormed())
        refuse(path, 'holds characters that no text has.', 'a text without control characters')
    } else if (typeof at === 'number') {
      if (!Number.isFinite(at)) refuse(path, 'is a number beyond all bounds.', 'a number')
    } else if (typeof at === 'object' && at !== null) {
      if (path.length >= deepest) return refuse(path, 'is nested too deeply.', `at most ${deepest} levels`)
      for (const [key, inner] of Object.entries(at)) {
        const name = Array.isArray(at) ? Number(key) : key
        if (typeof name === 'string' && (name.includes('\u0000') || !name.isWellFormed()))
          refuse(path, 'has a name with characters that no text has.', 'names without control characters')
        else visit(inner, [...path, name])
      }
    }
  }
  visit(value, [])
  return found
}
