/** Where a statement comes from, one tap away: each claim in our words, its source, how strong it is, and who says otherwise. */
import type { Strength } from '@needlepoint/pathway'
import type { Book } from './book.ts'
import { type Html, html } from './html.ts'

export interface Said {
  readonly cites: readonly string[]
  readonly disagree?: readonly string[]
  /** Why a number is our own. */
  readonly judgement?: string
}

/** From weakest to strongest. */
export const strengths: readonly Strength[] = [
  'consumer',
  'expert',
  'case-report',
  'consensus',
  'regulator',
  'rct',
  'systematic-review',
]

export const strongest = (of: readonly Strength[]): Strength | undefined =>
  [...of].sort((a, b) => strengths.indexOf(b) - strengths.indexOf(a))[0]

/** What several entries cite, as one. */
export function together(...all: readonly (Said | undefined)[]): Said {
  const unique = (ids: readonly (readonly string[] | undefined)[]) => [...new Set(ids.flatMap((each) => each ?? []))]
  const cites = unique(all.map((each) => each?.cites))
  const judgement = all.flatMap((each) => each?.judgement ?? []).join(' ')
  return {
    cites,
    disagree: unique(all.map((each) => each?.disagree)).filter((id) => !cites.includes(id)),
    ...(judgement && { judgement }),
  }
}

/** A claim, its source with a link to the list, and its strength. */
export function claimLine(book: Book, id: string): Html {
  const claim = book.cite(id)
  const { title, publisher, year } = claim.publication
  const where = [publisher, year].filter(Boolean).join(', ')
  return html`<li><p${inEnglish(book)}>${claim.says}</p><p class="from"><a href="${address(book, 'sources')}#${anchorOf(claim.source)}">${book.numberOf(claim.source)}. ${title}</a>${where && ` · ${where}`} · ${strengthOf(book, claim.strength)}${claim.derived && ` · ${book.t('sources.derived')}`}${claim.unverified && html` · <strong>${book.t('sources.unverified')}</strong>`}</p></li>`
}

export const strengthOf = (book: Book, strength: Strength): string => book.named(`sources.strength.${strength}`)

/** Claims, titles and judgements are kept in English. */
export const inEnglish = (book: Book): Html => ({ html: book.language === 'en' ? '' : ' lang="en"' })

export const anchorOf = (source: string): string => `source-${source}`

/** The address of a page of the guide in the language of the book. */
export const address = (book: Book, page: string): string =>
  ['/guide', book.language === 'en' ? '' : book.language, page === 'index' ? '' : page].filter(Boolean).join('/')

export function sourcesOf(book: Book, said: Said): Html {
  const { cites, disagree = [], judgement } = together(said)
  const claims = cites.map(book.cite)
  const numbers = [...new Set(claims.map(({ source }) => book.numberOf(source)))].sort((a, b) => a - b)
  const best = strongest(claims.map(({ strength }) => strength))
  const unchecked = claims.filter(({ unverified }) => unverified).length
  const also = [
    best && book.t('sources.strongest', { strength: strengthOf(book, best) }),
    unchecked > 0 && (unchecked === claims.length ? book.t('sources.noneChecked') : book.t('sources.someUnchecked')),
    judgement && book.t('sources.partlyOurs'),
    disagree.length > 0 && book.t('sources.notAgreed'),
  ].filter((each) => typeof each === 'string')
  return html`<details class="sources"><summary>${book.t('sources.summary', { count: numbers.length })}<span class="paper"> ${numbers.join(', ')}</span> · ${also.join(' · ')}</summary>
<ul class="claims">${cites.map((id) => claimLine(book, id))}</ul>${judgement && html`<p class="ours">${book.t('sources.ours')} <span${inEnglish(book)}>${judgement}</span></p>`}${disagree.length > 0 && html`<p class="ours">${book.t('sources.otherwise')}</p><ul class="claims">${disagree.map((id) => claimLine(book, id))}</ul>`}</details>`
}

/** A sentence with its sources behind it. */
export const said = (book: Book, sentence: string | Html, of: Said): Html =>
  html`<div class="said"><p>${sentence}</p>${sourcesOf(book, of)}</div>`
