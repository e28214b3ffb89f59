/** Numbers with their history. */

import type { Parameter } from '@needlepoint/pathway'
import { type Context, cited, collect, present } from '../context.ts'

export const compileParameters = (context: Context): Record<string, Parameter> =>
  collect(context, 'parameter', (entry) => {
    const { about, unit, stricter, min, max, values, disagree, reviewed } = entry.value
    if (!isDay(reviewed))
      context.knowledge.report(entry, ['reviewed'], `${reviewed} is no day of any year.`, 'Check the date.')
    for (const [i, { from, value }] of values.entries()) {
      if (!isDay(from))
        context.knowledge.report(entry, ['values', i, 'from'], `${from} is no day of any year.`, 'Check the date.')
      const before = values[i - 1]
      if (before && before.from >= from) {
        context.knowledge.report(
          entry,
          ['values', i, 'from'],
          `${from} does not come after ${before.from}.`,
          'Put the oldest value first, and one value a day.',
        )
      }
      if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
        context.knowledge.report(
          entry,
          ['values', i, 'value'],
          `${value} is outside the bounds ${min ?? '…'} to ${max ?? '…'}.`,
          'Change the value or `min` and `max`.',
        )
      }
    }
    if (min !== undefined && max !== undefined && min > max)
      context.knowledge.report(entry, ['min'], 'The least is more than the most.', 'Swap `min` and `max`.')
    return present({
      about,
      unit,
      stricter,
      min,
      max,
      values: values.map(({ from, value, ...rest }) => ({ from, value, ...cited(rest) })),
      disagree,
      reviewed,
    })
  })

/** The schema knows the shape of a date, not how long a month is. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
