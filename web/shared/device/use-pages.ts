/** A list that comes page by page: the first as a copy for times without a connection, the others when she asks for them. */
import { useState } from 'react'
import type { More } from '../components/show-more.tsx'
import { joinPages, type PageOf } from './pages.ts'
import { type Copied, useCopy } from './use-copy.ts'

export interface Pages<Item> {
  readonly first: Copied<PageOf<Item>>
  /** As far as they were read. */
  readonly items: readonly Item[]
  readonly more: More
}

interface Read<Item> {
  readonly key: string
  readonly all?: PageOf<Item>
  readonly busy: boolean
  readonly error?: unknown
}

/** @param key names the copy: `messages ${clientId}` */
export function usePages<Item extends { readonly id: string }>(
  key: string,
  read: (cursor?: string) => Promise<PageOf<Item>>,
): Pages<Item> {
  const first = useCopy<PageOf<Item>>(key, () => read())
  const [kept, setKept] = useState<Read<Item>>({ key, busy: false })
  const { all, busy, error } = kept.key === key ? kept : { all: undefined, busy: false, error: undefined }
  const { items, next } = first.value ? joinPages(first.value, all) : { items: [], next: null }
  async function readMore() {
    if (next === null || busy) return
    setKept({ key, busy: true, ...(all ? { all } : {}) })
    try {
      const page = await read(next)
      setKept({ key, busy: false, all: { items: [...items, ...page.items], next: page.next } })
    } catch (problem) {
      setKept({ key, busy: false, error: problem, ...(all ? { all } : {}) })
    }
  }
  return { first, items, more: { hasMore: next !== null, busy, error, read: () => void readMore() } }
}
