/**
 * The composition root: every part is opened here, in the order in which one needs another, and closed in the opposite one.
 * Nothing else knows all of them.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { eraseRunOut } from './accounts/answer-erasure.ts'
import { type Accounts, may, openAccounts, type Permission, siteOf } from './accounts/index.ts'
import { sweepAccounts } from './accounts/sweep.ts'
import { buildApp } from './app.ts'
import { addressOf, type Config, ConfigProblem } from './config.ts'
import { every } from './every.ts'
import { sweepFiles } from './files/sweep-files.ts'
import { freePort } from './free-port.ts'
import { createLog } from './http/log.ts'
import { serveAccounts } from './http/serve-accounts.ts'
import { servePages } from './http/serve-pages.ts'
import { openJobs } from './jobs/index.ts'
import { type Mailer, openMailer } from './mail/mailer.ts'
import { startMailPump } from './mail/queue.ts'
import { openControl } from './operate/control.ts'
import { isDemoAllowed } from './operate/demo/allowed.ts'
import { demoRoutes } from './operate/demo/routes.ts'
import type { Parts } from './parts.ts'
import { openProtocols } from './protocols.ts'
import { readProtocol } from './read-protocol.ts'
import { routes } from './routes.ts'
import { sweepDrafts } from './screening/drafts.ts'
import { sweepEnquiries } from './screening/enquiries.ts'
import { openScreeningRoutes } from './screening/open-routes.ts'
import type { Server, ServerOptions } from './server.ts'

const root = join(import.meta.dirname, '..')
const mailEvery = 2_000
const sweepEvery = 3_600_000
/** Milliseconds. Long enough for any answer; a line that hangs must not keep the server for ever. */
const longestGoodbye = 30_000

/** @param closing takes what ends each part, in the order in which they were opened */
export async function assemble(
  parts: Parts,
  { log = createLog(parts.config.log), pages = join(root, 'web', 'dist'), now = Date.now }: ServerOptions,
  closing: (() => unknown)[],
): Promise<Omit<Server, 'close'>> {
  const { config, database, masters, keyRing, files } = parts
  const protocol = readProtocol()
  const tell = (part: string) => (level: 'info' | 'warn' | 'error', what: string) => log[level]({ part }, what)

  const port = await freePort(config.host, config.port)
  const address = addressOf(config, port)
  const site = siteFor(address)
  const demoAllowed = isDemoAllowed(config)
  const mailer = mailerOf(config)
  closing.push(() => mailer.close())
  const accounts = await openAccounts({
    database,
    keys: keyRing,
    masters,
    mailer,
    url: address,
    idleMinutes: config.idleMinutes,
    demo: demoAllowed,
    unlimited: config.rateLimit === null,
    now,
    log: tell('accounts'),
  })
  const { pathwayFor } = await openProtocols(database, protocol, { log: tell('protocols') })

  const pump = startMailPump({ database, keys: keyRing, mailer, now, log: tell('mail'), every: mailEvery })
  closing.push(() => pump.stop())
  const sweep = async () => {
    await sweepAccounts(database, now())
    await eraseRunOut({ database, keyRing }, now())
    await sweepDrafts(database, now())
    await sweepEnquiries(database, now())
    await sweepFiles({ database, keyRing, files })
  }
  closing.push(every(sweepEvery, sweep, (error) => log.warn({ err: error }, 'sweeping waits')))
  // An embedded database belongs to this process: the operator's commands come here.
  if (database.kind === 'embedded') {
    const control = await openControl({ ...parts, address, accounts: async () => accounts }, log)
    closing.push(() => control.close())
  }

  const jobs = openJobs({ database, keyRing, files, site, log, now })
  const hasPages = existsSync(join(pages, 'client', 'index.html'))
  const app = await buildApp({
    config: {
      publicUrl: address,
      trustProxy: config.trustedProxies,
      rateLimit: config.rateLimit === null ? null : { max: config.rateLimit, windowSeconds: 60 },
      metricsToken: config.metricsToken,
    },
    database,
    keyRing,
    files,
    site,
    pathwayFor,
    authenticate: (request, clinicId) => accounts.authenticate(request, clinicId),
    may: (actor, permission, clientId) => may(actor, permission as Permission, clientId),
    routes: [
      ...demoRoutes({ ...parts, site, pathwayFor, now, allowed: demoAllowed }),
      ...openScreeningRoutes({ ...parts, site, pathwayFor, now }),
      ...routes,
    ],
    log,
    measure: (registry) => jobs.measure(registry),
    plugins: [serveAccounts(accounts.handle), ...(hasPages ? [servePages(pages, address)] : [])],
    now,
  })
  closing.push(() => jobs.stop())
  closing.push(() => closeApp(app))
  await new Promise<void>((resolve, reject) => {
    app.listen({ host: config.host, port }, (error) => (error ? reject(error) : resolve()))
  })

  // Requests queue jobs without it; it takes them up.
  await jobs.start()

  return {
    app,
    address,
    database: database.kind,
    applied: parts.applied,
    clinics: await countClinics(parts),
    demoAllowed,
    says: [
      mailer.says,
      ...(hasPages ? [] : [`The pages are not built: there is no ${pages}. \`npm run build\` builds them.`]),
    ],
  }
}

/** Takes no more requests and waits for those that run. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const impatience = setTimeout(() => app.server.closeAllConnections(), longestGoodbye)
  try {
    await app.close()
  } finally {
    clearTimeout(impatience)
  }
}

export function mailerOf({ mailUrl, mailFrom, dataFolder }: Config): Mailer {
  return openMailer({ smtpUrl: mailUrl, from: mailFrom, outbox: join(dataFolder, 'outbox') })
}

function siteFor(address: string): Accounts['site'] {
  try {
    return siteOf(address)
  } catch (error) {
    throw new ConfigProblem([error instanceof Error ? error.message : String(error)])
  }
}

async function countClinics({ database }: Parts): Promise<number> {
  const { count } = await database.asSystem((tx) =>
    tx
      .selectFrom('clinics')
      .select((query) => query.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  )
  return count
}
