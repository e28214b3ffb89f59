import { deflateSync } from 'node:zlib'
import exifr from 'exifr'
import { describe, expect, test } from 'vitest'
import { HttpProblem } from '../../http/problems.ts'
import {
  type Bytes,
  bytesOf,
  colourProfile,
  exif,
  jpeg,
  jpegSegment,
  losslessWebp,
  pdf,
  pdfStream,
  png,
  pngChunk,
  profileSegment,
  riff,
  riffChunk,
  secret,
  tellingNotes,
  tellingWebp,
  xmp,
} from '../test-support/pictures.ts'
import { clean } from './clean.ts'

const everything = {
  tiff: true,
  exif: true,
  gps: true,
  ifd1: true,
  iptc: true,
  xmp: true,
  icc: false,
  jfif: false,
  mergeOutput: true,
}
/** What another program finds in a picture. */
const toldBy = async (bytes: Bytes) =>
  (await exifr.parse(Buffer.from(bytes), everything)) as Record<string, unknown> | undefined
const has = (bytes: Bytes, text: string) => Buffer.from(bytes).includes(text, 0, 'latin1')
const refusal = async (bytes: Bytes, kind: 'photo' | 'document' = 'photo') => {
  const error: unknown = await clean(bytes, kind).catch((thrown: unknown) => thrown)
  if (error instanceof HttpProblem && error.code === 'file-refused') return error.message
  throw new Error(`Was not refused: ${JSON.stringify(error)}`)
}

/** The segments of a JPEG up to its first scan, by their markers. */
function markersOf(bytes: Bytes): string[] {
  const markers: string[] = []
  for (let at = 2; bytes[at + 1] !== 0xda; at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0))
    markers.push((bytes[at + 1] ?? 0).toString(16))
  return markers
}

