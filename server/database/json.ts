/** Json columns are written as text: `pg` would turn a list into an array of PostgreSQL's. */

declare const written: unique symbol

/** Text that is JSON. */
export type Json = string & { readonly [written]: true }

/** @param value of plain data: what JSON cannot hold would be lost */
export function json(value: unknown): Json {
  return JSON.stringify(value) as Json
}
