/**
 * PDF, searched rather than understood: a document that could run something, carries other files or keeps itself from being
 * searched is refused. Names are looked for in the file and in everything in it that is deflated, since objects can lie in
 * there. A document keeps what it says of its author: it is a letter of somebody's, not a photo.
 */
import { createInflate } from 'node:zlib'
import { problems } from '../../http/problems.ts'
import { type Cleaned, endsEarly } from './picture.ts'

/** Names of ISO 32000 that only stand where something is run, opened or embedded. */
const active: Readonly<Record<string, string>> = {
  JavaScript: 'contains a script',
  Rendition: 'plays media',
  RichMedia: 'plays media',
  Launch: 'starts programs',
  EmbeddedFile: 'has other files in it',
  EmbeddedFiles: 'has other files in it',
  GoToE: 'opens other files',
  XFA: 'is a form that computes',
  SubmitForm: 'sends what is typed into it elsewhere',
  ImportData: 'loads other files',
}
const activeName = new RegExp(`/(${Object.keys(active).join('|')})(?=[\\s()<>[\\]{}/%\\0]|$)`)
/** Longer than any of the names. */
const overlap = 32

/** Bytes that all streams may come to; a page that was scanned has 30 million. */
const mostInflated = 600_000_000
const mostStreams = 100_000

/** @throws problems.fileRefused */
export async function cleanPdf(bytes: Buffer): Promise<Cleaned> {
  const end = bytes.lastIndexOf('%%EOF')
  if (end < 0) throw endsEarly()
  // What follows the end may be anything, such as an archive that opens under another name.
  const kept = new Uint8Array(bytes.subarray(0, end + 5))
  const text = readNames(Buffer.from(kept.buffer).toString('latin1'))
  if (/\/Encrypt(?=[\s<[/])/.test(text))
    throw refuse('is locked, so that nobody can see what is in it. Save it without a password')
  refuseActive(text)
  if (!/\bstartxref\b/.test(text)) throw endsEarly()
  await searchStreams(Buffer.from(kept.buffer), text)
  return { contentType: 'application/pdf', bytes: kept, width: null, height: null }
}

const refuse = (why: string) =>
  problems.fileRefused(`This PDF ${why}. Print it into a new PDF, or send it as a picture.`)

/** A name may be written with the codes of its letters: `/J#61vaScript`. Lengths change with it, and nothing here counts on them. */
const readNames = (text: string) =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function refuseActive(text: string): void {
  const [, name] = activeName.exec(text) ?? []
  if (name !== undefined) throw refuse(active[name] ?? '')
}

/**
 * Objects may lie in a stream of objects. Those that are deflated and nothing else are searched like the file itself; a stream
 * of objects that hides in another way is refused.
 */
async function searchStreams(bytes: Buffer, names: string): Promise<void> {
  const raw = bytes.toString('latin1')
  let budget = mostInflated
  let streams = 0
  let ofObjects = 0
  for (const { index, 0: keyword } of raw.matchAll(/\bstream(?:\r\n|\n|\r)/g)) {
    if (++streams > mostStreams) throw refuse('has more parts than can be looked through')
    const near = raw.slice(Math.max(0, index - 4096), index)
    const dictionary = readNames(near.slice(Math.max(0, near.lastIndexOf('obj'))))
    const isOfObjects = /\/ObjStm(?=[\s()<>[\]{}/%]|$)/.test(dictionary)
    if (isOfObjects) {
      ofObjects++
      const filters = dictionary.match(/\/(\w+Decode|Crypt|Predictor)\b/g) ?? []
      if (String(filters) !== '/FlateDecode') throw refuse('hides what is in it')
    }
    const inflated = await searchInflated(bytes.subarray(index + keyword.length), budget)
    if (inflated === undefined && isOfObjects) throw refuse('hides what is in it')
    budget -= inflated ?? 0
    if (budget <= 0) throw refuse('is too large to be looked through')
  }
  if ((names.match(/\/ObjStm(?=[\s()<>[\]{}/%]|$)/g) ?? []).length !== ofObjects) throw refuse('hides what is in it')
}

/**
 * Inflates what begins here, in pieces that are searched and dropped.
 * @returns how much there was, in bytes; undefined where nothing is deflated, or it breaks off
 * @throws problems.fileRefused
 */
function searchInflated(bytes: Buffer, most: number): Promise<number | undefined> {
  const [first = 0, second = 0] = bytes
  if ((first & 15) !== 8 || (first * 256 + second) % 31 !== 0) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const inflate = createInflate({ chunkSize: 262_144 })
    let size = 0
    let tail = ''
    let from = 0
    const stop = (done: () => void) => {
      inflate.destroy()
      done()
    }
    const feed = () => {
      const piece = bytes.subarray(from, from + 65_536)
      from += piece.length
      if (piece.length === 0) inflate.end()
      else inflate.write(piece, () => !inflate.destroyed && feed())
    }
    inflate.on('data', (piece: Buffer) => {
      size += piece.length
      const text = readNames(tail + piece.toString('latin1'))
      try {
        refuseActive(text)
      } catch (error) {
        stop(() => reject(error))
        return
      }
      tail = text.slice(-overlap)
      if (size > most) stop(() => resolve(size))
    })
    // What follows in the file is no business of this stream.
    inflate.once('end', () => stop(() => resolve(size)))
    inflate.once('error', () => resolve(undefined))
    feed()
  })
}
