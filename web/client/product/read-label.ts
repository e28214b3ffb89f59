/** From a photo of a package to the text on it, on this device: the photo goes nowhere. */
import type { FromReader } from './reading-worker.ts'
import { tidyText } from './tidy-text.ts'

/** Pixels of the longer side: small print needs many, and beyond it reading only takes longer. */
const side = 2600
/** Of 100. Below it what was read is noise; our own judgement, from pictures of labels. */
const leastSure = 35

/**
 * @param onProgress share of the reading, 0 to 1
 * @returns the list as far as it could be read; empty where there was nothing to read
 * @throws Error where the reader cannot be had, as offline before its first use
 */
export async function readLabelIn(picture: Blob, onProgress: (share: number) => void): Promise<string> {
  const grey = await toGrey(picture)
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url))
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FromReader>) => {
        if (data.kind === 'progress') onProgress(data.share)
        else if (data.kind === 'read') resolve(data.sure < leastSure ? '' : tidyText(data.text))
        else reject(new Error('The text could not be read.'))
      })
      worker.addEventListener('error', () => reject(new Error('The reader cannot be had.')))
      worker.postMessage(grey)
    })
  } finally {
    worker.terminate()
  }
}

/** Colour tells nothing about letters, and a small picture is drawn larger: letters of ten pixels are read badly. */
async function toGrey(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(2, side / Math.max(bitmap.width, bitmap.height))
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('No canvas can be had.')
    context.filter = 'grayscale(1)'
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: 'image/png' })
  } finally {
    bitmap.close()
  }
}
