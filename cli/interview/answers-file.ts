/** Answers between two interviews: each with the day it was given, so that what is too old is asked again. */
import { existsSync } from 'node:fs'
import { type Answers, InvalidInput, type ISODate } from '@needlepoint/pathway'
import { formatOf, readDocument } from '../input/document.ts'
import { isObject } from '../input/fields.ts'
import { writeWhole } from '../write-whole.ts'

/** No file yet means no answers yet. */
export async function readAnswers(path: string | undefined): Promise<Answers> {
  if (path === undefined || !existsSync(path)) return {}
  const document = await readDocument(path)
  if (document === null) return {}
  if (!isObject(document)) {
    throw new InvalidInput([
      { field: '', message: `${path} holds no answers. Expected answers by fact.`, expected: 'answers by fact' },
    ])
  }
  const { day } = document
  if (!isObject(document.facts)) return document
  // Plain answers are as old as the file says.
  return typeof day === 'string' ? datedOn(day, document.facts) : document.facts
}

function datedOn(day: ISODate, facts: Answers): Answers {
  return Object.fromEntries(
    Object.entries(facts).map(([id, answer]) => [
      id,
      isObject(answer) && 'value' in answer ? answer : dated(answer, day),
    ]),
  )
}

/** An answer given on a day. */
export const dated = (value: unknown, answeredOn: ISODate) => ({ value, answeredOn })

/** Writes YAML or JSON, by the name of the file. @throws Stop when it cannot be written */
export async function saveAnswers(path: string, facts: Answers): Promise<void> {
  if (formatOf(path) === 'json') writeWhole(path, `${JSON.stringify({ facts }, null, 2)}\n`)
  else {
    const { stringify } = await import('yaml')
    writeWhole(path, stringify({ facts }))
  }
}
