/**
 * Letters for the sealed copy. A name can be written in letters that one font does not have, so a text is split into runs that each
 * have one. What no font of ours has is written as its number: a letter that silently is not there would be a changed name.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkit'

const { resolve } = createRequire(import.meta.url)

const files = {
  plain: [
    'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff',
    'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-400-normal.woff',
    'noto-sans/files/noto-sans-latin-ext-400-normal.woff',
    'noto-sans/files/noto-sans-vietnamese-400-normal.woff',
    'noto-sans/files/noto-sans-cyrillic-400-normal.woff',
    'noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff',
    'noto-sans/files/noto-sans-greek-400-normal.woff',
  ],
  strong: [
    'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff',
    'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-700-normal.woff',
    'noto-sans/files/noto-sans-cyrillic-700-normal.woff',
    'noto-sans/files/noto-sans-greek-700-normal.woff',
  ],
} as const
export type Weight = keyof typeof files

export interface Font {
  readonly name: string
  readonly bytes: Buffer
  readonly has: (codePoint: number) => boolean
}
export interface Run {
  readonly font: Font
  readonly text: string
}

let loaded: Readonly<Record<Weight, readonly Font[]>> | undefined

/** Read once, when the first copy is made. */
function fonts(): Readonly<Record<Weight, readonly Font[]>> {
  const read = (weight: Weight) =>
    files[weight].map((file): Font => {
      const bytes = readFileSync(resolve(`@fontsource/${file}`))
      const font = create(bytes) as { hasGlyphForCodePoint(codePoint: number): boolean }
      return { name: file, bytes, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) }
    })
  loaded ??= { plain: read('plain'), strong: read('strong') }
  return loaded
}

export function runsOf(text: string, weight: Weight): Run[] {
  const known = fonts()[weight]
  const [first] = known as [Font, ...Font[]]
  const runs: { font: Font; text: string }[] = []
  for (const letter of text.normalize('NFC')) {
    const codePoint = letter.codePointAt(0) as number
    const font = known.find(({ has }) => has(codePoint))
    const shown = font ? letter : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`
    const last = runs.at(-1)
    // A space does not end the run that it stands in.
    const goesOn = last && (last.font === (font ?? first) || (letter === ' ' && last.font.has(codePoint)))
    if (goesOn) last.text += shown
    else runs.push({ font: font ?? first, text: shown })
  }
  return runs.length === 0 ? [{ font: first, text: '' }] : runs
}
