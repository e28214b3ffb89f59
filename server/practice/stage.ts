/** How far a person has come along the pathway, from what is stored about her. It is worked out anew each time and kept nowhere. */
import type { Stage } from '@needlepoint/contract'
import type { Decision, ISODate, Readiness } from '@needlepoint/pathway'

/** What the stage follows from: of each step what holds now. Dates are hers. */
export interface Progress {
  /** The one decided last. */
  readonly screening: {
    readonly decidedOn: ISODate
    readonly atLeast: Decision
    readonly atMost: Decision
    readonly overriddenTo: Decision | null
  } | null
  readonly plan: { readonly plannedOn: ISODate; readonly consented: boolean } | null
  readonly preflight: {
    readonly checkedOn: ISODate
    readonly outcome: Readiness
    /** The consent to its plan is there and was not withdrawn. */
    readonly consented: boolean
    /** A session was charted after it. */
    readonly used: boolean
  } | null
  readonly session: {
    readonly endedOn: ISODate
    /** The day of the last check-in after it. */
    readonly healsUntil: ISODate
  } | null
}

/** @param today her date */
export function stageOf({ screening, plan, preflight, session }: Progress, today: ISODate): Stage {
  const decided = screening && stageOfScreening(screening)
  // A pre-flight is about the skin of one day, so yesterday's makes nobody ready.
  const isReady = preflight?.checkedOn === today && preflight.outcome !== 'not-ready' && !preflight.used
  if (isReady && preflight.consented && decided === 'screened') return 'ready'
  if (session) {
    if (today <= session.healsUntil) return 'healing'
    // What was asked and planned before is spent; another course begins with another screening.
    if (!screening || screening.decidedOn <= session.endedOn) return 'healed'
  }
  if (!decided) return 'added'
  if (decided !== 'screened' || !plan || plan.plannedOn < screening.decidedOn) return decided
  return plan.consented ? 'consented' : 'planned'
}

type Screened = Extract<Stage, 'screened' | 'in-review' | 'not-now'>

function stageOfScreening({ atLeast, atMost, overriddenTo }: NonNullable<Progress['screening']>): Screened {
  const decision = overriddenTo ?? atMost
  switch (decision) {
    case 'proceed':
    case 'proceed-with-precautions':
      return 'screened'
    case 'clinician-review':
      return overriddenTo === null ? 'in-review' : 'screened'
    case 'defer':
    case 'do-not-treat': {
      // While the answers that are missing could still clear her, nobody has been told to wait.
      const isCertain = overriddenTo !== null || atLeast === 'defer' || atLeast === 'do-not-treat'
      return isCertain ? 'not-now' : 'in-review'
    }
  }
}
