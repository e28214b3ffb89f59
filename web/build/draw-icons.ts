/** `node web/build/draw-icons.ts`: draws the icons of the installed app from the mark, after a change of public/mark.svg. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'

const folder = join(import.meta.dirname, '..', 'public')
/** As in the light scheme; the screens that icons stand on know no scheme. */
const paper = [0xfa, 0xf8, 0xf3] as const
const thread = [0x5b, 0x3a, 0x86] as const

/** Each with its side in pixels and how much of it the mark takes. A mask may cut off all but a circle of 80 %. */
export const icons = [
  { name: 'icon-192.png', size: 192, share: 0.74 },
  { name: 'icon-512.png', size: 512, share: 0.74 },
  { name: 'icon-maskable-512.png', size: 512, share: 0.56 },
  { name: 'apple-touch-icon.png', size: 180, share: 0.64 },
] as const

/** @returns the rows of a PNG before they are compressed: one byte for the filter, which is none, and three for each pixel */
export function drawIcon({ size, share }: { readonly size: number; readonly share: number }): Uint8Array {
  const svg = readFileSync(join(folder, 'mark.svg'), 'utf8')
  const dots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(([, x, y, r]) => ({
    x: Number(x),
    y: Number(y),
    r: Number(r),
  }))
  const left = Math.min(...dots.map(({ x, r }) => x - r))
  const right = Math.max(...dots.map(({ x, r }) => x + r))
  const scale = (size * share) / (right - left)
  const middle = (left + right) / 2
  const rows = new Uint8Array(size * (1 + 3 * size))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const inked = dots.reduce((most, { x, y, r }) => {
        const away = Math.hypot(
          column + 0.5 - size / 2 - (x - middle) * scale,
          row + 0.5 - size / 2 - (y - middle) * scale,
        )
        return Math.max(most, Math.min(1, Math.max(0, r * scale - away + 0.5)))
      }, 0)
      paper.forEach((light, channel) => {
        const dark = thread[channel] ?? 0
        rows[row * (1 + 3 * size) + 1 + column * 3 + channel] = Math.round(light + (dark - light) * inked)
      })
    }
  }
  return rows
}

function png(size: number, rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  // Eight bits in each of red, green and blue.
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

if (import.meta.main) {
  for (const icon of icons) writeFileSync(join(folder, icon.name), png(icon.size, drawIcon(icon)))
}
