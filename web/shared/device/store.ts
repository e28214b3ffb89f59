/**
 * What the device keeps: drafts of what is being typed, what waits to be sent, and copies of what was read, for the times without
 * a connection. Belongs to whoever is signed in, and goes when she signs out.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface Waiting {
  /** Of the record that is sent. */
  readonly id: string
  readonly endpoint: string
  readonly input: object
  readonly addedAt: number
  /** Why the server did not take it; then a person has to look. */
  readonly refused?: { readonly code: string; readonly detail: string }
}

interface Stores extends DBSchema {
  drafts: { key: string; value: { readonly value: unknown; readonly savedAt: number } }
  outbox: { key: string; value: Waiting }
  copies: { key: string; value: { readonly value: unknown; readonly readAt: number } }
}

let opened: Promise<IDBPDatabase<Stores>> | undefined

/** @throws DOMException where the browser keeps nothing, as in some private windows */
export function store(): Promise<IDBPDatabase<Stores>> {
  opened ??= openDB<Stores>('needlepoint', 1, {
    upgrade(database) {
      database.createObjectStore('drafts')
      database.createObjectStore('outbox', { keyPath: 'id' })
      database.createObjectStore('copies')
    },
    // Another tab with a newer version of the app asks us to let go.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = undefined
    },
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

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
  await Promise.all((['drafts', 'outbox', 'copies'] as const).map((name) => database.clear(name)))
}
