/**
 * Cursors of pages. A cursor says where a page ended, in the terms of the list's order, so that records added meanwhile
 * neither shift nor repeat anything. It is opaque to callers and checked like any input: it grants nothing, since every
 * query runs within the clinic.
 */
import type { Page } from '@needlepoint/contract'
import { values } from '@needlepoint/contract'
import { z } from 'zod'
import { problems } from './problems.ts'

/**
 * @param list which list it belongs to; a cursor of another list is refused
 * @param place what the list is ordered by, from the first column to the last
 */
export function cursorOf<Place extends z.ZodTuple>(list: string, place: Place) {
  const shape = z.tuple([z.literal(list), place])
  return {
    print: (at: z.output<Place>): string => Buffer.from(JSON.stringify([list, at])).toString('base64url'),
    /** @throws problems.invalidFields when it is no cursor of this list */
    read(text: string | undefined): z.output<Place> | undefined {
      if (text === undefined) return undefined
      const read = shape.safeParse(parse(text))
      if (read.success) return read.data[1] as z.output<Place>
      const expected = 'the `next` of the page before'
      throw problems.invalidFields([
        { field: 'cursor', message: `“cursor” does not belong to this list. Expected ${expected}.`, expected },
      ])
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** Where a list that is ordered by time ends: instant and id of its last record. */
export const timeAndId = z.tuple([values.instant, values.id])

/**
 * A page from one row more than was asked for.
 * @param rows at most `limit + 1`, in the order of the list
 * @param place the cursor of a row
 */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Item,
  place: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(show), next: rows.length > limit && last !== undefined ? place(last) : null }
}
