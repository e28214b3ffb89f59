/** What several pages read of the server, each under one key, so that they share it. */
import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { useWork } from '../workplace.tsx'

export type Client = OutputOf<'client.show'>
export type Screening = OutputOf<'screening.show'>
export type Plan = OutputOf<'plan.show'>
export type Consent = OutputOf<'consent.show'>
export type Preflight = OutputOf<'preflight.show'>
export type Session = OutputOf<'session.show'>
export type CheckIn = OutputOf<'check-in.show'>

export const clinicQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['clinic', clinicId],
    queryFn: () => api['clinic.show']({ params: { clinicId } }),
    staleTime: 10 * 60_000,
  })
export function useClinic() {
  return useQuery(clinicQuery(useWork().clinicId))
}

export const clientQuery = (clinicId: string, clientId: string) =>
  queryOptions({
    queryKey: ['client', clinicId, clientId],
    queryFn: () => api['client.show']({ params: { clinicId, clientId } }),
  })
export const screeningQuery = (clinicId: string, screeningId: string) =>
  queryOptions({
    queryKey: ['screening', clinicId, screeningId],
    queryFn: () => api['screening.show']({ params: { clinicId, screeningId } }),
  })
export const planQuery = (clinicId: string, planId: string) =>
  queryOptions({
    queryKey: ['plan', clinicId, planId],
    queryFn: () => api['plan.show']({ params: { clinicId, planId } }),
  })
export const preflightQuery = (clinicId: string, preflightId: string) =>
  queryOptions({
    queryKey: ['preflight', clinicId, preflightId],
    queryFn: () => api['preflight.show']({ params: { clinicId, preflightId } }),
  })
export const sessionQuery = (clinicId: string, sessionId: string) =>
  queryOptions({
    queryKey: ['session', clinicId, sessionId],
    queryFn: () => api['session.show']({ params: { clinicId, sessionId } }),
  })
export const devicesQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['devices', clinicId],
    queryFn: () => api['device.list']({ params: { clinicId } }),
    staleTime: 60_000,
  })
/** How each paper of hers stands now; it can change while a page is open. */
export const papersQuery = (clinicId: string, clientId: string) =>
  queryOptions({
    queryKey: ['papers', clinicId, clientId],
    queryFn: () => api['consent.papers']({ params: { clinicId, clientId }, query: {} }),
    staleTime: 0,
  })

/** All lots, however many pages they are: whoever picks one looks for it by name. */
export const lotsQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['lots', clinicId],
    queryFn: async () => {
      const items: OutputOf<'lot.list'>['items'] = []
      let cursor: string | undefined
      do {
        const page = await api['lot.list']({
          params: { clinicId },
          query: { limit: 100, ...(cursor ? { cursor } : {}) },
        })
        items.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined && items.length < 2_000)
      return items
    },
  })
export const staffQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['staff', clinicId],
    queryFn: () => api['staff.list']({ params: { clinicId } }),
    staleTime: 60_000,
  })

export type Page<Item> = { readonly items: Item[]; readonly next: string | null }

/** A list that goes on for as long as somebody asks for more. */
export const pages = <Item>(key: readonly unknown[], read: (cursor?: string) => Promise<Page<Item>>) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: Page<Item>) => next ?? undefined,
  })

/** Everything about one client: after a write that changes her stage. */
export const aboutClient = (clinicId: string, clientId: string) => ({
  predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) =>
    queryKey[1] === clinicId && (queryKey.includes(clientId) || queryKey[0] === 'clients' || queryKey[0] === 'today'),
})
