/** Photos of a client: chosen without a connection, kept, removed, and sent once, in order. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { jpeg, secret, tellingNotes } from '../../server/files/test-support/pictures.ts'
import { chromiumPath } from '../browser/open-browser.ts'
import { answerOwnQuestions } from './support/answering.ts'
import { enterDemoClient } from './support/demo.ts'
import { openHouse } from './support/house.ts'
import { tellStory } from './support/story.ts'
import { own, say } from './support/texts.ts'

/** Machines are busy. */
const soon = { timeout: 60_000 }

interface Listed {
  readonly id: string
  readonly takenAt: string
  readonly sessionId: string | null
  readonly width: number
  readonly height: number
}

test.skipIf(!chromiumPath)(
  'photos that were chosen in flight mode survive closing the page, can be removed, and reach the clinic once, in order',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('photos')
    const phone = await house.person('phone')
    const { clinicId, clientId } = await enterDemoClient(house, phone, 'Day 3 calm')
    const context = phone.context()
    const listed = async () => {
      const answer = await context.request.get(`/api/clinics/${clinicId}/clients/${clientId}/files?kind=photo`)
      return ((await answer.json()) as { items: readonly Listed[] }).items
    }
    const before = (await listed()).length
    const kept = phone
      .getByRole('list')
      .filter({ has: phone.getByRole('article') })
      .getByRole('article')
    let page = phone

    await step('Her photos, with a picture of the page as it is at first', async () => {
      await page.goto(`/c/${clinicId}/photos`)
      await page.getByRole('button', { name: own.photo.add }).waitFor()
      await look(page, 'photos-first')
      // What makes the page open offline has time to settle.
      await page.evaluate('navigator.serviceWorker.ready.then(() => {})')
      await page.reload()
      await page.getByRole('button', { name: own.photo.add }).waitFor()
    })

    await step('Without a connection she chooses three, and each says that it is only here', async () => {
      await context.setOffline(true)
      for (const [at, height] of [1200, 1400, 4800].entries())
        await choose(page, jpeg({ width: 1600, height, notes: tellingNotes(6) }), `${at}.jpg`)
      await expect.poll(() => kept.count(), soon).toBe(3)
      // Each is tried at once, and waits when that has failed.
      await expect.poll(() => page.getByText(own.photo.waiting).count(), soon).toBe(3)
      await look(page, 'photos-waiting')
    })

    await step('What is kept holds the picture alone, upright and small enough to send', async () => {
      const photos = await keptOnDevice(page)
      expect(photos.map(({ width, height }) => [width, height])).toEqual([
        [1200, 1600],
        [1400, 1600],
        [2400, 800],
      ])
      for (const { bytes } of photos) expect(Buffer.from(bytes, 'base64').includes(secret)).toBe(false)
      for (const { bytes } of photos) expect(Buffer.from(bytes, 'base64').includes('Exif')).toBe(false)
    })

    await step('She closes the page, opens it offline, and they are still there; one she removes', async () => {
      await page.close()
      page = await context.newPage()
      await page.goto(`/c/${clinicId}/photos`)
      const articles = page.getByRole('article')
      await expect.poll(() => articles.count(), soon).toBe(3)
      await articles.nth(1).getByRole('button').click()
      await page.getByText(own.photo.removed).waitFor()
      await expect.poll(() => articles.count(), soon).toBe(2)
    })

    await step('Two tabs get the connection back at once: each photo arrives once, the first one first', async () => {
      const other = await context.newPage()
      await other.goto(`/c/${clinicId}/photos`)
      await context.setOffline(false)
      await expect.poll(() => page.getByRole('article').count(), { timeout: 60_000 }).toBe(0)
      await expect.poll(async () => (await listed()).length, soon).toBe(before + 2)
      const [second, first] = await listed()
      expect([first?.width, first?.height]).toEqual([1200, 1600])
      expect([second?.width, second?.height]).toEqual([2400, 800])
      expect(first?.sessionId).not.toBeNull()
      expect(await keptOnDevice(page)).toEqual([])
      await other.close()
      await page.reload()
      await page.getByText(own.photos.day.replace('{day}', '3')).first().waitFor()
      await look(page, 'photos-sent')
      await page.getByRole('listitem').getByRole('link', { name: own.photo.unposed }).first().click()
      await page.getByRole('img', { name: /./ }).first().waitFor()
      await look(page, 'photo-one')
      await page.goBack()
    })

    await step('A 40 MB picture is drawn smaller beside the page, and sent', async () => {
      const size = await chooseLarge(page)
      expect(size).toBeGreaterThan(40_000_000)
      await expect.poll(async () => (await listed()).length, { timeout: 120_000 }).toBe(before + 3)
      const [large] = await listed()
      expect(Math.max(large?.width ?? 0, large?.height ?? 0)).toBe(2400)
    })

    await step('What is no photo is refused with a sentence, and nothing else changes', async () => {
      const files = [
        [bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), own.photo.refused.heic],
        [bytes('%PDF-1.7\n1 0 obj'), own.photo.refused['not-a-picture']],
        [bytes('\0\0\0\x18ftypmp42\0\0\0\0'), own.photo.refused.film],
        [bytes('\xff\xd8\xff\xe0 and then nothing'), own.photo.refused.broken],
        [bytes(''), own.photo.refused.empty],
      ] as const
      for (const [content, sentence] of files) {
        await choose(page, content, 'photo.jpg')
        await page.getByRole('alert').filter({ hasText: sentence }).waitFor()
      }
      await look(page, 'photos-refused')
      expect((await listed()).length).toBe(before + 3)
    })

    await step('The device is full: she is told so, and what was kept before is still there', async () => {
      await context.setOffline(true)
      await choose(page, jpeg({ width: 800, height: 600 }), 'kept.jpg')
      await expect.poll(() => page.getByRole('article').count(), soon).toBe(1)
      // Chromium's own limit on storage does not reach its database under test: what the browser answers on a full disk is put here.
      await page.evaluate(`{
        const put = IDBObjectStore.prototype.put
        IDBObjectStore.prototype.put = function (...args) {
          if (this.name === 'photos') throw new DOMException('No room.', 'QuotaExceededError')
          return put.apply(this, args)
        }
      }`)
      await choose(page, jpeg({ width: 800, height: 600 }), 'too-much.jpg')
      await page.getByText(own.photo.full).waitFor()
      await look(page, 'photos-full')
      expect((await keptOnDevice(page)).length).toBe(1)
      await context.setOffline(false)
      await expect.poll(async () => (await listed()).length, soon).toBe(before + 4)
    })

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'photos of a report wait for it, follow it when it is sent, and belong to it at the clinic',
  { timeout: 600_000 },
  async () => {
    await using house = await openHouse({ withDemo: true })
    const { step, look, findings } = tellStory('photos-of-a-report')
    const page = await house.person('phone')
    const { clinicId, clientId } = await enterDemoClient(house, page, 'Day 3 calm')
    const context = page.context()

    await step('She answers, adds a photo, and it stays until she sends the report', async () => {
      await page.goto(`/c/${clinicId}/check-in`)
      await page.getByRole('button', { name: own.checkIn.start }).click()
      await page.locator('main form').waitFor()
      await answerOwnQuestions(page, {}, own.checkIn.lastTitle)
      await choose(page, jpeg({ width: 800, height: 600 }), 'cheek.jpg')
      await page.getByText(own.photo.withReport).waitFor()
      await look(page, 'report-with-photo')
    })

    await step(
      'Without a connection both wait; with it the report goes first and the photo belongs to it',
      async () => {
        await context.setOffline(true)
        await page.getByRole('button', { name: own.checkIn.send }).click()
        await page.getByText(say(own.outbox.photos_one, {})).waitFor()
        expect((await keptOnDevice(page)).length).toBe(1)
        await context.setOffline(false)
        await expect.poll(async () => (await keptOnDevice(page)).length, soon).toBe(0)
        const files = await context.request.get(`/api/clinics/${clinicId}/clients/${clientId}/files?kind=photo`)
        const [photo] = ((await files.json()) as { items: readonly { checkInId: string | null }[] }).items
        const reports = await context.request.get(`/api/clinics/${clinicId}/clients/${clientId}/check-ins`)
        const [report] = ((await reports.json()) as { items: readonly { id: string }[] }).items
        expect(photo?.checkInId).toBe(report?.id)
      },
    )

    expect(findings).toEqual([])
    expect(house.complaints).toEqual([])
  },
)

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

