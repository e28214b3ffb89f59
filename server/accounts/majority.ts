/**
 * Years. Below, a guardian answers and signs; from that birthday on the record is hers alone.
 *
 * Own judgement, 2026-11-21, and no claim: this is law and no medicine, so it stands here and not among the knowledge, where
 * `minimumAge` says from which age needling may be thought of at all. 18 holds nearly everywhere that the articles behind
 * Needlepoint come from; some places say otherwise (19 in Alabama and Nebraska, 21 in Mississippi, 16 in Scotland). A clinic
 * there would need the number among its settings, with the day from which it holds. Until one asks for it, one number keeps
 * it plain which age a record went by.
 */
export const ageOfMajority = 18

/**
 * @param born, day ISO dates
 * @returns undefined where nobody has asked when she was born, which is neither yes nor no
 */
export function isOfAge(born: string | null, day: string): boolean | undefined {
  return born === null ? undefined : ageOn(born, day) >= ageOfMajority
}

/** In completed years. Who was born on 29 February turns on 1 March. @param born, day ISO dates */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}
