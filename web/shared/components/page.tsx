/** One page: its title in the window, one heading that takes the focus after a move, and what it holds. */
import { type ReactNode, useEffect, useRef } from 'react'
import css from './page.module.css'

export interface PageProps {
  readonly title: string
  /** In a line above the title: where we are. */
  readonly eyebrow?: ReactNode
  /** In larger type below the title: the one thing to know. */
  readonly lead?: ReactNode
  /** A link back. */
  readonly back?: ReactNode
  /** Beside the title. */
  readonly actions?: ReactNode
  /** Of the window, where it should say more than the heading. */
  readonly windowTitle?: string
  /** Without a limit to the line: for tables. */
  readonly broad?: boolean
  readonly children?: ReactNode
}

let opened = false

export function Page({ title, eyebrow, lead, back, actions, windowTitle, broad = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${windowTitle ?? title} · Needlepoint`
  }, [title, windowTitle])
  useEffect(() => {
    // The browser says the first page by itself. After that, a move to another page is said by its heading.
    if (opened) heading.current?.focus({ preventScroll: true })
    opened = true
  }, [])
  return (
    <div className={broad ? css.broad : css.page}>
      {back && <div className={css.back}>{back}</div>}
      <header className={css.header}>
        <div>
          {eyebrow && <p className={css.eyebrow}>{eyebrow}</p>}
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {lead && <p className={css.lead}>{lead}</p>}
      <div className={css.body}>{children}</div>
    </div>
  )
}

/** A part of a page under a heading of its own. */
export function Section({
  title,
  actions,
  children,
}: {
  readonly title: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}

/** Space between blocks that belong together. */
export function Stack({
  gap = 4,
  children,
}: {
  readonly gap?: 1 | 2 | 3 | 4 | 5 | 6 | 7
  readonly children: ReactNode
}) {
  return <div className={`${css.stack} ${css[`gap${gap}`]}`}>{children}</div>
}

/** Side by side while there is room. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={css.row}>{children}</div>
}
