/** More, for who wants it. Native, so that it opens without script and is found by the browser's search. */
import { type ReactNode, useState } from 'react'
import css from './disclosure.module.css'

export function Disclosure({
  summary,
  children,
  open,
  quiet = false,
  late = false,
}: {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly open?: boolean
  /** Small and soft: for sources. */
  readonly quiet?: boolean
  /** What it holds is written when it is opened first: for what is long, stands on a page many times and is seldom read. */
  readonly late?: boolean
}) {
  const [opened, setOpened] = useState(open === true || !late)
  return (
    <details
      className={quiet ? css.quiet : css.details}
      open={open}
      onToggle={late ? ({ currentTarget }) => currentTarget.open && setOpened(true) : undefined}
    >
      <summary className={css.summary}>{summary}</summary>
      <div className={css.body}>{opened && children}</div>
    </details>
  )
}
