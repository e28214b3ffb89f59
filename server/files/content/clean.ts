/** Looks at what a file is, whatever it is called, and keeps of it what people see. */
import { problems } from '../../http/problems.ts'
import { cleanJpeg } from './jpeg.ts'
import { cleanPdf } from './pdf.ts'
import type { Cleaned } from './picture.ts'
import { cleanPng, pngSignature } from './png.ts'
import { cleanWebp } from './webp.ts'

/**
 * @param kind a photo is a picture; a document may be a PDF too
 * @throws problems.fileRefused
 */
export async function clean(sent: Uint8Array<ArrayBuffer>, kind: 'photo' | 'document'): Promise<Cleaned> {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength)
  if (bytes.length === 0) throw problems.fileRefused('The file is empty.')
  if (starts(bytes, '\xff\xd8\xff')) return cleanJpeg(bytes)
  if (bytes.subarray(0, 8).equals(pngSignature)) return cleanPng(bytes)
  if (starts(bytes, 'RIFF') && bytes.toString('latin1', 8, 12) === 'WEBP') return cleanWebp(bytes)
  if (/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8))) {
    if (kind === 'document') return await cleanPdf(bytes)
    throw problems.fileRefused('A photo is a JPEG, PNG or WebP picture. This is a PDF: add it as a document.')
  }
  const other = nameOf(bytes)
  throw problems.fileRefused(
    `${other === undefined ? 'It is not a file of a kind that is taken here.' : `This is ${other}.`} Send a JPEG, PNG or WebP picture${kind === 'document' ? ', or a PDF' : ''}.`,
  )
}

const starts = (bytes: Buffer, signature: string) => bytes.toString('latin1', 0, signature.length) === signature

/** What people send by mistake, by name, so that they see why. */
function nameOf(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 512)
  if (/^....ftyp(heic|heix|hevc|mif1|msf1)/s.test(head))
    return 'a HEIC picture of an iPhone, which most devices cannot show: set the camera to “Most Compatible”'
  if (/^....ftyp(avif|avis)/s.test(head)) return 'an AVIF picture'
  if (/^....ftyp/s.test(head)) return 'a film'
  if (/^GIF8/.test(head)) return 'a GIF picture'
  if (/^(II\*\0|MM\0\*)/.test(head)) return 'a TIFF picture, or a raw one'
  if (head.startsWith('PK')) return 'an archive or an office document, whatever its name says'
  if (/^(\xef\xbb\xbf)?\s*</.test(head))
    return /<svg[\s>]/i.test(head) ? 'an SVG drawing, which can contain programs' : 'a web page or another text'
  if (/^(MZ|.ELF|#!)/.test(head)) return 'a program'
  return undefined
}
