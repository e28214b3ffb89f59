/** More, for who wants it. Native, so that it opens without script and is found by the browser's search. */
import type { ReactNode } from 'react'
import css from './disclosure.module.css'

export function Disclosure({
  summary,
  children,
  open,
  quiet = false,
}: {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly open?: boolean
  /** Small and soft: for sources. */
  readonly quiet?: boolean
}) {
  return (
    <details className={quiet ? css.quiet : css.details} open={open}>
      <summary className={css.summary}>{summary}</summary>
      <div className={css.body}>{children}</div>
    </details>
  )
}
