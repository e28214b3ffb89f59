/** What the build made: who waits for it, and what it may not hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { addresses, endpoints } from '@needlepoint/contract'
import { expect, test } from 'vitest'
import { languages } from '../shared/texts/languages.ts'
import type english from '../texts/en/shared.json'
import { textsNamedIn } from './early.ts'
import { firstLoads, keptOffline, kilobytesOf } from './first-load.ts'
import { reachedFrom } from './offline.ts'

const web = join(import.meta.dirname, '..')
const dist = join(web, 'dist')
const read = (path: string) => readFileSync(join(dist, path))
const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'))

/** All scripts that a page needs before it shows, and those that they load at once. */
function firstScripts(page: string): string[] {
  const found = new Set<string>()
  const visit = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const code = read(`assets/${name}`).toString()
    for (const [, next = ''] of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) visit(next)
  }
  for (const [, name = ''] of read(page)
    .toString()
    .matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g))
    visit(name)
  return [...found]
}
const kilobytes = (names: readonly string[]) =>
  names.reduce((sum, name) => sum + gzipSync(read(`assets/${name}`), { level: 9 }).length, 0) / 1000

test('the client’s app starts with less than 150 kB of script, so that a page of hers stays below 200', () => {
  const first = firstScripts('client/index.html')
  expect(first.length).toBeGreaterThan(2)
  expect(kilobytes(first)).toBeLessThan(150)
})

test.each(languages)(
  'every page of the client’s app starts with less than 200 kB of script for who reads %s',
  (language) => {
    const loads = firstLoads(web).filter((each) => each.language === language)
    expect(loads.length).toBeGreaterThan(15)
    for (const { path, scripts, kilobytes } of loads) {
      // The page, what it needs and the page around it: fewer would mean that some were not found.
      expect([path, scripts.length > 8]).toEqual([path, true])
      expect([path, kilobytes < 200]).toEqual([path, true])
    }
  },
)

test('what her page for today is made of, looks like and decides with is asked for together with the app', () => {
  const page = read('client/index.html').toString()
  const hinted = new Set(
    [...page.matchAll(/<meta name="early-\w+"[^>]* content="([^"]+)"/g)].flatMap(([, files = '']) => files.split(' ')),
  )
  const today = firstLoads(web).filter(({ path }) => path === '/c/…/')
  expect(today.length).toBe(languages.length)
  const first = firstScripts('client/index.html')
  for (const { scripts } of today)
    expect(scripts.filter((name) => !first.includes(name) && !hinted.has(`/assets/${name}`))).toEqual([])
  expect([...hinted].filter((name) => name.endsWith('.css')).length).toBeGreaterThan(0)
  // The protocol, and its texts in each language.
  expect([...hinted].filter((name) => name.endsWith('.json')).length).toBe(1 + languages.length)
  expect([...hinted].filter((name) => !existsSync(join(dist, name)))).toEqual([])
})

test.each(['client', 'clinic'])('nobody who opens the %s’s app loads the texts of another language', (app) => {
  const page = `${app}/index.html`
  const spoken = textsNamedIn(read(page).toString())
  expect([...spoken.keys()].toSorted()).toEqual([...languages].toSorted())
  const first = firstScripts(page).map((name) => `/assets/${name}`)
  const texts = [...spoken].map(([language, scripts]) => {
    expect([language, scripts.length]).toEqual([language, 2])
    // One sentence that both apps have: it is where it says that it is, and in nothing that everybody loads.
    const { skip } = JSON.parse(readFileSync(join(web, 'texts', language, 'shared.json'), 'utf8')) as typeof english
    const holds = (name: string) => read(name.slice(1)).includes(skip.toContent)
    expect([language, scripts.some(holds), first.some(holds)]).toEqual([language, true, false])
    return scripts
  })
  expect(new Set(texts.flat()).size).toBe(2 * languages.length)
})

