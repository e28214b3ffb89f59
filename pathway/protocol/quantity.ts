/** Numbers with their unit, as people read them, in their language. */
import type { Span } from './protocol.ts'

/** UCUM code → the unit's name in ECMA-402, which knows its plural in every language. */
const sanctioned: Readonly<Record<string, string>> = {
  a: 'year',
  mo: 'month',
  wk: 'week',
  d: 'day',
  h: 'hour',
  min: 'minute',
  mm: 'millimeter',
  g: 'gram',
  kg: 'kilogram',
  '%': 'percent',
  Cel: 'celsius',
}
const symbols: Readonly<Record<string, string>> = { mg: 'mg', cm2: 'cm²', USD: 'USD', 'mg/kg': 'mg/kg' }

const formats = new Map<string, Intl.NumberFormat>()
function formatOf(language: string, unit: string | undefined): Intl.NumberFormat {
  const key = `${language}/${unit ?? ''}`
  let format = formats.get(key)
  if (!format) {
    const short = unit === 'millimeter' || unit === 'celsius' || unit === 'percent'
    format = new Intl.NumberFormat(language, {
      maximumFractionDigits: 2,
      ...(unit ? { style: 'unit' as const, unit, unitDisplay: short ? ('short' as const) : ('long' as const) } : {}),
    })
    formats.set(key, format)
  }
  return format
}

/** `6 months`, `1.5 mm`, `100 USD`. */
export function printQuantity(value: number, unit: string, language: string): string {
  const name = sanctioned[unit]
  if (name) return formatOf(language, name).format(value)
  const number = formatOf(language, undefined).format(value)
  const symbol = symbols[unit]
  return symbol ? `${number} ${symbol}` : number
}

export const printSpan = (span: Span, language: string): string => printQuantity(span.amount, span.unit, language)
