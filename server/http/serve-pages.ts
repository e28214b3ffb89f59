/**
 * Serves the two apps: their files as they were built, and the page of the right one for every address that an app itself knows;
 * and the public guide, whose pages are files of their own.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { problems } from './problems.ts'
import { guideIn, linksOf, robots, sitemap } from './serve-guide.ts'

/** What the server itself answers; a page there would hide a slip in an address. */
const ours = /^\/(api|health|metrics|openapi\.json|problems|docs)(\/|$)/

/** Where people of a clinic go. Every other address is the client's app. */
const ofClinic = /^\/(clinic|sign-in|invitation|new-password|demo)(\/|$)/
const pages = { client: 'client/index.html', clinic: 'clinic/index.html' } as const

/**
 * @param folder that Vite built into
 * @param address under which the public reaches us: with it, search engines are told where the guide is
 */
export function servePages(folder: string, address?: string) {
  return async (app: FastifyInstance): Promise<void> => {
    for (const page of Object.values(pages)) {
      if (!existsSync(join(folder, page)))
        throw new Error(`There is no ${page} in ${folder}: build the app first, with \`npm run build\`.`)
    }
    await app.register(fastifyStatic, {
      root: folder,
      // One route of ours finds them: a route for each would take a third of a second of the start.
      serve: false,
      // The build leaves a compressed file beside each that is worth it.
      preCompressed: true,
      cacheControl: false,
      setHeaders(reply, path) {
        // Vite writes a hash of the content into the names below assets/; everything else may change under its name.
        const lasting = path.replaceAll('\\', '/').includes('/assets/')
        void reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    // Only what was there at the start: no path of a request ever reaches the disk.
    const files = filesIn(folder)
    const guide = guideIn(folder)
    if (address) {
      app.get('/robots.txt', async (_, reply) => reply.type('text/plain; charset=utf-8').send(robots(address)))
      app.get('/sitemap.xml', async (_, reply) =>
        reply.type('application/xml; charset=utf-8').send(sitemap(guide, address)),
      )
    }
    app.route({
      method: 'GET',
      url: '/*',
      handler: async (request, reply) => {
        const { pathname } = new URL(request.url, 'http://server.invalid')
        if (files.has(pathname)) return reply.sendFile(pathname.slice(1))
        const isPage = !ours.test(pathname) && !/\.\w+$/.test(pathname)
        if (!isPage) throw problems.noSuchRoute()
        const ofGuide = guide.find(pathname)
        if (ofGuide) {
          if (address && ofGuide.status === 200) reply.header('link', linksOf(guide, ofGuide.address, address))
          return reply.code(ofGuide.status).sendFile(ofGuide.file)
        }
        // The installed app opens it with something behind.
        if (address && pathname === '/') reply.header('link', `<${address}/>; rel="canonical"`)
        return reply.sendFile(ofClinic.test(pathname) ? pages.clinic : pages.client)
      },
    })
  }
}

/** @returns addresses, `/assets/app-4f2a.js` */
function filesIn(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `/${relative(folder, join(parentPath, name)).replaceAll(sep, '/')}`),
  )
}
