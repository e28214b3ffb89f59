import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
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
  for (const app of ['client', 'clinic']) {
    mkdirSync(join(folder, app))
    writeFileSync(join(folder, app, 'index.html'), `<!doctype html><title>Needlepoint</title><p>The ${app}’s app.`)
  }
  writeFileSync(join(folder, 'assets', 'app-4f2a.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'app-4f2a.js.br'), brotliCompressSync('export {}'))
  for (const name of ['app.webmanifest', 'icon-192.png', 'mark.svg', 'offline.js'])
    writeFileSync(join(folder, name), '{}')
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

test.each([
  ['client', ['/', '/c/01932f5e-7c1a-7b3e-9a52-000000000001/open', '/clinics-near-me', '/today?at=now']],
  [
    'clinic',
    ['/clinic', '/clinic/01932f5e-7c1a-7b3e-9a52-000000000001/clients', '/sign-in?next=/clinic', '/new-password'],
  ],
])('every address of the %s’s app is its one page, asked for again each time', async (name, urls) => {
  for (const url of urls) {
    const answer = await get(url)
    expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([url, 200, 'text/html; charset=utf-8'])
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(answer.body).toContain(`The ${name}’s app.`)
  }
})

test('files with a hash in their name are kept for good', async () => {
  expect((await get('/assets/app-4f2a.js')).headers['cache-control']).toContain('immutable')
})

test.each([
  ['/app.webmanifest', 'application/manifest+json'],
  ['/icon-192.png', 'image/png'],
  ['/mark.svg', 'image/svg+xml'],
  ['/offline.js', 'application/javascript'],
])(
  '%s, which makes the app one that can be installed, says what it is and is asked for again each time',
  async (url, type) => {
    const { statusCode, headers } = await get(url)
    expect([statusCode, headers['content-type']?.split(';')[0]]).toEqual([200, type])
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['x-content-type-options']).toBe('nosniff')
  },
)

test('who reads compressed files gets what the build has compressed', async () => {
  const answer = await inject({ url: '/assets/app-4f2a.js', headers: { 'accept-encoding': 'gzip, br' } })
  expect(answer.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'application/javascript; charset=utf-8',
  })
  expect(answer.headers['cache-control']).toContain('immutable')
  expect((await get('/assets/app-4f2a.js')).body).toBe('export {}')
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
