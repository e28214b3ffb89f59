/**
 * The client's app for somebody who sees little, hears the page, uses no mouse, or holds a very small screen. Every address that the
 * app knows is looked at, so a new page is held to the same from its first day. `docs/accessibility.md` says what is held how.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jpeg } from '../../server/files/test-support/pictures.ts'
import { newId } from '../../server/ids.ts'
import { chromiumPath } from '../browser/open-browser.ts'
import { axeOn } from './support/axe.ts'
import { clientCalled, type Demo, enterDemo, showDemo } from './support/demo.ts'
import { type House, openHouse } from './support/house.ts'
import { filled, idsOf, routesOf } from './support/routes.ts'
import { settled } from './support/story.ts'
import { both, own, say } from './support/texts.ts'

/** What is wrong with the page as it stands, in lines; run within the page. */
const wideBy = 'document.documentElement.scrollWidth - innerWidth'
const badHeadings = `(() => {
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))
  return levels.filter((level) => level === 1).length === 1 && levels[0] === 1 && levels.every((level, at) => at === 0 || level <= levels[at - 1] + 1)
    ? null : levels.join(' ')
})()`
/**
 * What a screen reader is given: a main part whose heading comes first, places with a name, no control without one.
 * @returns what is wrong with it, a line each
 */
async function misheardOn(page: Page, address: string): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot()
  const wrong: string[] = []
  const main = tree.search(/^- main/m)
  if (main < 0 || tree.search(/- heading .*\[level=1\]/) < main)
    wrong.push(`${address}: no main part with a heading of the first level.`)
  // `- button` and no name after it.
  const nameless = /^\s*- (button|link|checkbox|radio|textbox|combobox|searchbox|img)(?![\w "])[^"\n]*$/gm
  for (const control of tree.match(nameless) ?? [])
    wrong.push(`${address}: a control without a name: ${control.trim()}`)
  if (address.startsWith('/c/') && !address.endsWith('/open') && !tree.includes(`navigation "${own.nav.label}"`))
    wrong.push(`${address}: the places have no name.`)
  return wrong
}
/** Fingers: 44 px for what stands by itself; a link within a sentence needs what WCAG asks of it, which axe checks. */
const smallTargets = `[...document.querySelectorAll('main button, main summary, nav a, main input, main select, main textarea, main li > a:only-child')]
  .filter((each) => each.checkVisibility() && !each.matches('.hidden-from-eyes'))
  .map((each) => {
    const target = each.matches('input') && each.closest('label') ? each.closest('label') : each
    const { width, height } = target.getBoundingClientRect()
    return { height, width, says: (each.innerText || each.ariaLabel || each.name || each.className).slice(0, 60) }
  })
  .filter(({ width, height }) => width > 1 && (height < 43.5 || width < 24))
  .map(({ says, width, height }) => says + ': ' + Math.round(width) + ' × ' + Math.round(height))`

/** Steers a page by its keys alone. `hidden` gathers what had the focus and could not be seen. */
function keyboardOf(page: Page) {
  const focused = () =>
    page.evaluate<{ tag: string; says: string; level: string | null; seen: boolean }>(`(() => {
      const each = document.activeElement
      const label = each.labels?.[0]
      const { left, top, width, height } = (each.type === 'checkbox' || each.type === 'radio' ? label ?? each : each).getBoundingClientRect()
      const at = document.elementFromPoint(left + width / 2, Math.min(Math.max(top + height / 2, 0), innerHeight - 1))
      return {
        tag: each.tagName,
        says: (each.getAttribute('aria-label') ?? label?.innerText ?? each.innerText ?? '').trim().split('\\n')[0],
        level: each.getAttribute('role'),
        seen: each === document.body || (at !== null && (each.contains(at) || at.contains(each) || (label?.contains(at) ?? false))),
      }
    })()`)
  const hidden: string[] = []
  /** Presses Tab until something has the focus that says this. */
  const tabTo = async (says: string) => {
    for (let pressed = 0; pressed < 150; pressed++) {
      await page.keyboard.press('Tab')
      const here = await focused()
      // WCAG 2.4.11: the bar at the edge of the window never covers what has the focus.
      if (!here.seen) hidden.push(`${page.url()}: ${here.tag} “${here.says}” has the focus and is covered.`)
      if (here.says === says) return
    }
    throw new Error(`There is no way to “${says}” with the keyboard.`)
  }
  return { focused, hidden, tabTo }
}

