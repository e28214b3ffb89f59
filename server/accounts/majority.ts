/** Whether somebody is of age on a day. */
import { ageOfMajority } from '@needlepoint/contract'

export { ageOfMajority }

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
