/** A face as a child draws it, so that nobody takes it for somebody's. */
import { deflateSync } from 'node:zlib'
import { join } from '../../files/content/picture.ts'
import { chunk, pngSignature } from '../../files/content/png.ts'

const [width, height] = [240, 300]

/** @param redness of the cheeks, 0 to 1 */
export function drawFace(redness: number): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc((1 + width * 3) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y, redness), y * (1 + width * 3) + 1 + x * 3)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  return join([pngSignature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function colourAt(x: number, y: number, redness: number): [number, number, number] {
  const inside = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1
  if (!inside(120, 150, 90, 120)) return [236, 236, 240]
  const isEye = inside(88, 125, 9, 7) || inside(152, 125, 9, 7)
  const isMouth = inside(120, 214, 34, 10) && !inside(120, 206, 34, 10)
  if (isEye || isMouth) return [70, 60, 80]
  const isCheek = inside(75, 170, 26, 22) || inside(165, 170, 26, 22)
  return isCheek ? [226, Math.round(192 - 90 * redness), Math.round(176 - 80 * redness)] : [226, 192, 176]
}
