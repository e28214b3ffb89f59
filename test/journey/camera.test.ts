import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromiumPath, launchChromium } from '../browser/open-browser.ts'
import { enterDemoClient, enterDemoStaff } from './support/demo.ts'
import { type House, openHouse } from './support/house.ts'
import { tellStory } from './support/story.ts'
import { own, say, staff } from './support/texts.ts'

const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  reducedMotion: 'reduce',
} as const
/** Machines are busy. */
const soon = { timeout: 60_000 }
const _code = '4006381333931'
const _list =
  'Aqua, Glycerin, Niacinamide, Butyrospermum Parkii Butter, Cetearyl Alcohol, Glycolic Acid, Panthenol, Sodium Hyaluronate, Retinol, Tocopherol, Xanthan Gum, Phenoxyethanol, Citric Acid, Parfum, Limonene'

async function openPhone(house: House, browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ...phone, baseURL: house.address })
  context.setDefaultTimeout(60_000)
  return await context.newPage()
}

test.skipIf(!chromiumPath)(
  'photos are taken by pose with the last one shining through, and the clinic lays them side by side',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse()
    const { step, look } = tellStory('camera')
    const browser = await launchChromium(camera)
    try {
      const page = await openPhone(house, browser)
      const { clinicId, clientId } = await enterDemoClient(house, page, 'Day 3 calm')
      const take = async (pose: keyof typeof own.pose) => {
        await page.getByRole('radio', { name: own.pose[pose].name }).check()
        await page
          .getByRole('button', { name: own.take.shoot })
          .and(page.locator(':not([aria-disabled="true"])'))
          .click()
        await page.getByRole('button', { name: own.take.keep }).click()
        await page.getByText(say(own.take.kept, { name: own.pose[pose].name })).waitFor()
      }

      await step('She takes one from the front and one from the left; each goes by itself', async () => {
        await page.goto(`/c/${clinicId}/photos/take`)
        await page.getByRole('button', { name: own.take.shoot }).waitFor()
        expect(await page.getByText(own.take.ghost).count()).toBe(0)
        await look(page, 'take-first')
        await take('front')
        await take('left-45')
      })

      await step('Her last photo from the front shines through, after a reload as well', async () => {
        await page.goto(`/c/${clinicId}/photos`)
        await expect.poll(() => page.getByRole('article').count(), soon).toBe(0)
        await page.goto(`/c/${clinicId}/photos/take`)
        await page.getByText(own.take.ghost).waitFor()
        await look(page, 'take-ghost')
        await take('front')
      })

      await step('The clinic sees both from the front, side by side, with the day of healing', async () => {
        const clinic = await house.person('desk')
        await enterDemoStaff(house, clinic, 'clinician')
        await clinic.goto(`/clinic/${clinicId}/clients/${clientId}`)
        await clinic.getByRole('link', { name: staff.files.compare }).click()
        await clinic
          .getByRole('radio', { name: say(staff.photos.poseCount, { pose: staff.poses.front, count: 2 }) })
          .check()
        await expect.poll(() => clinic.getByRole('img', { name: /day 3/ }).count(), soon).toBe(2)
        await look(clinic, 'clinic-photos')
      })
    } finally {
      await browser.close()
    }
  },
)
