/** What a chart begins with: the plan's areas and depths, what the check was made with, and the passes of the last session. */
import { plainAnswer } from '../answers/fact-texts.ts'
import type { Plan, Preflight, Session } from '../parts/reads.ts'

/** Numbers stay as typed until they are sent. */
export interface ZoneLine {
  readonly area: string
  readonly depthMm: string
  readonly passes: string
  readonly endpoint: string
}
export interface ProductLine {
  readonly key: number
  readonly product: string
  readonly lotId: string
}
export interface Chart {
  readonly zones: readonly ZoneLine[]
  readonly deviceId: string
  readonly cartridgeLotId: string
  readonly practitionerId: string
  /** `2026-12-01T14:05`, on the clock of this device. */
  readonly endedAt: string
  readonly products: readonly ProductLine[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly notes: string
}

export function chartOf({
  plan,
  preflight,
  last,
  before,
}: {
  readonly plan: Plan
  readonly preflight: Preflight
  readonly last?: Session | undefined
  readonly before?: Session | undefined
}): Chart {
  if (before) return chartAgain(before)
  const set = Number(plainAnswer(preflight.facts.depthMm))
  const passesOf = new Map(last?.zones.map(({ area, passes }) => [area, passes]))
  return {
    zones: plan.plan.areas.flatMap(({ area, depthMm }) => {
      if (!depthMm) return []
      const depth = Number.isFinite(set) && set > 0 ? Math.min(set, depthMm.to) : depthMm.to
      return [{ area, depthMm: String(depth), passes: String(passesOf.get(area) ?? ''), endpoint: '' }]
    }),
    deviceId: preflight.deviceId ?? '',
    cartridgeLotId: preflight.cartridgeLotId ?? '',
    practitionerId: preflight.recordedBy.kind === 'staff' ? (preflight.recordedBy.id ?? '') : '',
    endedAt: toLocal(new Date()),
    products: [],
    facts: {},
    notes: '',
  }
}

function chartAgain({ zones, device, cartridgeLot, practitioner, endedAt, products, facts, notes }: Session): Chart {
  return {
    zones: zones.map(({ area, depthMm, passes, endpoint }) => ({
      area,
      depthMm: String(depthMm),
      passes: String(passes),
      endpoint,
    })),
    deviceId: device.id,
    cartridgeLotId: cartridgeLot?.id ?? '',
    practitionerId: practitioner.id,
    endedAt: toLocal(new Date(endedAt)),
    products: products.map(({ product, lot }, key) => ({ key, product, lotId: lot?.id ?? '' })),
    facts: Object.fromEntries(Object.entries(facts).map(([id, answer]) => [id, plainAnswer(answer)])),
    notes: notes ?? '',
  }
}

/** For a field of the browser, which knows the device's own clock alone. */
export function toLocal(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** An instant; the minute that runs counts as now, so that it never lies ahead. Undefined for what is none. */
export function fromLocal(typed: string): string | undefined {
  const at = new Date(typed)
  return Number.isNaN(at.getTime())
    ? undefined
    : new Date(typed === toLocal(new Date()) ? Date.now() : at).toISOString()
}
