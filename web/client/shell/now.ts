import { dateAt, type Instant, type ISODate, type Zone } from '@needlepoint/pathway'
import { useEffect, useState } from 'react'
import { now, onClockChange } from '../../shared/device/clock.ts'

/** The moment, moving on each minute and whenever the page is looked at again. */
export function useNow(): Instant {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const tick = () => setAt(now())
    const timer = setInterval(tick, 60_000)
    document.addEventListener('visibilitychange', tick)
    const stopListening = onClockChange(tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
      stopListening()
    }
  }, [])
  return new Date(at).toISOString()
}

/** Her date: days are counted where she lives. */
export const todayIn = (zone: Zone): ISODate => dateAt(now(), zone)
