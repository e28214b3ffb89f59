/** Rules and safety floors: the same shape in screening, before the first pass and in triage. */

import { type Floor, nearest, type Rule } from '@needlepoint/pathway'
import { type Context, cited, collect, present } from '../context.ts'
import type { Entry } from '../knowledge.ts'
import type { RawRule } from '../raw.ts'

export type RuleKind = 'screening-rule' | 'preflight-rule' | 'triage-rule'
export type FloorKind = 'screening-floor' | 'preflight-floor' | 'triage-floor'

export const compileRules = <Effect extends string>(context: Context, kind: RuleKind): Record<string, Rule<Effect>> =>
  collect(context, kind, (entry) => {
    const { value } = entry
    const when = context.condition(entry, ['when'], value.when, { safety: true })
    const until = value.until && compileUntil(context, entry, value.until)
    const checkAgainAfter =
      value.checkAgainAfter === undefined
        ? undefined
        : context.window(entry, ['checkAgainAfter'], value.checkAgainAfter)
    return (
      when &&
      present({
        when,
        effect: value.effect as Effect,
        says: entry.id,
        topic: value.topic,
        until,
        checkAgainAfter,
        ...cited(value),
      })
    )
  })

export const compileFloor = <Effect extends string>(context: Context, kind: FloorKind): Record<string, Floor<Effect>> =>
  collect(context, kind, (entry) => {
    const when = context.condition(entry, ['when'], entry.value.when, { safety: true })
    return when && { when, atLeast: entry.value.atLeast as Effect, ...cited(entry.value) }
  })

/** What lifts a finding: an elapsed fact and the number it has to reach, in the same unit. */
function compileUntil(
  context: Context,
  entry: Entry<RuleKind>,
  { fact, reaches }: NonNullable<RawRule['until']>,
): Rule<string>['until'] {
  const { knowledge } = context
  const type = context.facts.get(fact)
  if (!type) {
    const close = nearest(fact, context.facts.keys())
    knowledge.report(
      entry,
      ['until', 'fact'],
      `There is no fact \`${fact}\`.`,
      close ? `Did you mean \`${close}\`?` : 'Name an elapsed fact.',
    )
    return undefined
  }
  if (type.kind && type.kind !== 'elapsed') {
    knowledge.report(
      entry,
      ['until', 'fact'],
      `\`${fact}\` is a ${type.kind} fact, and only the time since a day goes on by itself.`,
      'Name an elapsed fact, or leave `until` out.',
    )
    return undefined
  }
  if (typeof reaches === 'number') return { fact, reaches }
  const name = reaches.slice(1)
  if (!context.parameters.has(name)) {
    context.parameter(entry, ['until', 'reaches'], reaches, [])
    return undefined
  }
  const { unit } = context.parameters.get(name) ?? {}
  if (type.unit && unit && unit !== type.unit) {
    knowledge.report(
      entry,
      ['until', 'reaches'],
      `The units differ: \`${fact}\` is in ${type.unit}, \`${reaches}\` is in ${unit}.`,
      `Use a parameter in ${type.unit}.`,
    )
    return undefined
  }
  const stricter = knowledge.all('parameter').get(name)
  if (stricter && !stricter.broken && stricter.value.stricter !== 'higher') {
    knowledge.report(
      entry,
      ['until', 'reaches'],
      `A clinic may shorten the wait \`${reaches}\`.`,
      `Give \`${name}\` \`stricter: higher\`.`,
    )
  }
  return { fact, reaches: { parameter: name } }
}
