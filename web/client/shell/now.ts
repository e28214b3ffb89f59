import { dateAt, type Instant, type ISODate, type Zone } from '@needlepoint/pathway'
import { useEffect, useState } from 'react'

/** The moment, moving on each minute and whenever the page is looked at again. */
export function useNow(): Instant {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = () => setNow(Date.now())
    const timer = setInterval(tick, 60_000)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [])
  return new Date(now).toISOString()
}

/** Her date: days are counted where she lives. */
export const todayIn = (zone: Zone): ISODate => dateAt(Date.now(), zone)
