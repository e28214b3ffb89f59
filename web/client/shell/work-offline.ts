/** What makes the app open without a connection, and tells when a newer version of it has arrived on the device. */
import { useSyncExternalStore } from 'react'
import { whenIdle } from './idle.ts'

/** Of the page as it was loaded; empty while developing, where there is no service worker. */
const own = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? ''
const hour = 3_600_000
let arrived = false
const listeners = new Set<() => void>()

/** Once, when the app starts. */
export function workOffline(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  // Where it cannot be had, as in some private windows, the app needs a connection and is otherwise the same.
  if (own === '' || !workers) return
  // As long as this page is open its files stay, also those that it has not asked for yet.
  void navigator.locks?.request(`needlepoint page ${own}`, { mode: 'shared' }, () => new Promise(() => {}))
  workers.addEventListener('message', ({ data }: MessageEvent<{ needlepoint?: string; version?: string } | null>) => {
    if (data?.needlepoint !== 'version' || data.version === own) return
    arrived = true
    for (const listener of listeners) listener()
  })
  workers.startMessages()
  whenIdle(() => {
    void workers
      .register('/offline.js', { updateViaCache: 'none' })
      .then(lookForNewer)
      .catch(() => undefined)
  })
}

/** True once another version than this page's is on the device, complete. */
export const useNewerVersion = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => arrived,
  )

/** A browser looks when a page is opened. On a phone one may stay open for weeks. */
function lookForNewer(registration: ServiceWorkerRegistration): void {
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Math.abs(Date.now() - looked) < hour) return
    looked = Date.now()
    void registration.update().catch(() => undefined)
  })
}
