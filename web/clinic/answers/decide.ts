/** Deciding while somebody types: what cannot be read yet is left out of the decision and named beside its field. */
import { type Answers, InvalidInput } from '@needlepoint/pathway'
import type { FieldMessage } from '../../shared/api/explain.ts'

export interface Tried<Decision> {
  /** Undefined where something is wrong that no answer can be blamed for. */
  readonly decision: Decision | undefined
  /** By `facts.<id>`, as the server names them too. */
  readonly wrong: readonly FieldMessage[]
}

export function tryToDecide<Decision>(answers: Answers, decide: (answers: Answers) => Decision): Tried<Decision> {
  let left = answers
  const wrong: FieldMessage[] = []
  for (;;) {
    try {
      return { decision: decide(left), wrong }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const named = new Set<string>()
      for (const { field, message } of error.problems) {
        for (const part of field.split(', ')) {
          const id = part.split('.', 1)[0] ?? part
          named.add(id)
          wrong.push({ field: `facts.${id}`, message })
        }
      }
      const kept = Object.entries(left).filter(([id]) => !named.has(id))
      if (kept.length === Object.keys(left).length) return { decision: undefined, wrong }
      left = Object.fromEntries(kept)
    }
  }
}

/** Answers as the server takes them: numbers that were typed are numbers, and what was left blank is not sent. */
export function toSend(answers: Answers): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, answer]): [string, unknown][] => {
      if (answer === undefined || answer === null || answer === '') return []
      return [[id, typeof answer === 'string' ? readTyped(answer) : answer]]
    }),
  )
}

/** `36,8` and `36.8` are numbers; a date and a word stay what they are. */
function readTyped(typed: string): string | number {
  const plain = typed.trim().replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : typed.trim()
}
