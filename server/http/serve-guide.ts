/** The public guide among the built files: which page an address means, and what search engines are told of it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface GuideFiles {
  /** Addresses of all pages, `/guide` first. */
  readonly addresses: readonly string[]
  /** The file to send for an address of the guide; undefined when the address is none of the guide's. */
  find(pathname: string): Found | undefined
  /** The same page in every language that has it, by the language; English first. */
  editionsOf(address: string): readonly (readonly [language: string, address: string])[]
}
type Found =
  | { readonly file: string; readonly status: 200; readonly address: string }
  | { readonly file: string; readonly status: 404 }

/** @param folder that the apps were built into; read once, so that no path of a request reaches the disk */
export function guideIn(folder: string): GuideFiles {
  const root = join(folder, 'guide')
  const names = existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.html'))
        .map((path) => path.replaceAll('\\', '/').replace(/\.html$/, ''))
    : []
  /** `/guide/de/cost` → `['de', '/guide/cost']`. English has no folder of its own. */
  const inEnglish = (address: string): readonly [language: string, english: string] => {
    const [, language, rest = ''] = /^\/guide\/([a-z]{2})(\/.+)?$/.exec(address) ?? []
    return language === undefined ? ['en', address] : [language, `/guide${rest}`]
  }
  const files = new Map(names.map((name) => [`/guide/${name}`.replace(/\/index$/, ''), `guide/${name}.html`]))
  const addresses = [...files.keys()].sort()
  const editions = new Map<string, (readonly [string, string])[]>()
  for (const address of addresses) {
    const [language, english] = inEnglish(address)
    const known = editions.get(english) ?? []
    editions.set(english, language === 'en' ? [[language, address], ...known] : [...known, [language, address]])
  }
  return {
    addresses,
    editionsOf: (address) => editions.get(inEnglish(address)[1]) ?? [],
    find: (pathname) => {
      if (files.size === 0 || !/^\/guide(\/|$)/.test(pathname)) return undefined
      const address = pathname.replace(/\/+$/, '')
      const file = files.get(address)
      // Who followed an old link is better off among the pages that there are.
      return file ? { file, status: 200, address } : { file: files.get('/guide') ?? '', status: 404 }
    },
  }
}

/** Nothing but the guide and the front door is for search engines: all else is somebody's own. */
export const robots = (address: string): string =>
  ['User-agent: *', 'Allow: /$', 'Allow: /guide', 'Allow: /assets/', 'Allow: /mark.svg', 'Disallow: /', ''].join('\n') +
  `\nSitemap: ${address}/sitemap.xml\n`

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * A field `Link` for a page: which address counts, whatever stands behind it, and the page in other languages. It goes beside the page
 * because only whole addresses are understood there, and the pages are built before anybody knows where they will be.
 * @param path of a page of the guide
 */
export function linksOf(guide: GuideFiles, path: string, address: string): string {
  const editions = guide.editionsOf(path)
  return [
    `<${address}${path}>; rel="canonical"`,
    ...(editions.length > 1 ? editions : []).map(
      ([language, at]) => `<${address}${at}>; rel="alternate"; hreflang="${language}"`,
    ),
  ].join(', ')
}

/** https://www.sitemaps.org/protocol.html, with each page in its other languages: https://developers.google.com/search/docs/specialty/international/localized-versions */
export function sitemap(guide: GuideFiles, address: string): string {
  const urls = ['/', ...guide.addresses].map((path) => {
    const editions = guide.editionsOf(path)
    const others = (editions.length > 1 ? editions : []).map(
      ([language, at]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(address + at)}"/>`,
    )
    return `  <url><loc>${escaped(address + path)}</loc>${others.join('')}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`
}
