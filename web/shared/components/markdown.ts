/** The few forms of Markdown that documents are written in: headings, paragraphs, lists with one level below. No links, no HTML. */

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly { readonly text: string; readonly below: readonly string[] }[] }

export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  let items: { text: string; below: string[] }[] | undefined
  let paragraph: string[] = []
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: plain(paragraph.join(' ')) })
    paragraph = []
  }
  const endList = () => {
    if (items) blocks.push({ kind: 'list', items })
    items = undefined
  }
  for (const line of text.split('\n')) {
    const heading = /^(#{1,3}) (.+)$/u.exec(line)
    const item = /^( *)- (.*)$/u.exec(line)
    if (heading) {
      endParagraph()
      endList()
      blocks.push({ kind: 'heading', level: (heading[1] ?? '#').length as 1 | 2 | 3, text: plain(heading[2] ?? '') })
    } else if (item) {
      endParagraph()
      items ??= []
      const last = items.at(-1)
      if (item[1] && last) last.below.push(plain(item[2] ?? ''))
      else items.push({ text: plain(item[2] ?? ''), below: [] })
    } else if (line.trim() === '') {
      endParagraph()
      endList()
    } else {
      endList()
      paragraph.push(line.trim())
    }
  }
  endParagraph()
  endList()
  return blocks
}

/** A backslash only says that the next character means itself. */
const plain = (text: string) => text.replaceAll(/\\([\\`*_{}[\]<>()#+!|~&.-])/gu, '$1')
