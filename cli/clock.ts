/** The only clock of Needlepoint: the engine takes the day and the instant as arguments, and here is where they come from. */
import type { Instant, ISODate } from '@needlepoint/pathway'

export interface Clock {
  /** Today in the zone of this machine. */
  readonly today: () => ISODate
  readonly now: () => Instant
  /** IANA name of the zone of this machine. */
  readonly zone: () => string
}

export const clock: Clock = {
  today() {
    const now = new Date()
    const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  },
  now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
}
