/** Findings, the most cautious first, under the name of what follows from them. */

import type { Page } from './page.ts'
import { shape, toneOf } from './scale.ts'
import type { Footnotes } from './sources.ts'
import type { ScaleName, Words } from './words.ts'

interface Found {
  readonly rule: string
  readonly effect: string
  readonly says: string
  readonly action: string
  readonly claims: readonly string[]
  readonly disagree?: readonly string[]
  readonly until?: string
}

/** @param outcomeOf the outcome that an effect leads to, where the two have different words */
export function printFindings(
  findings: readonly Found[],
  scale: ScaleName,
  { words, page, notes }: { words: Words; page: Page; notes: Footnotes },
  outcomeOf: (effect: string) => string = (effect) => effect,
): void {
  const order = words.order(scale)
  for (const [outcome, group] of Map.groupBy(findings, ({ effect }) => outcomeOf(effect))) {
    const count = group.length > 1 ? ` (${group.length})` : ''
    page.heading(
      `${page.styled(toneOf(order, outcome), shape(order, outcome))} ${words.outcome(scale, outcome).name}${count}`,
    )
    for (const [i, { says, action, until, claims, disagree }] of group.entries()) {
      if (i > 0) page.blank()
      page.text(`${says} ${page.dim(notes.cite(claims))}`, { indent: 2, hang: 4, mark: '• ' })
      if (action) page.text(action, { indent: 4, hang: 6, mark: '→ ' })
      if (until) page.text(`Until ${words.date(until)}.`, { indent: 4 })
      notes.others(disagree, page, 4)
    }
  }
}
