/**
 * How long a check-in may wait until somebody has read it. No source that we know gives a time for a clinic, so these are our
 * own judgement of 21 November 2026, from what clients are told: “go to urgent care if we do not answer within 1 hour” for the
 * most pressing of what is for the same day, and “call in the next two days” for what is less so. The client is told the same times
 * after she has sent her report.
 */
import type { Level } from '@needlepoint/pathway'

const minute = 60_000
const hour = 60 * minute

/** Milliseconds from its arrival; null for what waits for the next working day and is told to nobody. */
export const responseTimes: Readonly<Record<Level, number | null>> = {
  // She was told to call an ambulance. A person has to know soon, whatever she did.
  emergency: 15 * minute,
  'same-day': 45 * minute,
  'contact-clinic': 24 * hour,
  watch: null,
  expected: null,
}

/** Levels of which the clinic is told as soon as a check-in arrives. */
export const alerts = (level: Level): boolean => responseTimes[level] !== null

/** Levels of which it is told in words that say so. */
export const isUrgent = (level: Level): boolean => level === 'emergency' || level === 'same-day'