const choose = (page: Page, content: Uint8Array, name: string) =>
  page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name, mimeType: 'image/jpeg', buffer: Buffer.from(content) })

/** Made in the page: noise, which no format makes small. @returns its size in bytes */
const chooseLarge = (page: Page) =>
  page.evaluate<number>(`(async () => {
    const canvas = new OffscreenCanvas(6000, 4500)
    const context = canvas.getContext('2d')
    const tile = context.createImageData(600, 450)
    for (let y = 0; y < 10; y++)
      for (let x = 0; x < 10; x++) {
        for (let at = 0; at < tile.data.length; at += 65536)
          crypto.getRandomValues(tile.data.subarray(at, Math.min(at + 65536, tile.data.length)))
        for (let at = 3; at < tile.data.length; at += 4) tile.data[at] = 255
        context.putImageData(tile, x * 600, y * 450)
      }
    const content = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })
    const files = new DataTransfer()
    files.items.add(new File([content], 'large.jpg', { type: 'image/jpeg' }))
    const input = document.querySelector('input[type="file"]')
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
    return content.size
  })()`)

interface KeptOnDevice {
  readonly width: number
  readonly height: number
  /** Base64. */
  readonly bytes: string
}

const keptOnDevice = (page: Page) =>
  page.evaluate<KeptOnDevice[]>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('needlepoint')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const all = opening.result.transaction('photos').objectStore('photos').getAll()
      all.onsuccess = async () => {
        const photos = all.result.toSorted((a, b) => a.addedAt - b.addedAt)
        const bytesOf = async (content) => {
          const bytes = new Uint8Array(await content.arrayBuffer())
          let text = ''
          for (const byte of bytes) text += String.fromCharCode(byte)
          return btoa(text)
        }
        resolve(
          await Promise.all(
            photos.map(async ({ width, height, content }) => ({ width, height, bytes: await bytesOf(content) })),
          ),
        )
        opening.result.close()
      }
    }
  })`)
