/** Inputs that are answers as of a day: `{ day, facts }`, or the answers alone. */
import { type Answers, InvalidInput, type ISODate, type Problem, parseDate } from '@needlepoint/pathway'
import type { Defaults } from '../verb.ts'
import { isObject, noText, requireObject, strangers } from './fields.ts'

export interface FactsInput {
  readonly day: ISODate
  readonly facts: Answers
}

const what = 'answers by fact, such as { "age": 34 }, or { "day": "2026-11-21", "facts": { … } }'

/**
 * @param more fields that may stand beside `day` and `facts`
 * @throws InvalidInput naming every field that does not belong
 */
export function readFactsInput(
  raw: unknown,
  { day, over }: Defaults,
  more: readonly string[] = [],
): FactsInput & { readonly rest: Answers } {
  const given = requireObject(raw, what)
  if (!isObject(given.facts)) {
    if ('facts' in given) {
      throw new InvalidInput([
        { field: 'facts', message: '“facts” holds no answers. Expected answers by fact.', expected: 'answers by fact' },
      ])
    }
    // Only a field that the form beside `facts` knows says that the answers were meant to be inside.
    const { day: own, ...facts } = given
    return { day: over.day ?? requireDay(own, day), facts, rest: {} }
  }
  const problems: Problem[] = [
    ...strangers(given, ['day', 'facts', ...more]),
    ...noText(given, 'day', 'a date such as 2026-11-21'),
  ]
  if (problems.length > 0) throw new InvalidInput(problems)
  return { day: over.day ?? requireDay(given.day, day), facts: given.facts, rest: given }
}

/** A day that is given must exist. */
function requireDay(given: unknown, otherwise: ISODate): ISODate {
  if (given === undefined) return otherwise
  if (typeof given === 'string' && parseDate(given)) return given
  const expected = 'a date such as 2026-11-21'
  throw new InvalidInput([
    { field: 'day', message: `“day” is “${String(given)}”, which is no day. Expected ${expected}.`, expected },
  ])
}
