/** `knowledge show ID`: an entry with everything about it: what it says, what it rests on, who uses it, which cases show it. */
import { type Case, coverage, readCases } from '@needlepoint/compiler'
import { isExpression, nearest, type Pathway, type Protocol, printExpression } from '@needlepoint/pathway'
import { closing } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { caveat, Footnotes } from '../output/sources.ts'
import { Words } from '../output/words.ts'
import { knowledgeFolder } from '../protocol.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Call } from '../verb.ts'
import { allIds, type Entry, findEntries, tablesOf } from './entries.ts'

interface Shown extends Entry {
  readonly texts: Readonly<Record<string, string>>
  /** Kind and id of what names it. */
  readonly usedBy: readonly string[]
  readonly cases: readonly { readonly name: string; readonly file: string; readonly line: number }[]
}

export async function show(call: Call, words: readonly string[]): Promise<number> {
  const id = words.join(' ')
  if (id === '')
    throw new Stop('What shall be shown? Pass an id, as in `needlepoint knowledge show isotretinoin-recent`.')
  const pathway = await call.pathway()
  const { protocol, hash } = pathway
  const entries = findEntries(protocol, id)
  if (entries.length === 0) {
    const close = nearest(id, allIds(protocol))
    throw new Stop(`Nothing in the knowledge is called “${id}”.${close ? ` Did you mean “${close}”?` : ''}`)
  }
  const cases = readCases(knowledgeFolder)
  const shown = entries.map((entry) => about(entry, protocol, cases, call.language))
  if (!call.text) {
    await call.print(`${JSON.stringify({ entries: shown.map(readable), protocol: hash }, null, 2)}\n`)
    return DECIDED
  }
  const page = call.newPage()
  for (const entry of shown) print(entry, pathway, new Words(pathway, call.language, call.clock.today()), page)
  closing(page, hash)
  await call.print(page.toString())
  return DECIDED
}

function about(entry: Entry, protocol: Protocol, cases: readonly Case[], language: string): Shown {
  const { kind, id } = entry
  const prefix = tablesOf(protocol).find(([name]) => name === kind)?.[2]
  const all = { ...protocol.texts.en, ...protocol.texts[language] }
  const texts = Object.fromEntries(Object.entries(all).filter(([key]) => prefix && key.startsWith(`${prefix}.${id}.`)))
  const usedBy = kind === 'claim' ? usesOfClaim(id, protocol) : usersOf(entry, protocol)
  const found = cases.filter((each) => names(each, kind, id))
  return { ...entry, texts, usedBy, cases: found.map(({ name, file, line }) => ({ name, file, line })) }
}

function usesOfClaim(id: string, protocol: Protocol): string[] {
  const { uses = [] } = coverage(protocol, []).claims[id] ?? {}
  return uses.map((use) => `${use.kind} ${use.id}${use.as === 'disagree' ? ' (says otherwise)' : ''}`)
}

/** Entries that name this one anywhere inside. */
function usersOf({ kind, id }: Entry, protocol: Protocol): string[] {
  return tablesOf(protocol).flatMap(([table, entries]) =>
    Object.entries(entries).flatMap(([user, value]) => {
      if (table === kind && user === id) return []
      return mentions(value, kind === 'source' ? 'source' : kind, id) ? [`${table} ${user}`] : []
    }),
  )
}

/** Which keys, or marks of an expression, name an entry of a kind. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  source: ['source', 'also'],
  fact: ['fact', 'fields', 'items', 'item', 'allergy'],
  parameter: ['parameter'],
  effect: ['effect'],
  'ingredient class': ['classes'],
  activity: ['activities'],
  'triage rule': ['redFlags'],
}

function mentions(value: unknown, kind: string, id: string): boolean {
  const keys = keysOf[kind] ?? []
  if (keys.length === 0 || typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) {
    const [mark, name] = value as unknown[]
    if ((mark === 'fact' || mark === 'parameter') && mark === kind)
      return name === id || String(name).startsWith(`${id}.`)
    return value.some((each) => mentions(each, kind, id))
  }
  return Object.entries(value).some(([key, inner]) => {
    if (keys.includes(key) && (inner === id || (Array.isArray(inner) && inner.includes(id)))) return true
    return mentions(inner, kind, id)
  })
}

/** Whether a case expects an entry, or gives an answer to it. */
function names({ expect, given, from: _from }: Case, kind: string, id: string): boolean {
  if (kind === 'claim') return expect.cites?.includes(id) ?? false
  if (kind === 'fact') return false
  const lists = [
    expect.rules,
    expect.instructions,
    expect.ingredients,
    expect.limits,
    expect.advice,
    expect.preparation,
    expect.risks,
    expect.checkIns,
  ]
  return lists.some((list) => list?.includes(id)) && given !== undefined
}

/** Conditions as FHIRPath rather than as trees. */
function readable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (isExpression(inner) ? printExpression(inner) : inner)),
  ) as T
}

const hidden = new Set(['cites', 'disagree', 'says', 'source', 'frequencyCites'])
const mostCases = 8

function print({ kind, id, value, texts, usedBy, cases }: Shown, pathway: Pathway, words: Words, page: Page): void {
  const notes = new Footnotes(words)
  page.heading(`${kind} ${id}`)
  if (kind === 'claim') printClaim(id, words, page)
  for (const [key, text] of Object.entries(texts))
    page.text(`${page.dim(`${key.slice(key.indexOf(id) + id.length + 1)}:`)} ${words.text(key) ?? text}`, {
      indent: 2,
      hang: 4,
    })
  const plain = readable(value)
  page.table(
    Object.entries(plain).flatMap(([key, inner]) =>
      hidden.has(key) ? [] : [[page.dim(key), typeof inner === 'string' ? inner : JSON.stringify(inner)]],
    ),
  )
  const { cites, disagree } = value as { cites?: readonly string[]; disagree?: readonly string[] }
  if (cites) page.text(`Rests on ${notes.cite(cites)}`, { indent: 2 })
  notes.others(disagree, page, 2)
  if (usedBy.length > 0) {
    page.heading(`Used by ${usedBy.length}`)
    for (const user of usedBy) page.text(user, { indent: 2, hang: 4, mark: '• ' })
  }
  if (cases.length > 0) {
    page.heading(`Shown by ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}`)
    for (const each of cases.slice(0, mostCases))
      page.text(`${each.name} ${page.dim(`${each.file}:${each.line}`)}`, { indent: 2, hang: 4, mark: '• ' })
    if (cases.length > mostCases) page.text(`and ${cases.length - mostCases} more`, { indent: 4 })
  }
  notes.print(page)
  void pathway
}

function printClaim(id: string, words: Words, page: Page): void {
  const claim = words.claim(id)
  if (!claim) return
  page.text(claim.says, { indent: 2 })
  const { publication: from } = claim
  const link = from?.doi ? `https://doi.org/${from.doi}` : (from?.url ?? '')
  page.text(page.dim(`${from?.title ?? claim.source}${from?.year ? ` (${from.year})` : ''} ${link}${caveat(claim)}`), {
    indent: 2,
  })
}
