import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHttp } from './http-server.ts'
import { servePages } from './serve-pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'needlepoint-guide-'))
let app: FastifyInstance
const inject = (url: string): Promise<LightMyRequestResponse> => app.inject({ url })
const get = async (url: string) => {
  const { statusCode, headers, body } = await inject(url)
  return { status: statusCode, type: headers['content-type'], body }
}

beforeAll(async () => {
  for (const part of ['client', 'clinic', 'guide', 'guide/de']) mkdirSync(join(folder, part))
  for (const page of [
    'client/index',
    'clinic/index',
    'guide/index',
    'guide/cost',
    'guide/side-effects',
    'guide/de/index',
    'guide/de/cost',
  ])
    writeFileSync(join(folder, `${page}.html`), `<!doctype html><title>${page}</title>`)
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
    plugins: [servePages(folder, 'https://care.example.org')],
  })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

test.each([
  ['/guide', 'guide/index'],
  ['/guide/', 'guide/index'],
  ['/guide/cost', 'guide/cost'],
  ['/guide/cost?from=mail', 'guide/cost'],
  ['/guide/de', 'guide/de/index'],
  ['/guide/de/cost', 'guide/de/cost'],
])('%s is a page of the guide that needs no app', async (url, page) => {
  const answer = await get(url)
  expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  expect(answer.body).toContain(`<title>${page}<`)
})

test('an old link into the guide leads to its pages, and search engines hear that it is gone', async () => {
  for (const url of ['/guide/costs', '/guide/fr', '/guide/de/index/x']) {
    const answer = await get(url)
    expect([url, answer.status]).toEqual([url, 404])
    expect(answer.body).toContain('<title>guide/index<')
  }
})

test('a page says which address of it counts, and where it is in other languages', async () => {
  const address = 'https://care.example.org'
  for (const [url, path] of [
    ['/guide/cost?from=mail', '/guide/cost'],
    ['/guide/cost/', '/guide/cost'],
    ['/guide/de/cost', '/guide/de/cost'],
  ] as const)
    expect([url, (await inject(url)).headers.link]).toEqual([
      url,
      `<${address}${path}>; rel="canonical", <${address}/guide/cost>; rel="alternate"; hreflang="en", <${address}/guide/de/cost>; rel="alternate"; hreflang="de"`,
    ])
  expect((await inject('/guide/de')).headers.link).toContain(`<${address}/guide>; rel="alternate"; hreflang="en"`)
  // In one language alone there is nothing to choose from.
  expect((await inject('/guide/side-effects')).headers.link).toBe(`<${address}/guide/side-effects>; rel="canonical"`)
  expect((await inject('/?app=true')).headers.link).toBe(`<${address}/>; rel="canonical"`)
  // Nobody is sent to what is not there, nor told of anybody's own page.
  for (const url of ['/guide/costs', '/c/a/check-in'])
    expect([url, (await inject(url)).headers.link]).toEqual([url, undefined])
})

test('what only begins like the guide belongs to the app', async () => {
  expect((await get('/guided')).body).toContain('<title>client/index<')
})

test('search engines are led to the guide, and away from everybody’s own pages', async () => {
  const robots = await get('/robots.txt')
  expect(robots).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' })
  expect(robots.body).toMatch(/^Disallow: \/$/m)
  expect(robots.body).toMatch(/^Allow: \/guide$/m)
  expect(robots.body).toContain('Sitemap: https://care.example.org/sitemap.xml')
  const sitemap = await get('/sitemap.xml')
  expect(sitemap).toMatchObject({ status: 200, type: 'application/xml; charset=utf-8' })
  expect([...sitemap.body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address)).toEqual(
    ['/', '/guide', '/guide/cost', '/guide/de', '/guide/de/cost', '/guide/side-effects'].map(
      (path) => `https://care.example.org${path}`,
    ),
  )
  // Each page with itself in its other languages, itself included.
  const [, ofCost = ''] = /<url>(<loc>[^<]*\/guide\/de\/cost<\/loc>.*?)<\/url>/.exec(sitemap.body) ?? []
  expect(
    [...ofCost.matchAll(/hreflang="(\w+)" href="([^"]+)"/g)].map(([, language, href]) => [language, href]),
  ).toEqual([
    ['en', 'https://care.example.org/guide/cost'],
    ['de', 'https://care.example.org/guide/de/cost'],
  ])
})
