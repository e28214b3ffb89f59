/** Problems of an input as lines that a person can act on. */
import type { PlacedProblem } from '../stop.ts'

/** `answers.yaml:3:5: “pregnancy” has the answer …`; what the message lacks is added to it. */
export function printProblem({ file, line, column, field, message, expected, nearest }: PlacedProblem): string {
  const place = file === undefined ? '' : `${[file, line, column].filter((part) => part !== undefined).join(':')}: `
  const names = field === '' || message.includes(field) ? '' : `${field}: `
  const wanted = expected === undefined || /expected/i.test(message) ? '' : ` Expected ${expected}.`
  const meant = nearest === undefined || message.includes(nearest) ? '' : ` Did you mean “${nearest}”?`
  return `${place}${names}${message}${meant}${wanted}`
}
