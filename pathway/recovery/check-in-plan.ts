/** When we ask how the skin is doing: often at first, then less, until day 90. */
import type { Loaded } from '../protocol/load.ts'
import type { Instant, ISODate } from '../protocol/protocol.ts'
import { addSpan, dateAt, daysBetween, printInstant } from '../time/zone.ts'
import { momentOf, type Session } from '../treatment/session.ts'

export interface PlannedCheckIn {
  readonly checkIn: string
  readonly title: string
  /** When it opens. */
  readonly at: Instant
  /** The client's date then. */
  readonly date: ISODate
  /** Days since the session. */
  readonly day: number
  /** Facts it asks, in order. */
  readonly items: readonly string[]
  readonly claims: readonly string[]
}

export interface CheckInPlan {
  readonly checkIns: readonly PlannedCheckIn[]
  readonly protocol: string
}

/** @throws InvalidInput naming every wrong field of the session */
export function checkInPlan(loaded: Loaded, session: Session, language = 'en'): CheckInPlan {
  const moment = momentOf(loaded, session, session?.at)
  const edition = loaded.edition(moment.day)
  const checkIns = Object.entries(loaded.protocol.recovery.schedule).map(([id, checkIn]) => {
    const at = addSpan(moment.sessionAt, checkIn.after, moment.zone)
    return {
      checkIn: id,
      title: edition.text(`checkIns.${id}.title`, language) ?? id,
      at: printInstant(at),
      date: dateAt(at, moment.zone),
      day: daysBetween(moment.sessionAt, at, moment.zone),
      items: checkIn.items,
      claims: checkIn.cites,
    }
  })
  return { checkIns: checkIns.sort((a, b) => (a.at < b.at ? -1 : 1)), protocol: loaded.protocol.hash }
}
