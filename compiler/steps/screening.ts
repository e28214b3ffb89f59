/** Who may be treated. */

import { type Decision, nearest, type Protocol } from '@needlepoint/pathway'
import { type Context, collect } from '../context.ts'
import { compileFloor, compileRules } from './rules.ts'

export function compileScreening(context: Context): Protocol['screening'] {
  return {
    rules: compileRules<Decision>(context, 'screening-rule'),
    contradictions: collect(context, 'contradiction', (entry) => {
      const { fields } = entry.value
      for (const [i, field] of fields.entries()) {
        if (context.facts.has(field)) continue
        const close = nearest(field, context.facts.keys())
        context.knowledge.report(
          entry,
          ['fields', i],
          `There is no fact \`${field}\`.`,
          close ? `Did you mean \`${close}\`?` : 'Name facts of the condition.',
        )
      }
      const when = context.condition(entry, ['when'], entry.value.when)
      return when && { when, fields }
    }),
    floor: compileFloor<Decision>(context, 'screening-floor'),
  }
}
