/** What all kinds of pictures have in common: a size, a way they are turned, and bounds that reading must not leave. */
import { problems } from '../../http/problems.ts'

export type ContentType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'

/** What is kept of a file: the same picture or document, without what it told besides. */
export interface Cleaned {
  readonly contentType: ContentType
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Pixels, as it is shown; null for a document. */
  readonly width: number | null
  readonly height: number | null
}

const longestSide = 20_000
const mostPixels = 100_000_000

export const endsEarly = () =>
  problems.fileRefused('The file ends too early, as after an upload that broke off. Take it again from where it came.')

export const damaged = (what: string) =>
  problems.fileRefused(`This ${what} is damaged: it does not have the form that its beginning promises.`)

/** @throws problems.fileRefused */
export function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at + length > bytes.length) throw endsEarly()
  return bytes.subarray(at, at + length)
}

/**
 * A picture of a few thousand bytes can claim to fill any memory.
 * @param orientation 5 to 8: it is shown on its side
 * @throws problems.fileRefused
 */
export function sizeOf(width: number, height: number, orientation: number): Pick<Cleaned, 'width' | 'height'> {
  if (width < 1 || height < 1) throw damaged('picture')
  if (width > longestSide || height > longestSide || width * height > mostPixels)
    throw problems.fileRefused(
      `The picture has ${width} × ${height} pixels. At most ${mostPixels / 1_000_000} megapixels and ${longestSide} on a side are taken. Send it in a lower resolution.`,
    )
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}

/** Joined in memory of its own, since the file that it came from is dropped. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
