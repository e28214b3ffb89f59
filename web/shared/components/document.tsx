/** A document to be read: its first heading is the page's title and stands there. */

import css from './document.module.css'
import { type Block, readMarkdown } from './markdown.ts'

/** @param titled shows the document's own title too, where the page has another one */
export function Document({ text, titled = false }: { readonly text: string; readonly titled?: boolean }) {
  const blocks = readMarkdown(text).filter((block) => titled || block.kind !== 'heading' || block.level > 1)
  return (
    <div className={css.document}>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text keeps its order.
        <Part key={at} block={block} />
      ))}
    </div>
  )
}

/** The heading of a document. */
export const titleIn = (text: string): string | undefined =>
  readMarkdown(text).flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []))[0]

function Part({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 3 ? <h3>{block.text}</h3> : <h2>{block.text}</h2>
    case 'paragraph':
      return <p>{block.text}</p>
    case 'list':
      return (
        <ul>
          {block.items.map(({ text, below }) => (
            <li key={text}>
              {text}
              {below.length > 0 && (
                <ul>
                  {below.map((each) => (
                    <li key={each}>{each}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )
  }
}
