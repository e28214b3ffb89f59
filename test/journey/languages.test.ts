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
import { tellStory } from './support/story.ts'
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
      await step('She reads German instead, and it stays when she comes back', async () => {
        const german = read<typeof english>('de', 'client')
        await page.getByLabel(read<typeof englishShared>('es', 'shared').language.label).selectOption('de')
        await page.getByRole('heading', { level: 1, name: german.more.title }).waitFor()
        await page.reload()
        await page.getByRole('heading', { level: 1, name: german.more.title }).waitFor()
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
