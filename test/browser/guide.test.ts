/// <reference lib="dom" />
/** The public guide as it was built, in a real browser: without script, for a screen reader, on a narrow screen, on paper. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type Opened, openBrowser } from './open-browser.ts'

const dist = join(import.meta.dirname, '..', '..', 'web', 'dist')
const folder = join(dist, 'guide')
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const slugs = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.html'))
      .map((name) => name.replace('.html', ''))
  : []
const addressOf = (slug: string) => (slug === 'index' ? '/guide' : `/guide/${slug}`)

const openEverything = (page: Page) =>
  page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

test('the guide was built', () => {
  expect(slugs.length).toBeGreaterThan(10)
})

describe.skipIf(!chromiumPath || slugs.length === 0)('the guide', () => {
  let opened: Opened
  beforeAll(async () => {
    const assets = readdirSync(join(dist, 'assets')).filter((name) => /\.(css|woff2)$/.test(name))
    opened = await openBrowser({
      '/mark.svg': join(dist, 'mark.svg'),
      ...Object.fromEntries(slugs.map((slug) => [addressOf(slug), join(folder, `${slug}.html`)])),
      ...Object.fromEntries(assets.map((name) => [`/assets/${name}`, join(dist, 'assets', name)])),
    })
  })
  afterAll(async () => opened?.[Symbol.asyncDispose]())
  const url = (slug: string) => new URL(addressOf(slug), opened.page.url()).href

  test.each(slugs)(
    '%s has nothing that axe finds wrong, in the light and in the dark, everything opened',
    async (slug) => {
      const { page } = opened
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(url(slug))
      await page.addScriptTag({ path: axe })
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme })
        await openEverything(page)
        const found = await page.evaluate(async () => {
          // biome-ignore lint/suspicious/noExplicitAny: axe brings no types into the page.
          const { violations } = await (globalThis as any).axe.run((globalThis as any).document, {
            resultTypes: ['violations'],
          })
          return violations.map((each: { id: string; nodes: { html: string }[] }) => [
            each.id,
            each.nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)),
          ])
        })
        expect([scheme, found]).toEqual([scheme, []])
      }
    },
  )

  test.each(slugs)('%s fits a screen of 320 px with everything opened, and one of 1440', async (slug) => {
    const { page } = opened
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(url(slug))
      await openEverything(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([width, wide]).toEqual([width, width])
    }
  })

  test('without script, sources open where they stand', async () => {
    const context = await opened.page.context().browser()?.newContext({ javaScriptEnabled: false })
    const page = await context?.newPage()
    if (!context || !page) throw new Error('No second window could be opened.')
    await page.goto(url('cost'))
    const sources = page.locator('.sources').first()
    expect(await sources.locator('li').first().isVisible()).toBe(false)
    await sources.locator('summary').click()
    expect(await sources.locator('li').first().isVisible()).toBe(true)
    await sources.locator('.from a').first().click()
    expect(page.url()).toMatch(/\/guide\/sources#source-[\w-]+$/)
    await context.close()
  })

  test('with the keyboard, the first stop leads past the head, and the next ones to sources', async () => {
    const { page } = opened
    await page.goto(url('what-it-is'))
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.querySelector('details')?.open)).toBe(true)
  })

  test('on paper what was folded is there, and the sources leave their numbers', async () => {
    const { page } = opened
    await page.goto(url('who-should-wait'))
    await page.emulateMedia({ media: 'print' })
    const shown = await page.evaluate(() => {
      const isShown = (selector: string) => document.querySelector(selector)?.checkVisibility()
      return { folded: isShown('.more .plain'), sources: isShown('.sources .claims'), way: isShown('.neighbours') }
    })
    expect(shown).toEqual({ folded: true, sources: false, way: false })
    expect(await page.locator('.paper').first().isVisible()).toBe(true)
    await page.emulateMedia({ media: null })
  })

  test('a page starts with one style sheet and no script', async () => {
    for (const slug of slugs) {
      const text = readFileSync(join(folder, `${slug}.html`), 'utf8')
      expect([
        slug,
        text.match(/rel="stylesheet"/g)?.length,
        /<script(?! type="application\/ld\+json")/.test(text),
      ]).toEqual([slug, 1, false])
    }
  })
})
