/** What the build made: who waits for it, and what it may not hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { addresses, endpoints } from '@needlepoint/contract'
import { expect, test } from 'vitest'

const dist = join(import.meta.dirname, '..', 'dist')
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
