/**
 * PNG, walked chunk by chunk (W3C, third edition), with every checksum. What draws the picture and what its colours mean is
 * kept; texts, times, Exif but for how it is turned, animation, and whatever follows the end are left out.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { isColourProfile } from './colour-profile.ts'
import { type Orientation, readOrientation, writeOrientation } from './exif.ts'
import { type Cleaned, damaged, join, sizeOf, slice } from './picture.ts'

export const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** Colours, each with its length in bytes; undefined where that depends on the picture. */
const colours: Readonly<Record<string, number | undefined>> = {
  gAMA: 4,
  cHRM: 32,
  sRGB: 1,
  cICP: 4,
  sBIT: undefined,
  tRNS: undefined,
}

/** Bits of a sample, by the kind of colour. */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

/** @throws problems.fileRefused */
export function cleanPng(bytes: Buffer): Cleaned {
  let header: Buffer | undefined
  let palette = false
  let orientation: Orientation = 1
  let ended = false
  // Whatever is kept and must stand before the picture; then the picture.
  const before: Buffer[] = []
  const data: Buffer[] = []
  let at = pngSignature.length
  while (!ended) {
    const length = slice(bytes, at, 8).readUInt32BE(0)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff) throw damaged('PNG picture')
    const whole = slice(bytes, at, 12 + length)
    const content = whole.subarray(8, 8 + length)
    if (crc32(whole.subarray(4, 8 + length)) !== whole.readUInt32BE(8 + length)) throw damaged('PNG picture')
    at += whole.length
    if ((header === undefined) !== (type === 'IHDR')) throw damaged('PNG picture')
    switch (type) {
      case 'IHDR':
        if (!isHeader(content)) throw damaged('PNG picture')
        header = content
        break
      case 'PLTE':
        if (palette || data.length > 0 || length === 0 || length % 3 !== 0 || length > 768) throw damaged('PNG picture')
        palette = true
        before.push(whole)
        break
      case 'IDAT':
        data.push(whole)
        break
      case 'IEND':
        if (length !== 0) throw damaged('PNG picture')
        ended = true
        break
      case 'eXIf':
        orientation = readOrientation(content)
        break
      case 'iCCP':
        before.push(...withPlainName(content))
        break
      default:
        if (Object.hasOwn(colours, type) && data.length === 0) {
          if ((colours[type] ?? length) === length && length <= 256) before.push(whole)
        } else if (/^[A-Z]/.test(type)) {
          // A chunk without which the picture cannot be shown, and which we do not know.
          throw damaged('PNG picture')
        }
    }
  }
  if (!header || data.length === 0 || (header[9] === 3 && !palette)) throw damaged('PNG picture')
  return {
    contentType: 'image/png',
    bytes: join([
      pngSignature,
      chunk('IHDR', header),
      ...before,
      ...(orientation === 1 ? [] : [chunk('eXIf', writeOrientation(orientation))]),
      ...data,
      chunk('IEND', Buffer.alloc(0)),
    ]),
    ...sizeOf(header.readUInt32BE(0), header.readUInt32BE(4), orientation),
  }
}

export function chunk(type: string, content: Buffer): Buffer {
  const whole = Buffer.alloc(12 + content.length)
  whole.writeUInt32BE(content.length)
  whole.write(type, 4, 'latin1')
  content.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + content.length)), 8 + content.length)
  return whole
}

function isHeader(content: Buffer): boolean {
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = content.subarray(8)
  return (
    content.length === 13 &&
    (depths[colour]?.includes(depth) ?? false) &&
    compression === 0 &&
    filter === 0 &&
    interlace <= 1
  )
}

/** The profile's name is a text like any other; a profile that is none is left out. */
function withPlainName(content: Buffer): Buffer[] {
  const nameEnds = content.indexOf(0)
  if (nameEnds < 1 || nameEnds > 79 || content[nameEnds + 1] !== 0) return []
  try {
    const profile = inflateSync(content.subarray(nameEnds + 2), { maxOutputLength: 4_000_000 })
    return isColourProfile(profile)
      ? [chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]))]
      : []
  } catch {
    return []
  }
}
