/** How a course is planned. Areas, indications and device classes are the options of the questions that ask for them. */

import { nearest, type Protocol, type Range } from '@needlepoint/pathway'
import { type Context, cited, collect, present } from '../context.ts'
import type { RawRange, RawSpans } from '../raw.ts'
import { durationUnits, spanHours } from '../span.ts'

export function compilePlanning(context: Context): Protocol['planning'] {
  const { knowledge } = context
  matchOptions(context, 'indication', 'goals', 'planning/indications.yaml')
  matchOptions(context, 'area', 'areas', 'planning/areas.yaml')
  matchOptions(context, 'device', 'deviceClass', 'planning/devices.yaml')
  return {
    indications: collect(context, 'indication', (entry) => {
      const { value } = entry
      const [sessions, depthMm] = (['sessions', 'depthMm'] as const).map((key) => {
        if (value[key].from > value[key].to) knowledge.report(entry, [key], '`from` is more than `to`.', 'Swap them.')
        return range(value[key])
      }) as [Range, Range]
      const spans = (raw: RawSpans, path: (string | number)[]) => {
        const [from, to] = [context.span(raw.from), context.span(raw.to)]
        if (spanHours(from) > spanHours(to)) knowledge.report(entry, path, '`from` is later than `to`.', 'Swap them.')
        return { from, to, ...cited(raw) }
      }
      return {
        sessions,
        interval: spans(value.interval, ['interval']),
        depthMm,
        evidence: value.evidence,
        outlook: value.outlook,
        results: value.results.map((result, i) =>
          present({ id: result.id, after: result.after, ...spans(result, ['results', i]) }),
        ),
        ...cited(value),
      }
    }),
    areas: collect(context, 'area', (entry) => {
      const { treat, depthMm, view } = entry.value
      if (treat === 'never' && depthMm)
        knowledge.report(
          entry,
          ['depthMm'],
          'An area that is never treated has no depth.',
          'Take `depthMm` out.',
          'key',
        )
      if (treat !== 'never' && !depthMm)
        knowledge.report(
          entry,
          [],
          'An area that may be treated needs a depth.',
          'Add `depthMm: { from, to, cites }`.',
          'key',
        )
      if (depthMm && depthMm.from > depthMm.to)
        knowledge.report(entry, ['depthMm'], '`from` is more than `to`.', 'Swap them.')
      return present({ treat, depthMm: depthMm && range(depthMm), view, ...cited(entry.value) })
    }),
    devices: collect(context, 'device', ({ value }) => ({
      setting: value.setting,
      energy: value.energy,
      maxDepthMm: { value: value.maxDepthMm.value, ...cited(value.maxDepthMm) },
      ...cited(value),
    })),
    depthLimits: collect(context, 'depth-limit', (entry) => {
      const when = context.condition(entry, ['when'], entry.value.when, { safety: true })
      const maxDepthMm = context.parameter(entry, ['maxDepthMm'], entry.value.maxDepthMm, ['mm'])
      const parameter = maxDepthMm && knowledge.all('parameter').get(maxDepthMm.parameter)
      if (parameter && !parameter.broken && parameter.value.stricter !== 'lower') {
        knowledge.report(
          entry,
          ['maxDepthMm'],
          `A clinic may raise the limit \`${entry.value.maxDepthMm}\`.`,
          `Give \`${parameter.id}\` \`stricter: lower\`.`,
        )
      }
      return when && maxDepthMm && { when, maxDepthMm, ...cited(entry.value) }
    }),
    advice: collect(context, 'advice', (entry) => {
      const when = context.condition(entry, ['when'], entry.value.when)
      return when && { when, ...cited(entry.value) }
    }),
    preparation: collect(context, 'preparation', (entry) => {
      const { value } = entry
      const when = value.when === undefined ? undefined : context.condition(entry, ['when'], value.when)
      const startsBefore = context.parameter(entry, ['startsBefore'], value.startsBefore, durationUnits)
      context.onlyLonger(entry, ['startsBefore'], startsBefore)
      for (const [i, activity] of (value.activities ?? []).entries())
        knowledge.refers(entry, ['activities', i], 'activity', activity, 'aftercare/activities.yaml')
      return startsBefore && present({ when, startsBefore, activities: value.activities, ...cited(value) })
    }),
  }
}

const range = (raw: RawRange): Range => ({ from: raw.from, to: raw.to, ...cited(raw) })

/** The ids of a kind and the options of the fact that asks for them are the same words. */
function matchOptions(context: Context, kind: 'indication' | 'area' | 'device', factId: string, file: string): void {
  const fact = context.knowledge.all('fact').get(factId)
  if (!fact || fact.broken) return
  const entries = context.knowledge.all(kind)
  const options = fact.value.options ?? []
  for (const [i, option] of options.entries()) {
    if (!entries.has(option)) {
      const close = nearest(
        option,
        [...entries.keys()].filter((id) => !options.includes(id)),
      )
      context.knowledge.report(
        fact,
        ['options', i],
        `The option \`${option}\` has no entry in ${file}.`,
        close ? `Did you mean \`${close}\`?` : `Add \`${option}\` there, or take the option out.`,
      )
    }
  }
  for (const entry of entries.values()) {
    if (options.includes(entry.id)) continue
    const close = nearest(
      entry.id,
      options.filter((option) => !entries.has(option)),
    )
    context.knowledge.report(
      entry,
      [],
      `\`${entry.id}\` is no option of the fact \`${factId}\`, so nobody can choose it.`,
      close ? `Did you mean \`${close}\`?` : 'Add it to the options of that fact.',
      'key',
    )
  }
}
