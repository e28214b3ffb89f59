/** What a session takes out of stock: one cartridge, which is never used twice. */
import type { Context } from '../context.ts'
import { newId } from '../ids.ts'
import { addStockMove } from '../practice/lots.ts'

export async function takeCartridge(context: Context, sessionId: string, lotId: string): Promise<void> {
  await addStockMove(context, { id: newId(context.now), lotId, kind: 'used', quantity: -1, sessionId })
}

/** It was charted by mistake and is still there: the count goes up again. */
export async function putBackCartridge(context: Context, sessionId: string, lotId: string): Promise<void> {
  await addStockMove(context, { id: newId(context.now), lotId, kind: 'counted', quantity: 1, sessionId })
}
