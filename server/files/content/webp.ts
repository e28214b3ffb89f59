/**
 * WebP, walked chunk by chunk (RFC 9649). The picture, its transparency and its profile are kept; Exif but for how it is
 * turned, XMP, unknown chunks and whatever follows the end are left out. Moving pictures are not taken.
 */
import { problems } from '../../http/problems.ts'
import { isColourProfile } from './colour-profile.ts'
import { type Orientation, readOrientation, writeOrientation } from './exif.ts'
import { type Cleaned, damaged, join, sizeOf, slice } from './picture.ts'

/** Flags of VP8X. */
const [hasProfile, hasAlpha, hasExif, hasAnimation] = [0x20, 0x10, 0x08, 0x02]

/** @throws problems.fileRefused */
export function cleanWebp(bytes: Buffer): Cleaned {
  const riff = slice(bytes, 0, 12).readUInt32LE(4)
  if (riff < 4 || riff % 2 === 1) throw damaged('WebP picture')
  const whole = slice(bytes, 0, 8 + riff)
  let canvas: Buffer | undefined
  let profile: Buffer | undefined
  let alpha: Buffer | undefined
  let picture: { readonly type: string; readonly content: Buffer } | undefined
  let orientation: Orientation = 1
  for (let at = 12; at < whole.length; ) {
    const type = slice(whole, at, 8).toString('latin1', 0, 4)
    const length = whole.readUInt32LE(at + 4)
    const content = slice(whole, at + 8, length)
    at += 8 + length + (length % 2)
    switch (type) {
      case 'VP8X':
        if (canvas || picture || length < 10) throw damaged('WebP picture')
        if (((content[0] ?? 0) & hasAnimation) !== 0) throw notMoving()
        canvas = content.subarray(0, 10)
        break
      case 'ICCP':
        if (isColourProfile(content)) profile = content
        break
      case 'ALPH':
        if (picture || alpha || length < 2) throw damaged('WebP picture')
        alpha = content
        break
      case 'VP8 ':
      case 'VP8L':
        if (picture) throw damaged('WebP picture')
        picture = { type, content }
        break
      case 'EXIF':
        orientation = readOrientation(withoutPrefix(content))
        break
      case 'ANIM':
      case 'ANMF':
        throw notMoving()
      default:
    }
  }
  if (!picture || (alpha && picture.type !== 'VP8 ')) throw damaged('WebP picture')
  const { width, height, transparent } =
    picture.type === 'VP8L' ? readLossless(picture.content) : readLossy(picture.content)
  if (canvas && (canvas.readUIntLE(4, 3) + 1 !== width || canvas.readUIntLE(7, 3) + 1 !== height))
    throw damaged('WebP picture')
  const flags = (profile ? hasProfile : 0) | (alpha || transparent ? hasAlpha : 0) | (orientation === 1 ? 0 : hasExif)
  const extended = Buffer.alloc(10)
  extended[0] = flags
  extended.writeUIntLE(width - 1, 4, 3)
  extended.writeUIntLE(height - 1, 7, 3)
  const kept = [
    ...(canvas && flags !== 0 ? [chunk('VP8X', extended)] : []),
    ...(canvas && profile ? [chunk('ICCP', profile)] : []),
    ...(canvas && alpha ? [chunk('ALPH', alpha)] : []),
    chunk(picture.type, picture.content),
    ...(canvas && orientation !== 1 ? [chunk('EXIF', writeOrientation(orientation))] : []),
  ]
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4)
  return {
    contentType: 'image/webp',
    bytes: join([head, ...kept]),
    // Browsers show a WebP as it lies, whatever its Exif says.
    ...sizeOf(width, height, 1),
  }
}

const notMoving = () => problems.fileRefused('This picture moves. Send a still one.')

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** Some programs write the prefix that Exif has in a JPEG. */
const withoutPrefix = (exif: Buffer) => (exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif)

/** A key frame of VP8 (RFC 6386, 9.1). */
function readLossy(content: Buffer): { width: number; height: number; transparent: boolean } {
  const head = slice(content, 0, 10)
  if (((head[0] ?? 1) & 1) !== 0 || head.readUIntBE(3, 3) !== 0x9d012a) throw damaged('WebP picture')
  return { width: head.readUInt16LE(6) & 0x3fff, height: head.readUInt16LE(8) & 0x3fff, transparent: false }
}

function readLossless(content: Buffer): { width: number; height: number; transparent: boolean } {
  const head = slice(content, 0, 5)
  const bits = head.readUInt32LE(1)
  if (head[0] !== 0x2f || bits >>> 29 !== 0) throw damaged('WebP picture')
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, transparent: ((bits >>> 28) & 1) === 1 }
}
