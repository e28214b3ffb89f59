/** Everything together: HTTP, who calls, what they may, and the database. `main.ts` calls it with the real parts; tests too. */
import { dateAt, type ISODate, type Pathway } from '@needlepoint/pathway'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Site } from './accounts/origin.ts'
import type { Actor, Context } from './context.ts'
import type { Database, Tx } from './database/index.ts'
import type { FileStore } from './files/index.ts'
import { buildHttp, type HttpConfig, type HttpParts } from './http/http-server.ts'
import type { Log } from './http/log.ts'
import { problems } from './http/problems.ts'
import type { Identity, Route } from './http/serve-endpoint.ts'
import type { KeyRing } from './keys/index.ts'

export interface AppParts {
  readonly config: HttpConfig
  readonly database: Database
  readonly keyRing: KeyRing
  readonly files: FileStore
  readonly site: Site
  /** The protocol of a clinic on its date, with its overlay; asked in each transaction. `openProtocols` gives it. */
  readonly pathwayFor: (tx: Tx, clinicId: string, today: ISODate) => Promise<Pathway>
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

async function contextOf(
  { keyRing, files, site, pathwayFor }: AppParts,
  tx: Tx,
  clinicId: string,
  actor: Actor,
  now: number,
): Promise<Context> {
  const clinic = await tx.selectFrom('clinics').select('zone').where('clinic_id', '=', clinicId).executeTakeFirst()
  if (!clinic) throw problems.notFound('clinic')
  const { zone } = clinic
  const today = dateAt(now, zone)
  return {
    tx,
    clinicId,
    zone,
    actor,
    now,
    today,
    pathway: await pathwayFor(tx, clinicId, today),
    keys: await keyRing.forClinic(tx, clinicId),
    files,
    site,
  }
}
