/** What the clinic asks for something on a day. */
import type { ISODate } from '@needlepoint/pathway'
import type { Context } from '../context.ts'
import { listPriceRows } from './prices.ts'

export interface AskedPrice {
  /** In the smallest unit of the currency. */
  readonly amount: number
  readonly currency: string
}

/**
 * @param item such as `session`
 * @returns undefined where no price is in force yet
 */
export async function priceInForce(
  context: Pick<Context, 'tx' | 'clinicId'>,
  item: string,
  day: ISODate,
): Promise<AskedPrice | undefined> {
  const price = (await listPriceRows(context, day)).find((row) => row.item === item && row.valid_from <= day)
  return price && { amount: price.amount, currency: price.currency }
}
