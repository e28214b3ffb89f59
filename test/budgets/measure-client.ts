/**
 * Measures what a phone is asked to carry: the weight of each page, the engine in a slow browser, and what Lighthouse says of the
 * built pages. Prints JSON; `bench/client.ts` makes the page of it. It runs in a process of its own, since it opens a whole house.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import lighthouse from 'lighthouse'
import type { Page } from 'playwright-core'
import { parse } from 'yaml'
import protocolJson from '../../knowledge/protocol.json' with { type: 'json' }
import { firstLoads, keptOffline, kilobytesOf } from '../../web/build/first-load.ts'
import { openBrowser } from '../browser/open-browser.ts'
import { openHouse } from '../journey/support/house.ts'
import { readyForFlight, settled } from '../journey/support/story.ts'

const root = join(import.meta.dirname, '../..')
const web = join(root, 'web')
const slowdown = 4
const calls = 300
/** Lighthouse itself asks for more than one run: the machine has a part in each. */
const runs = 3
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof categories)[number]

export interface EngineTime {
  readonly verb: string
  /** Milliseconds, at a processor that is so many times slower. */
  readonly median: number
  readonly slowest95: number
  /** The first call, before the browser has compiled anything. */
  readonly first: number
}

export interface Scores {
  readonly page: string
  /** 0 to 100, the median of the runs. */
  readonly scores: Readonly<Partial<Record<Category, number>>>
  /** Audits that were not passed, by their ids. */
  readonly missed: Readonly<Partial<Record<Category, readonly string[]>>>
  readonly firstPaintMs: number
  readonly largestPaintMs: number
  /** How long a touch would have waited, all waits together. */
  readonly blockedMs: number
}

export interface ClientFigures {
  readonly slowdown: number
  readonly runs: number
  /** One for each language of each page. */
  readonly loads: readonly { readonly path: string; readonly language: string; readonly kilobytes: number }[]
  readonly guideScripts: number
  readonly offline: { readonly files: number; readonly kilobytes: number }
  readonly engine: readonly EngineTime[]
  readonly lighthouse: readonly Scores[]
}

type Result = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr']
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const example = (name: string): Readonly<Record<string, unknown>> =>
  parse(readFileSync(join(root, 'examples', name), 'utf8')) as Readonly<Record<string, unknown>>

