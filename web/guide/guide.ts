/** The guide: its pages in the order of the pathway, in every language that has all of its texts. */
import type { Protocol } from '@needlepoint/pathway'
import { type Book, openBook } from './book.ts'
import { html } from './html.ts'
import { type Chapter, framed, type Neighbour, type Page } from './page.ts'
import { aftercare } from './pages/aftercare.ts'
import { allSources } from './pages/all-sources.ts'
import { choosing } from './pages/choosing.ts'
import { clinicOrHome } from './pages/clinic-or-home.ts'
import { cost } from './pages/cost.ts'
import { disagreements } from './pages/disagreements.ts'
import { session } from './pages/session.ts'
import { sideEffects } from './pages/side-effects.ts'
import { skinTypes } from './pages/skin-types.ts'
import { whatItCanDo } from './pages/what-it-can-do.ts'
import { whatItIs } from './pages/what-it-is.ts'
import { whoShouldWait } from './pages/who-should-wait.ts'
import { section } from './parts.ts'
import { address } from './sources.ts'

const parts = {
  first: {
    'what-it-is': whatItIs,
    'what-it-can-do': whatItCanDo,
    'who-should-wait': whoShouldWait,
    'skin-types': skinTypes,
    'clinic-or-home': clinicOrHome,
  },
  booking: { cost, choosing, session },
  after: { 'side-effects': sideEffects, aftercare },
  behind: { disagreements, sources: allSources },
} as const satisfies Record<string, Record<string, Chapter>>
type PartName = keyof typeof parts

type Tree = { readonly [key: string]: string | Tree }

function index(book: Book, pages: ReadonlyMap<string, Page>): Page {
  const { t } = book
  const names = Object.keys(parts) as PartName[]
  return {
    title: t('index.title'),
    summary: t('index.lead'),
    lead: t('index.lead'),
    body: [
      names.map((name) =>
        section(
          name,
          t(`index.${name}`),
          html`<ol class="ways">${Object.keys(parts[name]).map((slug) => html`<li><a href="${address(book, slug)}">${pages.get(slug)?.title}</a><p>${pages.get(slug)?.summary}</p></li>`)}</ol>`,
        ),
      ),
      section(
        'how',
        t('index.howTitle'),
        html`<p>${t('index.howSources')}</p><p>${t('index.howUnchecked')}</p><p>${t('index.howDisagree')}</p>`,
      ),
    ],
  }
}

const flat = (texts: Tree, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [before + key.replace(/_(zero|one|two|few|many|other)$/, '')]
      : flat(value, `${before}${key}.`),
  )

/** Languages in which the knowledge and the guide say all that they say in English; English first. */
export function completeLanguages(protocol: Protocol, texts: Readonly<Record<string, Tree>>): string[] {
  const covers = (theirs: readonly string[], ours: readonly string[]) => {
    const there = new Set(theirs)
    return ours.every((key) => there.has(key))
  }
  return Object.keys(texts)
    .filter(
      (language) =>
        covers(flat(texts[language] ?? {}), flat(texts.en ?? {})) &&
        covers(Object.keys(protocol.texts[language] ?? {}), Object.keys(protocol.texts.en ?? {})),
    )
    .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b))
}

export interface Guide {
  /** HTML by its path below `guide/`, without `.html`: `index`, `cost`, `de/cost`. */
  readonly pages: ReadonlyMap<string, string>
  readonly cited: ReadonlySet<string>
}

/**
 * @param texts guide.json and shared.json merged, by language
 * @param css address of the style sheet
 * @throws Error naming the text, claim or parameter that is not there
 */
export function writeGuide(protocol: Protocol, texts: Readonly<Record<string, Tree>>, css: string): Guide {
  const languages = completeLanguages(protocol, texts)
  const written = new Map<string, string>()
  const cited = new Set<string>()
  for (const language of languages) {
    const book = openBook(protocol, texts[language] ?? {}, language)
    const chapters = Object.values(parts).flatMap((part) => Object.entries<Chapter>(part))
    const pages = new Map(chapters.map(([slug, chapter]) => [slug, chapter(book)]))
    const order: Neighbour[] = [...pages].map(([slug, page]) => ({ slug, page }))
    const put = (slug: string, page: Page, previous?: Neighbour, next?: Neighbour) =>
      written.set(
        language === 'en' ? slug : `${language}/${slug}`,
        framed(book, page, { slug, css, previous, next, languages }),
      )
    put('index', index(book, pages), undefined, order[0])
    for (const [at, { slug, page }] of order.entries()) put(slug, page, order[at - 1], order[at + 1])
    for (const id of book.cited) cited.add(id)
  }
  return { pages: written, cited }
}
