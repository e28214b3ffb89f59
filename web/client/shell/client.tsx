/** Whose pages these are. */
import { createContext, useContext, useSyncExternalStore } from 'react'
import { actFor, api, type OutputOf } from '../../shared/api/api.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { settleOwner } from '../start/owner.ts'
import { chosenChild, onChildChosen } from './children.ts'

export interface SignedInClient {
  readonly clinicId: string
  readonly clinicName: string
  /** Of the record: for a guardian, the child's. */
  readonly clientId: string
  readonly guardian: boolean
  /** How many records this account opens here: more than one for a guardian of several children. */
  readonly children: number
  readonly demo: boolean
}

type Me = OutputOf<'me.show'>
type WhoIsThere = { readonly reload: () => void } & (
  | { readonly state: 'loading' | 'nobody' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'choose'; readonly clientIds: readonly string[]; readonly clinicName: string }
  | { readonly state: 'client'; readonly client: SignedInClient }
)

async function readMe(): Promise<Me> {
  const me = await api['me.show']()
  await settleOwner(me)
  return me
}

/** @param child whom a guardian of several has chosen */
export function placeIn(me: Me | undefined, clinicId: string, child: string | undefined) {
  const places = me?.clinics.filter((each) => each.clinicId === clinicId && each.clientId !== null) ?? []
  const place = places.length > 1 ? places.find(({ clientId }) => clientId === child) : places[0]
  return { places, place }
}

export function useWhoIsThere(clinicId: string): WhoIsThere {
  const { value, state, error, reload } = useCopy<Me>('me', readMe)
  const child = useSyncExternalStore(onChildChosen, () => chosenChild(clinicId))
  if (state === 'loading') return { state, reload }
  if (state === 'failed') return { state, error, reload }
  const { places, place } = placeIn(value, clinicId, child)
  const [first] = places
  if (!first) return { state: 'nobody', reload }
  if (!place?.clientId) {
    const clientIds = places.flatMap(({ clientId }) => clientId ?? [])
    return { state: 'choose', clientIds, clinicName: first.name, reload }
  }
  const { name: clinicName, clientId, guardian, demo } = place
  // Before anything is asked about her. Who has one record alone need not say which.
  actFor(places.length > 1 ? clientId : undefined)
  return {
    state: 'client',
    reload,
    client: { clinicId, clinicName, clientId, guardian, children: places.length, demo },
  }
}

const context = createContext<SignedInClient | undefined>(undefined)
export const ClientProvider = context.Provider

/** @throws Error outside the client's own pages */
export function useClient(): SignedInClient {
  const client = useContext(context)
  if (!client) throw new Error('Only within ClientShell.')
  return client
}