describe('A photo that tells where it was taken and by whom', () => {
  test('keeps of all that only how a JPEG is turned', async () => {
    const sent = jpeg({ notes: tellingNotes(6), preview: true })
    const before = await toldBy(sent)
    // The test is worth something: another program does find all this in what was sent.
    expect(before).toMatchObject({ latitude: expect.closeTo(52.52, 2), Artist: secret, creator: secret })
    const { bytes, width, height } = await clean(bytesOf(sent, secret, 'PK\x03\x04'), 'photo')
    expect(await toldBy(bytes)).toEqual({ Orientation: 'Rotate 90 CW' })
    expect(await exifr.gps(Buffer.from(bytes))).toBeUndefined()
    expect(await exifr.thumbnail(Buffer.from(bytes))).toBeUndefined()
    expect(has(bytes, secret)).toBe(false)
    expect(has(bytes, secret.slice(0, 12))).toBe(false)
    expect([...bytes.subarray(-2)]).toEqual([0xff, 0xd9])
    // Exif, and the profile: JFIF comes first, what draws the picture last.
    expect(markersOf(bytes)).toEqual(['e0', 'e1', 'e2', 'db', 'c0', 'c4', 'c4'])
    expect([width, height]).toEqual([8, 16])
  })

  test('keeps its colours: the profile of a JPEG in its parts, Adobe’s header, and nothing that only calls itself a profile', async () => {
    const [one, two] = [colourProfile(300).subarray(0, 130), colourProfile(300).subarray(130)]
    const parts = [
      jpegSegment(0xe2, bytesOf('ICC_PROFILE\0\x01\x02', one)),
      jpegSegment(0xe2, bytesOf('ICC_PROFILE\0\x02\x02', two)),
    ]
    const adobe = jpegSegment(0xee, bytesOf('Adobe\0\x64\0\0\0\0\x01', secret))
    const { bytes } = await clean(jpeg({ notes: [...parts, adobe] }), 'photo')
    expect(has(bytes, Buffer.from(one).toString('latin1'))).toBe(true)
    expect(has(bytes, Buffer.from(two).toString('latin1'))).toBe(true)
    expect(has(bytes, 'Adobe')).toBe(true)
    expect(has(bytes, secret)).toBe(false)
    const pretended = await clean(jpeg({ notes: [profileSegment(bytesOf(secret.repeat(9)))] }), 'photo')
    expect(has(pretended.bytes, secret)).toBe(false)
    const torn = await clean(jpeg({ notes: parts.slice(0, 1) }), 'photo')
    expect(has(torn.bytes, 'ICC_PROFILE')).toBe(false)
  })

  test('is told nothing by a PNG but how it is turned and what its colours mean', async () => {
    const iccp = pngChunk('iCCP', bytesOf(secret, '\0\0', deflateSync(colourProfile())))
    const notes = [
      pngChunk('tEXt', `Author\0${secret}`),
      pngChunk('zTXt', bytesOf('Comment\0\0', deflateSync(Buffer.from(secret)))),
      pngChunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${xmp}`),
      pngChunk('eXIf', exif(3)),
      pngChunk('tIME', '\x07\xea\x0b\x15\x09\x1c\0'),
      pngChunk('gAMA', '\0\0\xb1\x8f'),
      iccp,
    ]
    const sent = png({ notes })
    expect(await toldBy(sent)).toMatchObject({ latitude: expect.closeTo(52.52, 2), Artist: secret })
    const { bytes, width, height } = await clean(bytesOf(sent, secret), 'photo')
    expect(await toldBy(bytes)).toMatchObject({ Orientation: 'Rotate 180' })
    expect(await exifr.gps(Buffer.from(bytes))).toBeUndefined()
    for (const kept of ['eXIf', 'gAMA', 'iCCP']) expect(has(bytes, kept)).toBe(true)
    for (const gone of [secret, 'tEXt', 'zTXt', 'iTXt', 'tIME']) expect(has(bytes, gone)).toBe(false)
    expect([width, height]).toEqual([3, 2])
  })

  test('is told nothing by a WebP but how it is turned and what its colours mean', async () => {
    const sent = tellingWebp(8)
    const { bytes, contentType, width, height } = await clean(bytesOf(sent, secret), 'photo')
    for (const gone of [secret, 'XMP ', 'NOTE', 'GPS', 'Fonda']) expect(has(bytes, gone)).toBe(false)
    for (const kept of ['VP8X', 'ICCP', 'VP8L', 'EXIF']) expect(has(bytes, kept)).toBe(true)
    expect(Buffer.from(bytes).readUInt32LE(4)).toBe(bytes.length - 8)
    expect([contentType, width, height]).toEqual(['image/webp', 5, 4])
    // Profile and Exif, and no XMP any more.
    expect(bytes[20]).toBe(0x28)
  })

  test('comes out the same a second time, and what tells nothing is left as it is', async () => {
    for (const sent of [
      jpeg({ notes: tellingNotes(6) }),
      png({ notes: [pngChunk('eXIf', exif(6))] }),
      tellingWebp(6),
    ]) {
      const once = await clean(sent, 'photo')
      expect(await clean(once.bytes, 'photo')).toEqual(once)
    }
    for (const plain of [jpeg(), png(), riff(losslessWebp())])
      expect(Buffer.from((await clean(plain, 'photo')).bytes).equals(plain)).toBe(true)
  })
})

describe('A picture that broke off', () => {
  test.each([
    ['JPEG', jpeg({ notes: tellingNotes(1) })],
    ['PNG', png({ notes: [pngChunk('tEXt', 'a\0b')] })],
    ['WebP', tellingWebp(1)],
  ])('is refused wherever a %s was cut, with a sentence', async (_, whole) => {
    for (let length = 1; length < whole.length; length++) {
      expect(await refusal(whole.slice(0, length))).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('is not mended: changed bytes of a structure are noticed, or draw another picture and tell nothing', async () => {
    for (const whole of [jpeg({ notes: tellingNotes(6) }), png(), tellingWebp(6)]) {
      for (let at = 0; at < whole.length; at++) {
        const changed = Uint8Array.from(whole)
        changed[at] = (changed[at] ?? 0) ^ 0xff
        const kept = await clean(changed, 'photo').catch((error: unknown) => error)
        if (!(kept instanceof HttpProblem)) expect(has((kept as { bytes: Bytes }).bytes, secret)).toBe(false)
      }
    }
  })
})

describe('What is no photo', () => {
  test.each([
    ['a zip that is called .jpg', bytesOf('PK\x03\x04\x14\0\0\0'), /archive or an office document/],
    ['an SVG', bytesOf('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /SVG/],
    ['a web page', bytesOf('<!doctype html><script>1</script>'), /web page/],
    ['a GIF', bytesOf('GIF89a\x01\0\x01\0'), /GIF/],
    ['a picture of an iPhone', bytesOf('\0\0\0\x18ftypheic\0\0\0\0'), /Most Compatible/],
    ['a film', bytesOf('\0\0\0\x18ftypisom\0\0\0\0'), /film/],
    ['a program', bytesOf('MZ\x90\0'), /program/],
    ['nothing', bytesOf(), /empty/],
    ['noise', bytesOf('\x01\x02\x03'), /not a file of a kind/],
    ['a PDF', pdf(), /add it as a document/],
    ['a signature alone', bytesOf('\xff\xd8\xff'), /ends too early/],
    ['a JPEG without a picture', bytesOf('\xff\xd8\xff\xd9'), /damaged/],
    ['a JPEG that only some programs show', jpeg({ sof: 0xc3 }), /damaged/],
    [
      'a picture that moves',
      riff(riffChunk('VP8X', '\x02\0\0\0\x04\0\0\x03\0\0'), riffChunk('ANIM', '\0\0\0\0\0\0')),
      /moves/,
    ],
    [
      'a WebP of another size than it says',
      riff(riffChunk('VP8X', '\0\0\0\0\x09\0\0\x09\0\0'), losslessWebp()),
      /damaged/,
    ],
  ])('is refused and called by its name: %s', async (_, bytes, says) => {
    expect(await refusal(bytes)).toMatch(says)
  })

  test('nor does a picture that claims to fill any memory get in', async () => {
    expect(await refusal(jpeg({ width: 65_535, height: 8 }))).toMatch(/65535 × 8 pixels.*20000 on a side/)
    expect(await refusal(png({ width: 12_000, height: 12_000 }))).toMatch(/At most 100 megapixels/)
  })

  test('a picture that is an archive or a page too is only a picture afterwards', async () => {
    const page = '<script>alert(1)</script>'
    const zip = 'PK\x05\x06'
    for (const both of [
      bytesOf(jpeg({ notes: [jpegSegment(0xfe, page), jpegSegment(0xe9, zip)] }), page, zip),
      bytesOf(png({ notes: [pngChunk('tEXt', page), pngChunk('zzZz', zip)] }), page, zip),
      bytesOf(
        riff(riffChunk('VP8X', '\0\0\0\0\x04\0\0\x03\0\0'), losslessWebp(), riffChunk('JUNK', page + zip)),
        page,
        zip,
      ),
    ]) {
      const { bytes } = await clean(both, 'photo')
      expect([has(bytes, page), has(bytes, zip)]).toEqual([false, false])
    }
  })
})

describe('A PDF', () => {
  const objects = (dictionary: string, text: string) => pdf([pdfStream(dictionary, deflateSync(Buffer.from(text)))])

  test('that is a document and nothing else is taken, without what follows its end', async () => {
    const plain = pdf([pdfStream('/Filter/FlateDecode', deflateSync(Buffer.from('BT (A letter) Tj ET')))])
    const { bytes, contentType } = await clean(bytesOf(plain, 'PK\x03\x04 and more'), 'document')
    expect(contentType).toBe('application/pdf')
    expect(bytes).toEqual(plain.slice(0, -1))
    expect(
      (await clean(objects('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', '5 0 <</Type/Font>>'), 'document'))
        .contentType,
    ).toBe('application/pdf')
  })

  test.each([
    ['runs a script', pdf(['5 0 obj\n<</S/JavaScript/JS(app.alert(1))>>\nendobj\n']), /script/],
    ['writes it in a roundabout way', pdf(['5 0 obj\n<</S/J#61vaScrip#74/JS(1)>>\nendobj\n']), /script/],
    [
      'keeps it among deflated objects',
      objects('/Type/ObjStm/N 1/First 4/Filter/FlateDecode', '5 0 <</S/JavaScript/JS(1)>>'),
      /script/,
    ],
    [
      'keeps it in a stream that calls itself a picture',
      objects('/Subtype/Image/Filter/FlateDecode', '5 0 <</S /JavaScript>>'),
      /script/,
    ],
    [
      'has a stream of objects that is packed twice',
      objects('/Type/ObjStm/Filter[/ASCII85Decode/FlateDecode]', 'x'),
      /hides/,
    ],
    [
      'says elsewhere that a stream is one of objects',
      pdf(['5 0 obj\n/ObjStm\nendobj\n', pdfStream('/Type 5 0 R', 'x')]),
      /hides/,
    ],
    ['has a stream of objects that does not open', pdf([pdfStream('/Type/ObjStm/Filter/FlateDecode', 'x')]), /hides/],
    [
      'has a file in it',
      pdf(['5 0 obj\n<</Type/Catalog/Names<</EmbeddedFiles 6 0 R>>>>\nendobj\n']),
      /other files in it/,
    ],
    ['starts a program', pdf(['5 0 obj\n<</S/Launch/F(cmd.exe)>>\nendobj\n']), /starts programs/],
    ['is a form that computes', pdf(['5 0 obj\n<</XFA 6 0 R>>\nendobj\n']), /form/],
    ['is locked', pdf(['5 0 obj\n<</Encrypt 6 0 R>>\nendobj\n']), /locked/],
    ['broke off', pdf().slice(0, -9), /ends too early/],
  ])('is refused when it %s', async (_, bytes, says) => {
    expect(await refusal(bytes, 'document')).toMatch(says)
  })

  test('that unfolds to more than any memory is refused before it does', async () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000))
    const many = pdf(Array.from({ length: 16 }, () => pdfStream('/Filter/FlateDecode', bomb)))
    expect(many.length).toBeLessThan(2_000_000)
    expect(await refusal(many, 'document')).toMatch(/too large to be looked through/)
  })
})
