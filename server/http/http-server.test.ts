import { connect } from 'node:net'
import { endpointsOf, pageOf, pageQuery, problem, values, written } from '@needlepoint/contract'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { may } from '../accounts/permissions.ts'
import type { Actor } from '../context.ts'
import { DatabaseUnavailable } from '../database/errors.ts'
import { buildHttp, type HttpConfig } from './http-server.ts'
import { createLog } from './log.ts'
import { mergeById } from './merge.ts'
import { problems } from './problems.ts'
import { type Identity, type Ports, type Route, serve } from './serve-endpoint.ts'

const clinicId = '01932f5e-7c1a-7b3e-9a52-000000000001'
const other = '01932f5e-7c1a-7b3e-9a52-000000000002'
const mara = '01932f5e-7c1a-7b3e-9a52-00000000000a'
const tove = '01932f5e-7c1a-7b3e-9a52-00000000000b'
const noteId = '01932f5e-7c1a-7b3e-9a52-0000000000c1'

/** Notes about clients: the smallest thing that has what our records have. */
const note = z.strictObject({ id: values.id, clientId: values.id, text: z.string() })
type Note = z.infer<typeof note>
const about = { description: 'For these tests.', scope: null, problems: [] } as const
const endpoints = endpointsOf('practice', {
  'note.add': {
    ...about,
    method: 'POST',
    path: '/api/clinics/:clinicId/notes',
    summary: 'Add a note',
    callers: ['staff', 'client', 'api-key'],
    permission: 'check-in.record',
    scope: 'records:write',
    params: values.inClinic(),
    query: null,
    body: z.strictObject({ id: values.id, clientId: values.id, text: values.text(100) }),
    response: written(note),
    status: 201,
  },
  'note.list': {
    ...about,
    method: 'GET',
    path: '/api/clinics/:clinicId/notes',
    summary: 'List notes',
    callers: ['staff'],
    permission: 'check-in.read',
    params: values.inClinic(),
    query: pageQuery,
    body: null,
    response: pageOf(note),
    status: 200,
  },
  'note.show': {
    ...about,
    method: 'GET',
    path: '/api/clinics/:clinicId/notes/:noteId',
    summary: 'Show a note',
    callers: ['staff', 'client'],
    permission: 'check-in.read',
    params: values.inClinic('noteId'),
    query: null,
    body: null,
    response: note,
    status: 200,
  },
  'note.of': {
    ...about,
    method: 'GET',
    path: '/api/clinics/:clinicId/clients/:clientId/notes',
    summary: 'List the notes of a client',
    callers: ['staff', 'client'],
    permission: 'check-in.read',
    params: values.inClinic('clientId'),
    query: null,
    body: null,
    response: z.strictObject({ items: z.array(note) }),
    status: 200,
  },
  'note.break': {
    ...about,
    method: 'PUT',
    path: '/api/clinics/:clinicId/notes/:noteId/break',
    summary: 'Fail in some way',
    callers: ['staff', 'client'],
    permission: null,
    params: values.inClinic('noteId'),
    query: null,
    body: z.strictObject({ how: z.enum(['throw', 'leak', 'forget', 'database', 'slow']) }),
    response: note,
    status: 200,
  },
})

interface NoteContext {
  readonly actor: Actor
  readonly notes: Map<string, Note>
}

