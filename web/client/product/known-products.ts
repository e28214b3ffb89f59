/**
 * Lists that she has entered before, by the barcode on their package. They are on this device alone and go when she signs out.
 * A barcode is a number and says nothing of what is inside; a database that knows would have to be asked over the network, and
 * would learn what she uses.
 */
import { keepDraft, readDraft } from '../../shared/device/store.ts'

export interface KnownProduct {
  readonly label: string
  readonly keptAt: number
}
type Known = Readonly<Record<string, KnownProduct>>

/** The least recently kept go. */
const most = 200
const keyOf = (clientId: string) => `products ${clientId}`

export async function findProduct(clientId: string, code: string): Promise<KnownProduct | undefined> {
  return (await readDraft<Known>(keyOf(clientId)))?.[code]
}

/** @returns whether it could be kept */
export async function rememberProduct(clientId: string, code: string, label: string): Promise<boolean> {
  const known = (await readDraft<Known>(keyOf(clientId))) ?? {}
  const all = Object.entries({ ...known, [code]: { label, keptAt: Date.now() } })
  const newest = all.toSorted(([, a], [, b]) => b.keptAt - a.keptAt).slice(0, most)
  return await keepDraft(keyOf(clientId), Object.fromEntries(newest)).then(
    () => true,
    () => false,
  )
}
