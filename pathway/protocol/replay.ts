/** Replay: the same input under the same protocol must give the same answer, in ten years too. */
import { InvalidInput } from '../facts/problem.ts'

export interface Difference {
  /** Path into the answer, `decision.atLeast`. */
  readonly path: string
  readonly was: unknown
  readonly is: unknown
}

export interface Replay {
  readonly same: boolean
  /** False when the record was decided under another protocol than the one it was replayed with. */
  readonly sameProtocol: boolean
  readonly differences: readonly Difference[]
  readonly protocol: string
}

/** A decision as it was stored: what was asked, what was answered, and the protocol's hash inside the answer. */
export interface DecisionRecord {
  readonly verb: string
  readonly input: unknown
  readonly output: { readonly protocol?: string }
}

/**
 * Compares a stored answer with the one of today's engine.
 * @param decide takes the same decision again
 * @throws InvalidInput when the record lacks a part
 */
export function replay(
  record: DecisionRecord,
  protocol: string,
  decide: (verb: string, input: unknown) => unknown,
): Replay {
  for (const field of ['verb', 'input', 'output'] as const) {
    if (record?.[field] === undefined) {
      throw new InvalidInput([
        {
          field,
          message: `The record has no “${field}”. Expected the verb, its input and its output, as they were stored.`,
          expected: 'a stored decision',
        },
      ])
    }
  }
  const differences = [...differencesBetween(record.output, decide(record.verb, record.input), '')]
  return { same: differences.length === 0, sameProtocol: record.output.protocol === protocol, differences, protocol }
}

/** Every place where two JSON values differ; keys that are undefined count as absent. */
function* differencesBetween(was: unknown, is: unknown, path: string): Generator<Difference> {
  if (Object.is(was, is)) return
  if (typeof was === 'object' && typeof is === 'object' && was && is && Array.isArray(was) === Array.isArray(is)) {
    const [a, b] = [was as Record<string, unknown>, is as Record<string, unknown>]
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      yield* differencesBetween(a[key], b[key], path ? `${path}.${key}` : key)
    }
    return
  }
  yield { path, was, is }
}
