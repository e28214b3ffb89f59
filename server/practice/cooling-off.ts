/** How long a clinic wants a text to be read before it is signed, as the database keeps it: a duration of ISO 8601. */
import type { CoolingOff } from '@needlepoint/contract'

export const printCoolingOff = (span: CoolingOff | null): string | null =>
  span && (span.unit === 'h' ? `PT${span.amount}H` : `P${span.amount}D`)

export function parseCoolingOff(text: string | null): CoolingOff | null {
  const [, hours, days] = /^(?:PT(\d+)H|P(\d+)D)$/.exec(text ?? '') ?? []
  if (hours !== undefined) return { unit: 'h', amount: Number(hours) }
  return days === undefined ? null : { unit: 'd', amount: Number(days) }
}
