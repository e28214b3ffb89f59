/** What to do, and how soon: the level in words, its shape and its colour, the action first. */
import type { ReactNode } from 'react'
import css from './care-card.module.css'
import { type Tone, ToneShape } from './tone.tsx'

export interface CareCardProps {
  readonly tone: Tone
  /** The level in words: “Call us today”. */
  readonly word: ReactNode
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Said as soon as it appears: for the answer to what was just sent. */
  readonly announce?: boolean
}

export function CareCard({ tone, word, title, children, announce = false }: CareCardProps) {
  return (
    <section className={`${css.card} ${css[tone]}`} role={announce ? 'alert' : undefined}>
      <h2 className={css.word}>
        <ToneShape tone={tone} size={18} />
        {word}
      </h2>
      {(title || children) && (
        <div className={css.body}>
          {title && <p className={css.title}>{title}</p>}
          {children}
        </div>
      )}
    </section>
  )
}
