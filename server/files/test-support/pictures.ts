/** Small real pictures and documents, written byte by byte, with all that phones and programs put into them. */
import { crc32, deflateSync } from 'node:zlib'

export type Bytes = Uint8Array<ArrayBuffer>
export const bytesOf = (...parts: readonly (Uint8Array | string)[]): Bytes =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))

/** What must never be found in what is kept. */
export const secret = 'Mara Lindqvist, 12 Harbour Street'

export const jpegSegment = (marker: number, content: Uint8Array | string): Bytes => {
  const body = bytesOf(content)
  return bytesOf(Buffer.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body)
}

interface JpegOptions {
  readonly width?: number
  readonly height?: number
  /** Between the JFIF header and the tables. */
  readonly notes?: readonly Uint8Array[]
  /** Of the JFIF header. */
  readonly preview?: boolean
  readonly sof?: number
}

/** A grey picture. */
export function jpeg({ width = 16, height = 8, notes = [], preview = false, sof = 0xc0 }: JpegOptions = {}): Bytes {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  // Each block is two codes of one bit: the same grey as before, and nothing finer.
  const data = Buffer.alloc(Math.ceil((blocks * 2) / 8))
  if ((blocks * 2) % 8 > 0) data[data.length - 1] = 255 >> ((blocks * 2) % 8)
  const u16 = (n: number) => Buffer.of(n >> 8, n & 255)
  const pixels = preview ? Buffer.from(secret.slice(0, 12)) : Buffer.alloc(0)
  return bytesOf(
    '\xff\xd8',
    jpegSegment(0xe0, bytesOf('JFIF\0\x01\x02\0\0\x01\0\x01', Buffer.of(preview ? 2 : 0, preview ? 2 : 0), pixels)),
    ...notes,
    jpegSegment(0xdb, bytesOf('\0', Buffer.alloc(64, 16))),
    jpegSegment(sof, bytesOf('\x08', u16(height), u16(width), '\x01\x01\x11\0')),
    jpegSegment(0xc4, bytesOf('\0', '\x01', Buffer.alloc(15), '\0')),
    jpegSegment(0xc4, bytesOf('\x10', '\x01', Buffer.alloc(15), '\0')),
    jpegSegment(0xda, '\x01\x01\0\0\x3f\0'),
    data,
    '\xff\xd9',
  )
}

/** The Exif of a phone: maker, owner, time, place, and a small copy of the picture. */
export function exif(orientation: number): Bytes {
  const texts = [
    [0x010f, 'Fonda'],
    [0x0110, 'Fonda 12 of Mara'],
    [0x0132, '2026:11:21 09:28:00'],
    [0x013b, secret],
  ] as const
  const thumbnail = jpeg({ notes: [jpegSegment(0xfe, secret)] })
  const entries: { tag: number; type: number; count: number; value: number | Uint8Array }[] = [
    { tag: 0x0112, type: 3, count: 1, value: orientation * 0x10000 },
    ...texts.map(([tag, text]) => ({ tag, type: 2, count: text.length + 1, value: bytesOf(text, '\0') })),
  ].toSorted((a, b) => a.tag - b.tag)
  const directory = (at: number, all: typeof entries, next: number): Bytes => {
    const head = Buffer.alloc(2 + 12 * all.length + 4)
    head.writeUInt16BE(all.length)
    const extra: Uint8Array[] = []
    let free = at + head.length
    for (const [index, { tag, type, count, value }] of all.entries()) {
      const place = 2 + index * 12
      head.writeUInt16BE(tag, place)
      head.writeUInt16BE(type, place + 2)
      head.writeUInt32BE(count, place + 4)
      if (typeof value === 'number') head.writeUInt32BE(value, place + 8)
      else {
        head.writeUInt32BE(free, place + 8)
        extra.push(value)
        free += value.length
      }
    }
    head.writeUInt32BE(next, head.length - 4)
    return bytesOf(head, ...extra)
  }
  const rational = (...pairs: number[]) => {
    const out = Buffer.alloc(pairs.length * 4)
    for (const [index, n] of pairs.entries()) out.writeUInt32BE(n, index * 4)
    return out
  }
  const gps: typeof entries = [
    { tag: 1, type: 2, count: 2, value: 'N'.charCodeAt(0) * 0x1000000 },
    { tag: 2, type: 5, count: 3, value: rational(52, 1, 31, 1, 12, 1) },
    { tag: 3, type: 2, count: 2, value: 'E'.charCodeAt(0) * 0x1000000 },
    { tag: 4, type: 5, count: 3, value: rational(13, 1, 24, 1, 18, 1) },
  ]
  const pointed = (gpsAt: number) => [...entries, { tag: 0x8825, type: 4, count: 1, value: gpsAt }]
  const first = directory(8, pointed(0), 0).length
  const gpsAt = 8 + first
  const second = directory(gpsAt, gps, 0)
  const thirdAt = gpsAt + second.length
  const preview = (at: number): typeof entries => [
    { tag: 0x0103, type: 3, count: 1, value: 6 * 0x10000 },
    { tag: 0x0201, type: 4, count: 1, value: at },
    { tag: 0x0202, type: 4, count: 1, value: thumbnail.length },
  ]
  const third = directory(thirdAt, preview(thirdAt + directory(thirdAt, preview(0), 0).length), 0)
  return bytesOf('MM\0*\0\0\0\x08', directory(8, pointed(gpsAt), thirdAt), second, third, thumbnail)
}

