/** What the knowledge rests on: where each claim is used, how often each rule is shown by a case, and what nobody uses. */
import type { Claim, Protocol } from '@needlepoint/pathway'
import type { Case } from './cases.ts'
import { citations } from './citations.ts'

export interface Use {
  readonly kind: string
  readonly id: string
  /** `disagree`: named as saying otherwise. */
  readonly as: 'cites' | 'disagree'
}

export interface ClaimCoverage {
  readonly source: string
  readonly topic: string
  readonly uses: readonly Use[]
  /** Why nothing uses it. */
  readonly unused?: NonNullable<Claim['unused']>
}

export interface Count {
  readonly claims: number
  readonly used: number
  /** Not used, with a reason. */
  readonly explained: number
  /** Neither used nor explained; none in a protocol without problems. */
  readonly open: number
}

export interface Coverage {
  readonly claims: Readonly<Record<string, ClaimCoverage>>
  readonly rules: Readonly<
    Record<string, { readonly step: 'screening' | 'treatment' | 'recovery'; readonly cases: number }>
  >
  readonly totals: {
    readonly all: Count
    /** By the id of the founding article, `article-000` and so on, and `literature` for all else. */
    readonly articles: Readonly<Record<string, Count>>
    /** How many entries there are of each kind. */
    readonly kinds: Readonly<Record<string, number>>
    readonly cases: number
  }
}

/** Where every claim is used and how well every rule is shown. */
export function coverage(protocol: Protocol, cases: readonly Case[]): Coverage {
  const uses = new Map<string, Use[]>()
  const kinds: Record<string, number> = {}
  const seen = new Set<string>()
  for (const { kind, id, as, claims } of citations(protocol)) {
    const entry = `${kind} ${id}`
    if (!seen.has(entry)) {
      seen.add(entry)
      kinds[kind] = (kinds[kind] ?? 0) + 1
    }
    for (const claim of claims) addUse(uses, claim, { kind, id, as })
  }
  kinds.ingredient = Object.keys(protocol.aftercare.ingredients).length
  kinds.contradiction = Object.keys(protocol.screening.contradictions).length
  const claims: Record<string, ClaimCoverage> = {}
  for (const [id, { source, topic, unused }] of Object.entries(protocol.claims)) {
    claims[id] = { source, topic, uses: uses.get(id) ?? [], ...(unused ? { unused } : {}) }
  }
  return {
    claims,
    rules: ruleCoverage(protocol, cases),
    totals: {
      all: count(Object.values(claims)),
      articles: Object.fromEntries(
        [...Map.groupBy(Object.entries(claims), articleOf)]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([article, group]) => [article, count(group.map(([, claim]) => claim))]),
      ),
      kinds,
      cases: cases.length,
    },
  }
}

function addUse(uses: Map<string, Use[]>, claim: string, use: Use): void {
  const known = uses.get(claim)
  if (!known) uses.set(claim, [use])
  else if (!known.some(({ kind, id, as }) => kind === use.kind && id === use.id && as === use.as)) known.push(use)
}

/** Claims of the literature may quote an article too; its own are numbered with it. */
const articleOf = ([id, { source }]: readonly [string, ClaimCoverage]) =>
  source.startsWith('article-') && id.startsWith(`${source.slice('article-'.length)}-`) ? source : 'literature'

const count = (claims: readonly ClaimCoverage[]): Count => {
  const used = claims.filter(({ uses }) => uses.length > 0).length
  const explained = claims.filter(({ uses, unused }) => uses.length === 0 && unused).length
  return { claims: claims.length, used, explained, open: claims.length - used - explained }
}

const asks = { screen: 'screening', preflight: 'treatment', triage: 'recovery' } as const

function ruleCoverage(protocol: Protocol, cases: readonly Case[]): Coverage['rules'] {
  const rules: Record<string, { step: 'screening' | 'treatment' | 'recovery'; cases: number }> = {}
  for (const step of Object.values(asks)) {
    for (const id of Object.keys(protocol[step].rules)) rules[id] = { step, cases: 0 }
  }
  for (const { ask, expect } of cases) {
    const step = asks[ask as keyof typeof asks]
    for (const id of expect.rules ?? []) {
      const rule = rules[id]
      if (rule && rule.step === step) rule.cases++
    }
  }
  return rules
}
