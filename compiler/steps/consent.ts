/** What can happen, and to whom it is likelier. */

import type { Protocol } from '@needlepoint/pathway'
import { type Context, cited, collect, present } from '../context.ts'

export function compileConsent(context: Context): Protocol['consent'] {
  return {
    risks: collect(context, 'risk', (entry) => {
      const { value } = entry
      context.knowledge.refers(entry, ['effect'], 'effect', value.effect, 'recovery/effects')
      const when = value.when === undefined ? undefined : context.condition(entry, ['when'], value.when)
      const seen = new Set<string>()
      const likelier = (value.likelier ?? []).flatMap((reason, i) => {
        if (seen.has(reason.id))
          context.knowledge.report(
            entry,
            ['likelier', i, 'id'],
            `\`${reason.id}\` is named twice.`,
            'Give one another id.',
          )
        seen.add(reason.id)
        const condition = context.condition(entry, ['likelier', i, 'when'], reason.when)
        return condition ? [{ id: reason.id, when: condition, ...cited(reason) }] : []
      })
      return present({
        effect: value.effect,
        when,
        frequency: value.frequency,
        frequencyCites: value.frequencyCites,
        likelier,
        ...cited(value),
      })
    }),
  }
}
