/** Which session a question is about: the last one, or, before it, the day for which it is planned. */
import { intakeOf } from '@needlepoint/contract/intake'
import { instantOf, parseDate } from '@needlepoint/pathway'
import { planOf } from '../consent/papers.ts'
import type { AfterSession } from '../healing/after-session.ts'
import { useAfterSession } from '../healing/use-after-session.ts'
import { todayIn } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'

/** No hour is known yet; the morning is the careful one. Milliseconds after midnight. */
const nineOClock = 9 * 3_600_000

export interface Asked {
  readonly after: AfterSession
  /** The session is still to come. */
  readonly before: boolean
}

/** @returns undefined while nothing is planned */
export function useAsked(): Asked | undefined {
  const after = useAfterSession()
  const record = useRecord()
  if (after) return { after, before: false }
  const plan = planOf(record)
  const { zone } = record.client
  const start = plan?.plan.start ?? plan?.start
  const date = start ? parseDate(start) : undefined
  if (!plan || !date || (start ?? '') < todayIn(zone)) return undefined
  const at = new Date(instantOf({ date, time: nineOClock }, zone)).toISOString()
  return {
    before: true,
    after: {
      sessionId: plan.id,
      session: { at, zone },
      intake: intakeOf({
        screening: record.screening ?? undefined,
        plan: { plannedOn: plan.plannedOn, facts: plan.facts },
      }),
      reports: [],
    },
  }
}
