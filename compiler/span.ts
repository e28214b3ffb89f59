/** Lengths of time as knowledge writes them: ISO 8601 with one component, `PT24H`, `P2D`, `P4W`, `P2M`, `P1Y`. */
import type { Span, SpanUnit } from '@needlepoint/pathway'

const dateUnits: Readonly<Record<string, SpanUnit>> = { D: 'd', W: 'wk', M: 'mo', Y: 'a' }
const timeUnits: Readonly<Record<string, SpanUnit>> = { H: 'h', M: 'min' }
const pattern = /^P(?:(\d+(?:\.\d+)?)([DWMY])|T(\d+(?:\.\d+)?)([HM]))$/

/** The units a window may have. */
export const durationUnits: readonly string[] = ['min', 'h', 'd', 'wk', 'mo', 'a']

/** Reads `PT24H`; undefined when it is written otherwise. */
export function readSpan(text: string): Span | undefined {
  const [, date, dateUnit, time, timeUnit] = pattern.exec(text) ?? []
  if (date && dateUnit) return { amount: Number(date), unit: dateUnits[dateUnit] as SpanUnit }
  if (time && timeUnit) return { amount: Number(time), unit: timeUnits[timeUnit] as SpanUnit }
  return undefined
}

const hours: Readonly<Record<SpanUnit, number>> = { min: 1 / 60, h: 1, d: 24, wk: 168, mo: 730.5, a: 8766 }

/** Length in hours, months and years by their average: good enough to put spans in order, not to count days. */
export const spanHours = ({ amount, unit }: Span): number => amount * hours[unit]
