/** When an instruction or a class of ingredients is in force: by time, by healing, or until both allow. */
import type { Edition } from '../protocol/edition.ts'
import type { Instant, SpanOrParameter } from '../protocol/protocol.ts'
import { addSpan, printInstant } from '../time/zone.ts'
import type { Moment } from '../treatment/session.ts'

/** Whether the skin counts as healed; undefined when nobody knows. */
export type HealedState = boolean | undefined

export type Phase = 'later' | 'active' | 'over' | 'depends-on-healing'

export interface WindowNow {
  readonly phase: Phase
  readonly from: Instant
  /** When it ends at the earliest; null when only healing ends it, or nothing does. */
  readonly until: Instant | null
  /** It lasts until the skin is healed, however long that takes. */
  readonly untilHealed: boolean
}

/**
 * The window as of now. Both ends must be met where both are given.
 * A window never ends before it starts, in any zone and across any change of the clock.
 */
export function windowNow(
  {
    starts,
    ends,
  }: {
    readonly starts: SpanOrParameter
    readonly ends: { readonly after?: SpanOrParameter; readonly healed?: boolean }
  },
  { sessionAt, now, zone }: Moment,
  edition: Edition,
  healed: HealedState,
): WindowNow {
  const start = addSpan(sessionAt, edition.span(starts), zone)
  const end = ends.after === undefined ? undefined : Math.max(start, addSpan(sessionAt, edition.span(ends.after), zone))
  const untilHealed = ends.healed === true
  const window = {
    from: printInstant(start),
    until: end === undefined ? null : printInstant(end),
    untilHealed,
  }
  if (now < start) return { ...window, phase: 'later' }
  if (end === undefined && !untilHealed) return { ...window, phase: 'active' }
  if (end !== undefined && now < end) return { ...window, phase: 'active' }
  if (!untilHealed || healed === true) return { ...window, phase: 'over' }
  return { ...window, phase: healed === false ? 'active' : 'depends-on-healing' }
}
