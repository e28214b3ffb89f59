import { useEffect, useRef } from 'react'

/** Reads again once what waited has left the device, and whenever the page is looked at again: somebody may have read it meanwhile. */
export function useReloadWhenSent(waits: boolean, reload: () => void): void {
  const before = useRef(waits)
  const latest = useRef(reload)
  latest.current = reload
  useEffect(() => {
    if (before.current && !waits) latest.current()
    before.current = waits
  }, [waits])
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && !before.current && latest.current()
    const timer = setInterval(look, 60_000)
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [])
}