/** A store that keeps what a transaction wrote only when the transaction ends well. */
function notesServer() {
  let kept = new Map<string, Note>()
  const routes: Route<NoteContext>[] = [
    serve(endpoints['note.add'], async ({ notes, actor }: NoteContext, { body }, caller) => {
      caller.about(body.clientId)
      const stored = notes.get(body.id)
      if (!stored) notes.set(body.id, body)
      return await mergeById<Note>({
        outcome: !stored ? 'new' : JSON.stringify(stored) === JSON.stringify(body) ? 'same' : 'refused',
        sent: body,
        show: async () => notes.get(body.id) ?? body,
        mayRead: ({ clientId }) => actor.kind !== 'client' || actor.clientId === clientId,
      })
    }),
    serve(endpoints['note.list'], async ({ notes }: NoteContext, { query }) => ({
      items: [...notes.values()].slice(0, query.limit),
      next: null,
    })),
    serve(endpoints['note.show'], async ({ notes }: NoteContext, { params }, caller) => {
      const found = notes.get(params.noteId)
      if (!found) throw problems.notFound('note')
      caller.about(found.clientId)
      return found
    }),
    serve(endpoints['note.of'], async ({ notes }: NoteContext, { params }) => ({
      items: [...notes.values()].filter(({ clientId }) => clientId === params.clientId),
    })),
    serve(endpoints['note.break'], async ({ notes }: NoteContext, { params, body }) => {
      const made = { id: params.noteId, clientId: mara, text: 'half a write' }
      notes.set(params.noteId, made)
      switch (body.how) {
        case 'throw':
          throw new TypeError('Mara Lindqvist is not a function')
        case 'leak':
          return { ...made, secret: 'Mara Lindqvist' }
        case 'forget':
          return made
        case 'database':
          throw new DatabaseUnavailable('lost')
        case 'slow':
          await new Promise((resolve) => setTimeout(resolve, 300))
          return made
      }
    }),
  ]
  const actors: Record<string, Actor> = {
    owner: { kind: 'staff', id: 's1', name: 'Ines Duarte', roles: ['owner'] },
    practitioner: { kind: 'staff', id: 's2', name: 'Noor Haddad', roles: ['practitioner'] },
    'front-desk': { kind: 'staff', id: 's3', name: 'Ola Berg', roles: ['front-desk'] },
    mara: { kind: 'client', id: mara, clientId: mara, guardian: false },
    key: { kind: 'api-key', id: 'k1', name: 'Booking', scopes: ['records:write'] },
    weakKey: { kind: 'api-key', id: 'k2', name: 'Booking', scopes: ['clients:read'] },
  }
  const ports: Ports<NoteContext> = {
    authenticate: async ({ headers }, wanted): Promise<Identity | undefined | null> => {
      const actor = actors[String(headers['x-as'])]
      return actor && (wanted === clinicId ? { clinicId, actor } : null)
    },
    may: (actor, permission, clientId) => may(actor, permission as Parameters<typeof may>[1], clientId),
    inClinic: async ({ actor }, work) => {
      const notes = new Map(kept)
      const result = await work({ actor, notes })
      kept = notes
      return result
    },
  }
  return { routes, ports, kept: () => kept }
}

// Fastify's own types say that these may also be called with a callback.
const inject = (app: FastifyInstance, options: InjectOptions): Promise<LightMyRequestResponse> => app.inject(options)
const listen = (app: FastifyInstance): Promise<string> => app.listen({ host: '127.0.0.1', port: 0 })

