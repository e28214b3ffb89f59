/** What a client's record is made of, list by list; a role that may not read a list does not ask for it. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api/api.ts'
import { useMay } from '../may.ts'
import { useWork } from '../workplace.tsx'

/** More than this of one kind stands on a page of its own nowhere yet; the newest are what is worked with. */
const most = { limit: 100 }

export const listKeys = {
  screenings: 'screenings',
  plans: 'plans',
  consents: 'consents',
  preflights: 'preflights',
  sessions: 'sessions',
  checkIns: 'check-ins',
} as const

export function useRecord(clientId: string) {
  const { clinicId } = useWork()
  const may = useMay()
  const params = { clinicId, clientId }
  const key = (noun: string) => [noun, clinicId, clientId]
  return {
    screenings: useQuery({
      queryKey: key(listKeys.screenings),
      queryFn: () => api['screening.list']({ params, query: most }),
      enabled: may('screening.read'),
    }),
    plans: useQuery({ queryKey: key(listKeys.plans), queryFn: () => api['plan.list']({ params, query: most }) }),
    consents: useQuery({
      queryKey: key(listKeys.consents),
      queryFn: () => api['consent.list']({ params, query: most }),
    }),
    preflights: useQuery({
      queryKey: key(listKeys.preflights),
      queryFn: () => api['preflight.list']({ params, query: { limit: 20 } }),
      enabled: may('preflight.read'),
    }),
    sessions: useQuery({
      queryKey: key(listKeys.sessions),
      queryFn: () => api['session.list']({ params, query: most }),
      enabled: may('session.read'),
    }),
    checkIns: useQuery({
      queryKey: key(listKeys.checkIns),
      queryFn: () => api['check-in.list']({ params, query: most }),
      enabled: may('check-in.read'),
    }),
  }
}
export type ClientRecord = ReturnType<typeof useRecord>

/** The one that counts: not replaced, decided last. */
export const holding = <Item extends { readonly supersededBy: string | null }>(items: readonly Item[] | undefined) =>
  items?.find(({ supersededBy }) => supersededBy === null)
