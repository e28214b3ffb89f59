/** No rule without a claim, no claim without a source, no number of our own without a reason. */

import type { Span } from '@needlepoint/pathway'
import type { Entry, Knowledge } from './knowledge.ts'
import type { Kind, RawCited } from './raw.ts'
import { readSpan, spanHours } from './span.ts'
import type { Path } from './yaml-file.ts'

const citing: readonly string[] = ['cites', 'disagree', 'frequencyCites']
/** Their ids and answers are no references to claims. */
const silent: readonly Kind[] = ['source', 'claim', 'profile', 'ingredient']

export function checkProvenance(knowledge: Knowledge): void {
  const used = new Set<string>()
  for (const entry of knowledge.every()) {
    if (silent.includes(entry.kind)) continue
    walk(entry.value, [], (value, path) => checkPart(knowledge, entry, value, path, used))
  }
  checkClaims(knowledge, used)
  for (const parameter of knowledge.sound('parameter')) checkAgainstVerified(knowledge, parameter)
}

type Part = Readonly<Record<string, unknown>>

function walk(value: unknown, path: Path, visit: (value: Part, path: Path) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) visit(value as Part, path)
  for (const [key, inner] of Object.entries(value))
    walk(inner, [...path, Array.isArray(value) ? Number(key) : key], visit)
}

function checkPart(knowledge: Knowledge, entry: Entry, part: Part, path: Path, used: Set<string>): void {
  for (const key of citing) {
    const ids = part[key]
    if (!Array.isArray(ids)) continue
    for (const [i, id] of ids.entries()) {
      if (typeof id !== 'string') continue
      used.add(id)
      knowledge.refers(entry, [...path, key, i], 'claim', id, 'claims/')
    }
  }
  if (entry.broken) return
  const { cites, disagree, judgement } = part as RawCited
  for (const [i, id] of (disagree ?? []).entries()) {
    if (cites?.includes(id))
      knowledge.report(
        entry,
        [...path, 'disagree', i],
        `\`${id}\` cannot both support this and disagree.`,
        'Keep it in one of the two lists.',
      )
  }
  if (judgement || !bearsNumber(entry, part, path)) return
  if (!cites) {
    knowledge.report(
      entry,
      path,
      'This number says neither where it comes from nor that it is our own.',
      'Add `cites: [claim ids]` or `judgement: why`.',
      'key',
    )
  } else if (cites.every((id) => isUnverified(knowledge, id))) {
    knowledge.report(
      entry,
      [...path, 'cites'],
      'This number rests on claims alone whose sources nobody could read.',
      'Add `judgement:` with the reason why we use it all the same.',
      'key',
    )
  }
}

const isUnverified = (knowledge: Knowledge, id: string) => {
  const claim = knowledge.all('claim').get(id)
  return claim !== undefined && !claim.broken && claim.value.unverified === true
}

/** Whether a part of an entry states a number of its own, which a source must have given. */
function bearsNumber(entry: Entry, part: Part, path: Path): boolean {
  switch (entry.kind) {
    case 'parameter':
      return path[0] === 'values' && path.length === 2
    case 'indication':
      return path.length > 0 && 'from' in part
    case 'area':
      return path[0] === 'depthMm'
    case 'device':
      return path[0] === 'maxDepthMm'
    case 'effect':
      return path[0] === 'curves' && path.length === 2
    case 'check-in':
      return path.length === 0
    case 'instruction': {
      const { starts, ends } = part as { starts?: unknown; ends?: { after?: unknown } }
      const ownStart = typeof starts === 'string' && (readSpan(starts)?.amount ?? 0) > 0
      return path.length === 0 && (ownStart || (typeof ends?.after === 'string' && readSpan(ends.after) !== undefined))
    }
    case 'triage-rule':
      return (
        path.length === 0 && typeof part.checkAgainAfter === 'string' && readSpan(part.checkAgainAfter) !== undefined
      )
    default:
      return false
  }
}

