import { useEffect, useState, useSyncExternalStore } from 'react'
import { keptPhotos, onPhotosChange, photoOnItsWay } from '../../shared/device/photo-outbox.ts'
import type { KeptPhoto } from '../../shared/device/store.ts'
import { useClient } from '../shell/client.tsx'

/** Her photos that are on this device alone, the oldest first; undefined until they were looked for. */
export function useKeptPhotos(): readonly KeptPhoto[] | undefined {
  const { clientId } = useClient()
  const [all, setAll] = useState<readonly KeptPhoto[]>()
  useEffect(() => {
    let stopped = false
    const read = () => void keptPhotos().then((photos) => stopped || setAll(photos))
    read()
    const unlisten = onPhotosChange(read)
    // Another tab may have added one, or sent one.
    const look = () => document.visibilityState === 'visible' && read()
    document.addEventListener('visibilitychange', look)
    return () => {
      stopped = true
      unlisten()
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return all?.filter((photo) => photo.clientId === clientId)
}

/** @returns how much of it has left, 0 to 1; undefined while it is not being sent */
export const useShareSent = (id: string): number | undefined =>
  useSyncExternalStore(onPhotosChange, () => {
    const current = photoOnItsWay()
    return current?.id === id ? current.share : undefined
  })
