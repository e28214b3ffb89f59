/** What every use case is given: one transaction, who acts, for which clinic, when, and what is known. */
import type { ISODate, Pathway, Zone } from '@needlepoint/pathway'
import type { Transaction } from 'kysely'
import type { Site } from './accounts/origin.ts'
import type { Tables } from './database/tables.ts'
import type { FileStore } from './files/file-store.ts'
import type { ClinicKeys } from './keys/clinic-keys.ts'

/** Roles of staff, in `accounts/permissions.ts`. One person may hold several. */
export type Role = 'owner' | 'clinician' | 'practitioner' | 'front-desk' | 'auditor'

/** Who acts. `system` is a job of ours. */
export type Actor =
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly roles: readonly Role[] }
  /** A client, or her guardian acting for her. */
  | { readonly kind: 'client'; readonly id: string; readonly clientId: string; readonly guardian: boolean }
  | { readonly kind: 'api-key'; readonly id: string; readonly name: string; readonly scopes: readonly string[] }
  | { readonly kind: 'system' }

export interface Context {
  /** Bound to the clinic: row-level security is set for it. Every query goes through it. */
  readonly tx: Transaction<Tables>
  readonly clinicId: string
  /** IANA zone of the clinic. */
  readonly zone: Zone
  readonly actor: Actor
  /** Milliseconds since 1970. */
  readonly now: number
  /** The clinic's date. */
  readonly today: ISODate
  /** The clinic's protocol, its overlay included. */
  readonly pathway: Pathway
  readonly keys: ClinicKeys
  readonly files: FileStore
  /** Where browsers reach the server, for links in messages. */
  readonly site: Site
}