export const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${secret}"/></rdf:RDF></x:xmpmeta>`

/** Of no colour in particular, and of the right form. */
export function colourProfile(length = 200): Bytes {
  const profile = Buffer.alloc(length)
  profile.writeUInt32BE(length)
  profile.write('mntrRGB XYZ ', 12)
  profile.write('acsp', 36)
  return bytesOf(profile)
}

export const profileSegment = (profile = colourProfile()) =>
  jpegSegment(0xe2, bytesOf('ICC_PROFILE\0\x01\x01', profile))

/** All that a photo can tell of somebody. */
export const tellingNotes = (orientation: number) => [
  jpegSegment(0xe1, bytesOf('Exif\0\0', exif(orientation))),
  jpegSegment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0', xmp)),
  profileSegment(),
  jpegSegment(0xe2, bytesOf('MPF\0', secret)),
  jpegSegment(
    0xed,
    bytesOf(
      'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0',
      Buffer.of(0, secret.length + 5),
      '\x1c\x02\x50\0',
      Buffer.of(secret.length),
      secret,
    ),
  ),
  jpegSegment(0xe7, secret),
  jpegSegment(0xfe, secret),
]

export function pngChunk(type: string, content: Uint8Array | string): Bytes {
  const named = bytesOf(type, content)
  const around = Buffer.alloc(8)
  around.writeUInt32BE(named.length - 4)
  around.writeUInt32BE(crc32(named), 4)
  return bytesOf(around.subarray(0, 4), named, around.subarray(4))
}

/** A picture of one colour. */
export function png({
  width = 3,
  height = 2,
  notes = [],
}: {
  readonly width?: number
  readonly height?: number
  readonly notes?: readonly Uint8Array[]
} = {}): Bytes {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  head[9] = 2
  const row = bytesOf('\0', Buffer.alloc(Math.min(width, 4000) * 3, 0x80))
  const rows = bytesOf(...Array.from({ length: Math.min(height, 4000) }, () => row))
  return bytesOf(
    '\x89PNG\r\n\x1a\n',
    pngChunk('IHDR', head),
    ...notes,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', ''),
  )
}

export function riffChunk(type: string, content: Uint8Array | string): Bytes {
  const body = bytesOf(content)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return bytesOf(type, length, body, body.length % 2 ? '\0' : '')
}

export function riff(...chunks: readonly Uint8Array[]): Bytes {
  const body = bytesOf('WEBP', ...chunks)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return bytesOf('RIFF', length, body)
}

/** A lossless picture of one colour: five codes of one symbol each, so that no pixel takes a bit. */
export function losslessWebp(width = 5, height = 4): Bytes {
  const bits: number[] = []
  const put = (value: number, count: number) => {
    for (let index = 0; index < count; index++) bits.push((value >> index) & 1)
  }
  put(width - 1, 14)
  put(height - 1, 14)
  put(0, 1 + 3)
  put(0, 3)
  for (const symbol of [0x80, 0x60, 0x40, 0xff, 0]) {
    put(1, 1)
    put(0, 1)
    put(1, 1)
    put(symbol, 8)
  }
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
  for (const [index, bit] of bits.entries()) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index & 7))
  return riffChunk('VP8L', bytesOf('\x2f', bytes))
}

/** Its extended form, with everything that can go along. */
export function tellingWebp(orientation: number, flags = 0x2c): Bytes {
  const canvas = Buffer.alloc(10)
  canvas[0] = flags
  canvas.writeUIntLE(4, 4, 3)
  canvas.writeUIntLE(3, 7, 3)
  return riff(
    riffChunk('VP8X', canvas),
    riffChunk('ICCP', colourProfile()),
    losslessWebp(),
    riffChunk('EXIF', exif(orientation)),
    riffChunk('XMP ', xmp),
    riffChunk('NOTE', secret),
  )
}

/** @param objects what stands between the head and the trailer */
export const pdf = (objects: readonly (Uint8Array | string)[] = []): Bytes =>
  bytesOf(
    '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n',
    ...objects,
    'xref\n0 3\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n9\n%%EOF\n',
  )

export const pdfStream = (dictionary: string, content: Uint8Array | string): Bytes =>
  bytesOf(`7 0 obj\n<<${dictionary}>>\nstream\n`, content, '\nendstream\nendobj\n')
