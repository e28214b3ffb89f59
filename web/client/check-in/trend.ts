/** How each sign went since she last spoke of it. */
import { signsBefore } from '@needlepoint/contract/triage-report'
import type { Answers, Instant, Pathway } from '@needlepoint/pathway'
import { ms, type Reported } from '../healing/after-session.ts'

export type Change = 'new' | 'worse' | 'same' | 'better' | 'gone'

export interface SignTrend {
  /** The sign, as it is asked. */
  readonly item: string
  /** 0 to 4; null when she had not been asked before. */
  readonly before: number | null
  readonly now: number
  readonly change: Change
}

const order: readonly Change[] = ['worse', 'new', 'same', 'better', 'gone']

/**
 * Signs that she notices now or noticed before; what got worse first. What was never asked before is no change: it is left out
 * unless it is there now.
 */
export function trendOf(
  pathway: Pathway,
  reports: readonly Reported[],
  { report, reportedAt }: { readonly report: Answers; readonly reportedAt: Instant },
): SignTrend[] {
  const earlier = signsBefore(
    pathway,
    reports.filter((each) => ms(each.reportedAt) < ms(reportedAt)),
  )
  if (Object.keys(earlier).length === 0) return []
  return Object.entries(signsBefore(pathway, [{ report }]))
    .flatMap(([item, now]): SignTrend[] => {
      const before = earlier[item]
      if (typeof now !== 'number') return []
      if (typeof before !== 'number') return now > 0 ? [{ item, before: null, now, change: 'new' }] : []
      if (now === 0 && before === 0) return []
      const change =
        now > before ? (before === 0 ? 'new' : 'worse') : now === before ? 'same' : now === 0 ? 'gone' : 'better'
      return [{ item, before, now, change }]
    })
    .toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change) || b.now - a.now)
}
