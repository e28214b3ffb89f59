/** Everything together: HTTP, who calls, what they may, and the database. `main.ts` calls it with the real parts; tests too. */
import { dateAt, type Pathway } from '@needlepoint/pathway'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Context } from './context.ts'
import type { Database, Tx } from './database/index.ts'
import type { FileStore } from './files/index.ts'
import { buildHttp, type HttpConfig } from './http/http-server.ts'
import type { Log } from './http/log.ts'
import { problems } from './http/problems.ts'
import type { Identity, Route } from './http/serve-endpoint.ts'
import type { KeyRing } from './keys/index.ts'

export interface AppParts {
  readonly config: HttpConfig
  readonly database: Database
  readonly keyRing: KeyRing
  readonly files: FileStore
  /** The protocol of a clinic with its overlay, asked in each transaction: keep what was loaded by its hash. */
  readonly pathwayFor: (tx: Tx, clinicId: string) => Promise<Pathway>
  /** @returns undefined when nobody is signed in; null when somebody is, but not for this clinic */
  readonly authenticate: (request: FastifyRequest, clinicId: string) => Promise<Identity | undefined | null>
  readonly may: (actor: Actor, permission: string, clientId?: string) => boolean
  readonly routes: readonly Route<Context>[]
  readonly log?: Log | undefined
  /** What else is served: signing in, the pages of the app. */
  readonly plugins?: readonly ((app: FastifyInstance) => Promise<void>)[]
  readonly now?: () => number
}

/** @returns the server, not listening yet: `app.listen` or `app.inject` */
export function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, database, authenticate, may, routes, log, plugins = [], now = Date.now } = parts
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
    plugins,
    now,
  })
}

async function contextOf(
  { keyRing, files, pathwayFor }: AppParts,
  tx: Tx,
  clinicId: string,
  actor: Actor,
  now: number,
): Promise<Context> {
  const clinic = await tx.selectFrom('clinics').select('zone').where('clinic_id', '=', clinicId).executeTakeFirst()
  if (!clinic) throw problems.notFound('clinic')
  const { zone } = clinic
  return {
    tx,
    clinicId,
    zone,
    actor,
    now,
    today: dateAt(now, zone),
    pathway: await pathwayFor(tx, clinicId),
    keys: await keyRing.forClinic(tx, clinicId),
    files,
  }
}
