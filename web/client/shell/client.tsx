/** Whose pages these are. */
import { createContext, useContext } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { settleOwner } from '../start/owner.ts'

export interface SignedInClient {
  readonly clinicId: string
  readonly clinicName: string
  /** Of the record: for a guardian, the child's. */
  readonly clientId: string
  readonly guardian: boolean
  readonly demo: boolean
}

type Me = OutputOf<'me.show'>
type WhoIsThere = { readonly reload: () => void } & (
  | { readonly state: 'loading' | 'nobody' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'client'; readonly client: SignedInClient }
)

async function readMe(): Promise<Me> {
  const me = await api['me.show']()
  await settleOwner(me)
  return me
}

export function useWhoIsThere(clinicId: string): WhoIsThere {
  const { value, state, error, reload } = useCopy<Me>('me', readMe)
  if (state === 'loading') return { state, reload }
  if (state === 'failed') return { state, error, reload }
  const place = value?.clinics.find((each) => each.clinicId === clinicId && each.clientId !== null)
  if (!place?.clientId) return { state: 'nobody', reload }
  const { name: clinicName, clientId, guardian, demo } = place
  return { state: 'client', reload, client: { clinicId, clinicName, clientId, guardian, demo } }
}

const context = createContext<SignedInClient | undefined>(undefined)
export const ClientProvider = context.Provider

/** @throws Error outside the client's own pages */
export function useClient(): SignedInClient {
  const client = useContext(context)
  if (!client) throw new Error('Only within ClientShell.')
  return client
}
