/**
 * The entries of a long list and the button that brings more of them. Whoever goes on by keyboard stands on the first new one; what
 * shows already stays when no more comes.
 */
import { type ReactNode, useEffect, useRef } from 'react'
import { explain } from '../api/explain.ts'
import { Button } from './button.tsx'
import { Row, Stack } from './page.tsx'
import css from './show-more.module.css'

export interface More {
  /** There are more of them. */
  readonly hasMore: boolean
  readonly busy: boolean
  /** Why none came when more was asked for last; undefined when all went well. */
  readonly error: unknown
  readonly read: () => unknown
}

export interface ShowMoreProps {
  readonly more: More
  readonly label: string
  /** “50 shown” */
  readonly shown?: string
  readonly kind?: 'quiet' | 'plain'
  readonly wide?: boolean
  /** Lists or tables: their entries are counted together. */
  readonly children: ReactNode
}

export function ShowMore({ more, label, shown, kind = 'quiet', wide = false, children }: ShowMoreProps) {
  const { hasMore, busy, error, read } = more
  const frame = useRef<HTMLDivElement>(null)
  /** How many there were when more was asked for; undefined while nobody waits for any. */
  const before = useRef<number>(undefined)
  useEffect(() => {
    if (before.current === undefined || busy) return
    const entries = entriesIn(frame.current)
    const grew = entries.length > before.current || !hasMore
    // What came may have been added to the last line that was there.
    const first = entries[before.current] ?? entries.at(-1)
    if (grew || error !== undefined) before.current = undefined
    if (grew && first) focusOn(first)
  })
  const button = (
    <Button
      kind={kind}
      wide={wide}
      busy={busy}
      onClick={() => {
        before.current = entriesIn(frame.current).length
        read()
      }}
    >
      {label}
    </Button>
  )
  return (
    <div ref={frame}>
      <Stack gap={kind === 'plain' ? 1 : 4}>
        {children}
        {hasMore && error !== undefined && !busy && (
          <p role="alert" className={css.wrong}>
            {explain(error)}
          </p>
        )}
        {hasMore &&
          (wide ? (
            button
          ) : (
            <Row>
              {button}
              {shown !== undefined && <span className={css.shown}>{shown}</span>}
            </Row>
          ))}
      </Stack>
    </div>
  )
}

const entriesIn = (frame: HTMLElement | null): HTMLElement[] => [
  ...(frame?.querySelectorAll<HTMLElement>(':scope > div > ul > li, :scope > div > section tbody > tr') ?? []),
]

/** On what leads on from it, where something does. */
function focusOn(entry: HTMLElement): void {
  const leadsOn = entry.querySelector<HTMLElement>('a[href], button, summary')
  if (!leadsOn) entry.tabIndex = -1
  ;(leadsOn ?? entry).focus()
}

/** Of a list that is read page by page with react-query. */
export const moreOf = (list: {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetchNextPageError: boolean
  readonly error: unknown
  readonly fetchNextPage: () => Promise<unknown>
}): More => ({
  hasMore: list.hasNextPage,
  busy: list.isFetchingNextPage,
  error: list.isFetchNextPageError ? list.error : undefined,
  read: () => void list.fetchNextPage(),
})
