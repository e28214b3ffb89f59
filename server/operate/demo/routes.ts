/** The demo over HTTP: open to whoever comes by where it is allowed, and refused elsewhere. Going in is the accounts' part. */
import { endpoints } from '@needlepoint/contract'
import type { FastifyRequest } from 'fastify'
import { demoNotAllowed } from '../../accounts/demo-door.ts'
import { isCrossSite } from '../../accounts/origin.ts'
import type { Context } from '../../context.ts'
import { problems } from '../../http/problems.ts'
import { type Route, serveOpen } from '../../http/serve-endpoint.ts'
import { type DemoParts, makeDemo } from './make-demo.ts'
import { removeDemo } from './remove-demo.ts'
import { showDemo } from './show-demo.ts'

export function demoRoutes(parts: DemoParts & { readonly allowed: boolean }): readonly Route<Context>[] {
  const { allowed, site } = parts

  /** @throws problems.notAllowed, problems.crossSite */
  function guard({ headers }: FastifyRequest): void {
    if (!allowed) throw problems.notAllowed(demoNotAllowed)
    if (isCrossSite(headers, site)) throw problems.crossSite()
  }

  return [
    serveOpen(endpoints['demo.show'], async () => ({
      allowed,
      demo: (allowed ? await showDemo(parts) : undefined) ?? null,
    })),
    serveOpen(endpoints['demo.make'], async (_input, request) => {
      guard(request)
      await makeDemo(parts)
      const demo = await showDemo(parts)
      if (!demo) throw problems.notFound('demo')
      return demo
    }),
    serveOpen(endpoints['demo.remove'], async (_input, request) => {
      guard(request)
      return { removed: await removeDemo(parts) }
    }),
  ]
}
