/** The public guide among the built files: which page an address means, and what search engines are told of it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface GuideFiles {
  /** Addresses of all pages, `/guide` first. */
  readonly addresses: readonly string[]
  /** The file to send for an address of the guide; undefined when the address is none of the guide's. */
  find(pathname: string): { readonly file: string; readonly status: 200 | 404 } | undefined
}

/** @param folder that the apps were built into; read once, so that no path of a request reaches the disk */
export function guideIn(folder: string): GuideFiles {
  const root = join(folder, 'guide')
  const names = existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.html'))
        .map((path) => path.replaceAll('\\', '/').replace(/\.html$/, ''))
    : []
  const files = new Map(names.map((name) => [`/guide/${name}`.replace(/\/index$/, ''), `guide/${name}.html`]))
  return {
    addresses: [...files.keys()].sort(),
    find: (pathname) => {
      if (files.size === 0 || !/^\/guide(\/|$)/.test(pathname)) return undefined
      const file = files.get(pathname.replace(/\/+$/, ''))
      // Who followed an old link is better off among the pages that there are.
      return file ? { file, status: 200 } : { file: files.get('/guide') ?? '', status: 404 }
    },
  }
}

/** Nothing but the guide and the front door is for search engines: all else is somebody's own. */
export const robots = (address: string): string =>
  ['User-agent: *', 'Allow: /$', 'Allow: /guide', 'Allow: /assets/', 'Allow: /mark.svg', 'Disallow: /', ''].join('\n') +
  `\nSitemap: ${address}/sitemap.xml\n`

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** https://www.sitemaps.org/protocol.html */
export function sitemap({ addresses }: GuideFiles, address: string): string {
  const urls = ['/', ...addresses].map((path) => `  <url><loc>${escaped(address + path)}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}
