/** Instants that devices name: what is recorded has happened. */
import { parseInstant } from '@needlepoint/pathway'
import { problems } from './http/problems.ts'

/** Milliseconds that a device's clock may be ahead of ours: nobody is sent away for that. */
export const clocksDiffer = 5 * 60_000

/**
 * @param field that holds the instant
 * @returns milliseconds since 1970
 * @throws problems.notYet
 */
export function requireHappened(field: string, instant: string, now: number): number {
  const at = parseInstant(instant)
  if (at === undefined) throw new Error(`The contract let “${field}” through, which is no instant.`)
  if (at > now + clocksDiffer) throw problems.notYet(field)
  return at
}
