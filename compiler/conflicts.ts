/** Where sources disagree: who says what, how much it weighs, and which one is followed. */
import type { Protocol, Strength } from '@needlepoint/pathway'
import { citations } from './citations.ts'

export interface Voice {
  readonly claim: string
  readonly says: string
  readonly strength: Strength
  /** The title of the source. */
  readonly source: string
  readonly unverified?: true
}

export interface Conflict {
  /** `parameter`, `screening rule`, …, or `claim` for claims that disagree with each other. */
  readonly kind: string
  readonly id: string
  /** What it is about, in words. */
  readonly about: string
  /** The value in force, for a parameter. */
  readonly value?: { readonly value: number; readonly unit: string }
  readonly followed: readonly Voice[]
  readonly others: readonly Voice[]
}

/** Every disagreement that the knowledge has on record. */
export function conflicts(protocol: Protocol): Conflict[] {
  return [...betweenEntries(protocol), ...betweenClaims(protocol)]
}

/** One conflict for each entry that names claims which say otherwise. */
function betweenEntries(protocol: Protocol): Conflict[] {
  const groups = Map.groupBy(citations(protocol), ({ kind, id }) => `${kind} ${id}`)
  return [...groups.values()].flatMap((group): Conflict[] => {
    const [first] = group
    const others = new Set(group.flatMap(({ as, claims }) => (as === 'disagree' ? claims : [])))
    if (!first || others.size === 0) return []
    const { kind, id } = first
    const followed = new Set(group.flatMap(({ as, claims }) => (as === 'cites' ? claims : [])))
    const parameter = kind === 'parameter' ? protocol.parameters[id] : undefined
    const current = parameter?.values.at(-1)
    return [
      {
        kind,
        id,
        about: parameter?.about ?? textOf(protocol, kind, id),
        ...(parameter && current ? { value: { value: current.value, unit: parameter.unit } } : {}),
        followed: voices(protocol, [...followed]),
        others: voices(protocol, [...others]),
      },
    ]
  })
}

/** One conflict for each pair of claims in tension; the one that something cites is the one that is followed. */
function betweenClaims(protocol: Protocol): Conflict[] {
  const cited = new Set(citations(protocol).flatMap(({ as, claims }) => (as === 'cites' ? claims : [])))
  const seen = new Set<string>()
  return Object.entries(protocol.claims).flatMap(([id, claim]) =>
    (claim.tension ?? []).flatMap((other): Conflict[] => {
      const pair = [id, other].toSorted().join(' ')
      if (seen.has(pair)) return []
      seen.add(pair)
      const both = [id, other]
      return [
        {
          kind: 'claim',
          id: pair,
          about: claim.topic,
          followed: voices(
            protocol,
            both.filter((each) => cited.has(each)),
          ),
          others: voices(
            protocol,
            both.filter((each) => !cited.has(each)),
          ),
        },
      ]
    }),
  )
}

function voices(protocol: Protocol, ids: readonly string[]): Voice[] {
  return ids.flatMap((id): Voice[] => {
    const claim = protocol.claims[id]
    if (!claim) return []
    const { says, strength, unverified } = claim
    const source = protocol.sources[claim.source]?.title ?? claim.source
    return [{ claim: id, says, strength, source, ...(unverified ? { unverified } : {}) }]
  })
}

/** The text that names an entry best. */
const textKeys: Readonly<Record<string, (id: string) => string>> = {
  'screening rule': (id) => `rules.${id}.reason`,
  'pre-flight rule': (id) => `rules.${id}.reason`,
  'triage rule': (id) => `rules.${id}.reason`,
  fact: (id) => `facts.${id}.question`,
  indication: (id) => `indications.${id}.name`,
  area: (id) => `areas.${id}.name`,
  'device class': (id) => `devices.${id}.name`,
  'depth limit': (id) => `depthLimits.${id}.reason`,
  advice: (id) => `advice.${id}.says`,
  preparation: (id) => `preparation.${id}.says`,
  risk: (id) => `risks.${id}.says`,
  effect: (id) => `effects.${id}.name`,
  instruction: (id) => `instructions.${id}.says`,
  activity: (id) => `activities.${id}.name`,
  'ingredient class': (id) => `classes.${id}.name`,
  'check-in': (id) => `checkIns.${id}.title`,
}

const textOf = (protocol: Protocol, kind: string, id: string) => protocol.texts.en?.[textKeys[kind]?.(id) ?? ''] ?? id
