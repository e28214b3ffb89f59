/** Everything together: HTTP, who calls, what they may, and the database. `main.ts` calls it with the real parts; tests too. */
import { dateAt, type ISODate, type Pathway, type Zone } from '@needlepoint/pathway'
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
  readonly pathwayFor: (tx: Tx, clinicId: string, today: Promise<ISODate>) => Promise<Pathway>
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
  const zone = zoneOf(tx, clinicId)
  const today = zone.then((zone) => dateAt(now, zone))
  const [pathway, keys] = await Promise.all([
    pathwayFor(tx, clinicId, today),
    zone.then(() => keyRing.forClinic(tx, clinicId)),
  ])
  return {
    tx,
    clinicId,
    zone: await zone,
    actor,
    now,
    today: await today,
    pathway,
    keys,
    files,
    site,
  }
}

/** @throws problems.notFound */
async function zoneOf(tx: Tx, clinicId: string): Promise<Zone> {
  const clinic = await tx.selectFrom('clinics').select('zone').where('clinic_id', '=', clinicId).executeTakeFirst()
  if (!clinic) throw problems.notFound('clinic')
  return clinic.zone
}
