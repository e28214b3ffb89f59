/** What is worked with: devices, lots with their expiry and recall, pieces in and out, prices. */
import { z } from 'zod'
import { date, id, instant, line, term, wholeNumber } from '../http/values.ts'
import { recorded, versioned } from '../http/written.ts'

export const deviceStatuses = ['in-service', 'quarantined', 'retired'] as const
export const addDevice = z.strictObject({
  id,
  deviceClass: term.describe('A device class of the protocol: roller, stamp, pen, rf.'),
  name: line(200),
  serial: line(100).optional(),
  udi: line(200).optional().describe('Unique device identifier, as scanned.'),
  authorized: z.boolean().describe('Cleared by the regulator for what the clinic does with it.'),
})
export const device = z.strictObject({
  id,
  deviceClass: z.string(),
  name: z.string(),
  serial: z.string().nullable(),
  udi: z.string().nullable(),
  authorized: z.boolean(),
  status: z.enum(deviceStatuses),
  ...recorded,
})
export type Device = z.infer<typeof device>
export const changeDeviceStatus = z.strictObject({ status: z.enum(deviceStatuses) })

export const lotKinds = ['cartridge', 'anaesthetic', 'serum', 'other'] as const
export const addLot = z.strictObject({
  id,
  kind: z.enum(lotKinds),
  product: line(200),
  udi: line(200).optional(),
  lot: line(100).describe('As printed on the package.'),
  expiresOn: date.optional(),
})
export const lot = z.strictObject({
  id,
  kind: z.enum(lotKinds),
  product: z.string(),
  udi: z.string().nullable(),
  lot: z.string(),
  expiresOn: date.nullable(),
  recalledOn: date.nullable(),
  inStock: z.int().describe('Pieces, counted from every move.'),
  usable: z.boolean().describe('Neither expired nor recalled, as of today.'),
  ...recorded,
})
export type Lot = z.infer<typeof lot>
/** A session in which pieces of a lot were used: whom to call when it is recalled. */
export const lotUse = z.strictObject({
  sessionId: id,
  clientId: id,
  endedAt: instant,
  as: z.enum(['cartridge', 'product']),
})
export type LotUse = z.infer<typeof lotUse>
export const recallLot = z.strictObject({ recalledOn: date })

export const moveKinds = ['received', 'used', 'discarded', 'returned', 'counted'] as const
export const moveStock = z.strictObject({
  id,
  kind: z.enum(moveKinds),
  quantity: wholeNumber(-100_000, 100_000).describe(
    'More than 0 comes in, less than 0 goes out: received in; used, discarded and returned out; counted either way.',
  ),
})
export const stockMove = z.strictObject({
  id,
  lotId: id,
  kind: z.enum(moveKinds),
  quantity: z.int(),
  sessionId: id.nullable(),
  ...recorded,
})
export type StockMove = z.infer<typeof stockMove>

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ title: 'a currency code, such as EUR', examples: ['EUR'] })
export const setPrice = z.strictObject({
  id,
  supersedes: id.optional().describe('A price that was wrong. A price from a later day on replaces none.'),
  item: term.describe('What is paid for, such as `session` or `consultation`.'),
  amount: wholeNumber(0, 100_000_000).describe('In the smallest unit of the currency.'),
  currency,
  validFrom: date,
})
export const price = z.strictObject({
  id,
  item: z.string(),
  amount: z.int(),
  currency: z.string(),
  validFrom: date,
  ...versioned,
  ...recorded,
})
export type Price = z.infer<typeof price>