const apps: FastifyInstance[] = []
async function open(config: HttpConfig = {}, ready: () => Promise<void> = async () => {}) {
  const lines: string[] = []
  const server = notesServer()
  const log = createLog('info', { write: (line: string) => lines.push(line) })
  const app = await buildHttp<NoteContext>({ config, log, ready, routes: server.routes, ports: server.ports })
  apps.push(app)
  const ask = async (as: string, method: NonNullable<InjectOptions['method']>, url: string, body?: unknown) =>
    inject(app, {
      method,
      url,
      headers: {
        ...(as === '' ? {} : { 'x-as': as }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return { ...server, app, lines, ask }
}
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

const notes = `/api/clinics/${clinicId}/notes`
const mine = { id: noteId, clientId: mara, text: 'tight today' }

describe('who may', () => {
  test('nobody signed in is told to sign in, whatever was sent', async () => {
    const { ask } = await open()
    for (const body of [mine, { nonsense: 1 }]) {
      const answer = await ask('', 'POST', notes, body)
      expect(answer.json()).toMatchObject({ status: 401, code: 'not-signed-in' })
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
  })

  test('a clinic of others is not there', async () => {
    const { ask } = await open()
    const answer = await ask('owner', 'GET', `/api/clinics/${other}/notes`)
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('a role without the permission is refused before anything is looked at', async () => {
    const { ask } = await open()
    expect((await ask('front-desk', 'GET', notes)).json()).toMatchObject({ status: 403, code: 'not-allowed' })
    expect((await ask('mara', 'GET', notes)).json()).toMatchObject({ status: 403, code: 'not-allowed' })
  })

  test('a key does what its scopes say and nothing else', async () => {
    const { ask } = await open()
    expect((await ask('key', 'POST', notes, mine)).statusCode).toBe(201)
    expect((await ask('weakKey', 'POST', notes, mine)).json()).toMatchObject({
      code: 'scope-missing',
      detail: 'The API key needs the scope “records:write”.',
    })
    expect((await ask('key', 'GET', notes)).json()).toMatchObject({ status: 403, code: 'scope-missing' })
  })

  test('a client reads and writes what is hers and finds nothing else', async () => {
    const { ask, kept } = await open()
    const hers = { id: '01932f5e-7c1a-7b3e-9a52-0000000000c2', clientId: tove, text: 'not for Mara' }
    await ask('practitioner', 'POST', notes, hers)
    expect((await ask('mara', 'POST', notes, mine)).statusCode).toBe(201)
    expect((await ask('mara', 'GET', `${notes}/${noteId}`)).json()).toEqual(mine)
    expect((await ask('mara', 'GET', `/api/clinics/${clinicId}/clients/${mara}/notes`)).json()).toEqual({
      items: [mine],
    })
    for (const answer of [
      await ask('mara', 'GET', `${notes}/${hers.id}`),
      await ask('mara', 'GET', `/api/clinics/${clinicId}/clients/${tove}/notes`),
      await ask('mara', 'POST', notes, { ...mine, id: '01932f5e-7c1a-7b3e-9a52-0000000000c3', clientId: tove }),
    ]) {
      expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' })
      expect(answer.body).not.toContain('not for Mara')
    }
    expect(kept().size).toBe(2)
  })

  test('nobody reads another record by reusing its id', async () => {
    const { ask } = await open()
    await ask('practitioner', 'POST', notes, { id: noteId, clientId: tove, text: 'not for Mara' })
    const answer = await ask('mara', 'POST', notes, mine)
    expect(answer.json()).toMatchObject({ status: 409, code: 'id-taken', outcome: 'refused', sent: mine })
    expect(answer.body).not.toContain('not for Mara')
  })

  test('a use case that forgets to ask whose record it is never answers a client', async () => {
    const { ask, kept } = await open()
    const url = `${notes}/${noteId}/break`
    expect((await ask('mara', 'PUT', url, { how: 'forget' })).json()).toMatchObject({
      status: 500,
      code: 'internal-error',
    })
    expect(kept().size).toBe(0)
    expect((await ask('owner', 'PUT', url, { how: 'forget' })).statusCode).toBe(200)
  })
})

describe('a write', () => {
  test('sent twice is one record, and another content under its id is refused with both', async () => {
    const { ask, kept } = await open()
    const first = await ask('practitioner', 'POST', notes, mine)
    const again = await ask('practitioner', 'POST', notes, mine)
    const changed = await ask('practitioner', 'POST', notes, { ...mine, text: 'no longer tight' })
    expect([first.statusCode, again.statusCode, changed.statusCode]).toEqual([201, 200, 409])
    expect([first.json().outcome, again.json().outcome]).toEqual(['new', 'same'])
    expect(changed.json()).toMatchObject({ code: 'id-taken', stored: mine, sent: { text: 'no longer tight' } })
    expect(kept().size).toBe(1)
  })

  test('that fails half way leaves nothing behind', async () => {
    const { ask, kept, lines } = await open()
    const url = `${notes}/${noteId}/break`
    for (const [how, status, code] of [
      ['throw', 500, 'internal-error'],
      ['leak', 500, 'internal-error'],
      ['database', 503, 'database-away'],
    ]) {
      const answer = await ask('owner', 'PUT', url, { how })
      expect(answer.json()).toMatchObject({ status, code })
      expect(answer.body).not.toContain('Mara')
      expect(kept().size).toBe(0)
    }
    expect(lines.join('')).not.toContain('Mara')
    expect(lines.join('')).toContain('unrecognized_keys')
  })
})

describe('what was sent', () => {
  test('is mended field by field: address, query and body at once', async () => {
    const { ask } = await open()
    const answer = await ask('owner', 'POST', `${notes}?limt=3`, { id: 'x', clientId: mara, txt: 'a' })
    expect(answer.json()).toMatchObject({ status: 422, code: 'invalid-fields' })
    expect(answer.json().fields.map(({ field }: { field: string }) => field)).toEqual(['limt', 'id', 'text', 'txt'])
    const wrongAddress = await ask('owner', 'GET', `${notes}/17`)
    expect(wrongAddress.json().fields[0]).toMatchObject({ field: 'noteId', expected: 'a UUID version 7 in lower case' })
    const wrongQuery = await ask('owner', 'GET', `${notes}?limit=1000`)
    expect(wrongQuery.json().fields[0]).toMatchObject({ field: 'limit', expected: 'a whole number from 1 to 100' })
  })

  test.each([
    ['{"id": ', 400, 'malformed-json', 'ends too early'],
    ['{"id": 1} x', 400, 'malformed-json', 'character 10'],
    ['', 400, 'malformed-json', 'empty'],
    ['{"__proto__": {"admin": true}}', 400, 'malformed-json', '__proto__'],
    ['null', 422, 'invalid-fields', 'an object'],
    ['[]', 422, 'invalid-fields', 'an object'],
    [JSON.stringify({ ...mine, text: 'a\u0000b' }), 422, 'invalid-fields', 'characters that no text has'],
    [`{"id":"${noteId}","clientId":"${mara}","text":"\\ud800"}`, 422, 'invalid-fields', 'characters that no text has'],
    [`{"text": ${'['.repeat(60)}${']'.repeat(60)}}`, 422, 'invalid-fields', 'nested too deeply'],
    ['{"text": 1e999}', 422, 'invalid-fields', 'beyond all bounds'],
    ['long', 413, 'too-large', '1024 KiB'],
  ])('%s is refused with what to mend', async (payload, status, code, detail) => {
    const { ask, kept } = await open()
    const answer = await ask(
      'owner',
      'POST',
      notes,
      payload === 'long' ? { ...mine, text: 'x'.repeat(2_000_000) } : payload,
    )
    expect(answer.json()).toMatchObject({ status, code })
    expect(answer.json().detail).toContain(detail)
    expect(kept().size).toBe(0)
  })

  test('in another form than JSON is refused', async () => {
    const { app } = await open()
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await inject(app, {
        method: 'POST',
        url: notes,
        headers: { 'x-as': 'owner', 'content-type': type },
        payload: 'a=1',
      })
      expect(answer.json()).toMatchObject({ status: 415, code: 'wrong-content-type' })
    }
  })

  test('to an address that is none, or with a method that it does not take, is told so', async () => {
    const { ask } = await open()
    expect((await ask('owner', 'GET', '/api/clinic')).json()).toMatchObject({ status: 404, code: 'no-such-route' })
    expect((await ask('owner', 'GET', '/%zz')).json()).toMatchObject({ status: 400, code: 'malformed-request' })
    expect((await ask('owner', 'GET', `${notes}/${'x'.repeat(200)}`)).json()).toMatchObject({
      status: 414,
      code: 'address-too-long',
    })
    const wrongMethod = await ask('owner', 'DELETE', `${notes}/${noteId}`)
    expect(wrongMethod.json()).toMatchObject({ status: 405, code: 'method-not-allowed' })
    expect(wrongMethod.headers.allow).toBe('GET, HEAD')
  })
})

describe('limits', () => {
  test('too many requests from one address are slowed down, and say for how long', async () => {
    const { ask } = await open({ rateLimit: { max: 3, windowSeconds: 60 } })
    for (let i = 0; i < 3; i++) expect((await ask('owner', 'GET', notes)).statusCode).toBe(200)
    const answer = await ask('owner', 'GET', notes)
    expect(answer.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('', 'GET', '/health/live')).statusCode).toBe(200)
  })

  test('behind a proxy each caller has limits of her own, and cannot make up another address', async () => {
    const { app } = await open({ rateLimit: { max: 1, windowSeconds: 60 }, trustProxy: 1 })
    const from = async (forwarded: string) =>
      (await inject(app, { url: notes, headers: { 'x-as': 'owner', 'x-forwarded-for': forwarded } })).statusCode
    expect(await from('192.0.2.1')).toBe(200)
    expect(await from('192.0.2.2')).toBe(200)
    expect(await from('198.51.100.9, 192.0.2.2')).toBe(429)
  })

  test('a server that cannot keep up turns requests away, and still says that it lives', async () => {
    const { ask } = await open({ longestLag: 20, lagWindow: 1000 })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const until = Date.now() + 1500
    while (Date.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 20))
    const answer = await ask('owner', 'GET', notes)
    expect(answer.json()).toMatchObject({ status: 503, code: 'overloaded' })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask('', 'GET', '/health/live')).statusCode).toBe(200)
  })

  test('a server that stops finishes what it began and turns away what is new', async () => {
    const { app, kept } = await open()
    const address = await listen(app)
    const send = (how: string) =>
      fetch(`${address}${notes}/${noteId}/break`, {
        method: 'PUT',
        headers: { 'x-as': 'owner', 'content-type': 'application/json' },
        body: JSON.stringify({ how }),
      })
    const begun = send('slow')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const closed = app.close()
    expect((await begun).status).toBe(200)
    await closed
    expect(kept().size).toBe(1)
    await expect(send('throw')).rejects.toThrow()
  })
})

describe('on the wire', () => {
  let app: FastifyInstance
  let port: number
  beforeAll(async () => {
    const { routes, ports } = notesServer()
    app = await buildHttp<NoteContext>({ config: {}, routes, ports, ready: async () => {} })
    await listen(app)
    port = (app.server.address() as { port: number }).port
  })
  afterAll(() => app.close())

  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => {
        answer += chunk.toString()
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })

  test.each([
    ['nonsense\r\n\r\n', '400 Bad Request', 'malformed-request'],
    [
      `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'headers-too-large',
    ],
  ])('what is no HTTP gets a problem too: %j', async (sent, statusLine, code) => {
    const answer = await raw(
      sent === 'long' ? `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n` : sent,
    )
    expect(answer).toContain(statusLine)
    expect(answer).toContain('content-type: application/problem+json')
    const body = problem.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))
    expect(body.code).toBe(code)
  })

  test('a request that never ends is given up', async () => {
    const answer = new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('data', (chunk) => resolve(chunk.toString()))
      app.server.once('connection', (connection) => {
        app.server.emit(
          'clientError',
          Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
          connection,
        )
      })
    })
    expect(await answer).toMatch(/^HTTP\/1\.1 408 Request Timeout.*too-slow/s)
  })
})

describe('what others see', () => {
  test('pages run no script but our own and are framed by nobody', async () => {
    const { ask } = await open({ publicUrl: 'https://clinic.example' })
    for (const url of ['/docs/api', '/problems', '/problems/id-taken']) {
      const { headers, body, statusCode } = await ask('', 'GET', url)
      expect(statusCode).toBe(200)
      expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['strict-transport-security']).toBeDefined()
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(body).not.toMatch(/<script|\son\w+=|javascript:|style=/i)
    }
  })

  test('the API page shows every endpoint, and the document is served', async () => {
    const { ask } = await open()
    const document = (await ask('', 'GET', '/openapi.json')).json()
    const page = (await ask('', 'GET', '/docs/api')).body
    for (const methods of Object.values<Record<string, { operationId: string }>>(document.paths))
      for (const { operationId } of Object.values(methods)) expect(page).toContain(`id="${operationId}"`)
    expect((await ask('', 'GET', '/problems/no-such-problem')).statusCode).toBe(404)
  })

  test('answers about people are kept by nobody on the way', async () => {
    const { ask } = await open()
    expect((await ask('owner', 'GET', notes)).headers['cache-control']).toBe('no-store')
    expect((await ask('', 'GET', notes)).headers['cache-control']).toBe('no-store')
  })

  test('each answer has an id that its problem and the log have too', async () => {
    const { ask, lines } = await open()
    const answer = await ask('', 'GET', notes)
    const id = String(answer.headers['x-request-id'])
    expect(values.id.safeParse(id).success).toBe(true)
    expect(answer.json().instance).toBe(`urn:uuid:${id}`)
    expect(lines.join('')).toContain(id)
  })

  test('logs name route, status and duration, and nothing of anybody', async () => {
    const { ask, lines } = await open()
    await ask('practitioner', 'POST', notes, { ...mine, text: 'Mara Lindqvist’s secret' })
    await ask('practitioner', 'GET', `${notes}/${noteId}?name=Lindqvist`)
    await ask('practitioner', 'GET', '/Lindqvist')
    const log = lines.join('')
    expect(log).not.toMatch(/Lindqvist|Haddad|127\.0\.0\.1/)
    expect(log).not.toContain(noteId)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      route: '/api/clinics/:clinicId/notes',
      endpoint: 'note.add',
      status: 201,
      ms: expect.any(Number),
      clinic: clinicId,
      caller: 'staff',
      callerId: 's2',
    })
  })

  test('readiness follows what we stand on', async () => {
    let up = false
    const { ask } = await open({}, async () => {
      if (!up) throw new DatabaseUnavailable('lost')
    })
    expect((await ask('', 'GET', '/health/ready')).json()).toMatchObject({ status: 503, code: 'database-away' })
    expect((await ask('', 'GET', '/health/live')).json()).toEqual({ status: 'live' })
    up = true
    expect((await ask('', 'GET', '/health/ready')).json()).toEqual({ status: 'ready' })
  })

  test('metrics are for this machine, or for who has the token', async () => {
    const { app, ask } = await open()
    await ask('owner', 'GET', notes)
    await ask('owner', 'GET', '/Lindqvist')
    const metrics = (await ask('', 'GET', '/metrics')).body
    expect(metrics).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/clinics/:clinicId/notes",status="200"} 1',
    )
    expect(metrics).toContain('http_problems_total{code="no-such-route"} 1')
    expect(metrics).not.toContain('Lindqvist')
    const proxied = await inject(app, { url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.1' } })
    expect(proxied.statusCode).toBe(404)
    const remote = await inject(app, { url: '/metrics', remoteAddress: '192.0.2.1' })
    expect(remote.statusCode).toBe(404)
    const guarded = await open({ metricsToken: 'secret' })
    expect((await guarded.ask('', 'GET', '/metrics')).statusCode).toBe(404)
    const withToken = await inject(guarded.app, { url: '/metrics', headers: { authorization: 'Bearer secret' } })
    expect(withToken.statusCode).toBe(200)
  })
})
