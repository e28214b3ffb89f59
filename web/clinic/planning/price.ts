/** What a course costs here, by the clinic's own price; the server works it out again when the plan is stored. */
import type { ISODate, Plan } from '@needlepoint/pathway'
import type { OutputOf } from '../../shared/api/api.ts'

export type Price = OutputOf<'price.list'>['items'][number]
export type CoursePrice = NonNullable<OutputOf<'plan.show'>['price']>

export function priceInForce(prices: readonly Price[], item: string, day: ISODate): Price | undefined {
  return prices
    .filter((price) => price.item === item && price.validFrom <= day)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
}

export function coursePrice(price: Price | undefined, { courses }: Plan): CoursePrice | null {
  if (!price || courses.length === 0) return null
  const { amount, currency } = price
  // Goals are treated in the same sessions, so the longest course counts.
  const from = Math.max(...courses.map(({ sessions }) => sessions.from))
  const to = Math.max(...courses.map(({ sessions }) => sessions.to))
  return { currency, perSession: amount, course: { from: amount * from, to: amount * to } }
}
