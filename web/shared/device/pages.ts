/** A long list of which the first page is read again and again while she looks at later ones. Pure. */
export interface PageOf<Item> {
  readonly items: readonly Item[]
  /** Of the page after it; null from the last. */
  readonly next: string | null
}

/**
 * What came meanwhile pushes others from the first page onto the second: they stay in sight.
 * @param read all that was read so far from the top, and where it goes on; undefined while that is the first page alone
 */
export function joinPages<Item extends { readonly id: string }>(
  first: PageOf<Item>,
  read: PageOf<Item> | undefined,
): PageOf<Item> {
  const last = first.items.at(-1)
  const at = read && last ? read.items.findIndex(({ id }) => id === last.id) : -1
  // More than a page came: where both meet, nobody knows.
  if (!read || at < 0) return first
  return { items: [...first.items, ...read.items.slice(at + 1)], next: read.next }
}