function checkClaims(knowledge: Knowledge, used: ReadonlySet<string>): void {
  for (const entry of knowledge.sound('claim')) {
    const { source, also, tension, unused } = entry.value
    knowledge.refers(entry, ['source'], 'source', source, 'sources.yaml')
    for (const [i, id] of (also ?? []).entries()) knowledge.refers(entry, ['also', i], 'source', id, 'sources.yaml')
    for (const [i, id] of (tension ?? []).entries()) {
      if (id === entry.id)
        knowledge.report(entry, ['tension', i], 'A claim cannot disagree with itself.', 'Take it out.')
      else knowledge.refers(entry, ['tension', i], 'claim', id, 'claims/')
    }
    if (unused?.by) knowledge.refers(entry, ['unused', 'by'], 'claim', unused.by, 'claims/')
    if (unused?.why === 'superseded-by' && !unused.by) {
      knowledge.report(
        entry,
        ['unused'],
        'This claim is superseded by nothing.',
        'Add `by:` with the claim that replaces it.',
        'key',
      )
    }
    if (unused && used.has(entry.id)) {
      knowledge.report(
        entry,
        ['unused'],
        `\`${entry.id}\` says that nothing uses it, but something does.`,
        'Take `unused` out.',
        'key',
      )
    }
    if (!unused && !used.has(entry.id)) {
      knowledge.report(
        entry,
        [],
        `Nothing cites \`${entry.id}\`, and it does not say why.`,
        'Cite it where it matters, or add `unused: { why: background, note: … }`.',
        'key',
      )
    }
  }
}

/**
 * A number that rests on unread sources alone may not be more lenient than what a source that was read says. Figures can be
 * compared where a claim gives them as spans (`PT24H`) or under a name that begins with the unit (`hours_min: 24`, `months: 6`).
 */
function checkAgainstVerified(knowledge: Knowledge, entry: Entry<'parameter'>): void {
  const { values, unit, stricter, disagree = [] } = entry.value
  const index = values.length - 1
  const current = values[index]
  if (!current?.cites || stricter === 'free' || !current.cites.every((id) => isUnverified(knowledge, id))) return
  for (const id of disagree) {
    const claim = knowledge.all('claim').get(id)
    if (!claim || claim.broken || claim.value.unverified) continue
    const figures = figuresIn(claim.value.values ?? {}, unit)
    const strictest = stricter === 'higher' ? Math.max(...figures) : Math.min(...figures)
    if (figures.length === 0 || (stricter === 'higher' ? strictest <= current.value : strictest >= current.value))
      continue
    knowledge.report(
      entry,
      ['values', index, 'value'],
      `${current.value} ${unit} rests on unread sources alone, and \`${id}\`, which was read, says ${Number(strictest.toFixed(2))} ${unit}.`,
      'Use the stricter value, and cite the claim that was read.',
    )
  }
}

const unitWords: Readonly<Record<string, RegExp>> = {
  min: /^(minutes?|min)(_|$)/,
  h: /^hours?(_|$)/,
  d: /^days?(_|$)/,
  wk: /^weeks?(_|$)/,
  mo: /^months?(_|$)/,
  a: /^years?(_|$)/,
  mm: /(^|_)mm(_|$)/,
  '%': /(^|_)(pct|percent)(_|$)/,
}

function figuresIn(values: unknown, unit: string): number[] {
  if (typeof values !== 'object' || values === null) return []
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value === 'number') return unitWords[unit]?.test(snake(key)) ? [value] : []
    const span = typeof value === 'string' ? readSpan(value) : undefined
    const hours = spanHours({ amount: 1, unit: unit as Span['unit'] })
    if (span) return Number.isFinite(hours) ? [spanHours(span) / hours] : []
    return figuresIn(value, unit)
  })
}

const snake = (key: string) => key.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
