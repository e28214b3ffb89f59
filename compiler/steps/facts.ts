/** Facts of all steps in the order of care, with those that healing curves add. */

import type { Expression, Fact, FactKind } from '@needlepoint/pathway'
import { type Context, cited, present } from '../context.ts'
import { parts } from '../expressions/tree.ts'
import { type FactType, steps } from '../expressions/types.ts'
import type { Entry, Knowledge } from '../knowledge.ts'
import type { RawFact } from '../raw.ts'
import { durationUnits, readSpan } from '../span.ts'

/** For each fact that measures an effect: is it worse than last time, above the curve, longer than the curve? */
const aspects = ['Worse', 'Stronger', 'Longer'] as const

/** Severity facts that effects measure, with the effects that do. */
function measured(knowledge: Knowledge): Map<string, Entry<'effect'>[]> {
  const items = new Map<string, Entry<'effect'>[]>()
  for (const effect of knowledge.sound('effect')) {
    const { item } = effect.value
    if (item) items.set(item, [...(items.get(item) ?? []), effect])
  }
  return items
}

/** The names and types that conditions may use, also of facts that are not in order, lest one mistake be reported often. */
export function factTypes(knowledge: Knowledge): Map<string, FactType> {
  const types = new Map<string, FactType>()
  for (const { id, value, step = 'screening', broken } of inOrder(knowledge)) {
    const { kind, unit, options, min, max } = value ?? {}
    types.set(id, broken ? { step } : (present({ kind, step, unit, options, min, max }) as FactType))
  }
  for (const item of measured(knowledge).keys()) {
    for (const aspect of aspects) types.set(`${item}${aspect}`, { kind: 'yes-no', step: 'recovery' })
  }
  return types
}

const inOrder = (knowledge: Knowledge): Entry<'fact'>[] => {
  const all = [...knowledge.all('fact').values()]
  return steps.flatMap((step) => all.filter((entry) => entry.step === step))
}

export function compileFacts(context: Context): Record<string, Fact> {
  const facts: Record<string, Fact> = {}
  const reads = new Map<string, string[]>()
  for (const entry of inOrder(context.knowledge)) {
    if (entry.broken) continue
    checkShape(context, entry)
    facts[entry.id] = compileFact(context, entry, reads)
  }
  checkCycles(context, reads)
  for (const [item, effects] of measured(context.knowledge)) {
    const [first] = effects
    const measure = facts[item]
    if (!first) continue
    if (measure?.kind !== 'severity') {
      const why = measure
        ? `\`${item}\` is a ${measure.kind} fact and measures no severity.`
        : `There is no fact \`${item}\`.`
      if (!context.knowledge.all('fact').get(item)?.broken)
        context.knowledge.report(first, ['item'], why, 'Name a severity fact of recovery/facts.yaml.')
      continue
    }
    for (const aspect of aspects) {
      const twin = context.knowledge.all('fact').get(`${item}${aspect}`)
      if (twin) {
        context.knowledge.report(
          twin,
          [],
          `\`${twin.id}\` works itself out from the curves of \`${first.id}\`.`,
          'Take it out.',
          'key',
        )
        continue
      }
      const cites = [...new Set(effects.flatMap((effect) => effect.value.cites ?? []))]
      facts[`${item}${aspect}`] = { step: 'recovery', kind: 'yes-no', riskier: 'yes', askedOf: 'record', cites }
    }
  }
  return facts
}

function compileFact(context: Context, entry: Entry<'fact'>, reads: Map<string, string[]>): Fact {
  const { value, step = 'screening' } = entry
  const { kind, unit, min, max, options, riskier, askedOf } = value
  const estimate = value.estimate?.flatMap((each, i) => {
    const when = context.condition(entry, ['estimate', i, 'when'], each.when)
    checkEstimate(context, entry, i)
    return when ? [{ when, value: each.value }] : []
  })
  return present({
    step,
    kind,
    unit,
    min,
    max,
    options,
    riskier,
    validFor: value.validFor === undefined ? undefined : readSpan(value.validFor),
    askedOf,
    derive: value.derive === undefined ? undefined : derive(context, entry, value.derive, reads),
    estimate,
    ...cited(value),
  })
}

function derive(
  context: Context,
  entry: Entry<'fact'>,
  text: string,
  reads: Map<string, string[]>,
): Expression | undefined {
  const made = context.calculation(entry, ['derive'], text)
  if (!made) return undefined
  reads.set(
    entry.id,
    [...parts(made.tree)].flatMap((part) => (part.op === 'fact' ? [part.name.split('.', 1)[0] as string] : [])),
  )
  const { kind, unit } = entry.value
  const wanted = kind === 'yes-no' ? 'boolean' : kind === 'one-of' || kind === 'text' ? 'text' : 'number'
  if (made.type.is !== wanted) {
    context.knowledge.report(
      entry,
      ['derive'],
      `This gives a ${made.type.is}, but \`${entry.id}\` is a ${kind} fact.`,
      `Write an expression that gives a ${wanted}.`,
    )
  } else if (made.type.is === 'number' && made.type.unit && unit && made.type.unit !== unit) {
    context.knowledge.report(
      entry,
      ['derive'],
      `This gives ${made.type.unit}, but \`${entry.id}\` is in ${unit}.`,
      `Give \`${entry.id}\` the unit ${made.type.unit}, or calculate with a factor.`,
    )
  }
  return made.expression
}

