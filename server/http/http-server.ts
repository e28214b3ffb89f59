/**
 * The server as far as HTTP goes: limits, headers, logs, metrics, health, and every failure as a problem. It knows no
 * database and no use case; `app.ts` gives it both.
 */

import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { type EndpointDefinition, endpoints, type Method } from '@needlepoint/contract'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Registry } from 'prom-client'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { serveDocumentation } from './documentation.ts'
import type { Log } from './log.ts'
import { routeOf, serveMetrics } from './metrics.ts'
import { type HttpProblem, problemBody, problemHeaders, problems } from './problems.ts'
import { type Ports, type Route, serveOpen } from './serve-endpoint.ts'
import { answerBrokenRequest } from './socket-errors.ts'
import { toProblem } from './to-problem.ts'

export interface HttpConfig {
  /** Where people reach us, `https://clinic.example`. */
  readonly publicUrl?: string | undefined
  /** Which proxies to believe, or how many of them, as Fastify reads it; `false` when there is none. */
  readonly trustProxy?: boolean | number | string | undefined
  /** The largest body, in bytes. */
  readonly bodyLimit?: number | undefined
  /** Requests from one address in a window; null for no limit. */
  readonly rateLimit?: { readonly max: number; readonly windowSeconds: number } | null | undefined
  /** Reads /metrics from anywhere. Without it only this machine may. */
  readonly metricsToken?: string | undefined
  /** Milliseconds that the event loop may lag, on average over the window, before new requests are turned away. */
  readonly longestLag?: number | undefined
  /** Milliseconds. Long enough for one slow query of the embedded database to pass without a word. */
  readonly lagWindow?: number | undefined
}

export interface HttpParts<Context extends { readonly actor: Actor }> {
  readonly config: HttpConfig
  readonly ports: Ports<Context>
  readonly routes: readonly Route<Context>[]
  /** Resolves when requests can be answered. */
  readonly ready: () => Promise<void>
  readonly log?: Log | undefined
  /** Adds to the metrics what is not of HTTP. */
  readonly measure?: ((registry: Registry) => void) | undefined
  /** What else is served: signing in, the pages of the app. */
  readonly plugins?: readonly ((app: FastifyInstance) => Promise<void>)[]
  readonly now?: () => number
}

const noCompiler = () => () => {
  throw new Error('A route has a schema of Fastify: describe it in the contract.')
}

const mebibyte = 1_048_576
const everyMethod: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE']

