/** The units in which a number may be answered, where people use more than one. */

export interface UnitChoice {
  /** As the engine reads it. */
  readonly code: string
  readonly key: 'kg' | 'lb' | 'celsius' | 'fahrenheit'
}

const choices: Readonly<Record<string, readonly UnitChoice[]>> = {
  kg: [
    { code: 'kg', key: 'kg' },
    { code: '[lb_av]', key: 'lb' },
  ],
  Cel: [
    { code: 'Cel', key: 'celsius' },
    { code: '[degF]', key: 'fahrenheit' },
  ],
}
const imperial = /-(US|LR|MM)$/u

/** @param locale of the reader: the unit that is usual there comes first */
export function unitsFor(unit: string | undefined, locale: string): readonly UnitChoice[] {
  const known = choices[unit ?? ''] ?? []
  return imperial.test(locale) ? known.toReversed() : known
}
