/**
 * The frame of each page: head, way back, title, neighbours in the order of the pathway, foot. No script. Its address in public, and
 * those in other languages, are said by the server, which alone knows them (`server/http/serve-guide.ts`).
 */
import type { Book } from './book.ts'
import { forPrograms } from './for-programs.ts'
import { html, type Part } from './html.ts'
import { address, type Said, sourcesOf } from './sources.ts'

export interface Page {
  readonly title: string
  /** One line for the list of pages, and for who finds the page by searching. */
  readonly summary: string
  readonly lead: string
  readonly leadSays?: Said
  readonly body: Part
  /** A page whose sections are many lists them first. */
  readonly wide?: boolean
}
export type Chapter = (book: Book) => Page

export interface Neighbour {
  readonly slug: string
  readonly page: Page
}
export interface Frame {
  readonly slug: string
  /** Address of the one style sheet, made by the build. */
  readonly css: string
  readonly previous?: Neighbour | undefined
  readonly next?: Neighbour | undefined
  /** Languages that have the same page. */
  readonly languages: readonly string[]
}

const mark = {
  html: `<svg width="22" height="22" viewBox="-0.6 -0.6 4.2 4.2" aria-hidden="true" fill="currentColor">${[
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 1],
    [2, 2],
    [3, 0],
    [3, 1],
    [3, 2],
    [3, 3],
  ]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="0.36"/>`)
    .join('')}</svg>`,
}

const directionOf = (language: string) => (/^(ar|fa|he|ur)$/.test(language) ? 'rtl' : 'ltr')

/** What each language calls itself. */
const ownName = (language: string) => new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language

export function framed(book: Book, page: Page, { slug, css, previous, next, languages }: Frame): string {
  const { t, language, protocol } = book
  const isIndex = slug === 'index'
  const reviewed = Object.values(protocol.parameters)
    .map((parameter) => parameter.reviewed)
    .sort()
    .at(-1)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${reviewed}T00:00:00Z`),
  )
  const neighbour = (label: string, rel: string, of: Neighbour | undefined): Part =>
    of && html`<a rel="${rel}" href="${address(book, of.slug)}"><span>${label}</span>${of.page.title}</a>`
  const lead = html`<div class="lead"><p>${page.lead}</p>${page.leadSays && sourcesOf(book, page.leadSays)}</div>`
  const content = html`${lead}\n${page.body}`
  const others = languages.filter((each) => each !== language)
  const windowTitle = isIndex ? page.title : t('site.windowTitle', { page: page.title })
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#faf8f3" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131119" media="(prefers-color-scheme: dark)">
<title>${windowTitle}</title>
<meta name="description" content="${page.lead}">
<meta property="og:title" content="${page.title}">
<meta property="og:description" content="${page.lead}">
<meta property="og:type" content="article">
${forPrograms(book, page, content, reviewed)}
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="${css}">
</head>
<body>
<a class="skip hidden-from-eyes" href="#content">${t('skip.toContent')}</a>
<header class="top"><a class="brand" href="/">${mark}${t('site.app')}</a>${isIndex ? undefined : html`<nav aria-label="${t('site.where')}"><a href="${address(book, 'index')}">${t('site.index')}</a></nav>`}${
    others.length > 0 &&
    html`<nav aria-label="${t('site.languages')}"><ul class="languages"><li><span aria-current="true" lang="${language}">${ownName(language)}</span></li>${others.map((each) => html`<li><a hreflang="${each}" lang="${each}" href="${address({ ...book, language: each }, slug)}">${ownName(each)}</a></li>`)}</ul></nav>`
  }</header>
<main id="content" tabindex="-1" class="${slug}">
<h1>${page.title}</h1>
${content}
</main>
${(previous || next) && html`<nav class="neighbours" aria-label="${t('site.order')}">${neighbour(t('site.previous'), 'prev', previous)}${neighbour(t('site.next'), 'next', next)}</nav>`}
<footer><p>${t('site.noAdvice')}</p><p>${t('site.callUs')}</p><p>${t('site.made', {
    claims: Object.keys(protocol.claims).length,
    sources: Object.keys(protocol.sources).length,
    date,
  })}</p>${language !== 'en' && html`<p>${t('site.translated')} ${t('site.english')}</p>`}</footer>
</body>
</html>
`.html
}
