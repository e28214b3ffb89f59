/** Thousands of requests made from the OpenAPI document, against every endpoint of the contract over use cases that only store. */
import {
  type Endpoint,
  type EndpointDefinition,
  type EndpointName,
  endpoints,
  isBinary,
  ofClinic,
  type ProblemCode,
  problem,
  problemsOf,
} from '@needlepoint/contract'
import { type Example, examples } from '@needlepoint/contract/examples'
import { openApi } from '@needlepoint/contract/openapi'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { type GeneratedRequest, generateRequests } from '../test-support/generate-requests.ts'
import { buildHttp } from './http-server.ts'
import { type Route, serve, serveOpen } from './serve-endpoint.ts'

const count = Number(process.env.NEEDLEPOINT_FUZZ ?? 3000)
const seed = 20_261_121
const clinicId = '01932f5e-7c1a-7b3e-9a52-000000000001'
const clientId = '01932f5e-7c1a-7b3e-9a52-000000000002'

const document = openApi({ version: '0.0.0' })
const byName = endpoints as Readonly<Record<string, Endpoint>>
interface Store {
  readonly actor: Actor
  readonly put: (record: unknown) => void
}
let kept: unknown[] = []
let app: FastifyInstance

const opened = { bytes: new Uint8Array(9), fileName: 'photo.png', disposition: 'inline' }

/** Keeps what it is given and answers as documented. */
function routeOf(endpoint: Endpoint): Route<Store> {
  const { response } = endpoint
  const file = isBinary(response) ? { ...opened, contentType: response.contentTypes[0] } : undefined
  const answer = (file ?? examples[endpoint.name as EndpointName].response) as never
  const any: EndpointDefinition & { name: string } = endpoint
  if (!ofClinic(endpoint)) {
    return serveOpen(any, async ({ body }) => {
      kept.push(body)
      return answer
    })
  }
  return serve(any, async ({ put, actor }: Store, { body }, caller) => {
    put(body)
    if (actor.kind === 'client') caller.about(actor.clientId)
    return answer
  })
}

/** Somebody whom the endpoint is for. */
function callerOf({ callers }: Endpoint): Actor {
  return callers.includes('staff')
    ? { kind: 'staff', id: 's', name: 'S', roles: ['owner'] }
    : { kind: 'client', id: clientId, clientId, guardian: false }
}

beforeAll(async () => {
  app = await buildHttp<Store>({
    // Making the requests keeps the process busy for longer than a server ever should be.
    config: { lagWindow: 600_000 },
    ready: async () => {},
    routes: Object.values(byName)
      .filter(({ name }) => !name.startsWith('health.'))
      .map(routeOf),
    ports: {
      may: () => true,
      authenticate: async (request, wanted) => {
        const endpoint = byName[request.routeOptions.config.endpoint ?? '']
        return wanted === clinicId && endpoint ? { clinicId, actor: callerOf(endpoint) } : null
      },
      inClinic: async ({ actor }, work) => {
        const written: unknown[] = []
        const result = await work({ actor, put: (record) => written.push(record) })
        kept.push(...written)
        return result
      },
    },
  })
})
afterAll(() => app.close())

function send({ method, url, headers, payload }: SentRequest): Promise<LightMyRequestResponse> {
  kept = []
  return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
}
type SentRequest = Pick<GeneratedRequest, 'method' | 'url' | 'headers' | 'payload'>

/** What is refused before an endpoint is found. */
const beforeRouting: readonly ProblemCode[] = [
  'no-such-route',
  'method-not-allowed',
  'malformed-request',
  'address-too-long',
]

test(`${count} requests of strangers: none breaks the server, and none that is refused leaves anything behind`, async () => {
  const requests = generateRequests(document, { count, seed, known: { clinicId, clientId } })
  const seen = new Map<string, number>()
  for (const request of requests) {
    const answer = await send(request)
    const what = `${request.kind} ${request.method} ${request.url} ${request.payload?.toString('latin1').slice(0, 400)} → ${answer.body.slice(0, 400)}`
    const endpoint = byName[request.operationId] as Endpoint
    seen.set(
      `${request.kind} ${answer.statusCode < 400 ? 'taken' : 'refused'}`,
      (seen.get(`${request.kind} ${answer.statusCode < 400 ? 'taken' : 'refused'}`) ?? 0) + 1,
    )
    expect(answer.statusCode, what).toBeLessThan(500)
    if (answer.statusCode >= 400) {
      expect(kept, what).toEqual([])
      expect(answer.headers['content-type'], what).toContain('application/problem+json')
      const { code } = problem.parse(answer.json())
      expect([...problemsOf(endpoint), ...beforeRouting], what).toContain(code)
    } else if (answer.headers['content-type']?.includes('json') && kept.length > 0) {
      expect(isBinary(endpoint.response) || endpoint.response.safeParse(answer.json()).success, what).toBe(true)
    }
  }
  // The generator is worth something: much of what is documented is taken, much of what is wrong is refused.
  expect(seen.get('documented taken') ?? 0).toBeGreaterThan(count / 4)
  expect(seen.get('from-schema taken') ?? 0).toBeGreaterThan(count / 50)
  expect(seen.get('one-wrong refused') ?? 0).toBeGreaterThan(count / 20)
  expect(seen.get('nonsense refused') ?? 0).toBeGreaterThan(count / 100)
}, 120_000)

test('what is documented is accepted, to the letter, by every endpoint', async () => {
  for (const [name, example] of Object.entries<Example>(examples)) {
    const { path, method, status, body, response } = byName[name] as Endpoint
    const bytes = isBinary(body) ? body : undefined
    const answer = await send({
      method,
      url: `${path.replace(':clinicId', clinicId).replaceAll(/:\w+/g, clientId)}?${new URLSearchParams(example.query)}`,
      headers: body ? { 'content-type': bytes ? bytes.contentTypes[0] : 'application/json' } : {},
      ...(body ? { payload: bytes ? Buffer.alloc(9) : JSON.stringify(example.body) } : {}),
    })
    expect(answer.statusCode, `${name}: ${answer.body}`).toBe(status)
    if (isBinary(response)) expect(answer.rawPayload).toEqual(Buffer.from(opened.bytes))
    else expect(answer.json()).toEqual(example.response)
  }
})
