import { useSyncExternalStore } from 'react'

/** What the browser believes. A failed call is the better witness; this one is for the banner. */
export const useOnline = () =>
  useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
