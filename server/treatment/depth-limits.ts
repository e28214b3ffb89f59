/** How deep this client may be needled where: what was planned, and what is known by now where that allows less. */

import { decideWith, intakeOf } from '@needlepoint/contract'
import type { Answers, ISODate, Pathway, Plan } from '@needlepoint/pathway'
import type { PlanRow } from '../planning/plans.ts'
import type { ScreeningRow } from '../screening/screenings.ts'

export interface DepthLimits {
  /** mm; null when no area may be treated. */
  readonly maxDepthMm: number | null
  /** By area that was planned, mm; null where it is never treated. */
  readonly areas: ReadonlyMap<string, number | null>
}

/**
 * A plan made before the screening that counts may allow too much, so it is made again with the newer answers and the
 * stricter number of each area counts.
 */
export function depthLimits(pathway: Pathway, plan: PlanRow, holding: ScreeningRow | undefined): DepthLimits {
  const planned = limitsOf(plan.plan)
  if (!holding || holding.id === plan.screening_id) return planned
  const again = limitsOf(planAgain(pathway, plan, holding))
  const areas = new Map([...planned.areas].map(([area, mm]) => [area, stricter(mm, again.areas.get(area) ?? null)]))
  return { areas, maxDepthMm: stricter(planned.maxDepthMm, again.maxDepthMm) }
}

function planAgain(pathway: Pathway, { planned_on, input }: PlanRow, { decided_on, facts }: ScreeningRow): Plan {
  const day: ISODate = decided_on > planned_on ? decided_on : planned_on
  const screened = intakeOf({ screening: { decidedOn: decided_on, facts } })
  const sent: Answers = input.facts
  return decideWith(screened, Object.keys(sent), (known) => pathway.plan({ ...known, ...sent }, day)).decision
}

const limitsOf = ({ maxDepthMm, areas }: Plan): DepthLimits => ({
  maxDepthMm,
  areas: new Map(areas.map(({ area, depthMm }) => [area, depthMm?.to ?? null])),
})

const stricter = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.min(a, b))
