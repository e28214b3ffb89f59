/**
 * A device decides at once and without a network; the server decides again for the record, and both answers are kept. Here
 * is what each says in short, and where the two part. Screening, pre-flight and check-in all compare this way.
 */
import type { DeviceDecision, DeviceReadiness, DeviceTriage } from '@needlepoint/contract'
import type { Preflight, Screening, Triage } from '@needlepoint/pathway'

/** A decision in short: what it comes to, the rules behind it, and the protocol that it was taken with. */
export interface InShort {
  readonly final: boolean
  /** In any order. */
  readonly rules: readonly string[]
  readonly protocol: string
}

/** One point at which the two part. */
export interface Difference<What extends string = string> {
  readonly what: What
  readonly device: unknown
  readonly server: unknown
}

const rulesOf = (findings: readonly { readonly rule: string }[]) => findings.map(({ rule }) => rule)

export function screeningInShort({ decision, findings, protocol }: Screening): DeviceDecision {
  const { atLeast, atMost, final } = decision
  return { atLeast, atMost, final, rules: rulesOf(findings), protocol }
}

export function preflightInShort({ decision, final, findings, protocol }: Preflight): DeviceReadiness {
  return { decision, final, rules: rulesOf(findings), protocol }
}

export function triageInShort({ level, atMost, final, findings, protocol }: Triage): DeviceTriage {
  return { level, atMost, final, rules: rulesOf(findings), protocol }
}

/**
 * Names every point at which device and server part: the outcome first, then the rules, then the protocol. Another protocol
 * counts even where the outcome is the same: that device would decide somebody else's case otherwise.
 * @param device undefined or null when the device decided nothing, which is no difference
 */
export function differencesBetween<Short extends InShort>(
  device: Short | null | undefined,
  server: Short,
): Difference<keyof Short & string>[] {
  if (!device) return []
  const points = Object.keys(server) as (keyof Short & string)[]
  return points
    .filter((what) => printPoint(device[what]) !== printPoint(server[what]))
    .map((what) => ({ what, device: device[what], server: server[what] }))
}

/** The order of rules says nothing, and neither does naming one twice. */
const printPoint = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...new Set(value)].toSorted() : value)