test('a page of the guide has no script, and weighs less than 100 kB with its style', () => {
  const pages = readdirSync(join(dist, 'guide'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.html'),
  )
  expect(pages.length).toBeGreaterThan(10)
  for (const page of pages) {
    const text = read(`guide/${page}`).toString()
    const styles = [...text.matchAll(/href="\/(assets\/[\w.-]+\.css)"/g)].map(([, name = '']) => read(name))
    const kilobytes = [read(`guide/${page}`), ...styles].reduce((sum, each) => sum + gzipSync(each).length, 0) / 1000
    expect([page, styles.length, /<script(?! type="application\/ld\+json")/.test(text), kilobytes < 100]).toEqual([
      page,
      1,
      false,
      true,
    ])
  }
})

test('the service worker keeps whatever the client’s app may load, nothing of the clinic’s, and not more than 1.5 MB', () => {
  const kept = keptOffline(web)
  const names = readdirSync(join(dist, 'assets'))
  const screens = readFileSync(join(web, 'client', 'routes.tsx'), 'utf8').matchAll(
    /import\('\.\/[\w-]+\/(\w+)\.tsx'\)/g,
  )
  const missing = [...screens].filter(([, name]) => !kept.some((each) => each.startsWith(`/assets/${name}-`)))
  expect(missing.map(([, name]) => name)).toEqual([])
  for (const [, name = ''] of read('client/index.html')
    .toString()
    .matchAll(/"(\/assets\/[\w.-]+)"/g))
    expect(kept).toContain(name)
  expect(kept.filter((each) => /\/assets\/(protocol(-texts\.\w+)?-|.*\.woff2)/.test(each)).length).toBeGreaterThan(4)
  expect(kept.filter((each) => /ClinicShell|Mantine|DemoScreen/.test(each))).toEqual([])
  expect(kept.every((each) => names.includes(each.replace('/assets/', '')))).toBe(true)
  expect(kilobytesOf(web, kept)).toBeLessThan(1500)
})

test('what is kept is found by following names from the page, through scripts, styles and what they load', () => {
  const texts = new Map([
    ['page.html', '<script src="/assets/a-1.js">'],
    ['assets/a-1.js', 'import("./b-2.js")'],
    ['assets/b-2.js', 'const styles = ["assets/c-3.css"]'],
    ['assets/c-3.css', 'url(/assets/font-4.woff2)'],
    ['assets/font-4.woff2', undefined],
    ['assets/clinic-5.js', 'import("./b-2.js")'],
  ])
  expect(reachedFrom('page.html', texts)).toEqual(
    ['a-1.js', 'b-2.js', 'c-3.css', 'font-4.woff2'].map((each) => `assets/${each}`),
  )
})

test('no page carries the schemas of the contract, builds code from text, or has a script in its source', () => {
  for (const name of scripts) {
    const code = read(`assets/${name}`).toString()
    expect([name, /ZodError|\beval\(|new Function\(/.test(code)]).toEqual([name, false])
  }
  for (const page of ['client/index.html', 'clinic/index.html']) {
    expect(read(page).toString()).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/)
  }
})

test('the table of addresses names every endpoint, and no more of it than a call needs', () => {
  const table = addresses()
  expect(Object.keys(table)).toEqual(Object.keys(endpoints))
  expect(JSON.stringify(table).length / Object.keys(table).length).toBeLessThan(200)
  for (const [name, endpoint] of Object.entries(endpoints)) {
    expect(table[name]).toMatchObject({ method: endpoint.method, path: endpoint.path })
  }
  expect(scripts.some((name) => read(`assets/${name}`).includes('/api/clinics/:clinicId/check-ins/today'))).toBe(true)
})

test('the protocol comes without texts, and each language beside it', () => {
  const assets = readdirSync(join(dist, 'assets'))
  const one = (pattern: RegExp) => {
    const found = assets.filter((name) => pattern.test(name))
    // The engine is loaded by pages that decide; until one does, the build leaves its files out.
    return found.length === 0 ? undefined : JSON.parse(read(`assets/${found[0]}`).toString())
  }
  const protocol = one(/^protocol-[\w-]+\.json$/)
  if (protocol === undefined) return
  expect(protocol.texts).toEqual({})
  expect(one(/^protocol-texts\.en-[\w-]+\.json$/)).toHaveProperty('decisions.proceed.name')
})

test('compressed files stand beside what is worth it', () => {
  for (const name of scripts.filter((each) => read(`assets/${each}`).length >= 1024)) {
    expect([
      name,
      existsSync(join(dist, 'assets', `${name}.br`)),
      existsSync(join(dist, 'assets', `${name}.gz`)),
    ]).toEqual([name, true, true])
  }
})
