/// <reference lib="dom" />
/** A client reads her own language, whatever the clinic reads, on a narrow phone, and from the right if her language is one of those. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type english from '../../web/texts/en/client.json'
import type englishShared from '../../web/texts/en/shared.json'
import { chromiumPath } from '../browser/open-browser.ts'
import { enterDemoClient } from './support/demo.ts'
import { openHouse } from './support/house.ts'
import { readyForFlight, tellStory } from './support/story.ts'
import { say } from './support/texts.ts'

const read = <Texts>(language: string, name: string): Texts =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../web/texts', language, `${name}.json`), 'utf8'))

/** What she asks her browser for, what it is called, and something she may not do a day after. */
const readers = [
  { language: 'en', locale: 'en-GB', ownName: 'English', asks: 'Can I go to the gym?', hears: 'Gym' },
  {
    language: 'de',
    locale: 'de-AT',
    ownName: 'Deutsch',
    asks: 'Darf ich Sport machen?',
    hears: 'Sport und Fitnessstudio',
  },
  { language: 'es', locale: 'es-MX', ownName: 'Español', asks: '¿Puedo nadar?', hears: 'Nadar en la piscina' },
] as const

const wider = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test.skipIf(!chromiumPath)('each client reads her own language', { timeout: 600_000 }, async () => {
  await using house = await openHouse({ withDemo: true })
  const { step, look, findings } = tellStory('languages')

  for (const { language, locale, ownName, asks, hears } of readers) {
    const own = read<typeof english>(language, 'client')
    const page = await house.person('phone', { locale })

    await step(`The first page greets her in ${ownName}`, async () => {
      await page.goto('/')
      await page.getByRole('heading', { level: 1, name: own.start.title }).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
    })

    const { clinicId } = await enterDemoClient(house, page, 'Day 3 calm')
    const fits = async () => {
      await page.setViewportSize({ width: 320, height: 640 })
      expect([page.url(), await wider(page)]).toEqual([page.url(), 0])
      await page.setViewportSize({ width: 390, height: 844 })
    }

    await step(`She sees the day of her skin in ${ownName}, on a narrow phone too`, async () => {
      await page.goto(`/c/${clinicId}`)
      await page.getByRole('heading', { level: 1, name: say(own.today.day, { day: 3 }) }).waitFor()
      await look(page, `today-${language}`)
      await fits()
    })

    await step(`She asks “${asks}” in her own words`, async () => {
      await page.getByRole('link', { name: own.nav.mayI, exact: true }).click()
      await page.getByRole('searchbox').fill(asks)
      await page.getByRole('button', { name: own.mayI.ask, exact: true }).click()
      await page.getByText(hears, { exact: true }).first().waitFor()
      await look(page, `may-i-${language}`)
      await fits()
    })

    await step('She is told who translated it', async () => {
      await page.getByRole('link', { name: own.nav.more, exact: true }).click()
      await page.getByText(read<typeof englishShared>(language, 'shared').language.note).waitFor()
      await fits()
    })

    if (language === 'es')
      await step('In flight mode she reads German instead, what the engine says too, and it stays', async () => {
        const german = read<typeof english>('de', 'client')
        const today = say(german.today.day, { day: 3 })
        await readyForFlight(page)
        await page.waitForLoadState('networkidle')
        await page.context().setOffline(true)
        await house.stop()
        await page.getByLabel(read<typeof englishShared>('es', 'shared').language.label).selectOption('de')
        await page.getByRole('heading', { level: 1, name: german.more.title }).waitFor()
        await page.getByRole('link', { name: german.nav.today, exact: true }).click()
        await page.getByRole('heading', { level: 1, name: today }).waitFor()
        await page.reload()
        await page.getByRole('heading', { level: 1, name: today }).waitFor()
        await house.start()
        await page.context().setOffline(false)
      })

    if (language === 'en')
      await step('Where a language cannot be had she is told so, and goes on in her own', async () => {
        const bare = await house.person('phone', { locale, serviceWorkers: 'block' })
        await enterDemoClient(house, bare, 'Day 3 calm')
        await bare.goto(`/c/${clinicId}/more`)
        const both = read<typeof englishShared>('en', 'shared')
        await bare.getByLabel(both.language.label).waitFor()
        await bare.context().setOffline(true)
        await bare.getByLabel(both.language.label).selectOption('es')
        await bare
          .getByRole('alert')
          .getByText(say(both.language.missing, { language: 'Español' }))
          .waitFor()
        await bare.getByRole('heading', { level: 1, name: own.more.title }).waitFor()
        expect(await bare.getByLabel(both.language.label).inputValue()).toBe('en')
        await look(bare, 'language-missing')
        await bare.context().setOffline(false)
        await bare.reload()
        await bare.getByLabel(both.language.label).selectOption('es')
        await bare.getByRole('heading', { level: 1, name: read<typeof english>('es', 'client').more.title }).waitFor()
        await bare.context().close()
      })

    if (language === 'de')
      await step('Read from the right, nothing lies over anything or out of sight', async () => {
        await page.goto(`/c/${clinicId}`)
        await page.getByRole('heading', { level: 1, name: say(own.today.day, { day: 3 }) }).waitFor()
        await page.evaluate(() => {
          document.documentElement.dir = 'rtl'
        })
        await look(page, 'today-from-the-right')
        await fits()
      })
  }

  expect(findings).toEqual([])
  expect(house.complaints).toEqual([])
})
