/** Facts: answers that were read, checked and laid out for conditions. */

import type { Slots } from '../logic/slots.ts'
import type { ISODate } from '../protocol/protocol.ts'
import type { CivilDate } from '../time/calendar.ts'

/** How a question was left. "I don't know" and "rather not say" are kept apart from "no" and from each other. */
export const NOT_ASKED = 0
export const ANSWERED = 1
export const DONT_KNOW = 2
export const RATHER_NOT_SAY = 3
/** Answered too long ago to count: it is asked again. */
export const STALE = 4
/** Worked out from other answers. */
export const WORKED_OUT = 5

export interface Facts {
  readonly day: ISODate
  readonly slots: Slots
  /** One of the constants above for each slot. */
  readonly asked: Uint8Array
  /** Elapsed and upcoming facts → the date they count from or to. */
  readonly dates: ReadonlyMap<string, CivilDate>
  /** Facts whose answers are too old to count. */
  readonly stale: readonly string[]
}

/** An answer as a caller gives it: plain, or with its unit and the day it was given. */
export type Answer =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | {
      readonly value: string | number | boolean | readonly string[] | null
      readonly unit?: string
      readonly answeredOn?: ISODate
    }
  | { readonly [option: string]: string | boolean }

/** Fact id → answer. What is absent or null was not asked. */
export type Answers = Readonly<Record<string, unknown>>

/** Whether the question behind a slot can still be put: not asked yet, or answered too long ago. */
export function canAsk(facts: Facts, slot: number): boolean {
  const how = facts.asked[slot]
  return how === NOT_ASKED || how === STALE
}
