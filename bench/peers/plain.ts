/** Facts as plain values, the way other engines and hand-written code read them. */
import { type Facts, isKnown, type Pathway, TRUE } from '@needlepoint/pathway'

export type PlainValue = string | number | boolean | undefined

/** The value behind a name of a condition, `age` or `infection.herpes`; undefined when there is no answer. */
export function plainValue({ loaded }: Pathway, facts: Facts, name: string): PlainValue {
  const slot = loaded.slots.of.get(name)
  const value = slot ? (facts.slots[slot.index] as number) : Number.NaN
  if (!slot || !isKnown(slot.kind, value)) return undefined
  return slot.kind === 'truth' ? value === TRUE : slot.kind === 'option' ? slot.options?.[value] : value
}

/** Every fact that the screening rules read, in the order of the form. */
export function factsRead({ loaded }: Pathway): string[] {
  const read = new Set(loaded.screening.rules.flatMap(({ condition }) => condition.reads))
  return [...loaded.slots.of.keys()].filter((name) => read.has(name))
}

/** `{ age: 34, infection: { herpes: false, … } }`, without what has no answer. */
export function nested(pathway: Pathway, names: readonly string[], facts: Facts): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of names) {
    const value = plainValue(pathway, facts, name)
    if (value === undefined) continue
    const [fact, option] = name.split('.') as [string, string?]
    if (option === undefined) result[fact] = value
    else {
      result[fact] ??= {}
      ;(result[fact] as Record<string, unknown>)[option] = value
    }
  }
  return result
}

/** The value of each parameter in force on a day. */
export function parametersOn({ protocol, loaded }: Pathway, day: string): Record<string, number> {
  const edition = loaded.edition(day)
  return Object.fromEntries(Object.keys(protocol.parameters).map((id) => [id, edition.parameter(id)]))
}
