/**
 * Reads an ingredient list as people paste it from a shop or a box: with headings, percentages, line breaks in odd places,
 * translations (Water/Aqua/Eau), remarks in brackets, and what it "may contain".
 */
import { InvalidInput } from '../facts/problem.ts'

export interface LabelEntry {
  /** As printed, without percentage. */
  readonly name: string
  /** Other ways the label writes the same ingredient, the likeliest first; always starts with the whole name. */
  readonly spellings: readonly string[]
  readonly percent?: number
  /** Listed under "may contain". */
  readonly mayContain: boolean
}

/** Characters. Real labels stay under 3,000. */
export const longestLabel = 20_000

const heading =
  /^\s*(?:(?:active|inactive|other)|(?:(?:active|inactive|other|full|key)\s+)?(?:ingredients?(?:\s+list)?|ingr[eé]dients?|inhaltsstoffe|ingredientes|composition|inci))\s*(?:\([^)]*\))?\s*(?:[:：]\s*|$)/iu
const mayContainStart =
  /(?:\[?\s*\+\s*\/\s*-\s*\]?|±|\bmay\s+contain\b|\bpeut\s+contenir\b|\bkann\s+enthalten\b|\bpuede\s+contener\b)\s*[:：]?/iu
// Bounded and with single spaces: an open end would let a long label keep the reader waiting for minutes.
const percentage = /\(? ?(?:<|>|≤|≥|~|up to)? ?(\d{1,3}(?:[.,]\d{1,4})?) ?% ?(?:\(?[wv]\/[wv]\)?)? ?\)?/iu
/** Suppliers' mixtures: “Glycerin (and) Retinol”, “Glycerin & Retinol”. */
const joined = / ?\( ?(?:and|und|et|y|&) ?\) ?| (?:and|und|&) /giu

/** @throws InvalidInput when the label is empty or longer than any label */
export function readLabel(label: string): LabelEntry[] {
  if (typeof label !== 'string' || label.trim() === '') {
    throw new InvalidInput([
      {
        field: 'label',
        message: 'The label is empty. Paste the list of ingredients from the pack or the shop’s page.',
        expected: 'a list of ingredients',
      },
    ])
  }
  if (label.length > longestLabel) {
    const expected = `at most ${longestLabel.toLocaleString('en')} characters`
    throw new InvalidInput([
      {
        field: 'label',
        message: `The label has ${label.length.toLocaleString('en')} characters. Expected ${expected}: paste only the list of ingredients.`,
        expected,
      },
    ])
  }
  const entries: LabelEntry[] = []
  const seen = new Set<string>()
  let mayContain = false
  for (const piece of pieces(label)) {
    let text = piece
    const start = mayContainStart.exec(text)
    if (start) {
      const head = text.slice(0, start.index).replace(/[[(]\s*$/u, '')
      push(head)
      mayContain = true
      text = text.slice(start.index + start[0].length)
    }
    push(text)
  }
  return entries

  function push(raw: string): void {
    const entry = readEntry(raw, mayContain)
    if (!entry || seen.has(entry.name.toLowerCase())) return
    seen.add(entry.name.toLowerCase())
    entries.push(entry)
  }
}

/** Splits at commas, semicolons, bullets and ends of sentences; at line breaks only where they separate. */
function pieces(label: string): string[] {
  const lines = label
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' '))
    // A heading starts a new entry, also where the line above ended without a comma.
    .map((line) => line.replace(heading, ',').replace(/^\s*[-–•*·]\s+/u, ''))
  // With separators in the text, a line break is only where the box was full; a hyphen there belongs to the name.
  // The comma of 1,2-Hexanediol separates nothing.
  const separated = /(?<!\d),|,(?!\d)|[;•·|]/u.test(lines.map((line) => line.replace(/^,/, '')).join('\n'))
  const text = lines.join(separated ? ' ' : ', ').replaceAll(/-\s{1,3}(?=\p{Ll})/gu, '-')
  return split(
    openLists(
      text
        .replaceAll(/ {2,}/g, ' ')
        .replaceAll(joined, ', ')
        .replaceAll(/\b(?:(?:in)?active|other) ingredients? ?[:：]/giu, ','),
    ),
  )
}

/** Whether a character separates ingredients. A comma inside a number (1,2-Hexanediol) does not. */
function separates(text: string, i: number): boolean {
  const char = text[i]
  if (char === ',') return !(/\d/.test(text[i - 1] ?? '') && /\d/.test(text[i + 1] ?? ''))
  return char === ';' || char === '•' || char === '·' || char === '|'
}

/** “Liposomes (Water, Retinol)”: a bracket that holds a list, or never closes, must not hide what is in it. */
function openLists(text: string): string {
  const chars = [...text]
  const open: { at: number; list: boolean }[] = []
  for (let i = 0; i < chars.length; i++) {
    const innermost = open.at(-1)
    if (chars[i] === '(') open.push({ at: i, list: false })
    else if (chars[i] === ')') {
      const closed = open.pop()
      if (!closed) chars[i] = ' '
      else if (closed.list) chars[closed.at] = chars[i] = ','
    } else if (innermost && separates(text, i)) innermost.list = true
  }
  for (const { at } of open) chars[at] = ','
  return chars.join('')
}

/** Splits at what separates, and at the ends of sentences. */
function split(text: string): string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '(') depth++
    else if (char === ')') depth--
    const endsSentence =
      char === '.' && /\s/.test(text[i + 1] ?? ' ') && !/\b[A-Z]$/.test(text.slice(Math.max(from, i - 2), i))
    if (depth === 0 && (separates(text, i) || endsSentence)) {
      found.push(text.slice(from, i))
      from = i + 1
    }
  }
  return [...found, text.slice(from)]
}

function readEntry(raw: string, mayContain: boolean): LabelEntry | undefined {
  const percent = percentage.exec(raw)
  const name = raw
    .replace(percentage, ' ')
    .replaceAll(/[[\]{}]/g, ' ')
    .replaceAll(/[*†‡®™]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^\s*(?:and|und|et|y)\s+/iu, '')
    .trim()
    .replace(/[.:]+$/u, '')
    .replace(/\(\s*\)/g, '')
    .trim()
  if (!/\p{L}/u.test(name)) return undefined
  return {
    name,
    spellings: spellingsOf(name),
    ...(percent?.[1] ? { percent: Number(percent[1].replace(',', '.')) } : {}),
    mayContain,
  }
}

/** “Water/Aqua/Eau”, “Tocopherol (Vitamin E)”, “Parfum (Fragrance)”: the whole, then what stands outside, then each part. */
function spellingsOf(name: string): string[] {
  const outside = name
    .replaceAll(/\([^()]*\)/g, ' ')
    .replaceAll(/[()]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const inside = [...name.matchAll(/\(([^()]*)\)/g)].map((match) => (match[1] ?? '').trim())
  const parts = [outside, ...inside].flatMap((part) => part.split('/')).map((part) => part.trim())
  return [...new Set([name, outside, ...parts, ...inside].filter((part) => /\p{L}|\d{5}/u.test(part)))]
}
