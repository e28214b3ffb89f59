/** Footnotes: each claim that a page cites is named once at its end, with its publication and how strong it is. */
import type { Claim, Strength } from '@needlepoint/pathway'
import type { Page } from './page.ts'
import type { Words } from './words.ts'

const strengths: Readonly<Record<Strength, string>> = {
  'systematic-review': 'systematic review',
  rct: 'randomized trial',
  consensus: 'consensus of experts',
  regulator: 'regulator',
  'case-report': 'case report',
  expert: 'expert opinion',
  consumer: 'consumer article',
}

export class Footnotes {
  private readonly cited = new Set<string>()
  /** Claims whose words the page holds already. */
  private readonly told = new Set<string>()
  private readonly words: Words

  constructor(words: Words) {
    this.words = words
  }

  /** `[SC-008, SC-011]`, and remembers them for the list; nothing without claims. */
  cite(ids: readonly string[]): string {
    for (const id of ids) this.cited.add(id)
    return ids.length === 0 ? '' : `[${ids.join(', ')}]`
  }

  /** What claims say otherwise, one line each, so that the disagreement can be seen and not only looked up. */
  others(ids: readonly string[] | undefined, page: Page, indent: number, most = 3): void {
    const shown = (ids ?? []).slice(0, most)
    for (const [i, id] of shown.entries()) {
      const claim = this.words.claim(id)
      if (!claim) continue
      this.told.add(id)
      const lead = i === 0 ? 'Others say: ' : ''
      page.text(page.dim(`${lead}${claim.says} ${this.cite([id])}${caveat(claim)}`), { indent, hang: indent })
    }
    const rest = (ids ?? []).slice(most)
    if (rest.length > 0) page.text(page.dim(`And ${this.cite(rest)}.`), { indent })
  }

  print(page: Page): void {
    if (this.cited.size === 0) return
    page.heading('Sources')
    for (const id of this.cited) {
      const claim = this.words.claim(id)
      if (!claim) continue
      const { publication } = claim
      const what = publication
        ? `${publication.title}${publication.year ? ` (${publication.year})` : ''}`
        : claim.source
      const from = `${what}, ${strengths[claim.strength]}${caveat(claim)}`
      if (this.told.has(id)) page.text(`${page.bold(`[${id}]`)} ${page.dim(from)}`, { indent: 2, hang: 4 })
      else {
        page.text(`${page.bold(`[${id}]`)} ${claim.says}`, { indent: 2, hang: 4 })
        page.text(page.dim(from), { indent: 4 })
      }
    }
  }
}

/** What a reader has to know about how a claim came to us. */
export function caveat(claim: Claim): string {
  return `${claim.unverified ? '; not verified: we could not read this source' : ''}${claim.derived ? '; our reading of several statements' : ''}`
}
