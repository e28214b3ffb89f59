/**
 * A protocol on one day: its parameters have the values in force then, and its texts say them.
 * Days between two changes of any parameter share an edition.
 */
import type { SlotMap, Slots } from '../logic/slots.ts'
import { unknownIn } from '../logic/slots.ts'
import type { ISODate, Protocol, Span, SpanOrParameter, SpanUnit } from './protocol.ts'
import { printQuantity } from './quantity.ts'

export interface Edition {
  /** Slots with every fact unknown and every parameter set. */
  readonly template: Slots
  readonly parameter: (id: string) => number
  readonly span: (span: SpanOrParameter) => Span
  /** The text of a key with its parameters filled in; the language's, else English; undefined when there is none. */
  readonly text: (key: string, language: string) => string | undefined
}

/** Gives the edition of each day. @param emergencyNumber that the texts name; without one they name the usual one of their language */
export function editionsOf(
  protocol: Protocol,
  slots: SlotMap,
  emergencyNumber: string | undefined,
): (day: ISODate) => Edition {
  const changes = new Set<ISODate>()
  for (const { values } of Object.values(protocol.parameters)) for (const { from } of values.slice(1)) changes.add(from)
  const days = [...changes].sort()
  const editions = new Map<number, Edition>()
  let lastDay: ISODate | undefined
  let last: Edition | undefined
  return (day) => {
    if (last && day === lastDay) return last
    // ISO dates order as text. The oldest value also serves the days before it: a number is better than none.
    let index = 0
    while (index < days.length && (days[index] as string) <= day) index++
    let edition = editions.get(index)
    if (!edition) {
      edition = makeEdition(protocol, slots, day, emergencyNumber)
      editions.set(index, edition)
    }
    lastDay = day
    last = edition
    return edition
  }
}

function makeEdition(protocol: Protocol, slots: SlotMap, day: ISODate, emergencyNumber: string | undefined): Edition {
  const values = new Map<string, number>()
  for (const [id, parameter] of Object.entries(protocol.parameters)) {
    const inForce = parameter.values.findLast(({ from }) => from <= day) ?? parameter.values[0]
    if (inForce) values.set(id, inForce.value)
  }
  // Made by mapping: an array that was ever empty in places is slower to read for good.
  const template = Array.from({ length: slots.size }, () => Number.NaN)
  for (const slot of slots.byIndex) if (slot) template[slot.index] = unknownIn(slot.kind)
  for (const [id, index] of slots.parameters) template[index] = values.get(id) ?? Number.NaN

  const parameter = (id: string): number => {
    const value = values.get(id)
    if (value === undefined) throw new Error(`This protocol is damaged: it has no parameter “${id}”.`)
    return value
  }
  const cache = new Map<string, string | undefined>()
  return {
    template,
    parameter,
    span: (span) =>
      'parameter' in span
        ? { amount: parameter(span.parameter), unit: protocol.parameters[span.parameter]?.unit as SpanUnit }
        : span,
    text: (key, language) => {
      const cacheKey = `${language}/${key}`
      if (cache.has(cacheKey)) return cache.get(cacheKey)
      const translated = protocol.texts[language]
      const of = translated?.[key] === undefined ? protocol.texts.en : translated
      const filled = of?.[key]?.replaceAll(/\{([a-zA-Z0-9]+)\}/g, (whole, id: string) => {
        if (id === 'emergency') return sayEmergency(of, emergencyNumber) ?? whole
        const unit = protocol.parameters[id]?.unit
        return unit === undefined ? whole : printQuantity(parameter(id), unit, language)
      })
      cache.set(cacheKey, filled)
      return filled
    },
  }
}

/**
 * What stands for `{emergency}` in a text: whom to call when minutes count.
 * @param texts of one language
 * @returns undefined when the language does not say it
 */
export function sayEmergency(texts: Readonly<Record<string, string>>, number?: string): string | undefined {
  return number === undefined ? texts['emergency.anywhere'] : texts['emergency.known']?.replace('{number}', number)
}
