/** The verdict, first and plain: dots, its name, and what it means. */
import type { Page } from './page.ts'
import { dots, toneOf } from './scale.ts'
import type { ScaleName, Words } from './words.ts'

/** Columns under which the words of a verdict stand. */
export const verdictIndent = 14

/** @param most the most cautious outcome that is still possible; the same as `least` when final */
export function printVerdict(scale: ScaleName, least: string, most: string, words: Words, page: Page): void {
  const order = words.order(scale)
  const outcome = words.outcome(scale, least)
  const row = dots(order, least, most, page)
  const mark = `${row}${' '.repeat(Math.max(1, verdictIndent - 2 - (order.length * 2 - 1)))}`
  page.blank()
  if (least === most) {
    page.text(page.bold(page.styled(toneOf(order, least), outcome.name)), { indent: 2, mark })
    page.text(outcome.says, { indent: verdictIndent })
    return
  }
  const other = words.outcome(scale, most)
  // The mildest outcome is no news while the others are open; any other one is certain already.
  const known = least === order[0] ? 'Not certain yet' : `${outcome.name}, at least`
  page.text(page.bold(known), { indent: 2, mark })
  if (least !== order[0]) page.text(outcome.says, { indent: verdictIndent })
  page.text(
    `Some questions are open. The answers could still lead to “${other.name}”${least === order[0] ? `, or to “${outcome.name}”` : ''}.`,
    { indent: verdictIndent },
  )
}
