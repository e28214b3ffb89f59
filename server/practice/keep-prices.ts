/** What things cost, from which day on. */
import type { InputOf, OutputOf, Price } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { addPriceRow, findPriceRow, listPriceRows, type PriceRow, presentPrices } from './prices.ts'

/** @throws problems.notFound, problems.idTaken, problems.staleVersion */
export async function setPrice(context: Context, { body }: InputOf<'price.set'>): Promise<OutputOf<'price.set'>> {
  const { id, supersedes, item, validFrom } = body
  if (supersedes !== undefined) await show(context, supersedes)
  const outcome = await addPriceRow(context, body)
  if (outcome === 'new') await audit(context, { action: 'price.set', subject: id, details: { item, validFrom } })
  return await mergeById({
    outcome,
    sent: body,
    show: () => show(context, id),
    mayRead: () => may(context.actor, 'price.read'),
    current: async () => {
      let row = supersedes === undefined ? undefined : await findPriceRow(context, supersedes)
      while (row?.superseded_by) row = await findPriceRow(context, row.superseded_by)
      return row && (await present(context, row))
    },
  })
}

export async function listPrices(context: Context): Promise<OutputOf<'price.list'>> {
  return { items: await presentPrices(context, await listPriceRows(context, context.today)) }
}

async function show(context: Context, id: string): Promise<Price> {
  const row = await findPriceRow(context, id)
  if (!row) throw problems.notFound('price')
  return await present(context, row)
}

async function present(context: Context, row: PriceRow): Promise<Price> {
  const [shown] = await presentPrices(context, [row])
  if (!shown) throw problems.notFound('price')
  return shown
}
