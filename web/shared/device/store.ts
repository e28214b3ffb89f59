/**
 * What the device keeps: drafts of what is being typed, what waits to be sent, and copies of what was read, for the times without
 * a connection. Belongs to whoever is signed in, and goes when she signs out.
 */
import type { Pose } from '@needlepoint/contract'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface Waiting {
  /** Of the record that is sent. */
  readonly id: string
  readonly endpoint: string
  readonly input: object
  readonly addedAt: number
  /** Of a guardian of several children: whom it is about. */
  readonly actsFor?: string
  /** Why the server did not take it; then a person has to look. */
  readonly refused?: { readonly code: string; readonly detail: string }
}

/** A photo that is on this device alone. When the server has it, it leaves the device. */
export interface KeptPhoto {
  /** Of the file that it will be. */
  readonly id: string
  readonly clinicId: string
  readonly clientId: string
  readonly content: Blob
  readonly width: number
  readonly height: number
  readonly takenAt: string
  readonly pose?: Pose
  readonly sessionId?: string
  readonly checkInId?: string
  readonly question?: string
  readonly addedAt: number
  /** `held`: she has not said yet that it may leave. */
  readonly state: 'held' | 'waiting'
  /** It was sent to its end and no answer came: the clinic may have it. */
  readonly mayBeThere?: true
  /** Why the server did not take it; then a person has to look. */
  readonly refused?: { readonly code: string; readonly detail: string }
}

interface Stores extends DBSchema {
  drafts: { key: string; value: { readonly value: unknown; readonly savedAt: number } }
  outbox: { key: string; value: Waiting }
  copies: { key: string; value: { readonly value: unknown; readonly readAt: number } }
  photos: { key: string; value: KeptPhoto }
}

const version = 2
let opened: Promise<IDBPDatabase<Stores>> | undefined

/** @throws DOMException where the browser keeps nothing, as in some private windows */
export async function store(): Promise<IDBPDatabase<Stores>> {
  opened ??= openStore(version).catch((error: unknown) => {
    // A newer version of the app was here, and this tab is an older one: what it knows of is still there.
    if (error instanceof DOMException && error.name === 'VersionError') return openStore(undefined)
    throw error
  })
  opened.catch(() => {
    opened = undefined
  })
  return await opened
}

// Some browsers throw at once where others refuse later.
const openStore = async (of: number | undefined) =>
  await openDB<Stores>('needlepoint', of, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore('drafts')
        database.createObjectStore('outbox', { keyPath: 'id' })
        database.createObjectStore('copies')
      }
      if (before < 2) database.createObjectStore('photos', { keyPath: 'id' })
    },
    // Another tab with a newer version of the app asks us to let go. What comes next opens it anew.
    blocking: (_current, _blocked, event) => {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })

/** The device has no room left, or lets us keep nothing. What was kept before is still there. */
export const isFull = (error: unknown) =>
  error instanceof DOMException && (error.name === 'QuotaExceededError' || error.name === 'UnknownError')

/** @returns undefined when there is none, or the browser keeps nothing */
export async function readDraft<Value>(key: string): Promise<Value | undefined> {
  const draft = await store()
    .then((database) => database.get('drafts', key))
    .catch(() => undefined)
  return draft?.value as Value | undefined
}

export async function keepDraft(key: string, value: unknown): Promise<void> {
  await (await store()).put('drafts', { value, savedAt: Date.now() }, key)
}

export async function dropDraft(key: string): Promise<void> {
  await (await store()).delete('drafts', key)
}

export async function readCopy<Value>(
  key: string,
): Promise<{ readonly value: Value; readonly readAt: number } | undefined> {
  const copy = await store()
    .then((database) => database.get('copies', key))
    .catch(() => undefined)
  return copy as { value: Value; readAt: number } | undefined
}

/** Does nothing where the browser keeps nothing: the page works, with a connection. */
export async function keepCopy(key: string, value: unknown): Promise<void> {
  await store()
    .then((database) => database.put('copies', { value, readAt: Date.now() }, key))
    .catch(() => undefined)
}

/** When somebody signs out. */
export async function forgetEverything(): Promise<void> {
  const database = await store().catch(() => undefined)
  if (!database) return
  await Promise.all((['drafts', 'outbox', 'copies', 'photos'] as const).map((name) => database.clear(name)))
}
