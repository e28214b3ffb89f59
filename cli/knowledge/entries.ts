/** Every entry of a protocol by kind, so that anything can be found by its id alone. */
import type { Protocol } from '@needlepoint/pathway'

export interface Entry {
  readonly kind: string
  readonly id: string
  readonly value: Readonly<Record<string, unknown>>
}

/** Kind, its entries, and the prefix of their texts. */
export function tablesOf(
  protocol: Protocol,
): readonly (readonly [kind: string, entries: object, texts: string | null])[] {
  const { screening, planning, consent, treatment, aftercare, recovery } = protocol
  return [
    ['claim', protocol.claims, null],
    ['source', protocol.sources, null],
    ['screening rule', screening.rules, 'rules'],
    ['pre-flight rule', treatment.rules, 'rules'],
    ['triage rule', recovery.rules, 'rules'],
    ['fact', protocol.facts, 'facts'],
    ['parameter', protocol.parameters, null],
    ['contradiction', screening.contradictions, 'contradictions'],
    ['safety floor', { ...screening.floor, ...treatment.floor, ...recovery.floor }, null],
    ['indication', planning.indications, 'indications'],
    ['area', planning.areas, 'areas'],
    ['device class', planning.devices, 'devices'],
    ['depth limit', planning.depthLimits, 'depthLimits'],
    ['advice', planning.advice, 'advice'],
    ['preparation', planning.preparation, 'preparation'],
    ['risk', consent.risks, 'risks'],
    ['instruction', aftercare.instructions, 'instructions'],
    ['activity', aftercare.activities, 'activities'],
    ['ingredient class', aftercare.classes, 'classes'],
    ['ingredient', aftercare.ingredients, null],
    ['effect', recovery.effects, 'effects'],
    ['check-in', recovery.schedule, 'checkIns'],
    ['healed', { healed: recovery.healed }, null],
  ]
}

/** All entries with an id, whatever their kind; ids are unique only within one. */
export function findEntries(protocol: Protocol, id: string): Entry[] {
  return tablesOf(protocol).flatMap(([kind, entries]): Entry[] => {
    const found = lookUp(entries, kind, id)
    return found === undefined
      ? []
      : [{ kind, id: found, value: (entries as Record<string, Entry['value']>)[found] ?? {} }]
  })
}

/** Ingredients are also found by an alias, and whatever the case of their letters. */
function lookUp(entries: object, kind: string, id: string): string | undefined {
  if (Object.hasOwn(entries, id)) return id
  if (kind !== 'ingredient') return undefined
  const wanted = id.toLowerCase()
  return Object.entries(
    entries as Record<string, { aliases?: readonly string[]; misspellings?: readonly string[] }>,
  ).find(([name, { aliases = [], misspellings = [] }]) =>
    [name, ...aliases, ...misspellings].some((each) => each.toLowerCase() === wanted),
  )?.[0]
}

export const allIds = (protocol: Protocol): string[] =>
  tablesOf(protocol).flatMap(([, entries]) => Object.keys(entries))
