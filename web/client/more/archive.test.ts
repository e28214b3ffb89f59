import { expect, test } from 'vitest'
import { type ArchiveWords, archiveOf, type Everything, filesIn, writePage } from './archive.ts'
import { zip } from './zip.ts'

const everything = {
  format: 'needlepoint-client-export',
  version: 1,
  exportedAt: '2026-12-24T12:00:00Z',
  clientId: '01932f5e-7c1a-7b3e-9a52-000000000002',
  details: [{ id: 'd1', name: 'Ada <b>Example</b> & "Co"', born: '1990-05-01', notes: null }],
  screenings: [{ id: 's1', facts: { pregnancy: 'no', goals: ['pores', 'acneScars'] } }],
  somethingNew: [{ id: 'n1', words: 'Of a table that this app knows nothing of.' }],
  messages: [],
  files: [
    { id: 'f1', kind: 'photo', contentType: 'image/jpeg' },
    { id: 'f2', kind: 'document', contentType: 'application/pdf' },
    { id: 'f3', kind: 'photo', contentType: 'image/heic' },
  ],
} as unknown as Everything

const words: ArchiveWords = {
  language: 'en',
  title: 'What the clinic keeps about Ada',
  made: 'Made today.',
  empty: 'Nothing is kept here.',
  entries: (count) => `${count} entries`,
  section: (name) => (name === 'details' ? 'Who you are' : name),
  notLoaded: (name) => `This file could not be loaded: ${name}`,
  fact: (id) => (id === 'pregnancy' ? 'Are you pregnant?' : undefined),
  time: (value) => (value === '1990-05-01' ? '1 May 1990' : undefined),
}
const loaded = new Map([
  ['f1', new Blob(['a photo'])],
  ['f2', new Blob(['a paper'])],
])

test('every list of the export is on the page, also one that this app has no words for, and an empty one says so', () => {
  const page = writePage(everything, loaded, words)
  for (const name of ['details', 'screenings', 'somethingNew', 'messages', 'files'])
    expect(page).toContain(`<section id="${name}">`)
  expect(page).toContain('Of a table that this app knows nothing of.')
  expect(page).toContain('Nothing is kept here.')
  expect(page).toContain('<h2>Who you are</h2>')
  expect(page).toContain('<dt>Are you pregnant?</dt><dd>no</dd>')
  expect(page).toContain('1 May 1990')
})

test('what she wrote is text on the page and never a part of it', () => {
  const page = writePage(everything, loaded, words)
  expect(page).toContain('Ada &lt;b&gt;Example&lt;/b&gt; &amp; &quot;Co&quot;')
  expect(page).not.toContain('<b>Example')
})

test('every file is in the archive beside the record, and one that is missing is named', async () => {
  const entries = archiveOf(everything, loaded, words)
  expect(entries.map(({ name }) => name)).toEqual([
    'record.html',
    'record.json',
    'files/photo-f1.jpg',
    'files/document-f2.pdf',
  ])
  expect(filesIn(everything).map(({ name }) => name)).toContain('files/photo-f3.bin')
  const page = (await entries[0]?.content.text()) ?? ''
  expect(page).toContain('This file could not be loaded: files/photo-f3.bin')
  expect(page).toContain('<img src="files/photo-f1.jpg"')
  expect(JSON.parse((await entries[1]?.content.text()) ?? '')).toEqual(everything)
})

/** As a program that knows nothing of ours reads it: from the end, by the directory. */
async function unzip(archive: Blob): Promise<Map<string, string>> {
  const view = new DataView(await archive.arrayBuffer())
  const end = view.byteLength - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  const found = new Map<string, string>()
  let at = view.getUint32(end + 16, true)
  const text = (from: number, length: number) => new TextDecoder().decode(new Uint8Array(view.buffer, from, length))
  for (let i = 0; i < view.getUint16(end + 10, true); i++) {
    expect(view.getUint32(at, true)).toBe(0x02014b50)
    const [size, length, offset] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ]
    expect(view.getUint32(offset, true)).toBe(0x04034b50)
    expect(view.getUint32(offset + 14, true)).toBe(view.getUint32(at + 16, true))
    found.set(text(at + 46, length), text(offset + 30 + view.getUint16(offset + 26, true), size))
    at += 46 + length
  }
  expect(at).toBe(end)
  return found
}

test('the archive opens, names in any language and empty files too', async () => {
  const archive = await zip(
    [
      { name: 'Grüße/läßt.txt', content: new Blob(['123456789']) },
      { name: 'empty.txt', content: new Blob([]) },
      { name: 'large.bin', content: new Blob(['x'.repeat(3_000_000)]) },
    ],
    new Date(2026, 10, 21, 9, 30),
  )
  const found = await unzip(archive)
  expect([...found.keys()]).toEqual(['Grüße/läßt.txt', 'empty.txt', 'large.bin'])
  expect(found.get('Grüße/läßt.txt')).toBe('123456789')
  expect(found.get('large.bin')).toHaveLength(3_000_000)
  // The sum that the format's own documents give for these nine digits.
  const view = new DataView(await archive.arrayBuffer())
  expect(view.getUint32(14, true)).toBe(0xcbf43926)
})
