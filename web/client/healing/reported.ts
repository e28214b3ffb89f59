/** What she said of a sign since the session, day by day. Pure. */
import { type Course, daysBetween, type EffectCourse } from '@needlepoint/pathway'
import { type AfterSession, ms } from './after-session.ts'

export interface ReportedPoint {
  readonly day: number
  readonly severity: number
}

/** The oldest first. Of several reports of one day the worst counts: a calm evening takes no bad morning back. */
export function reportedOf({ session, reports }: AfterSession, item: string | null | undefined): ReportedPoint[] {
  const worst = new Map<number, number>()
  for (const { reportedAt, report } of reports) {
    const severity = item ? report[item] : undefined
    if (typeof severity !== 'number') continue
    const day = daysBetween(ms(session.at), ms(reportedAt), session.zone)
    worst.set(day, Math.max(severity, worst.get(day) ?? 0))
  }
  return [...worst].map(([day, severity]) => ({ day, severity })).toSorted((a, b) => a.day - b.day)
}

/** Signs that she spoke of and that have a curve: those that she noticed last stand first, what she never noticed is left out. */
export function signsReported({ effects }: Pick<Course, 'effects'>, after: AfterSession): EffectCourse[] {
  return effects
    .filter(({ item, days }) => item && days.length > 0)
    .map((effect) => ({ effect, points: reportedOf(after, effect.item).filter(({ severity }) => severity > 0) }))
    .filter(({ points }) => points.length > 0)
    .toSorted(
      (a, b) => lastOf(b.points).day - lastOf(a.points).day || lastOf(b.points).severity - lastOf(a.points).severity,
    )
    .map(({ effect }) => effect)
}

const lastOf = (points: readonly ReportedPoint[]): ReportedPoint => points.at(-1) ?? { day: 0, severity: 0 }
