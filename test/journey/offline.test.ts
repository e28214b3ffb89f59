/**
 * What a phone does when the network, the server, the clock or the device itself lets her down: nothing that she wrote is lost,
 * nothing is sent twice, and what she sees is said as it is.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../browser/open-browser.ts'
import { answerOwnQuestions } from './support/answering.ts'
import { buildAgain } from './support/build-again.ts'
import { clientCalled, type Demo, enterDemo, showDemo } from './support/demo.ts'
import { type House, openHouse } from './support/house.ts'
import { filled, idsOf, routesOf } from './support/routes.ts'
import { readyForFlight, type Story, settled, tellStory } from './support/story.ts'
import { both, own, say } from './support/texts.ts'

const checkIns = '**/api/clinics/*/check-ins'
const day = 24 * 60 * 60_000

const keepSomething = `new Promise((resolve) => {
  const opening = indexedDB.open('test', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('any')
  opening.onerror = () => resolve('full')
  opening.onsuccess = () => {
    const writing = opening.result.transaction('any', 'readwrite')
    writing.objectStore('any').put('x'.repeat(1000), 'x')
    writing.oncomplete = () => resolve('room')
    writing.onabort = () => resolve(writing.error?.name === 'QuotaExceededError' ? 'full' : String(writing.error))
  }
}).then((said) => (indexedDB.deleteDatabase('test'), said))`
const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

describe.skipIf(!chromiumPath)('her phone', { timeout: 300_000 }, () => {
  let house: House
  let story: Story
  let demo: Demo
  let clinicId: string
  beforeAll(async () => {
    house = await openHouse({ withDemo: true })
    story = tellStory('offline')
    demo = await showDemo(await house.person('desk'))
    clinicId = demo.clinicId
  }, 300_000)
  afterAll(async () => house?.[Symbol.asyncDispose]())

  /** Somebody of the demo on a phone of her own, at her page for today. */
  async function walkIn(name: string, options: { readonly keepsIn?: string } = {}): Promise<Page> {
    const page = await house.person('phone', options)
    await enterDemo(house, page, { clientId: clientCalled(demo, name).clientId })
    await page.goto(`/c/${clinicId}`)
    await settled(page)
    return page
  }
  async function inFlightMode(page: Page, work: () => Promise<void>): Promise<void> {
    await page.context().setOffline(true)
    await house.stop()
    try {
      await work()
    } finally {
      await house.start()
      if (!page.isClosed()) await page.context().setOffline(false)
    }
  }
  /** Answers calmly and sends. */
  async function checkIn(page: Page, words: string): Promise<void> {
    await page.goto(`/c/${clinicId}/check-in`)
    await page.getByRole('button', { name: own.checkIn.start }).click()
    await page.locator('main form').waitFor()
    await answerOwnQuestions(page, { redness: 1 }, own.checkIn.lastTitle)
    await page.getByLabel(own.checkIn.words).fill(words)
    await page.getByRole('button', { name: own.checkIn.send }).click()
    await title(page, own.result.title)
  }
  const reportsSaying = async (page: Page, words: string): Promise<number> => {
    const { clientId } = clientCalled(demo, 'Day 3 calm')
    const list = await page.request.get(`/api/clinics/${clinicId}/clients/${clientId}/check-ins`)
    const { items } = (await list.json()) as { items: { id: string }[] }
    const all = await Promise.all(items.map(({ id }) => page.request.get(`/api/clinics/${clinicId}/check-ins/${id}`)))
    const said = await Promise.all(all.map(async (each) => ((await each.json()) as { words: string | null }).words))
    return said.filter((each) => each === words).length
  }

  test('after one visit every page of hers opens in flight mode, also those that she never opened', async () => {
    const page = await walkIn('Day 3 calm')
    await readyForFlight(page)
    await page.waitForLoadState('networkidle')
    const ids = await idsOf(page, clinicId, clientCalled(demo, 'Day 3 calm').clientId)
    const wrong = [both.problem.pageMissing, both.problem.unknown, both.problem.missingFile, both.problem.noAnswer]
    const failed: string[] = []
    await inFlightMode(page, async () => {
      for (const { parent, path } of routesOf('client')) {
        const address = filled(parent === 'own' ? `/c/$clinicId${path}` : path, ids)
        await page.goto(address)
        await settled(page)
        const said = await page.locator('body').innerText()
        // A photo that was sent is at the clinic alone: whoever finds the phone finds none.
        const told = path === '/photos/$photoId' ? wrong.filter((each) => each !== both.problem.noAnswer) : wrong
        for (const each of told) if (said.includes(each)) failed.push(`${address} says “${each}”.`)
        if (!said.includes(both.offline.title)) failed.push(`${address} does not say that there is no connection.`)
      }
      await page.goto(`/c/${clinicId}`)
      await story.look(page, 'today-offline')
    })
    expect(failed).toEqual([])
  })

  test('what she writes in flight mode survives closing the browser, and two tabs that hear twice that the line is back send it once', async () => {
    const keepsIn = 'phone-that-is-closed'
    const words = 'Written above the clouds.'
    const before = await walkIn('Day 3 calm', { keepsIn })
    await readyForFlight(before)
    await before.waitForLoadState('networkidle')
    await inFlightMode(before, async () => {
      await checkIn(before, words)
      await before.getByText(say(own.outbox.waiting_one, {})).waitFor()
      await before.getByText(both.levels.expected).first().waitFor()
      await story.look(before, 'check-in-waits')
      await before.context().close()
    })

    // The line comes back to two tabs at once, and each is told twice.
    const after = await house.person('phone', { keepsIn })
    const context = after.context()
    const sent: string[] = []
    await context.route(checkIns, async (route) => {
      if (route.request().method() !== 'POST') return await route.fallback()
      sent.push(route.request().postData() ?? '')
      if (sent.length === 1) await released
      await route.fallback()
    })
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const other = await context.newPage()
    await Promise.all([after.goto(`/c/${clinicId}`), other.goto(`/c/${clinicId}/more`)])
    for (const page of [after, other]) {
      await settled(page)
      await page.evaluate("dispatchEvent(new Event('online')); dispatchEvent(new Event('online'))")
    }
    release()
    for (const page of [after, other])
      await page.getByText(say(own.outbox.waiting_one, {})).waitFor({ state: 'detached' })
    expect(sent).toHaveLength(1)
    expect(await reportsSaying(after, words)).toBe(1)
    await context.close()
  })

  test('a new version arrives while a form is half filled: the old page goes on, the draft is there in the new one', async () => {
    const changed = 'This is your own page, and it is a newer one.'
    const folder = await mkdtemp(join(tmpdir(), 'needlepoint-second-build-'))
    try {
      await buildAgain(folder, (texts) => texts.replace(own.today.beforeLead, changed))
      const page = await walkIn('Added')
      await readyForFlight(page)
      await page.goto(`/c/${clinicId}/intake`)
      await page.getByRole('button', { name: own.intake.start, exact: true }).click()
      await page.locator('main form').waitFor()
      const first = await page.getByRole('heading', { level: 1 }).innerText()
      await page.locator('main form input').first().check()
      await page.getByRole('button', { name: own.question.continue, exact: true }).click()
      await page.getByRole('heading', { level: 1, name: first }).waitFor({ state: 'detached' })
      const second = await page.getByRole('heading', { level: 1 }).innerText()

      await house.stop()
      await house.start(folder)
      // A browser looks for a new version from time to time; here it looks now.
      await page.evaluate('navigator.serviceWorker.getRegistration().then((each) => each.update()).then(() => null)')
      await page.getByText(own.version.newer).waitFor()
      await title(page, second)
      await story.look(page, 'newer-version')

      // The server has the files of the old version no more. The page that is open has them all, also one that it never asked for.
      await page.getByRole('link', { name: own.nav.more }).click()
      await page.getByRole('link', { name: own.more.data }).click()
      await title(page, own.data.title)
      await page.goBack()
      await page.goBack()
      await title(page, second)

      await page.getByRole('button', { name: own.version.use }).click()
      await page.getByText(own.version.newer).waitFor({ state: 'detached' })
      await title(page, second)
      await page.getByRole('link', { name: own.nav.today }).click()
      await page.getByText(changed).waitFor()
      // The old version is gone from the device once nobody has it open any more.
      await page.reload()
      await settled(page)
      await page.reload()
      await settled(page)
      const versions = await page.evaluate<string[]>(
        "caches.keys().then((all) => all.filter((name) => name.startsWith('needlepoint-page-')))",
      )
      expect(versions).toHaveLength(1)
      await page.context().close()
    } finally {
      await house.stop()
      await house.start()
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('a page of the guide that she opened is there in flight mode, and one that she did not is said not to be', async () => {
    const page = await walkIn('Day 3 calm')
    await readyForFlight(page)
    await page.goto('/guide/cost')
    const heading = await page.getByRole('heading', { level: 1 }).innerText()
    // It is kept after it has shown.
    await page.waitForLoadState('networkidle')
    await inFlightMode(page, async () => {
      await page.goto('/guide/cost')
      await title(page, heading)
      expect(await page.evaluate<string>('getComputedStyle(document.body).fontFamily')).toContain('Atkinson')
      await page.goto('/guide/what-it-is')
      await title(page, own.notHere.title)
      await page.getByRole('link', { name: heading }).waitFor()
      await story.look(page, 'guide-not-here')
      await page.getByRole('link', { name: heading }).click()
      await title(page, heading)
    })
  })

  test.each([
    [
      'keeps nothing',
      async (context: BrowserContext) => {
        // As a browser does in which somebody forbids pages to keep anything.
        await context.addInitScript("indexedDB.open = () => { throw new DOMException('Denied', 'SecurityError') }")
      },
    ],
    [
      'is full',
      async (context: BrowserContext, page: Page) => {
        const device = await context.newCDPSession(page)
        await page.goto('/guide')
        await device.send('Storage.overrideQuotaForOrigin', { origin: house.address, quotaSize: 1 })
        // The browser believes for a few seconds longer that there is room.
        await expect.poll(() => page.evaluate(keepSomething), { timeout: 60_000, interval: 4_000 }).toBe('full')
      },
    ],
  ] as const)(
    'on a device that %s she is told so, answers all the same, and what she wrote arrives',
    async (how, spoil) => {
      const words = `Written on a device that ${how}.`
      const page = await walkIn('Day 3 calm')
      await readyForFlight(page)
      await spoil(page.context(), page)
      await page.goto(`/c/${clinicId}/check-in`)
      await page.getByRole('button', { name: own.checkIn.start }).click()
      await page.getByText(own.keeping.nothing).waitFor()
      await story.look(page, `device-${how.replace(' ', '-')}`)
      await answerOwnQuestions(page, { redness: 1 }, own.checkIn.lastTitle)
      await page.getByLabel(own.checkIn.words).fill(words)
      // She looks at something else meanwhile: what she typed lives as long as this window.
      await page.getByRole('link', { name: own.nav.mayI }).click()
      await title(page, own.mayI.title)
      await page.getByRole('link', { name: own.nav.checkIn }).click()
      expect(await page.getByLabel(own.checkIn.words).inputValue()).toBe(words)
      await inFlightMode(page, async () => {
        await page.getByRole('button', { name: own.checkIn.send }).click()
        await title(page, own.result.title)
        await page.getByText(say(own.outbox.waiting_one, {})).waitFor()
      })
      await page.evaluate("dispatchEvent(new Event('online'))")
      await page.getByText(say(own.outbox.waiting_one, {})).waitFor({ state: 'detached' })
      expect(await reportsSaying(page, words)).toBe(1)
      await page.context().close()
    },
  )

  test.each([
    ['ahead', day],
    ['behind', -day],
  ] as const)(
    'a clock that is a day %s is said, and day, countdowns and her report follow the clinic’s',
    async (way, by) => {
      const words = `My clock is a day ${way}.`
      const right = await walkIn('Day 3 calm')
      const until = await right.locator('main').innerText()
      const page = await house.person('phone')
      await page.clock.install({ time: Date.now() + by })
      await page.clock.resume()
      await enterDemo(house, page, { clientId: clientCalled(demo, 'Day 3 calm').clientId })
      await page.goto(`/c/${clinicId}`)
      await title(page, say(own.today.day, { day: 3 }))
      const said = own.clock[way].split('{by}')[0] ?? ''
      await page.getByText(said).waitFor()
      expect(await page.locator('main').innerText()).toBe(until)
      await story.look(page, `clock-${way}`)
      await readyForFlight(page)
      await page.waitForLoadState('networkidle')
      await inFlightMode(page, async () => {
        // Also when nobody can be asked.
        await page.reload()
        await title(page, say(own.today.day, { day: 3 }))
        await page.getByText(said).waitFor()
        await checkIn(page, words)
      })
      await page.evaluate("dispatchEvent(new Event('online'))")
      await page.getByText(say(own.outbox.waiting_one, {})).waitFor({ state: 'detached' })
      expect(await reportsSaying(page, words)).toBe(1)
      await page.context().close()
    },
  )
})
