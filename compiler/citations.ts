/** Every place of a protocol that names claims. */
import type { Protocol } from '@needlepoint/pathway'

export interface Citation {
  readonly kind: string
  readonly id: string
  readonly as: 'cites' | 'disagree'
  readonly claims: readonly string[]
  /** The part of the entry that holds the list, with what it says. */
  readonly part: Readonly<Record<string, unknown>>
  /** Keys from the entry to the part. */
  readonly path: readonly string[]
}

/** Kinds in the words of the README, with their entries. */
export function entriesOf(protocol: Protocol): readonly (readonly [kind: string, entries: object])[] {
  const { screening, planning, consent, treatment, aftercare, recovery } = protocol
  return [
    ['fact', askedFacts(protocol)],
    ['parameter', protocol.parameters],
    ['screening rule', screening.rules],
    ['safety floor', { ...screening.floor, ...treatment.floor, ...recovery.floor }],
    ['indication', planning.indications],
    ['area', planning.areas],
    ['device class', planning.devices],
    ['depth limit', planning.depthLimits],
    ['advice', planning.advice],
    ['preparation', planning.preparation],
    ['risk', consent.risks],
    ['pre-flight rule', treatment.rules],
    ['instruction', aftercare.instructions],
    ['activity', aftercare.activities],
    ['ingredient class', aftercare.classes],
    ['effect', recovery.effects],
    ['triage rule', recovery.rules],
    ['check-in', recovery.schedule],
    ['healed', { healed: recovery.healed }],
  ]
}

/** Without the facts that effects add, which only repeat the claims of their effect. */
function askedFacts({ facts, recovery }: Protocol): object {
  const items = new Set(Object.values(recovery.effects).map(({ item }) => item))
  return Object.fromEntries(
    Object.entries(facts).filter(([id]) => !items.has(id.replace(/(Worse|Stronger|Longer)$/, '')) || items.has(id)),
  )
}

/** All citations and disagreements, in the order of care. */
export function citations(protocol: Protocol): Citation[] {
  const found: Citation[] = []
  for (const [kind, entries] of entriesOf(protocol)) {
    for (const [id, entry] of Object.entries(entries)) walk(kind, id, entry, [], found)
  }
  return found
}

function walk(kind: string, id: string, value: unknown, path: readonly string[], found: Citation[]): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) {
    const part = value as Record<string, unknown>
    for (const [key, as] of [
      ['cites', 'cites'],
      ['frequencyCites', 'cites'],
      ['disagree', 'disagree'],
    ] as const) {
      const claims = part[key]
      if (Array.isArray(claims)) found.push({ kind, id, as, claims: claims as string[], part, path })
    }
  }
  for (const [key, inner] of Object.entries(value)) walk(kind, id, inner, [...path, key], found)
}
