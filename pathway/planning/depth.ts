/** How deep each area may be needled for this person: what the goal wants, capped by area, device and every limit that could apply. */
import type { Facts } from '../facts/facts.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Edition } from '../protocol/edition.ts'
import type { Loaded } from '../protocol/load.ts'
import type { Area, Indication } from '../protocol/protocol.ts'

export interface AppliedLimit {
  readonly limit: string
  readonly maxDepthMm: number
  /** False while an open answer decides whether it applies; it caps the depth until then. */
  readonly certain: boolean
  readonly reason: string
  readonly claims: readonly string[]
}

export interface AreaPlan {
  readonly area: string
  readonly name: string
  readonly treat: Area['treat']
  /** mm; null where the area is never treated. */
  readonly depthMm: { readonly from: number; readonly to: number } | null
  /** What caps the depth: `area`, `device`, `goal` or the id of a limit. */
  readonly cappedBy: string
  readonly claims: readonly string[]
}

/** Limits that apply or could apply, the strictest first. */
export function depthLimits(loaded: Loaded, facts: Facts, edition: Edition, language: string): AppliedLimit[] {
  return Object.entries(loaded.protocol.planning.depthLimits)
    .flatMap(([id, limit]) => {
      const truth = loaded.condition(limit.when).test(facts.slots)
      if (truth === FALSE) return []
      return [
        {
          limit: id,
          maxDepthMm: edition.parameter(limit.maxDepthMm.parameter),
          certain: truth === TRUE,
          reason: edition.text(`depthLimits.${id}.reason`, language) ?? id,
          claims: limit.cites,
        },
      ]
    })
    .sort((a, b) => a.maxDepthMm - b.maxDepthMm || Number(b.certain) - Number(a.certain))
}

/** The depth of one area for the goals that were named. */
export function areaDepth(
  id: string,
  name: string,
  area: Area,
  goals: readonly Indication[],
  deviceMaxMm: number | undefined,
  limits: readonly AppliedLimit[],
): AreaPlan {
  const { treat, depthMm, cites } = area
  if (treat === 'never' || !depthMm) return { area: id, name, treat, depthMm: null, cappedBy: 'area', claims: cites }
  const wanted = goals.length > 0 ? Math.max(...goals.map((goal) => goal.depthMm.to)) : depthMm.to
  const caps: { by: string; mm: number }[] = [
    { by: 'goal', mm: wanted },
    { by: 'area', mm: depthMm.to },
    ...(deviceMaxMm === undefined ? [] : [{ by: 'device', mm: deviceMaxMm }]),
    ...limits.map(({ limit, maxDepthMm }) => ({ by: limit, mm: maxDepthMm })),
  ]
  const cap = caps.reduce((least, next) => (next.mm < least.mm ? next : least))
  const start = goals.length > 0 ? Math.min(...goals.map((goal) => goal.depthMm.from)) : depthMm.from
  return {
    area: id,
    name,
    treat,
    depthMm: { from: Math.min(Math.max(start, depthMm.from), cap.mm), to: cap.mm },
    cappedBy: cap.by,
    claims: [...new Set([...cites, ...depthMm.cites])],
  }
}