describe.skipIf(!chromiumPath)('the client’s app', { timeout: 400_000 }, () => {
  let house: House
  let demo: Demo
  let clinicId: string
  const hasPhoto = new Set<string>()
  beforeAll(async () => {
    house = await openHouse({ withDemo: true })
    demo = await showDemo(await house.person('desk'))
    clinicId = demo.clinicId
  }, 300_000)
  afterAll(async () => house?.[Symbol.asyncDispose]())

  async function personCalled(name: string, options: Parameters<House['person']>[1] = {}): Promise<Page> {
    const page = await house.person('phone', options)
    await enterDemo(house, page, { clientId: clientCalled(demo, name).clientId })
    return page
  }
  async function addressesOf(page: Page, name: string): Promise<string[]> {
    const { clientId } = clientCalled(demo, name)
    const headers = { 'content-type': 'image/jpeg', origin: house.address }
    const photo = `/api/clinics/${clinicId}/clients/${clientId}/files/${newId(Date.now())}?kind=photo`
    // Once for each of them: a page with nothing to show has a test of its own.
    if (name !== 'Added' && !hasPhoto.has(name)) {
      hasPhoto.add(name)
      const added = await page.request.put(photo, { data: Buffer.from(jpeg({ width: 400, height: 300 })), headers })
      expect(added.status()).toBe(201)
    }
    const ids = await idsOf(page, clinicId, clientId)
    return routesOf('client')
      .map(({ parent, path }) => filled(parent === 'own' ? `/c/$clinicId${path}` : path, ids))
      .filter((address) => !address.startsWith('/guide'))
  }

  test('every page is without findings of axe in the light and in the dark, is told by its parts and names, fits 320 px and a zoom of 200 %, and has targets for a thumb', async () => {
    const page = await personCalled('Day 3 calm')
    const wrong: string[] = []
    for (const address of await addressesOf(page, 'Day 3 calm')) {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(address)
      await settled(page)
      const said = await page.locator('body').innerText()
      // A page that could not be read looks fine to axe.
      for (const each of [both.problem.pageMissing, both.problem.again, both.problem.unknown])
        if (said.includes(each)) wrong.push(`${address} says “${each}”.`)
      const whole = await page.evaluate<number>('document.documentElement.scrollHeight')
      await page.setViewportSize({ width: 390, height: Math.max(844, whole) })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        wrong.push(
          ...(await axeOn(page, `${address}, ${colorScheme}`, colorScheme === 'dark' ? ['color-contrast'] : undefined)),
        )
      }
      const headings = await page.evaluate<string | null>(badHeadings)
      if (headings) wrong.push(`${address}: the headings are ${headings}.`)
      wrong.push(...(await misheardOn(page, address)))
      for (const small of await page.evaluate<string[]>(smallTargets))
        wrong.push(`${address}: a small target, ${small}.`)
      // 640 px is what a window of 1280 px shows at 200 %.
      for (const width of [320, 640, 1440]) {
        await page.setViewportSize({ width, height: 800 })
        const by = await page.evaluate<number>(wideBy)
        if (by > 0) wrong.push(`${address}: at ${width} px it is ${by} px wider than its window.`)
      }
    }
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('the longest words fit the smallest phone: every page in German at 320 px', async () => {
    const page = await personCalled('Day 3 calm', { locale: 'de-DE' })
    await page.setViewportSize({ width: 320, height: 640 })
    const wrong: string[] = []
    for (const address of await addressesOf(page, 'Day 3 calm')) {
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await settled(page)
      expect(await page.locator('html').getAttribute('lang')).toBe('de')
      const by = await page.evaluate<number>(wideBy)
      if (by > 0) wrong.push(`${address}: it is ${by} px wider than its window.`)
    }
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('nothing is found on pages that have nothing to show yet', async () => {
    const page = await personCalled('Added')
    const wrong: string[] = []
    for (const address of await addressesOf(page, 'Added')) {
      await page.goto(address)
      await settled(page).catch((error: unknown) => {
        throw new Error(`${address} does not come to rest.`, { cause: error })
      })
      wrong.push(...(await axeOn(page, `${address}, empty`)))
    }
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('where the device takes all colours away, where she is and what is chosen can still be seen', async () => {
    const page = await personCalled('Day 3 calm', { forcedColors: 'active' })
    await page.goto(`/c/${clinicId}`)
    await settled(page)
    await page.locator('[aria-current=page]').first().waitFor()
    const [here, elsewhere] = await page.evaluate<[string, string]>(
      `['[aria-current=page]', ':not([aria-current=page])'].map((which) => {
        const { fontWeight } = getComputedStyle(document.querySelector('nav a' + which))
        const dot = getComputedStyle(document.querySelector('nav a' + which), '::before')
        return [fontWeight, dot.scale].join()
      })`,
    )
    expect(here).not.toBe(elsewhere)
    // What can be pressed has an edge, also where its ground was all that it had.
    const edges = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main button, main a')].filter((each) => /button/.test(each.className)).map((each) => getComputedStyle(each).borderTopStyle)`,
    )
    expect(new Set(edges)).toEqual(new Set(['solid']))
    await page.context().close()
  })

  test('nothing is found on a page whose server fails, and it says what is safe and how to try again', async () => {
    const page = await personCalled('Day 3 calm')
    const problem = {
      type: '/problems/internal-error',
      title: 'Internal error',
      status: 500,
      detail: 'x',
      instance: 'urn:x',
      code: 'internal-error',
    }
    await page.route('**/api/clinics/**', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    )
    const wrong: string[] = []
    for (const path of ['', '/check-in', '/may-i', '/plan', '/more']) {
      await page.goto(`/c/${clinicId}${path}`)
      await page.getByRole('alert').getByText(both.problem.server).waitFor()
      await page.getByRole('button', { name: both.problem.again }).waitFor()
      wrong.push(...(await axeOn(page, `${path}, failed`)))
    }
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('with the keyboard alone, and hearing each page, she comes from today to a check-in that is sent', async () => {
    const page = await personCalled('Day 3 calm')
    await page.goto(`/c/${clinicId}`)
    await settled(page)
    const { focused, hidden, tabTo } = keyboardOf(page)
    /** After a move the new page is said by its heading. */
    const hears = async (title: string) => {
      await page.getByRole('heading', { level: 1, name: title, exact: true }).and(page.locator(':focus')).waitFor()
      expect(await page.title()).toContain('Needlepoint')
    }

    // The first stop leads past what every page repeats.
    await page.keyboard.press('Tab')
    expect((await focused()).says).toBe(both.skip.toContent)
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('content')

    await tabTo(own.today.wrong)
    await page.keyboard.press('Enter')
    await hears(own.checkIn.wrongTitle)

    // Nothing is chosen: the summary takes the focus, says what is missing, and leads to the field.
    await tabTo(own.checkIn.seeWhat)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('INPUT')
    for (;;) {
      const heading = await page.getByRole('heading', { level: 1 }).innerText()
      if (heading === own.checkIn.lastTitle) break
      const form = await page.waitForSelector('main form')
      // From the heading on: the last choice of each page is the calm one, or the one that says “I don’t know”.
      await page.evaluate("document.querySelector('h1').focus()")
      await page.keyboard.press('Tab')
      const inputs = await page.locator('main form input').count()
      for (let at = 0; at < inputs; at++) {
        const isNone = await page.evaluate<boolean>(
          "['none-of-these', '0', 'no'].includes(document.activeElement.value)",
        )
        if (isNone) break
        const isRadio = await page.evaluate<boolean>("document.activeElement.type === 'radio'")
        await page.keyboard.press(isRadio ? 'ArrowDown' : 'Tab')
        const here = await focused()
        if (!here.seen) hidden.push(`${page.url()}: ${here.tag} “${here.says}” has the focus and is covered.`)
      }
      await page.keyboard.press('Space')
      await tabTo(heading === own.checkIn.wrongTitle ? own.checkIn.seeWhat : own.question.continue)
      await page.keyboard.press('Enter')
      await form.waitForElementState('hidden')
      await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor()
    }
    await tabTo(own.checkIn.send)
    await page.keyboard.press('Enter')
    await hears(own.result.title)
    // What to do is announced, not only shown.
    await page.locator('[role=alert], [role=status], [aria-live]').getByText(/./).first().waitFor()
    expect(hidden).toEqual([])
    await page.context().close()
  })

  test('a question that comes in between holds the keyboard, says what went wrong, and gives the keyboard back', async () => {
    const page = await personCalled('Day 3 calm')
    const { focused, hidden, tabTo } = keyboardOf(page)
    await page.goto(`/c/${clinicId}/data`)
    await settled(page)
    await tabTo(own.data.erase)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: own.data.sureTitle })
    await dialog.waitFor()
    await page.context().setOffline(true)
    await tabTo(own.data.sure)
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').getByText(both.problem.noAnswer).waitFor()
    // Nothing behind it can be reached, however long somebody goes on.
    for (let pressed = 0; pressed < 8; pressed++) {
      await page.keyboard.press('Tab')
      const outside = "!document.activeElement.closest('dialog') && document.activeElement !== document.body"
      expect(await page.evaluate<boolean>(outside)).toBe(false)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect((await focused()).says).toBe(own.data.erase)
    expect(hidden).toEqual([])
    await page.context().close()
  })

  test('what changes by itself is announced: the line that is gone, what waits, an answer', async () => {
    const page = await personCalled('Day 3 calm')
    await page.goto(`/c/${clinicId}/may-i`)
    await settled(page)
    // A live region announces only what comes into it: it has to be there before.
    const statuses = await page.locator('[role=status]').count()
    expect(statuses).toBeGreaterThan(2)
    await page.context().setOffline(true)
    await page.getByRole('status').getByText(both.offline.title).waitFor()
    await page.context().setOffline(false)
    await page.getByLabel(own.mayI.label).fill('sauna')
    await page.keyboard.press('Enter')
    await page.locator('[aria-live=polite]').getByText(own.mayI.answer.no).first().waitFor()
    // She stays where she was: an answer does not take the focus away from the field.
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('activity')
    await page.context().close()
  })

  test('nothing moves for somebody who asked for that', async () => {
    const page = await personCalled('Day 3 calm')
    await page.goto(`/c/${clinicId}`)
    await settled(page)
    for (const place of [own.nav.mayI, own.nav.checkIn, own.nav.more, own.nav.today]) {
      await page.getByRole('navigation', { name: own.nav.label }).getByRole('link', { name: place }).click()
      await settled(page)
      expect([place, await page.evaluate<number>('document.getAnimations().length')]).toEqual([place, 0])
    }
    await page.getByRole('heading', { level: 1, name: say(own.today.day, { day: 3 }) }).waitFor()
    await page.context().close()
  })

  test('no page complains, and the policy of the server lets the guide tell programs what it is', async () => {
    const page = await house.person('phone')
    await page.goto('/guide/cost')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('script[type="application/ld+json"]').count()).toBe(1)
    await page.context().close()
    expect(house.complaints).toEqual([])
  })
})
