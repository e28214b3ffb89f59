/** The text of a consent as it is read and signed: headings, paragraphs, lists and strong words, and nothing else is made of it. */
import { Fragment, type ReactNode } from 'react'
import css from './consent.module.css'

type Block =
  | { readonly kind: 'h1' | 'h2' | 'h3' | 'p'; readonly text: string }
  | { readonly kind: 'ul'; readonly items: Item[] }
interface Item {
  text: string
  readonly below: string[]
}

export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={css.document}>
      {blocksOf(text).map((block, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown.
        if (block.kind === 'ul') return <List key={at} items={block.items} />
        // The page has a heading of its own above.
        const Tag = block.kind === 'h1' ? 'h2' : block.kind === 'h2' ? 'h3' : block.kind === 'h3' ? 'h4' : 'p'
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown.
        return <Tag key={at}>{inline(block.text)}</Tag>
      })}
    </div>
  )
}

function List({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul>
      {items.map(({ text, below }) => (
        <li key={text}>
          {inline(text)}
          {below.length > 0 && (
            <ul>
              {below.map((each) => (
                <li key={each}>{inline(each)}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  for (const part of text.split(/\n{2,}/)) {
    let prose: string[] = []
    const endProse = () => {
      if (prose.length > 0) blocks.push({ kind: 'p', text: prose.join(' ') })
      prose = []
    }
    for (const line of part.split('\n')) {
      const heading = /^(#{1,3}) (.*)$/.exec(line)
      const item = /^(\s*)[-*] (.*)$/.exec(line)
      if (heading) {
        endProse()
        blocks.push({ kind: `h${heading[1]?.length as 1 | 2 | 3}`, text: heading[2] ?? '' })
      } else if (item) {
        endProse()
        const [, indent = '', said = ''] = item
        const last = blocks.at(-1)
        const list = last?.kind === 'ul' ? last : { kind: 'ul' as const, items: [] as Item[] }
        if (list !== last) blocks.push(list)
        const above = list.items.at(-1)
        if (indent !== '' && above) above.below.push(said)
        else list.items.push({ text: said, below: [] })
      } else if (line.trim() !== '') prose.push(line.trim())
    }
    endProse()
  }
  return blocks
}

/** `**strong**`, and signs that were escaped to be themselves. */
function inline(text: string): ReactNode {
  return text.split(/(\*\*.+?\*\*)/).map((part, at) => {
    const strong = /^\*\*(.+)\*\*$/.exec(part)
    const plain = (strong?.[1] ?? part).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line keep their order.
    return strong ? <strong key={at}>{plain}</strong> : <Fragment key={at}>{plain}</Fragment>
  })
}
