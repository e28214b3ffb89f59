/**
 * Writes the copy of a consent that she keeps: a PDF with the exact text, the signature, and how it came about. The same consent gives
 * the same bytes. The text itself is attached, so that its hash can be checked without our program.
 */
import type { Signature } from '@needlepoint/contract'
import type { Zone } from '@needlepoint/pathway'
import PDFDocument from 'pdfkit'
import { fill } from '../texts.ts'
import { type Font, type Run, runsOf, type Weight } from './fonts.ts'
import { copyTextsIn } from './texts.ts'

export interface Copied {
  readonly id: string
  /** Markdown, as it was signed. */
  readonly document: string
  readonly documentHash: string
  /** BCP 47. */
  readonly language: string
  /** What she was asked about, as she was told it. */
  readonly understood: readonly string[]
  readonly protocol: string
  readonly signerName: string
  readonly signedBy: 'client' | 'guardian'
  readonly signature: Signature
  readonly signedAt: Date
  readonly receivedAt: Date
  readonly ip: string
  readonly userAgent: string
  readonly witness: string | null
  /** Where she lives: moments are written as her clock showed them. */
  readonly zone: Zone
}

type Doc = InstanceType<typeof PDFDocument>

const margin = 56
const width = 595.28 - 2 * margin
const ink = '#26202f'
const soft = '#5d5768'

export async function writeCopy(copied: Copied): Promise<Buffer> {
  const texts = copyTextsIn(copied.language)
  const title = /^# (.+)$/m.exec(copied.document)?.[1] ?? 'Consent'
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    lang: copied.language,
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: withoutEscapes(title),
      Creator: 'Needlepoint',
      Producer: 'Needlepoint',
      // Plain to read for whoever checks the attached text without showing the pages.
      Keywords: `sha256:${copied.documentHash}`,
      CreationDate: copied.receivedAt,
      ModDate: copied.receivedAt,
    },
  })
  const chunks: Buffer[] = []
  const written = new Promise<Buffer>((done, failed) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => done(Buffer.concat(chunks)))
    doc.on('error', failed)
  })
  const page = pageOf(doc)
  page.markdown(copied.document)
  page.heading(2, texts.signature)
  if (copied.signature.kind === 'drawn')
    page.drawing(copied.signature.strokes, fill(texts.drawn, { name: copied.signerName }))
  else page.paragraph(fill(texts.typed, { name: copied.signature.name }))
  page.heading(2, texts.evidence)
  const moment = (at: Date) =>
    `${new Intl.DateTimeFormat(copied.language, { dateStyle: 'long', timeStyle: 'long', timeZone: copied.zone }).format(at)} (${at.toISOString()})`
  page.facts([
    [
      texts.signedBy,
      copied.signedBy === 'guardian' ? fill(texts.asGuardian, { name: copied.signerName }) : copied.signerName,
    ],
    [texts.signedAt, moment(copied.signedAt)],
    [texts.received, moment(copied.receivedAt)],
    copied.witness === null ? [texts.ownDevice, texts.yes] : [texts.witness, copied.witness],
    [texts.address, copied.ip],
    [texts.device, copied.userAgent],
    ...copied.understood.map((said, at): [string, string] => [at === 0 ? texts.understood : '', said]),
    [texts.number, copied.id],
    [texts.protocol, copied.protocol],
    [texts.hash, copied.documentHash],
  ])
  page.heading(2, texts.seal)
  page.paragraph(texts.sealSays)
  page.numbers(copied.documentHash)
  doc.file(Buffer.from(copied.document), {
    name: 'consent.md',
    type: 'text/markdown',
    creationDate: copied.receivedAt,
    modifiedDate: copied.receivedAt,
  })
  doc.end()
  return await written
}

/** Signs that were escaped to be themselves. */
const withoutEscapes = (text: string) => text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')

interface Style {
  readonly size: number
  readonly weight: Weight
  readonly colour: string
  /** Points between the lines. */
  readonly gap: number
}
const body: Style = { size: 10.5, weight: 'plain', colour: ink, gap: 3 }
const headings: Readonly<Record<number, Style>> = {
  1: { size: 20, weight: 'strong', colour: ink, gap: 2 },
  2: { size: 13.5, weight: 'strong', colour: ink, gap: 2 },
  3: { size: 11, weight: 'strong', colour: ink, gap: 2 },
}

