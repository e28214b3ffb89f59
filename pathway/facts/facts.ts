/** Facts: answers that were read, checked and laid out for conditions. */

import { isKnown, type Slot, type Slots } from '../logic/slots.ts'
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
export type How =
  | typeof NOT_ASKED
  | typeof ANSWERED
  | typeof DONT_KNOW
  | typeof RATHER_NOT_SAY
  | typeof STALE
  | typeof WORKED_OUT

export interface Facts {
  readonly day: ISODate
  readonly slots: Slots
  /** How a slot was left, where its value alone does not tell: not known, not said, too old, or worked out. */
  readonly remarks: Map<number, How>
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

/** How the question behind a slot was left. */
export function howLeft({ slots, remarks }: Facts, { index, kind }: Slot): How {
  return remarks.get(index) ?? (isKnown(kind, slots[index] as number) ? ANSWERED : NOT_ASKED)
}

/** Whether the question behind a slot that holds no answer can still be put: not asked yet, or answered too long ago. */
export function canAsk({ remarks }: Facts, slot: number): boolean {
  const how = remarks.get(slot)
  return how === undefined || how === STALE
}
