/** Dos and don'ts, what people ask about, and what is in products. */

import type { Ingredient, Protocol } from '@needlepoint/pathway'
import { type Context, cited, collect, present } from '../context.ts'
import { parseExpression } from '../expressions/parse.ts'
import type { Entry } from '../knowledge.ts'
import { durationUnits } from '../span.ts'

export function compileAftercare(context: Context): Protocol['aftercare'] {
  const { knowledge } = context
  const names = new Map<string, string>()
  return {
    instructions: collect(context, 'instruction', (entry) => {
      const { value } = entry
      const activities = value.activities ?? []
      const classes = value.classes ?? []
      for (const [i, activity] of activities.entries())
        knowledge.refers(entry, ['activities', i], 'activity', activity, 'aftercare/activities.yaml')
      for (const [i, name] of classes.entries())
        knowledge.refers(entry, ['classes', i], 'ingredient-class', name, 'aftercare/ingredient-classes.yaml')
      const when = value.when === undefined ? undefined : context.condition(entry, ['when'], value.when)
      const starts = context.window(entry, ['starts'], value.starts)
      const after =
        value.ends.after === undefined ? undefined : context.window(entry, ['ends', 'after'], value.ends.after)
      if (value.kind === 'dont') context.onlyLonger(entry, ['ends', 'after'], after)
      return (
        starts &&
        present({
          kind: value.kind,
          starts,
          ends: present({ after, healed: value.ends.healed }),
          when,
          activities,
          classes,
          ...cited(value),
        })
      )
    }),
    activities: collect(context, 'activity', (entry) => {
      const { aliases, otherwise } = entry.value
      for (const [i, alias] of aliases.entries()) claimName(context, entry, ['aliases', i], alias, names)
      return { aliases, otherwise, ...cited(entry.value) }
    }),
    classes: collect(context, 'ingredient-class', (entry) => {
      const { use, returns, allergy } = entry.value
      if (use === 'fine' && returns)
        knowledge.report(
          entry,
          ['returns'],
          'What is fine never went away.',
          'Take `returns` out, or write `use: caution`.',
          'key',
        )
      if (use !== 'fine' && !returns)
        knowledge.report(
          entry,
          [],
          `A class to ${use === 'avoid' ? 'avoid' : 'take care with'} needs to say when it may return.`,
          "Add `returns: { after: '%parameter', healed: true }`.",
          'key',
        )
      const after =
        returns?.after === undefined
          ? undefined
          : context.parameter(entry, ['returns', 'after'], returns.after, durationUnits)
      context.onlyLonger(entry, ['returns', 'after'], after)
      if (allergy !== undefined) checkAllergy(context, entry, allergy)
      return present({
        use,
        returns: returns && present({ after, healed: returns.healed }),
        allergy,
        ...cited(entry.value),
      })
    }),
    ingredients: compileIngredients(context),
  }
}

function checkAllergy(context: Context, entry: Entry<'ingredient-class'>, allergy: string): void {
  const { tree } = parseExpression(allergy)
  if (tree?.op === 'fact') context.condition(entry, ['allergy'], allergy)
  else
    context.knowledge.report(
      entry,
      ['allergy'],
      'This names no fact.',
      'Write `cosmeticAllergy.fragrance` or another fact.',
    )
}

/** One word must lead to one activity, or "may I" could not answer. */
function claimName(
  context: Context,
  entry: Entry,
  path: readonly (string | number)[],
  name: string,
  names: Map<string, string>,
): void {
  const key = name.trim().toLowerCase()
  const owner = names.get(key)
  if (owner !== undefined)
    context.knowledge.report(entry, path, `\`${name}\` also stands under \`${owner}\`.`, 'Keep it in one place.')
  else names.set(key, entry.id)
}

function compileIngredients(context: Context): Record<string, Ingredient> {
  const { knowledge } = context
  const names = new Map<string, string>()
  // Labels print ids, so an alias that is also an id would make two answers possible.
  for (const entry of knowledge.sound('ingredient')) claimName(context, entry, [], entry.id, names)
  return collect(context, 'ingredient', (entry) => {
    const { classes, aliases, misspellings } = entry.value
    for (const [i, name] of classes.entries())
      knowledge.refers(entry, ['classes', i], 'ingredient-class', name, 'aftercare/ingredient-classes.yaml')
    for (const [i, alias] of (aliases ?? []).entries()) claimName(context, entry, ['aliases', i], alias, names)
    for (const [i, alias] of (misspellings ?? []).entries())
      claimName(context, entry, ['misspellings', i], alias, names)
    return present({ classes, aliases, misspellings })
  })
}
