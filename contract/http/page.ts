/** Long lists come in pages. A cursor stays valid while records are added: nothing is skipped and nothing comes twice. */
import { z } from 'zod'

export const pageQuery = z.strictObject({
  limit: z.coerce
    .number<number>()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ title: 'a whole number from 1 to 100', description: 'How many at most.' }),
  cursor: z
    .string()
    .max(600)
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional()
    .meta({ title: 'the `next` of the page before', description: 'Where to go on: `next` of the page before.' }),
})

/** A page, the newest first unless the endpoint says otherwise. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the page after this one; null on the last.'),
  })

export interface Page<Item> {
  items: Item[]
  next: string | null
}
