/** Dates, times and numbers as the reader writes them. Days and clocks are those of the zone that is given: the client's. */
import type { ISODate, Zone } from '@needlepoint/pathway'
import { locale } from '../texts/languages.ts'
import { t } from '../texts/shared.ts'

const thinSpace = '\u202f'
const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(options)}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options)
  formats.set(key, made)
  return made
}

const shapes = {
  /** Saturday 21 November 2026 */
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Sat 21 Nov */
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  /** 21 Nov 2026 */
  short: { day: 'numeric', month: 'short', year: 'numeric' },
} as const
export type DateShape = keyof typeof shapes

/** A civil date has no zone. */
export const printDate = (date: ISODate, shape: DateShape = 'short') =>
  format({ ...shapes[shape], timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))

/** The day of an instant where the reader, or the client, lives. */
export const printDay = (instant: string | number, zone: Zone, shape: DateShape = 'short') =>
  format({ ...shapes[shape], timeZone: zone }).format(new Date(instant))

export const printTime = (instant: string | number, zone: Zone) =>
  format({ hour: 'numeric', minute: '2-digit', timeZone: zone }).format(new Date(instant))

/** Sat 21 Nov, 09:30 */
export const printMoment = (instant: string | number, zone: Zone) =>
  format({ ...shapes.day, hour: 'numeric', minute: '2-digit', timeZone: zone }).format(new Date(instant))

export const printNumber = (value: number, digits = 2) =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value)

/** 1.5 mm, with a thin space that no line breaks at. */
export const printAmount = (value: number, unit: string, digits = 2) =>
  `${printNumber(value, digits)}${thinSpace}${unit}`

/** @param cents of the currency's hundredth */
export const printMoney = (cents: number, currency: string) =>
  new Intl.NumberFormat(locale(), { style: 'currency', currency }).format(cents / 100)

export const printList = (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
  new Intl.ListFormat(locale(), { type }).format(items)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long still, in the largest unit that says enough: “40 minutes”, “18 hours”, “5 days”. Rounded up: never too soon. */
export function printLeft(milliseconds: number): string {
  const [size, unit] =
    milliseconds <= HOUR ? [MINUTE, 'minute'] : milliseconds <= 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day']
  const value = Math.max(1, Math.ceil(milliseconds / (size as number)))
  return new Intl.NumberFormat(locale(), { style: 'unit', unit: unit as string, unitDisplay: 'long' }).format(value)
}

/** “3 minutes ago” */
export function printAgo(instant: string | number, now: number): string {
  const past = Math.max(0, now - new Date(instant).getTime())
  if (past < MINUTE) return t('time.justNow')
  const [size, unit]: [number, Intl.RelativeTimeFormatUnit] =
    past < HOUR ? [MINUTE, 'minute'] : past < DAY ? [HOUR, 'hour'] : [DAY, 'day']
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-Math.floor(past / size), unit)
}

/** Of the device; a client's own zone stands in her record. */
export const zoneOfDevice = (): Zone => Intl.DateTimeFormat().resolvedOptions().timeZone
