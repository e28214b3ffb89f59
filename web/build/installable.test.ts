/** What a phone asks for before it puts the client's app among the others. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawIcon, icons } from './draw-icons.ts'

const web = join(import.meta.dirname, '..')
const inPublic = (path: string) => readFileSync(join(web, 'public', path))
const page = readFileSync(join(web, 'client', 'index.html'), 'utf8')
const linked = (rel: string) => new RegExp(`<link rel="${rel}" href="([^"]+)"`).exec(page)?.[1] ?? 'no such link'

interface WebManifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[]
  readonly [member: string]: unknown
}
const manifest: WebManifest = JSON.parse(inPublic(linked('manifest')).toString())

test('the client’s page leads to what makes it an app: a name, a first page and a window of its own', () => {
  expect(manifest).toMatchObject({ name: 'Needlepoint', start_url: '/?app=true', scope: '/', display: 'standalone' })
})

test('the window of the app has the colour of its pages', () => {
  expect(page).toContain(
    `<meta name="theme-color" content="${manifest.theme_color}" media="(prefers-color-scheme: light)"`,
  )
  expect(manifest.background_color).toBe(manifest.theme_color)
})

test('every icon is there, as large as it is said to be, and one bears being cut to a circle', () => {
  const sizes = manifest.icons.map(({ src, sizes }) => {
    const content = inPublic(src)
    if (src.endsWith('.svg')) return [src, sizes, content.toString().includes('viewBox') ? 'any' : 'fixed']
    return [src, sizes, `${content.readUInt32BE(16)}x${content.readUInt32BE(20)}`]
  })
  expect(sizes.map(([src, said]) => [src, said, said])).toEqual(sizes)
  expect(sizes.map(([, said]) => said)).toEqual(expect.arrayContaining(['192x192', '512x512']))
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
  expect(inPublic(linked('apple-touch-icon')).readUInt32BE(16)).toBe(180)
})

test.each(icons)('$name shows the mark as it is now; else run web/build/draw-icons.ts', ({ name, ...icon }) => {
  const file = inPublic(name)
  // After the signature and the header comes one piece of data.
  expect(file.toString('latin1', 37, 41)).toBe('IDAT')
  const data = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)))
  expect(data.equals(drawIcon(icon))).toBe(true)
  expect(new Set(data).size).toBeGreaterThan(8)
})
