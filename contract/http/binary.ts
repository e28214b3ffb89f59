/**
 * Bodies and answers that are no JSON: the bytes of a photo or a document, as they are. What they may be and how many is said
 * once, for the server, for those who call it and for the documentation.
 */
import type { z } from 'zod'

export interface Binary {
  readonly kind: 'binary'
  readonly contentTypes: readonly [string, ...string[]]
  readonly maxBytes: number
}

export const binary = (maxBytes: number, contentTypes: Binary['contentTypes']): Binary => ({
  kind: 'binary',
  contentTypes,
  maxBytes,
})

export const isBinary = (part: z.ZodType | Binary | null): part is Binary =>
  part !== null && 'kind' in part && part.kind === 'binary'

/** What a use case is given. The type is what the caller says it is: nobody has looked yet. */
export interface Bytes {
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What a use case gives back. */
export interface Download extends Bytes {
  /** Under which it is saved: letters, digits, hyphens and dots, and nothing personal. */
  readonly fileName: string
  /** `inline`: a browser may show it by itself. */
  readonly disposition: 'inline' | 'attachment'
}

/** A limit as people read it. */
export const printSize = (bytes: number) =>
  bytes >= 1_000_000 && bytes % 100_000 === 0 ? `${bytes / 1_000_000} MB` : `${Math.floor(bytes / 1024)} KiB`

/** Said by the server, and by the caller's own side before anything is sent. */
export const sayTooLarge = (maxBytes: number) =>
  `At most ${printSize(maxBytes)} are taken at once.${maxBytes >= 1_000_000 ? ' Send a smaller file, such as a photo of lower resolution.' : ''}`
