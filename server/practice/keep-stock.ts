/** Lots of cartridges, anaesthetic and serum: added, listed, recalled, and moved in and out. */
import type { InputOf, Lot, OutputOf } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import {
  addLotRow,
  addStockMove,
  findLotRow,
  findStockMove,
  listLotRows,
  listLotUses,
  presentLots,
  setRecalled,
} from './lots.ts'

/** @throws problems.idTaken */
export async function addLot(context: Context, { body }: InputOf<'lot.add'>): Promise<OutputOf<'lot.add'>> {
  const outcome = await addLotRow(context, body)
  if (outcome === 'new') await audit(context, { action: 'lot.added', subject: body.id })
  return await mergeById({
    outcome,
    sent: body,
    show: () => show(context, body.id),
    mayRead: () => may(context.actor, 'stock.read'),
  })
}

const place = cursorOf('lots', timeAndId)

export async function listLots(
  context: Context,
  { query: { limit, cursor } }: InputOf<'lot.list'>,
): Promise<OutputOf<'lot.list'>> {
  const at = place.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listLotRows(context, { limit: limit + 1, after })
  return pageFrom(
    await presentLots(context, rows),
    limit,
    (lot) => lot,
    ({ recordedAt, id }) => place.print([recordedAt, id]),
  )
}

/**
 * A recall is not taken back. Told twice with different days, the earlier one counts: more sessions are looked at then.
 * @throws problems.notFound, problems.notYet
 */
export async function recallLot(
  context: Context,
  { params: { lotId }, body: { recalledOn } }: InputOf<'lot.recall'>,
): Promise<OutputOf<'lot.recall'>> {
  if (recalledOn > context.today) throw problems.notYet('recalledOn')
  const before = await show(context, lotId)
  if (before.recalledOn !== null && before.recalledOn <= recalledOn) return before
  await setRecalled(context, lotId, recalledOn)
  await audit(context, { action: 'lot.recalled', subject: lotId, details: { recalledOn } })
  return { ...before, recalledOn, usable: false }
}

const usePlace = cursorOf('uses of a lot', timeAndId)

/** Whom to call when a lot is recalled. @throws problems.notFound */
export async function listUses(
  context: Context,
  { params: { lotId }, query: { limit, cursor } }: InputOf<'lot.used-in'>,
): Promise<OutputOf<'lot.used-in'>> {
  await show(context, lotId)
  const at = usePlace.read(cursor)
  const after = at && { endedAt: new Date(at[0]), id: at[1] }
  const rows = await listLotUses(context, lotId, { limit: limit + 1, after })
  return pageFrom(
    rows,
    limit,
    ({ id, client_id, ended_at, cartridge_lot_id }) => ({
      sessionId: id,
      clientId: client_id,
      endedAt: ended_at.toISOString(),
      as: cartridge_lot_id === lotId ? 'cartridge' : 'product',
    }),
    ({ id, ended_at }) => usePlace.print([ended_at.toISOString(), id]),
  )
}

/** @throws problems.notFound, problems.idTaken; problems.invalidFields for a number that goes the wrong way */
export async function moveStock(
  context: Context,
  { params: { lotId }, body }: InputOf<'stock.move'>,
): Promise<OutputOf<'stock.move'>> {
  const { id, kind, quantity } = body
  await show(context, lotId)
  requireDirection(kind, quantity)
  const outcome = await addStockMove(context, { id, lotId, kind, quantity, sessionId: null })
  if (outcome === 'new')
    await audit(context, { action: 'stock.moved', subject: lotId, details: { move: id, kind, quantity } })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const move = await findStockMove(context, id)
      if (!move) throw problems.notFound('move')
      return move
    },
    mayRead: () => may(context.actor, 'stock.read'),
  })
}

/** A count can find more or less than was written down; everything else goes one way. */
const directions = { received: 1, used: -1, discarded: -1, returned: -1, counted: 0 } as const

function requireDirection(kind: keyof typeof directions, quantity: number): void {
  const direction = directions[kind]
  if (quantity !== 0 && (direction === 0 || Math.sign(quantity) === direction)) return
  const expected =
    direction === 0 ? 'more or less than 0' : direction > 0 ? 'a number above 0' : 'a number below 0: it goes out'
  const message = `“${kind}” pieces are ${quantity}. Expected ${expected}.`
  throw problems.invalidFields([{ field: 'quantity', message, expected }])
}

async function show(context: Context, id: string): Promise<Lot> {
  const row = await findLotRow(context, id)
  const [shown] = row ? await presentLots(context, [row]) : []
  if (!shown) throw problems.notFound('lot')
  return shown
}
