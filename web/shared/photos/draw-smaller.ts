/** Draws a picture anew at a size that a slow line can carry. What is drawn holds the picture alone: no place, no camera, no time. */

/** Pixels. More shows no more of skin, and less loses it. */
const longestSide = 2400

export interface Drawn {
  readonly content: Blob
  readonly width: number
  readonly height: number
}

/** @throws DOMException where the browser cannot read the picture, or it is larger than its memory */
export async function drawSmaller(picture: Blob): Promise<Drawn> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
    const width = Math.max(1, Math.round(bitmap.width * scale))
    const height = Math.max(1, Math.round(bitmap.height * scale))
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new DOMException('No canvas can be had.', 'InvalidStateError')
    // What is transparent in a PNG would be black in a JPEG.
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
    return { content: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 }), width, height }
  } finally {
    bitmap.close()
  }
}
