/** Everything together: HTTP, who calls, what they may, and the database. `main.js` calls it with the real parts; tests too. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Context } from './context.ts'
import { type ContextParts, contextOf } from './context-of.ts'
import type { Database } from './database/index.ts'
import { buildHttp, type HttpConfig, type HttpParts } from './http/http-server.ts'
import type { Log } from './http/log.ts'
import type { Identity, Route } from './http/serve-endpoint.ts'

export interface AppParts extends ContextParts {
  readonly config: HttpConfig
  readonly database: Database
  /** @returns undefined when nobody is signed in; null when somebody is, but not for this clinic */
  readonly authenticate: (request: FastifyRequest, clinicId: string) => Promise<Identity | undefined | null>
  readonly may: (actor: Actor, permission: string, clientId?: string) => boolean
  readonly routes: readonly Route<Context>[]
  readonly log?: Log | undefined
  /** Adds to the metrics. */
  readonly measure?: HttpParts<Context>['measure']
  /** What else is served: signing in, the pages of the app. */
  readonly plugins?: readonly ((app: FastifyInstance) => Promise<void>)[]
  readonly now?: () => number
}

/** @returns the server, not listening yet: `app.listen` or `app.inject` */
export function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, database, authenticate, may, routes, log, measure, plugins = [], now = Date.now } = parts
  return buildHttp<Context>({
    config,
    ports: {
      authenticate,
      may,
      inClinic: ({ clinicId, actor }, work) =>
        database.asClinic(clinicId, async (tx) => work(await contextOf(parts, tx, clinicId, actor, now()))),
    },
    routes,
    ready: () => database.ping(),
    log,
    measure,
    plugins,
    now,
  })
}
