/** Serves the app: its files as they were built, and its one page for every address that the app itself knows. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { problems } from './problems.ts'

/** What the server itself answers; a page there would hide a slip in an address. */
const ours = /^\/(api|health|metrics|openapi\.json|problems|docs)(\/|$)/

/** @param folder that Vite built into */
export function servePages(folder: string) {
  return async (app: FastifyInstance): Promise<void> => {
    if (!existsSync(join(folder, 'index.html')))
      throw new Error(`There is no index.html in ${folder}: build the app first, with \`npm run build\`.`)
    await app.register(fastifyStatic, {
      root: folder,
      // Only what was there at the start: no path of a request ever reaches the disk.
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders(reply, path) {
        // Vite writes a hash of the content into the names below assets/; everything else may change under its name.
        const lasting = path.replaceAll('\\', '/').includes('/assets/')
        void reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    app.route({
      method: 'GET',
      url: '/*',
      handler: async (request, reply) => {
        const { pathname } = new URL(request.url, 'http://server.invalid')
        const isPage = !ours.test(pathname) && !/\.\w+$/.test(pathname)
        if (!isPage) throw problems.noSuchRoute()
        return reply.sendFile('index.html')
      },
    })
  }
}
