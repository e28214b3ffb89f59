/** The questions that are still worth asking, in words. */
import type { Page } from './page.ts'
import type { Words } from './words.ts'

const most = 6

export function printQuestions(heading: string, facts: readonly string[], words: Words, page: Page): void {
  if (facts.length === 0) return
  page.heading(heading)
  for (const fact of facts.slice(0, most)) {
    page.text(`${words.question(fact)} ${page.dim(`(${fact})`)}`, { indent: 2, hang: 4, mark: '? ' })
  }
  if (facts.length > most) page.text(`and ${facts.length - most} more`, { indent: 4 })
}
