/**
 * JPEG, walked segment by segment (ITU-T T.81, annex B). What draws the picture is kept as it is: tables, frame, scans. Of the
 * rest the JFIF and Adobe headers are kept for their colours, the profile too, and Exif for how the picture is turned. Comments,
 * previews, what cameras and programs note, and whatever follows the end are left out.
 */
import { isColourProfile } from './colour-profile.ts'
import { type Orientation, readOrientation, writeOrientation } from './exif.ts'
import { type Cleaned, damaged, endsEarly, join, sizeOf, slice } from './picture.ts'

const soi = Buffer.of(0xff, 0xd8)
const eoi = Buffer.of(0xff, 0xd9)
const [DHT, DQT, DRI, SOS, EOI, APP0, APP1, APP2, APP14] = [0xc4, 0xdb, 0xdd, 0xda, 0xd9, 0xe0, 0xe1, 0xe2, 0xee]

/** @throws problems.fileRefused */
export function cleanJpeg(bytes: Buffer): Cleaned {
  const body: Buffer[] = []
  let jfif: Buffer | undefined
  let adobe: Buffer | undefined
  let orientation: Orientation | undefined
  let frame: { readonly width: number; readonly height: number } | undefined
  let scans = 0
  const profile: Buffer[] = []
  let at = 2
  for (;;) {
    if (at >= bytes.length) throw endsEarly()
    if (bytes[at] !== 0xff) throw damaged('JPEG picture')
    // Any number of 0xff may fill the room before a marker.
    while (bytes[at] === 0xff) at++
    if (at >= bytes.length) throw endsEarly()
    const marker = bytes[at] ?? 0
    at++
    if (marker === EOI) break
    // Zero, restarts and a second beginning stand for nothing here.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) throw damaged('JPEG picture')
    const length = slice(bytes, at, 2).readUInt16BE(0)
    if (length < 2) throw damaged('JPEG picture')
    const content = slice(bytes, at + 2, length - 2)
    at += length
    switch (marker) {
      case DQT:
        if (!isQuantization(content)) throw damaged('JPEG picture')
        body.push(segment(marker, content))
        break
      case DHT:
        if (!isHuffman(content)) throw damaged('JPEG picture')
        body.push(segment(marker, content))
        break
      case DRI:
        if (content.length !== 2) throw damaged('JPEG picture')
        body.push(segment(marker, content))
        break
      // Baseline, extended and progressive: what every browser shows.
      case 0xc0:
      case 0xc1:
      case 0xc2:
        if (frame) throw damaged('JPEG picture')
        frame = readFrame(content)
        body.push(segment(marker, content))
        break
      case SOS: {
        const components = content[0] ?? 0
        if (!frame || components < 1 || components > 4 || content.length !== 4 + 2 * components)
          throw damaged('JPEG picture')
        const end = endOfScan(bytes, at)
        if (end === at) throw damaged('JPEG picture')
        body.push(segment(marker, content), bytes.subarray(at, end))
        at = end
        scans++
        break
      }
      case APP0:
        if (content.toString('latin1', 0, 5) === 'JFIF\0' && content.length >= 14) jfif ??= withoutPreview(content)
        break
      case APP1:
        if (content.toString('latin1', 0, 6) === 'Exif\0\0') orientation ??= readOrientation(content.subarray(6))
        break
      case APP2:
        if (content.toString('latin1', 0, 12) === 'ICC_PROFILE\0') profile.push(content)
        break
      case APP14:
        if (content.toString('latin1', 0, 5) === 'Adobe' && content.length >= 12) adobe ??= content.subarray(0, 12)
        break
      default:
        // Other notes, and comments, are left out. What is left draws in ways that browsers do not.
        if (marker < 0xe0) throw damaged('JPEG picture')
    }
  }
  if (!frame || scans === 0) throw damaged('JPEG picture')
  const turned = orientation ?? 1
  return {
    contentType: 'image/jpeg',
    bytes: join([
      soi,
      ...(jfif ? [segment(APP0, jfif)] : []),
      ...(turned === 1 ? [] : [segment(APP1, Buffer.concat([Buffer.from('Exif\0\0'), writeOrientation(turned)]))]),
      ...(isWhole(profile) ? profile.map((part) => segment(APP2, part)) : []),
      ...(adobe ? [segment(APP14, adobe)] : []),
      ...body,
      eoi,
    ]),
    ...sizeOf(frame.width, frame.height, turned),
  }
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0)
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

function readFrame(content: Buffer): { width: number; height: number } {
  const components = content[5] ?? 0
  if (content[0] !== 8 || ![1, 3, 4].includes(components) || content.length !== 6 + 3 * components)
    throw damaged('JPEG picture')
  return { height: content.readUInt16BE(1), width: content.readUInt16BE(3) }
}

/** @returns where the next marker stands that is neither a restart nor a 0xff of the picture itself */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at)) {
    const start = at
    while (bytes[at] === 0xff) at++
    const next = bytes[at]
    if (next === undefined) break
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return start
  }
  throw endsEarly()
}

/** One or more tables of 64 values, in one byte or two. */
function isQuantization(content: Buffer): boolean {
  let at = 0
  while (at < content.length) {
    const head = content[at] ?? 0
    if (head >> 4 > 1 || (head & 15) > 3) return false
    at += 1 + 64 * ((head >> 4) + 1)
  }
  return at === content.length && at > 0
}

/** One or more tables: how many codes there are of each length, then what they stand for. */
function isHuffman(content: Buffer): boolean {
  let at = 0
  while (at + 17 <= content.length) {
    const head = content[at] ?? 0
    if (head >> 4 > 1 || (head & 15) > 3) return false
    const codes = content.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)
    if (codes > 256) return false
    at += 17 + codes
  }
  return at === content.length && at > 0
}

/** Version and density; the preview that may follow is left out. */
function withoutPreview(jfif: Buffer): Buffer {
  return Buffer.concat([jfif.subarray(0, 12), Buffer.of(0, 0)])
}

/** A profile comes in numbered parts, each with its number and how many there are. */
function isWhole(parts: readonly Buffer[]): boolean {
  const numbered = parts.every((part, index) => part[12] === index + 1 && part[13] === parts.length)
  return numbered && parts.length > 0 && isColourProfile(Buffer.concat(parts.map((part) => part.subarray(14))))
}