function pageOf(doc: Doc) {
  const whole = doc.struct('Document')
  doc.addStructure(whole)

  const registered = new Set<string>()
  function useFont({ name, bytes }: Font) {
    if (!registered.has(name)) doc.registerFont(name, bytes as unknown as ArrayBuffer)
    registered.add(name)
    doc.font(name)
  }

  /** Draws runs one after the other as one text. */
  function write(runs: readonly Run[], { size, colour, gap }: Style, x: number, room: number) {
    doc.fontSize(size).fillColor(colour)
    runs.forEach(({ font, text }, at) => {
      useFont(font)
      const rest = { lineGap: gap, continued: at < runs.length - 1 }
      if (at === 0) doc.text(text, x, doc.y, { width: room, ...rest })
      else doc.text(text, rest)
    })
  }
  const heightOf = (text: string, { size, gap, weight }: Style, room: number) => {
    const [{ font }] = runsOf(text, weight) as [Run]
    useFont(font)
    return doc.fontSize(size).heightOfString(text, { width: room, lineGap: gap })
  }
  /** A heading is not the last thing on a page, and a drawing is not cut. */
  const need = (points: number) => {
    if (doc.y + points > doc.page.height - margin - 20) doc.addPage()
  }
  const tagged = (kind: string, text: string, style: Style, x = margin, room = width) =>
    whole.add(doc.struct(kind as 'P', {}, () => write(runsOf(text, style.weight), style, x, room)))

  function heading(level: 1 | 2 | 3, text: string) {
    const style = headings[level] as Style
    doc.y += level === 1 ? 0 : 10
    need(style.size * 4)
    tagged(`H${level}`, text, style)
    doc.y += 4
  }
  function paragraph(text: string) {
    need(24)
    tagged('P', text, body)
    doc.y += 6
  }
  function item(text: string, depth: number) {
    const x = margin + 12 + depth * 14
    need(20)
    const { y } = doc
    doc.markContent('Artifact')
    doc.circle(x - 7, y + 6.5, depth === 0 ? 1.7 : 1.2).fill(depth === 0 ? ink : soft)
    doc.endMarkedContent()
    doc.y = y
    tagged('P', text, depth === 0 ? body : { ...body, colour: soft }, x, width - (x - margin))
    doc.y += 3
  }

  return {
    heading,
    paragraph,
    /** The subset that `write-document.ts` writes. */
    markdown(document: string) {
      for (const line of document.split('\n')) {
        const text = withoutEscapes(line.trim())
        if (text === '') continue
        const level = /^(#{1,3}) /.exec(line)?.[1]?.length
        if (level) heading(level as 1 | 2 | 3, withoutEscapes(line.slice(level + 1)))
        else if (/^\s*- /.test(line)) item(withoutEscapes(line.replace(/^\s*- /, '')), /^\s/.test(line) ? 1 : 0)
        else paragraph(text)
      }
    },
    facts(items: readonly (readonly [string, string])[]) {
      const left = 150
      for (const [name, value] of items) {
        const style = { ...body, size: 9.5 }
        need(Math.max(heightOf(name, style, left - 10), heightOf(value, style, width - left)) + 4)
        const { y } = doc
        if (name !== '') tagged('P', name, { ...style, colour: soft }, margin, left - 10)
        const below = doc.y
        doc.y = y
        tagged('P', value, style, margin + left, width - left)
        doc.y = Math.max(below, doc.y) + 3
      }
    },
    /** @param strokes x and y in turn, on a field 1000 wide */
    drawing(strokes: readonly (readonly number[])[], alt: string) {
      const scale = 240 / 1000
      const tall = Math.max(80, ...strokes.map((stroke) => Math.max(...stroke.filter((_, at) => at % 2 === 1)) * scale))
      need(tall + 12)
      const { y } = doc
      whole.add(
        doc.struct('Figure', { alt } as never, () => {
          doc.save().lineWidth(1.4).lineCap('round').lineJoin('round').strokeColor(ink)
          for (const stroke of strokes) {
            for (let at = 0; at + 1 < stroke.length; at += 2) {
              const [px, py] = [margin + (stroke[at] as number) * scale, y + (stroke[at + 1] as number) * scale]
              if (at === 0) doc.moveTo(px, py)
              else doc.lineTo(px, py)
            }
            doc.stroke()
          }
          doc.restore()
        }),
      )
      doc.y = y + tall + 8
      doc.x = margin
    },
    /** Below every page: which one it is, and of which text. */
    numbers(hash: string) {
      whole.end()
      const { start, count } = doc.bufferedPageRange()
      for (let page = 0; page < count; page++) {
        doc.switchToPage(start + page)
        doc.page.margins.bottom = 0
        doc.markContent('Artifact')
        doc.y = doc.page.height - 40
        write(
          runsOf(`${page + 1} / ${count}   ${hash.slice(0, 16)}…`, 'plain'),
          { ...body, size: 8, colour: soft },
          margin,
          width,
        )
        doc.endMarkedContent()
      }
    },
  }
}
