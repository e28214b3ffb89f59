/** What is kept of a photo is still the photo: a browser shows it, the right way up, in the size that we say it has. */
import { expect, test } from 'vitest'
import { clean } from '../../server/files/content/clean.ts'
import {
  exif,
  jpeg,
  losslessWebp,
  png,
  pngChunk,
  riff,
  tellingNotes,
  tellingWebp,
} from '../../server/files/test-support/pictures.ts'
import { chromiumPath, openBrowser } from './open-browser.ts'

interface Shown {
  readonly width: number
  readonly height: number
  /** Red, green, blue, alpha. */
  readonly colour: readonly number[]
}

/** Runs in the page. */
const look = `async (address) => {
  const image = new Image()
  image.src = address
  await image.decode()
  const { naturalWidth: width, naturalHeight: height } = image
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0)
  return { width, height, colour: [...brush.getImageData(1, 1, 1, 1).data] }
}`

test.skipIf(!chromiumPath)('a photo without its notes is shown as it was with them', { timeout: 120_000 }, async () => {
  await using opened = await openBrowser({})
  const show = (bytes: Uint8Array, type: string): Promise<Shown> =>
    opened.page.evaluate(`(${look})('data:${type};base64,${Buffer.from(bytes).toString('base64')}')`)
  const sent = [
    jpeg(),
    jpeg({ notes: tellingNotes(6).filter((_, index) => index !== 2), preview: true }),
    png(),
    png({ notes: [pngChunk('eXIf', exif(6)), pngChunk('tEXt', 'a\0b')] }),
    riff(losslessWebp()),
    tellingWebp(6, 0x0c),
  ]
  for (const bytes of sent) {
    const kept = await clean(bytes, 'photo')
    const before = await show(bytes, kept.contentType)
    expect(await show(kept.bytes, kept.contentType)).toEqual(before)
    expect({ width: kept.width, height: kept.height }).toEqual({ width: before.width, height: before.height })
    expect(before.colour[3]).toBe(255)
  }
  expect(opened.errors).toEqual([])
})
