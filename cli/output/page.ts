/** A page of text for a terminal: wraps at its width, indents, and colors only where color is wanted. */

export interface PageOptions {
  readonly width: number
  readonly color: boolean
}

type Style = (text: string) => string

const styles = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  thread: [35, 39],
  calm: [32, 39],
  note: [36, 39],
  care: [33, 39],
  alarm: [31, 39],
} as const
export type StyleName = keyof typeof styles

export class Page {
  readonly width: number
  readonly color: boolean
  private readonly lines: string[] = []

  constructor({ width, color }: PageOptions) {
    this.width = width
    this.color = color
  }

  /** Bold where color is allowed, plain elsewhere. */
  readonly bold: Style = (text) => this.styled('bold', text)
  readonly dim: Style = (text) => this.styled('dim', text)

  styled(name: StyleName, text: string): string {
    const [on, off] = styles[name]
    return this.color && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
  }

  /** A paragraph. Lines after the first are indented by `hang`, or as the first. */
  text(
    text: string,
    { indent = 0, hang = indent, mark = '' }: { indent?: number; hang?: number; mark?: string } = {},
  ): void {
    const first = ' '.repeat(indent) + mark
    for (const [i, line] of text.split('\n').entries()) {
      const lead = i === 0 ? first : ' '.repeat(hang)
      this.lines.push(...wrap(line, this.width, lead, ' '.repeat(hang)))
    }
  }

  /** A line as it is, however long. */
  raw(line: string): void {
    this.lines.push(line.trimEnd())
  }

  /** An empty line; never two. */
  blank(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('')
  }

  heading(text: string): void {
    this.blank()
    this.lines.push(this.bold(text))
  }

  /** Rows of cells: as wide as their widest cell, the last one wrapped. */
  table(rows: readonly (readonly string[])[], { indent = 2, right = [] as readonly number[] } = {}): void {
    const columns = Math.max(0, ...rows.map((row) => row.length))
    const widths = Array.from({ length: columns }, (_, i) => Math.max(0, ...rows.map((row) => widthOf(row[i] ?? ''))))
    for (const row of rows) {
      const cells = row.slice(0, -1).map((cell, i) => pad(cell, widths[i] ?? 0, right.includes(i)))
      const last = row.at(-1) ?? ''
      const lead = ' '.repeat(indent) + cells.map((cell) => `${cell}  `).join('')
      const end = right.includes(row.length - 1) ? pad(last, widths[row.length - 1] ?? 0, true) : last
      this.lines.push(...wrap(end, this.width, lead, ' '.repeat(hangOf(widthOf(lead), this.width))))
    }
  }

  toString(): string {
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what turns color on and off.
const escapes = /\u001b\[\d+m/g

/** Under the last column, while that leaves room for words. */
const hangOf = (lead: number, width: number) => (lead <= width - 30 ? lead : Math.floor(width / 2))

/** Columns on the screen. */
export const widthOf = (text: string): number => [...text.replaceAll(escapes, '')].length

export function pad(text: string, width: number, right = false): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? space + text : text + space
}

/** Breaks at spaces. A word longer than the line stands alone. */
export function wrap(text: string, width: number, lead: string, hang: string): string[] {
  const lines: string[] = []
  let line = lead
  let empty = true
  for (const word of text.split(/ +/)) {
    if (word === '') continue
    if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line.trimEnd())
      line = hang
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  lines.push(line.trimEnd())
  return lines
}