const riskyAnswers: Readonly<Record<FactKind, readonly RawFact['riskier'][]>> = {
  'yes-no': ['yes', 'no', 'neither'],
  'one-of': ['listed-later', 'neither'],
  'any-of': ['any', 'neither'],
  number: ['higher', 'lower', 'neither'],
  elapsed: ['lower', 'higher', 'neither'],
  upcoming: ['lower', 'higher', 'neither'],
  date: ['neither'],
  severity: ['higher', 'neither'],
  text: ['neither'],
}
/** Words that FHIRPath reads otherwise. */
const reserved = [
  'and',
  'or',
  'xor',
  'implies',
  'not',
  'in',
  'contains',
  'is',
  'as',
  'div',
  'mod',
  'true',
  'false',
  'asc',
  'desc',
  'sort',
]

function checkShape(context: Context, entry: Entry<'fact'>): void {
  const { kind, unit, min, max, options, riskier } = entry.value
  const report = (path: string, message: string, fix: string, what: 'key' | 'value' = 'value') =>
    context.knowledge.report(entry, path ? [path] : [], message, fix, what)
  if (reserved.includes(entry.id)) report('', `\`${entry.id}\` is a word of FHIRPath.`, 'Choose another id.', 'key')
  const choice = kind === 'one-of' || kind === 'any-of'
  if (choice && !options) report('', `A ${kind} fact needs \`options\`.`, 'Add `options: [first, second]`.', 'key')
  if (!choice && options)
    report('options', `A ${kind} fact has no options.`, 'Take them out, or make it one-of or any-of.', 'key')
  if (kind === 'any-of') {
    for (const [i, option] of (options ?? []).entries()) {
      if (/^[a-z][A-Za-z0-9]*$/.test(option)) continue
      context.knowledge.report(
        entry,
        ['options', i],
        `The option \`${option}\` of an any-of fact is no camelCase word, so no condition can name it.`,
        `Write it like \`${camelCase(option)}\`.`,
      )
    }
  }
  const measures = kind === 'number' || kind === 'elapsed' || kind === 'upcoming'
  if (measures && !unit)
    report(
      '',
      `A ${kind} fact needs a \`unit\`.`,
      kind === 'number'
        ? 'Add `unit: mm` or another UCUM code.'
        : `Add \`unit: d\`, or another of ${durationUnits.join(', ')}.`,
      'key',
    )
  if (!measures && unit) report('unit', `A ${kind} fact has no unit.`, 'Take it out.', 'key')
  if ((kind === 'elapsed' || kind === 'upcoming') && unit && !durationUnits.includes(unit)) {
    report('unit', `\`${unit}\` is no length of time.`, `Write one of ${durationUnits.join(', ')}.`)
  }
  if (!measures && (min !== undefined || max !== undefined))
    report(min === undefined ? 'max' : 'min', `A ${kind} fact has no bounds.`, 'Take them out.', 'key')
  if (min !== undefined && max !== undefined && min > max)
    report('min', 'The least is more than the most.', 'Swap `min` and `max`.')
  if (!riskyAnswers[kind].includes(riskier))
    report('riskier', `\`${riskier}\` does not fit a ${kind} fact.`, `Write one of ${riskyAnswers[kind].join(', ')}.`)
}

function checkEstimate(context: Context, entry: Entry<'fact'>, index: number): void {
  const { kind, options } = entry.value
  const value = entry.value.estimate?.[index]?.value
  const fits =
    kind === 'one-of'
      ? options?.includes(String(value))
      : kind === 'yes-no'
        ? typeof value === 'boolean'
        : kind !== 'any-of' && kind !== 'text' && typeof value === 'number'
  if (fits) return
  const fix =
    kind === 'one-of'
      ? `Write one of ${options?.join(', ')}.`
      : kind === 'yes-no'
        ? 'Write true or false.'
        : kind === 'any-of'
          ? 'Take it out: any-of facts cannot be estimated.'
          : 'Write a number.'
  context.knowledge.report(
    entry,
    ['estimate', index, 'value'],
    `\`${String(value)}\` is no answer to \`${entry.id}\`.`,
    fix,
  )
}

function checkCycles(context: Context, reads: ReadonlyMap<string, readonly string[]>): void {
  for (const [id, direct] of reads) {
    const seen = new Set<string>()
    const open = [...direct]
    while (open.length > 0) {
      const next = open.pop() as string
      if (seen.has(next)) continue
      seen.add(next)
      open.push(...(reads.get(next) ?? []))
    }
    const entry = context.knowledge.all('fact').get(id)
    if (entry && seen.has(id))
      context.knowledge.report(
        entry,
        ['derive'],
        `\`${id}\` is worked out from itself.`,
        'Derive it from facts that are asked.',
      )
  }
}

const camelCase = (name: string) => name.replace(/[-_]+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase())
