import { type Look, lookAt } from './look.ts'

/** Pixels of the longer side: enough to tell light and sharpness by. */
const side = 384

/** @returns undefined where the browser cannot read the picture */
export async function readLook(picture: Blob): Promise<Look | undefined> {
  const bitmap = await createImageBitmap(picture).catch(() => undefined)
  if (!bitmap) return undefined
  try {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (!context) return undefined
    context.drawImage(bitmap, 0, 0, width, height)
    return lookAt(context.getImageData(0, 0, width, height).data, width, height)
  } finally {
    bitmap.close()
  }
}
