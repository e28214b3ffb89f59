import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHttp } from './http-server.ts'
import { serveAccounts } from './serve-accounts.ts'
import { servePages } from './serve-pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'needlepoint-pages-'))
let app: FastifyInstance
const inject = (options: InjectOptions): Promise<LightMyRequestResponse> => app.inject(options)
const get = (url: string) => inject({ url })

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Needlepoint</title>')
  writeFileSync(join(folder, 'assets', 'app-4f2a.js'), 'export {}')
  app = await buildHttp({
    config: {},
    ready: async () => {},
    routes: [],
    ports: {
      authenticate: async () => undefined,
      may: () => false,
      inClinic: async () => {
        throw new Error('There is no clinic here.')
      },
    },
    plugins: [
      servePages(folder),
      serveAccounts(async (request, address) => {
        const headers = new Headers({ 'content-type': 'application/json' })
        headers.append('set-cookie', 'a=1; HttpOnly')
        headers.append('set-cookie', 'b=2; HttpOnly')
        const { pathname, search } = new URL(request.url)
        const seen = { method: request.method, path: pathname + search, address, body: await request.text() }
        return new Response(JSON.stringify(seen), { status: 202, headers })
      }),
    ],
  })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

test('every address of the app is its one page, asked for again each time', async () => {
  for (const url of ['/', '/clients/01932f5e-7c1a-7b3e-9a52-000000000001', '/today?at=now']) {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(answer.body).toContain('Needlepoint')
  }
})

test('files with a hash in their name are kept for good', async () => {
  expect((await get('/assets/app-4f2a.js')).headers['cache-control']).toContain('immutable')
})

test('a slip in an address of ours, a missing file and a way out of the folder are no pages', async () => {
  for (const url of [
    '/api/clinic',
    '/openapi.json/x',
    '/assets/app-0000.js',
    '/../../etc/passwd.txt',
    '/%2e%2e/secret.txt',
  ]) {
    const answer = await get(url)
    expect([url, answer.statusCode]).toEqual([url, 404])
    expect(answer.json().code).toBe('no-such-route')
  }
})

test('a folder without an app is said at the start', async () => {
  await expect(servePages(join(folder, 'assets'))(app)).rejects.toThrow('npm run build')
})

test('what is about signing in is handed on as it came, and every cookie comes back', async () => {
  const answer = await inject({
    method: 'POST',
    url: '/api/auth/sign-in/email?x=1',
    headers: { 'content-type': 'application/json', host: 'evil.example' },
    payload: '{"email":"a"}',
  })
  expect(answer.statusCode).toBe(202)
  expect(answer.json()).toEqual({
    method: 'POST',
    path: '/api/auth/sign-in/email?x=1',
    address: '127.0.0.1',
    body: '{"email":"a"}',
  })
  expect(answer.headers['set-cookie']).toEqual(['a=1; HttpOnly', 'b=2; HttpOnly'])
})
