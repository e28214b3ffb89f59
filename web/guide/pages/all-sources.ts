/** Every source, numbered as on all pages, with its address and what was taken from it. Made last: it lists what was cited. */
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { more, section } from '../parts.ts'
import { anchorOf, inEnglish, strengthOf } from '../sources.ts'

export const allSources: Chapter = (book) => {
  const { t, named, protocol } = book
  const cited = [...book.cited].map((id) => book.cite(id))
  const bySource = Map.groupBy(cited, ({ source }) => source)
  const entry = (id: string): Html => {
    const { title, publisher, year, url, doi, kind } = protocol.sources[id] ?? { title: id, kind: 'expert' }
    const link = url ?? (doi && `https://doi.org/${doi}`)
    const claims = bySource.get(id) ?? []
    const name = html`<cite${inEnglish(book)}>${title}</cite>`
    return html`<li id="${anchorOf(id)}" value="${book.numberOf(id)}"><p>${link ? html`<a href="${link}" rel="noreferrer">${name}</a>` : name}</p><p class="from">${[named(`list.kind.${kind}`), publisher, year].filter(Boolean).join(' · ')}</p>${
      claims.length > 0 &&
      more(
        `${t('list.taken')} (${claims.length})`,
        html`<ul class="claims">${claims.map((claim) => html`<li><p${inEnglish(book)}>${claim.says}</p><p class="from">${strengthOf(book, claim.strength)}${claim.derived && ` · ${t('sources.derived')}`}${claim.unverified && html` · <strong>${t('sources.unverified')}</strong>`}</p></li>`)}</ul>`,
      )
    }</li>`
  }
  const ids = Object.keys(protocol.sources)
  const others = ids.filter((id) => !bySource.has(id))
  return {
    title: t('list.title'),
    summary: t('list.summary'),
    lead: t('list.lead'),
    body: [
      section(
        'cited',
        t('list.citedTitle'),
        html`<ol class="all-sources">${ids.filter((id) => bySource.has(id)).map(entry)}</ol>`,
      ),
      others.length > 0 &&
        section('others', t('list.otherTitle'), html`<ol class="all-sources">${others.map(entry)}</ol>`),
    ],
  }
}
