/** When something ends, in one short sentence. */
import type { Instant, Zone } from '@needlepoint/pathway'
import type { Words } from './words.ts'

export function untilOf(
  { until, untilHealed }: { readonly until: Instant | null; readonly untilHealed: boolean },
  zone: Zone,
  words: Words,
  now?: Instant,
): string {
  // What time has lifted already needs no date any more; only healing is waited for.
  if (untilHealed && until !== null && now !== undefined && Date.parse(until) <= Date.parse(now))
    return 'Until your skin has healed.'
  if (until !== null && untilHealed) return `Until ${words.time(until, zone)}, and until your skin has healed.`
  if (until !== null) return `Until ${words.time(until, zone)}.`
  return untilHealed ? 'Until your skin has healed.' : 'For good.'
}
