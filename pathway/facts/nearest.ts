/** The nearest valid name, for error messages. */

/**
 * How many letters must be inserted, removed, replaced or swapped with their neighbour to get from one word to the other.
 * @param most counted up to: whoever asks for less need not wait for the rest of two long words @returns any number above it when there are more
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  let leastBefore = 0
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforePrevious[j - 2] as number) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    // What follows comes from this row, or from the one before it for one more.
    if (least > most && leastBefore >= most) return least
    leastBefore = least
    beforePrevious = previous
    previous = row
  }
  return previous[b.length] as number
}

/** The name closest to what was typed, when it is close enough to have been meant (a third of its letters). */
export function nearest(typed: string, names: Iterable<string>): string | undefined {
  const wanted = typed.slice(0, 64).toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= least) continue
    const distance = editDistance(wanted, name.toLowerCase())
    if (distance < least) {
      best = name
      least = distance
    }
  }
  return best
}
