/** The camera: photos by pose with the last one shining through, and the packages of products. And what is there without it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromiumPath, launchChromium } from '../browser/open-browser.ts'
import { enterDemoClient, enterDemoStaff } from './support/demo.ts'
import { type House, openHouse } from './support/house.ts'
import { pictureOfBarcode, pictureOfList } from './support/pictures-of-packages.ts'
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
const code = '4006381333931'
const list =
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
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('camera')
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
    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'without a camera, or when she says no to it, she is told what to do instead',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('no-camera')
    // A camera is there and nobody allows it; then there is none.
    for (const [flags, sentence, name] of [
      [['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'], own.take.denied, 'denied'],
      [[], own.take.none, 'none'],
    ] as const) {
      const browser = await launchChromium([...flags])
      try {
        const page = await openPhone(house, browser)
        const { clinicId } = await enterDemoClient(house, page, 'Day 3 calm')
        await step(`The camera is ${name}: a picture can be chosen`, async () => {
          await page.goto(`/c/${clinicId}/photos/take`)
          await page.getByText(sentence).waitFor()
          await page.getByRole('button', { name: own.take.pick }).waitFor()
          await look(page, `take-${name}`)
          await page.goto(`/c/${clinicId}/product`)
          await page.getByRole('button', { name: own.scan.code }).click()
          await page.getByText(sentence).waitFor()
          await page.getByLabel(own.scan.typed).fill('4006381333932')
          await page.getByRole('button', { name: own.scan.take }).click()
          await page.getByText(own.scan.wrongCode).waitFor()
          await look(page, `scan-${name}`)
        })
      } finally {
        await browser.close()
      }
    }
    expect(findings).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'a barcode and a list in small print are read on the device, offline after the first time',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('product')
    const drawing = await launchChromium()
    const folder = await mkdtemp(join(tmpdir(), 'needlepoint-camera-'))
    const seen = join(folder, 'barcode.mjpeg')
    await writeFile(seen, await pictureOfBarcode(drawing, code))
    const browser = await launchChromium([...camera, `--use-file-for-fake-video-capture=${seen}`])
    try {
      const page = await openPhone(house, browser)
      const { clinicId } = await enterDemoClient(house, page, 'Day 3 calm')
      const label = page.getByLabel(own.product.label)
      const readList = async (picture: Buffer) => {
        await page.getByRole('button', { name: own.scan.list }).click()
        await page
          .locator('input[type="file"]')
          .setInputFiles({ name: 'l.jpg', mimeType: 'image/jpeg', buffer: picture })
        await page.getByText(own.scan.readList).waitFor({ timeout: 120_000 })
      }

      await step('The camera sees a barcode that nobody knows yet, and she is told what that means', async () => {
        await page.goto(`/c/${clinicId}/product`)
        await page.getByRole('button', { name: own.scan.code }).click()
        await page.getByText(say(own.scan.unknownCode, { code })).waitFor()
        await look(page, 'product-unknown-code')
      })

      await step(
        'Most of a photographed list is read, askew and a little blurred; she corrects it and checks',
        async () => {
          await readList(await pictureOfList(drawing, list, { size: 18, askew: 2, blurred: 0.6 }))
          const read = (await label.inputValue()).split(',').map(plain)
          const missing = list.split(', ').filter((name) => !read.includes(plain(name)))
          expect(missing.length, `Not read: ${missing.join(', ')}`).toBeLessThanOrEqual(2)
          await look(page, 'product-read')
          await label.fill(list)
          await page.getByRole('button', { name: own.product.check, exact: true }).click()
          await page.getByText(own.product.answer.no).waitFor()
          await page.getByText(say(own.scan.remembered, { code })).waitFor()
          await look(page, 'product-checked')
        },
      )

      await step('Offline, after a reload, the code finds the list and another list is read', async () => {
        await page.evaluate('navigator.serviceWorker.ready.then(() => {})')
        await page.reload()
        await label.waitFor()
        // What was loaded before the app could keep it is loaded once more, and kept.
        await readList(await pictureOfList(drawing, list, { dark: true }))
        await page.context().setOffline(true)
        await page.reload()
        await label.fill('')
        await page.getByRole('button', { name: own.scan.code }).click()
        await page.getByText(/this is the list that you checked/).waitFor()
        expect(await label.inputValue()).toBe(list)
        await readList(await pictureOfList(drawing, 'Aqua, Zinc Oxide, Dimethicone, Allantoin'))
        expect(await label.inputValue()).toContain('Zinc Oxide')
        await page.context().setOffline(false)
      })

      await step(
        'A picture of nothing, another script, nonsense and 10,000 characters each get a sentence',
        async () => {
          await page.getByRole('button', { name: own.scan.list }).click()
          const nothing = await pictureOfList(drawing, '', { blurred: 12 })
          await page
            .locator('input[type="file"]')
            .setInputFiles({ name: 'n.jpg', mimeType: 'image/jpeg', buffer: nothing })
          await page.getByText(own.scan.noText).waitFor({ timeout: 120_000 })
          await page
            .locator('input[type="file"]')
            .setInputFiles({ name: 'n.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no') })
          await page.getByText(own.scan.notAPicture).waitFor()
          await page.getByRole('button', { name: own.scan.close }).click()
          const check = async (text: string) => {
            await label.fill(text)
            await page.getByRole('button', { name: own.product.check, exact: true }).click()
          }
          await check('水, グリセリン, Wasser, Kaliumsorbat, Xyzzyum Plughate')
          await page.getByText(own.product.unknown).waitFor()
          expect(await page.getByText('Xyzzyum Plughate').count()).toBeGreaterThan(0)
          await look(page, 'product-unknown')
          await check(
            Array.from({ length: 800 }, (_, at) => `Unknownium ${at}`)
              .join(', ')
              .slice(0, 10_000),
          )
          await page.getByText(own.product.unknown).waitFor()
          await check('a'.repeat(30_000))
          await page.getByRole('alert').first().waitFor()
        },
      )
    } finally {
      await browser.close()
      await drawing.close()
      await rm(folder, { recursive: true })
    }
    expect(findings).toEqual([])
  },
)

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