/** In a page of its own, with the engine and the protocol as they are published. */
async function timeEngine(): Promise<EngineTime[]> {
  await using opened = await openBrowser({
    '/pathway.js': join(root, 'pathway', 'dist', 'pathway.js'),
    '/protocol.json': join(root, 'knowledge', 'protocol.json'),
  })
  const { page } = opened
  const device = await page.context().newCDPSession(page)
  await device.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const { activity, ...mayI } = example('may-i.yaml')
  const { label, ...product } = example('check-product.yaml')
  const screened = JSON.parse(readFileSync(join(root, 'examples', 'screen.json'), 'utf8')) as {
    facts: object
    day: string
  }
  const half = example('screen-unfinished.yaml')
  const inputs: readonly [verb: string, name: string, ...given: unknown[]][] = [
    ['screen', 'screen, every question answered', screened.facts, screened.day],
    ['screen', 'screen, half filled: what to ask next', half.facts, half.day],
    ['triage', 'triage', example('triage.yaml')],
    ['mayI', 'mayI', activity, mayI],
    ['checkProduct', 'checkProduct, a label of 16 ingredients', label, product],
  ]
  // Refused input would be fast for the wrong reason.
  const pathway = loadProtocol(protocolJson as unknown as Protocol) as unknown as Record<
    string,
    (...given: unknown[]) => unknown
  >
  for (const [verb, , ...given] of inputs) pathway[verb]?.(...given)
  const times = await page.evaluate<number[][]>(`(async () => {
    const { loadProtocol } = await import('/pathway.js')
    const pathway = loadProtocol(await (await fetch('/protocol.json')).json())
    return ${JSON.stringify(inputs)}.map(([verb, , ...given]) => Array.from({ length: ${calls} }, () => {
      const start = performance.now()
      pathway[verb](...given)
      return performance.now() - start
    }))
  })()`)
  return inputs.map(([, verb], at) => {
    const all = times[at] ?? []
    const sorted = all.slice(1).sort((a, b) => a - b)
    return {
      verb,
      median: median(sorted),
      slowest95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      first: all[0] ?? 0,
    }
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Audits that count in a category and were not passed in any of the runs. */
const missedIn = (results: readonly Result[], category: Category): string[] => {
  const weighed = results.flatMap(({ categories }) =>
    (categories[category]?.auditRefs ?? []).filter(({ weight }) => weight > 0).map(({ id }) => id),
  )
  return [...new Set(weighed)].filter((id) => results.some(({ audits }) => (audits[id]?.score ?? 1) < 0.9))
}

/** Until the whole of the app is on the phone. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await settled(page)
  await readyForFlight(page)
  await page.waitForLoadState('networkidle')
}

/** On the server as anybody runs it, with the Chromium that the tests use. */
async function lookWithLighthouse(): Promise<Scores[]> {
  const port = await freePort()
  await using house = await openHouse({ withDemo: true })
  const page: Page = await house.person('phone', { keepsIn: 'lighthouse', debuggedAt: port })
  const headers = { origin: house.address }
  const { demo } = (await (await page.request.get('/api/demo')).json()) as {
    demo: { clinicId: string; clients: { clientId: string; name: string }[] }
  }
  const client = demo.clients.find(({ name }) => name.endsWith('Day 3 calm'))
  await page.request.post('/api/auth/demo/enter', { data: { clientId: client?.clientId }, headers })
  const pages: readonly { name: string; path: string; isPublic?: true; again?: true }[] = [
    { name: 'the guide, `/guide`', path: '/guide', isPublic: true },
    { name: 'its longest page, `/guide/side-effects`', path: '/guide/side-effects', isPublic: true },
    { name: 'the front door, `/`', path: '/', isPublic: true },
    { name: 'today, `/c/…`, first visit', path: `/c/${demo.clinicId}` },
    // As she opens it on every day but the first: the app is on her phone, and so is what it showed last.
    { name: 'today, `/c/…`, every later visit', path: `/c/${demo.clinicId}`, again: true },
  ]
  const found: Scores[] = []
  for (const { name, path, isPublic = false, again = false } of pages) {
    if (again) await visit(page, path)
    const results: Result[] = []
    for (let run = 0; run < runs; run++) {
      const result = await lighthouse(house.address + path, {
        port,
        logLevel: 'error',
        output: 'json',
        onlyCategories: [...categories],
        // Nothing is there from the time before, but her session, which is in the cookies.
        disableStorageReset: again,
        clearStorageTypes: [
          'file_systems',
          'shader_cache',
          'service_workers',
          'cache_storage',
          'indexeddb',
          'local_storage',
        ],
        // Her own pages are for nobody to find: robots.txt keeps search engines away, and this audit would have them let in.
        skipAudits: isPublic ? [] : ['is-crawlable'],
      })
      if (!result || result.lhr.runtimeError)
        throw new Error(`Lighthouse: ${result?.lhr.runtimeError?.message ?? 'nothing'}`)
      results.push(result.lhr)
    }
    const scoreOf = (category: Category) =>
      median(results.map((each) => Math.round((each.categories[category]?.score ?? 0) * 100)))
    const msOf = (audit: string) => median(results.map(({ audits }) => audits[audit]?.numericValue ?? 0))
    found.push({
      page: name,
      scores: Object.fromEntries(categories.map((each) => [each, scoreOf(each)])),
      missed: Object.fromEntries(categories.map((each) => [each, missedIn(results, each)])),
      firstPaintMs: msOf('first-contentful-paint'),
      largestPaintMs: msOf('largest-contentful-paint'),
      blockedMs: msOf('total-blocking-time'),
    })
  }
  return found
}

/** What a browser would run; a block of data is none. */
const scriptsOfGuide = (): number =>
  readdirSync(join(web, 'dist', 'guide'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .reduce((sum, name) => {
      const page = readFileSync(join(web, 'dist', 'guide', name), 'utf8')
      return sum + (page.match(/<script(?! type="application\/ld\+json")/g)?.length ?? 0)
    }, 0)

const kept = keptOffline(web)
const figures: ClientFigures = {
  slowdown,
  runs,
  loads: firstLoads(web).map(({ path, language, kilobytes }) => ({ path, language, kilobytes })),
  guideScripts: scriptsOfGuide(),
  offline: { files: kept.length, kilobytes: kilobytesOf(web, kept) },
  engine: await timeEngine(),
  lighthouse: await lookWithLighthouse(),
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