export async function buildHttp<Context extends { readonly actor: Actor }>(
  parts: HttpParts<Context>,
): Promise<FastifyInstance> {
  const { config, ports, routes, ready, log, measure, plugins = [], now = Date.now } = parts
  const bodyLimit = config.bodyLimit ?? mebibyte
  let closing = false

  const app: FastifyInstance = Fastify({
    ...(log ? { loggerInstance: log as FastifyBaseLogger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(now()),
    requestIdHeader: false,
    trustProxy: trustOf(config.trustProxy ?? false),
    bodyLimit,
    routerOptions: { maxParamLength: 100 },
    // Schemas are read by zod. Fastify's own compilers, which nothing here uses, would be loaded all the same.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    // A photo over a slow line takes its time; a body has its own limit of size.
    requestTimeout: 120_000,
    keepAliveTimeout: 65_000,
    // We say so ourselves, as a problem.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, error)
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, newId(now())),
  })
  app.decorateRequest('known', null)

  // Only JSON is read; whoever takes files says so for its own routes.
  app.removeContentTypeParser('text/plain')
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    void parseJson(request, body as string, (error, value) => done(error ? jsonProblem(body as string) : null, value))
  })

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    // Devices go by it where their own clock is wrong: it is the time by which we decide.
    reply.header('date', new Date(now()).toUTCString())
    if (closing) throw problems.shuttingDown()
  })
  // A connection that is kept alive would keep the server waiting after the last answer.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('preClose', async () => {
    closing = true
  })
  const metrics = serveMetrics(app, config.metricsToken)
  measure?.(metrics.registry)
  app.addHook('onResponse', async (request, reply) => {
    const { known } = request
    request.log.info({
      method: request.method,
      route: routeOf(request),
      endpoint: request.routeOptions.config.endpoint,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(known
        ? { clinic: known.clinicId, caller: known.actor.kind, callerId: 'id' in known.actor ? known.actor.id : null }
        : {}),
    })
  })

  function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    const found = toProblem(error, bodyLimit)
    if (found.status >= 500) {
      const err = found.cause ?? error
      // With a message of our own: pino would take the error's, which may quote what was stored.
      request.log[found.status === 500 ? 'error' : 'warn']({ err, route: routeOf(request) }, found.code)
    }
    metrics.problem(found.code)
    reply
      .code(found.status)
      .headers(problemHeaders(found))
      .header('cache-control', 'no-store')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemBody(found, request.id)))
  }
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problems.noSuchRoute()))

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        // Barcodes and small print are read on the device by WebAssembly of ours. No text becomes a script by that.
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        // The components set styles of their own; no text of anybody's becomes one.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
  })
  await app.register(underPressure, {
    maxEventLoopDelay: config.longestLag ?? 2_000,
    sampleInterval: config.lagWindow ?? 5_000,
    pressureHandler: (request: FastifyRequest) => {
      if (routeOf(request) !== '/health/live') throw problems.overloaded()
    },
  })
  if (config.rateLimit) {
    await app.register(rateLimit, {
      max: config.rateLimit.max,
      timeWindow: config.rateLimit.windowSeconds * 1000,
      allowList: (request) => routeOf(request).startsWith('/health/') || routeOf(request) === '/metrics',
      errorResponseBuilder: (_request, { ttl }) => problems.tooManyRequests(Math.ceil(ttl / 1000)),
    })
  }

  // Nobody's body is read, or found fault with, at an address that is none.
  app.addHook('onRequest', async (request) => {
    if (request.is404) throw problems.noSuchRoute()
  })

  serveDocumentation(app)
  for (const plugin of plugins) await app.register(plugin)
  const served = [...healthRoutes<Context>(ready), ...routes]
  for (const route of served) route.register(app, ports)
  refuseOtherMethods(
    app,
    served.map(({ endpoint }) => endpoint),
  )
  return app
}

const healthRoutes = <Context extends { readonly actor: Actor }>(ready: () => Promise<void>): Route<Context>[] => [
  serveOpen(endpoints['health.live'], async () => ({ status: 'live' as const })),
  serveOpen(endpoints['health.ready'], async () => {
    await ready()
    return { status: 'ready' as const }
  }),
]

/** So many hops, counted from us. */
const trustOf = (proxies: boolean | number | string) =>
  typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies

/** An address that exists says which methods it takes. */
function refuseOtherMethods(app: FastifyInstance, endpoints: readonly EndpointDefinition[]): void {
  const taken = new Map<string, Set<string>>()
  for (const { path, method } of endpoints) taken.set(path, (taken.get(path) ?? new Set<string>()).add(method))
  for (const [url, methods] of taken) {
    const allow = methods.has('GET') ? [...methods, 'HEAD'] : [...methods]
    app.route({
      method: [...everyMethod.filter((method) => !methods.has(method)), 'PATCH', 'OPTIONS'],
      url,
      // Before the body is read: it does not matter.
      onRequest: async () => {
        throw problems.methodNotAllowed(allow)
      },
      handler: async () => undefined,
    })
  }
}

/** Says where reading stopped, and not what stood there. */
function jsonProblem(body: string): HttpProblem {
  if (body.trim() === '') return problems.malformedJson('The body is empty. Send one JSON value.')
  try {
    JSON.parse(body)
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    return problems.malformedJson(
      place === undefined
        ? 'The body is not JSON, or ends too early.'
        : `The body stops being JSON at character ${place}.`,
    )
  }
  return problems.malformedJson('The body has a field called __proto__ or constructor, which no field here is.')
}
