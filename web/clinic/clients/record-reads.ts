/** What a client's record is made of, list by list; a role that may not read a list does not ask for it. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../shared/api/api.ts'
import { useMay } from '../may.ts'
import { type Page, pages } from '../parts/reads.ts'
import { useWork } from '../workplace.tsx'

export const listKeys = {
  screenings: 'screenings',
  plans: 'plans',
  consents: 'consents',
  preflights: 'preflights',
  sessions: 'sessions',
  checkIns: 'check-ins',
} as const

/** A page at a time, the newest first: more comes when somebody asks for it. */
export function useList<Item>(
  key: readonly unknown[],
  read: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  { enabled = true, limit = 50 }: { readonly enabled?: boolean; readonly limit?: number } = {},
) {
  return useInfiniteQuery({
    ...pages<Item>(key, (cursor) => read({ limit, ...(cursor ? { cursor } : {}) })),
    select: (all) => ({ items: all.pages.flatMap(({ items }) => items) }),
    enabled,
  })
}

export function useRecord(clientId: string) {
  const { clinicId } = useWork()
  const may = useMay()
  const params = { clinicId, clientId }
  const key = (noun: string) => [noun, clinicId, clientId]
  return {
    screenings: useList(key(listKeys.screenings), (query) => api['screening.list']({ params, query }), {
      enabled: may('screening.read'),
    }),
    plans: useList(key(listKeys.plans), (query) => api['plan.list']({ params, query })),
    consents: useList(key(listKeys.consents), (query) => api['consent.list']({ params, query })),
    preflights: useList(key(listKeys.preflights), (query) => api['preflight.list']({ params, query }), {
      enabled: may('preflight.read'),
      limit: 20,
    }),
    sessions: useList(key(listKeys.sessions), (query) => api['session.list']({ params, query }), {
      enabled: may('session.read'),
    }),
    checkIns: useList(key(listKeys.checkIns), (query) => api['check-in.list']({ params, query }), {
      enabled: may('check-in.read'),
    }),
  }
}
export type ClientRecord = ReturnType<typeof useRecord>

/** The one that counts: not replaced, decided last. */
export const holding = <Item extends { readonly supersededBy: string | null }>(items: readonly Item[] | undefined) =>
  items?.find(({ supersededBy }) => supersededBy === null)
