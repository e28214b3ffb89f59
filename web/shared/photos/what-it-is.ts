/** What a picked file is, by its first bytes: names and types are often wrong. */

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'heic' | 'avif' | 'gif' | 'film' | 'pdf' | 'other'

/** @param head at least the first 12 bytes */
export function whatItIs(head: Uint8Array): PictureKind {
  const text = String.fromCharCode(...head.subarray(0, 32))
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^RIFF[\s\S]{4}WEBP/.test(text)) return 'webp'
  if (/^[\s\S]{4}ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/.test(text)) return 'heic'
  if (/^[\s\S]{4}ftyp(avif|avis)/.test(text)) return 'avif'
  if (/^[\s\S]{4}ftyp/.test(text) || text.startsWith('\x1a\x45\xdf\xa3')) return 'film'
  if (/^GIF8/.test(text)) return 'gif'
  if (text.startsWith('%PDF')) return 'pdf'
  return 'other'
}
