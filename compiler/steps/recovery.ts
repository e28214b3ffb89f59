/** Side effects with their curves, check-ins, triage, and when skin counts as healed. */

import { type Curve, type Level, nearest, type Protocol } from '@needlepoint/pathway'
import { type Context, cited, collect, present } from '../context.ts'
import type { Entry } from '../knowledge.ts'
import type { RawCurve } from '../raw.ts'
import { spanHours } from '../span.ts'
import { compileFloor, compileRules } from './rules.ts'

export function compileRecovery(context: Context): Protocol['recovery'] {
  const { knowledge } = context
  const healed = collect(context, 'healed', (entry) => {
    const when = context.condition(entry, ['when'], entry.value.when)
    return when && { when, ...cited(entry.value) }
  }).healed
  return {
    effects: collect(context, 'effect', (entry) => {
      const { item, expected, curves, redFlags = [] } = entry.value
      for (const [i, flag] of redFlags.entries())
        knowledge.refers(entry, ['redFlags', i], 'triage-rule', flag, 'recovery/rules')
      checkOrderOfCurves(context, entry)
      return present({
        item,
        expected,
        curves: curves.flatMap((curve, i) => compileCurve(context, entry, curve, i)),
        redFlags,
        ...cited(entry.value),
      })
    }),
    rules: compileRules<Level>(context, 'triage-rule'),
    floor: compileFloor<Level>(context, 'triage-floor'),
    schedule: collect(context, 'check-in', (entry) => {
      const { items, after } = entry.value
      for (const [i, item] of items.entries()) {
        if (context.facts.has(item)) continue
        const close = nearest(item, context.facts.keys())
        knowledge.report(
          entry,
          ['items', i],
          `There is no fact \`${item}\`.`,
          close ? `Did you mean \`${close}\`?` : 'Add it to recovery/facts.yaml.',
        )
      }
      return { after: context.span(after), items, ...cited(entry.value) }
    }),
    // Without a definition nothing counts as healed, which is the cautious reading.
    healed: healed ?? { when: ['literal', false], cites: [] },
  }
}

function checkOrderOfCurves(context: Context, entry: Entry<'effect'>): void {
  const { curves, item } = entry.value
  const seen = new Set<string>()
  for (const [i, curve] of curves.entries()) {
    if (seen.has(curve.id))
      context.knowledge.report(
        entry,
        ['curves', i, 'id'],
        `There are two curves \`${curve.id}\`.`,
        'Give one of them another id.',
      )
    seen.add(curve.id)
    if (curve.when === undefined && i < curves.length - 1) {
      context.knowledge.report(
        entry,
        ['curves', i],
        `\`${curve.id}\` is for everybody, so the curves after it are never reached.`,
        'Put it last, or give it a `when`.',
      )
    }
  }
  if (item !== undefined && curves.at(-1)?.when !== undefined) {
    context.knowledge.report(
      entry,
      ['curves', curves.length - 1],
      'The last curve has a `when`, so some people have no curve.',
      'Leave `when` out of the last curve, or add one for everybody else.',
    )
  }
}

function compileCurve(context: Context, entry: Entry<'effect'>, curve: RawCurve, i: number): Curve[] {
  const { knowledge } = context
  const when = curve.when === undefined ? undefined : context.condition(entry, ['curves', i, 'when'], curve.when)
  if (curve.when !== undefined && !when) return []
  const order = ['onset', 'peak', 'usualEnd', 'prolongedAfter'] as const
  for (const [j, name] of order.entries()) {
    const before = order[j - 1]
    if (before && spanHours(context.span(curve[before])) > spanHours(context.span(curve[name]))) {
      knowledge.report(
        entry,
        ['curves', i, name],
        `\`${name}\` (${curve[name]}) comes before \`${before}\` (${curve[before]}).`,
        'A curve runs onset ≤ peak ≤ usualEnd ≤ prolongedAfter.',
      )
    }
  }
  for (const [j, step] of curve.expect.entries()) {
    const before = curve.expect[j - 1]
    if (before && spanHours(context.span(before.until)) >= spanHours(context.span(step.until))) {
      knowledge.report(
        entry,
        ['curves', i, 'expect', j, 'until'],
        `${step.until} does not come after ${before.until}.`,
        'Put the steps in order of time.',
      )
    }
  }
  const last = curve.expect.at(-1)
  if (last && spanHours(context.span(last.until)) > spanHours(context.span(curve.prolongedAfter))) {
    knowledge.report(
      entry,
      ['curves', i, 'expect', curve.expect.length - 1, 'until'],
      `${last.until} is later than \`prolongedAfter\` (${curve.prolongedAfter}), when nothing is expected any more.`,
      'End the steps earlier, or let `prolongedAfter` come later.',
    )
  }
  return [
    present({
      id: curve.id,
      when,
      onset: context.span(curve.onset),
      peak: context.span(curve.peak),
      usualEnd: context.span(curve.usualEnd),
      prolongedAfter: context.span(curve.prolongedAfter),
      expect: curve.expect.map(({ until, atMost }) => ({ until: context.span(until), atMost })),
      ...cited(curve),
    }),
  ]
}
