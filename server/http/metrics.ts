/** Metrics for Prometheus: how many requests, how long, with which outcome; by route and never by address. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { problems } from './problems.ts'

export interface Metrics {
  readonly registry: Registry
  readonly problem: (code: string) => void
}

/** @param token who has it may read from anywhere; without one, only this machine may */
export function serveMetrics(app: FastifyInstance, token: string | undefined): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const running = new Gauge({ name: 'http_requests_running', help: 'Requests being answered', registers: [registry] })
  const refused = new Counter({
    name: 'http_problems_total',
    help: 'Problems sent, by code',
    labelNames: ['code'],
    registers: [registry],
  })

  app.addHook('onRequest', async () => running.inc())
  app.addHook('onResponse', async (request, reply) => {
    running.dec()
    duration.observe(
      { method: request.method, route: routeOf(request), status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  app.route({
    method: 'GET',
    url: '/metrics',
    handler: async (request, reply) => {
      if (!mayRead(request, token)) throw problems.noSuchRoute()
      return reply
        .type(registry.contentType)
        .header('cache-control', 'no-store')
        .send(await registry.metrics())
    },
  })
  app.addHook('onClose', async () => registry.clear())
  return { registry, problem: (code) => refused.inc({ code }) }
}

/** The pattern, `/api/clinics/:clinicId`; addresses that nobody serves are one. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? '(none)'

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return equal(request.headers.authorization ?? '', `Bearer ${token}`)
  // Behind a proxy on the same machine everybody seems to be local; a proxy says that it is one.
  const proxied = request.headers.forwarded ?? request.headers['x-forwarded-for'] ?? request.headers['x-real-ip']
  return proxied === undefined && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
