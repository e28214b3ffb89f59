/**
 * Thousands of requests made from the OpenAPI document alone, against the real use cases over a clinic that is lived in: none
 * breaks the server, and none that is refused leaves a row behind.
 */
import { readFileSync } from 'node:fs'
import { type Endpoint, endpoints, type ProblemCode, problem, problemsOf } from '@needlepoint/contract'
import { openApi } from '@needlepoint/contract/openapi'
import type { Protocol } from '@needlepoint/pathway'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { siteOf } from '../accounts/origin.ts'
import { may, type Permission } from '../accounts/permissions.ts'
import { buildApp } from '../app.ts'
import { openProtocols } from '../protocols.ts'
import { routes } from '../routes.ts'
import { generateRequests } from '../test-support/generate-requests.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { type LivedInClinic, livedInClinic, rowCounter } from '../test-support/lived-in-clinic.ts'

const protocol = JSON.parse(readFileSync(new URL('../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol
/** On each database; there are two where PostgreSQL is installed. */
const count = Number(process.env.NEEDLEPOINT_FUZZ ?? 5_000)
const seed = 20_261_121
const byName = endpoints as Readonly<Record<string, Endpoint>>
const served = new Set(routes.map(({ endpoint }) => endpoint.name))

/** What is refused before an endpoint is found. */
const beforeRouting: readonly ProblemCode[] = [
  'no-such-route',
  'method-not-allowed',
  'malformed-request',
  'address-too-long',
]

describeOnEachDatabase('A server among strangers', (opened) => {
  let clinic: LivedInClinic
  let app: FastifyInstance
  beforeAll(async () => {
    clinic = await livedInClinic(opened())
    const { database, keyRing } = opened()
    const protocols = await openProtocols(database, protocol)
    app = await buildApp({
      config: { rateLimit: null, lagWindow: 600_000 },
      database,
      keyRing,
      files: clinic.files,
      site: siteOf('http://localhost:3000'),
      pathwayFor: protocols.pathwayFor,
      authenticate: async (request, clinicId) => {
        const callers: readonly string[] = byName[request.routeOptions.config.endpoint ?? '']?.callers ?? []
        const actor = callers.includes('staff') ? clinic.everybody : clinic.client
        return clinicId === clinic.clinicId ? { clinicId, actor } : null
      },
      may: (actor, permission, clientId) => may(actor, permission as Permission, clientId),
      routes,
    })
  }, 120_000)

  test(`answers ${count} of their requests without breaking, and what it refuses leaves nothing behind`, async () => {
    const requests = generateRequests(openApi({ version: '0.0.0' }), {
      count,
      seed,
      known: { ...clinic.ids, clinicId: clinic.clinicId },
      only: (name) => served.has(name as never),
    })
    const rows = await rowCounter(opened(), clinic.clinicId)
    let stored = await rows()
    let refusedSince = 0
    const send = (options: InjectOptions): Promise<LightMyRequestResponse> => app.inject(options)
    const seen = { taken: 0, refused: 0 }
    for (const { method, url, headers, payload, kind, operationId } of requests) {
      const answer = await send({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
      const what = `${kind} ${method} ${url} ${payload?.toString('latin1').slice(0, 400)} → ${answer.body.slice(0, 400)}`
      expect(answer.statusCode, what).toBeLessThan(500)
      if (answer.statusCode < 400) {
        seen.taken += 1
        // Refusals are counted up to the next answer, so that a row that one of them left is seen before others are added.
        stored = await rows()
        refusedSince = 0
        continue
      }
      seen.refused += 1
      const { code } = problem.parse(answer.json())
      expect([...problemsOf(byName[operationId] as Endpoint), ...beforeRouting], what).toContain(code)
      refusedSince += 1
      expect(await rows(), `${refusedSince} refused since the last answer; this one: ${what}`).toBe(stored)
    }
    // The generator reaches the use cases: much is taken, and much is refused.
    expect(seen.taken).toBeGreaterThan(count / 10)
    expect(seen.refused).toBeGreaterThan(count / 10)
  }, 900_000)
})
