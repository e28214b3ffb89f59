/**
 * What a page is and what it rests on, for programs that read it (https://schema.org). It is a block of data: no browser runs it, and
 * the policy of the pages, which allows no script in a page, lets it be.
 */
import type { Book } from './book.ts'
import type { Html } from './html.ts'
import type { Page } from './page.ts'

/** @param content of the page, as it is written @param reviewed the last day on which a number of the knowledge was looked over */
export function forPrograms(
  { language, protocol }: Book,
  page: Page,
  content: Html,
  reviewed: string | undefined,
): Html {
  const cited = new Set([...content.html.matchAll(/#source-([\w-]+)"/g)].map(([, id = '']) => id))
  const citation = [...cited].flatMap((id) => {
    const { title, url, doi } = protocol.sources[id] ?? {}
    const address = url ?? (doi && `https://doi.org/${doi}`)
    // What has no address was not published, or not read by us as it was.
    return title && address ? [{ '@type': 'CreativeWork', name: title, url: address }] : []
  })
  const data = {
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    name: page.title,
    description: page.lead,
    inLanguage: language,
    ...(reviewed && { dateModified: reviewed }),
    isAccessibleForFree: true,
    isPartOf: { '@type': 'WebSite', name: 'Needlepoint' },
    about: { '@type': 'MedicalProcedure', name: 'Microneedling' },
    audience: { '@type': 'Patient' },
    ...(citation.length > 0 && { citation }),
  }
  // Nothing in a text may end the block.
  return { html: `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>` }
}
