/** What a check-in asks next, and what it comes to: red flags first, then what she notices, and an emergency ends it at once. */
import { triageReport } from '@needlepoint/contract/triage-report'
import { type Instant, InvalidInput, type Level, levels, type Pathway, type Triage } from '@needlepoint/pathway'
import { type AfterSession, checkInAt, ms } from '../healing/after-session.ts'
import type { Path } from '../questions/path.ts'
import { type Filled, type Layout, type Step, stepsAhead } from '../questions/steps.ts'

export interface ReportDraft extends Filled, Path {
  readonly words: string
  /** Questions of this check-in. */
  readonly items: readonly string[]
  /** She has said enough for an answer: it is sent before anything more is asked. */
  readonly sendNow?: boolean
}

export const startReport = (items: readonly string[]): ReportDraft => ({
  facts: {},
  open: [],
  path: [],
  at: null,
  words: '',
  items: withTalk(items),
})

/** Red flags on one list, then the signs, then the rest: in the order of the check-in itself. */
export function layoutOf({ protocol: { facts } }: Pathway, items: readonly string[]): Layout {
  const kindOf = (id: string) => facts[id]?.kind
  const firstSign = items.findIndex((id) => kindOf(id) === 'severity')
  const flags = items.filter((id, at) => kindOf(id) === 'yes-no' && at < (firstSign < 0 ? items.length : firstSign))
  const signs = items.filter((id) => kindOf(id) === 'severity')
  const others = items.filter((id) => kindOf(id) === 'yes-no' && !flags.includes(id) && !alone.includes(id))
  const rest = items.filter((id) => ![...flags, ...signs, ...others, ...alone].includes(id))
  return [
    flags,
    signs,
    others,
    ...rest.map((id) => [id]),
    ...alone.filter((id) => items.includes(id)).map((id) => [id]),
  ]
}

/** Red flags by how soon somebody must act on one of them alone; the most urgent first. */
export interface FlagGroup {
  readonly level: Level
  readonly facts: readonly string[]
}

/** Every red flag of any check-in that still means something on her day. */
export function flagGroups(pathway: Pathway, after: AfterSession, now: Instant): FlagGroup[] {
  const all = Object.values(pathway.protocol.recovery.schedule).flatMap(
    ({ items }) => layoutOf(pathway, items)[0] ?? [],
  )
  const groups = new Map<Level, string[]>()
  for (const flag of new Set(all)) {
    const { findings, level } = triageAt(pathway, after, { [flag]: 'yes' }, now)
    if (findings.length > 0) groups.set(level, [...(groups.get(level) ?? []), flag])
  }
  return [...groups]
    .map(([level, facts]) => ({ level, facts }))
    .toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level))
}

/** A report that something is wrong: every red flag first, then what the check-in of the time asks. */
export function startWrong(pathway: Pathway, after: AfterSession, now: Instant): ReportDraft {
  const flags = flagGroups(pathway, after, now).flatMap(({ facts }) => facts)
  const { due, items } = checkInAt(pathway, after, now)
  return startReport([...new Set([...flags, ...(due?.items ?? items)])])
}

/** She may always ask to talk to a person. */
const withTalk = (items: readonly string[]) => (items.includes('worried') ? items : [...items, 'worried'])

/** Goes on where a short report ended: what she said stands, what is open is asked. */
export function startMore(pathway: Pathway, after: AfterSession, said: Filled['facts'], now: Instant): ReportDraft {
  return { ...startWrong(pathway, after, now), facts: { ...said } }
}

/** Nobody ticks these in a list. */
const alone = ['lowMood', 'selfHarmThoughts', 'worried']

export interface Triaged {
  readonly triage: Triage
  readonly ahead: readonly Step[]
}

/** @throws InvalidInput */
export function triageNow(
  pathway: Pathway,
  after: AfterSession,
  filled: Filled & { readonly items: readonly string[] },
  now: Instant,
): Triaged {
  const triage = triageAt(pathway, after, filled.facts, now)
  const isUrgent = triage.level === 'emergency'
  const { facts } = pathway.protocol
  // Beside what the check-in asks there may be questions that what she said has opened.
  const wanted = [
    ...new Set([...triage.ask.filter((id) => facts[id]?.askedOf === 'client' && hasBegun(filled)), ...filled.items]),
  ]
  const flags = layoutOf(pathway, filled.items)[0] ?? []
  const followUps = triage.ask.filter((id) => !filled.items.includes(id))
  const layout = [flags, ...followUps.map((id) => [id]), ...layoutOf(pathway, filled.items).slice(1)]
  return { triage, ahead: isUrgent ? [] : stepsAhead(facts, layout, filled, wanted) }
}

const hasBegun = ({ facts }: Filled) => Object.keys(facts).length > 0

/** As the server does it, by the same function. */
export function triageAt(
  pathway: Pathway,
  { session, intake, reports }: AfterSession,
  report: Filled['facts'],
  now: Instant,
): Triage {
  const at = ms(now) < ms(session.at) ? session.at : now
  return triageReport(pathway, {
    session,
    reportedAt: at,
    report,
    earlier: reports.filter(({ reportedAt }) => ms(reportedAt) <= ms(at)),
    intake,
  }).triage
}

export const deviceTriageOf = ({ level, atMost, final, findings, protocol }: Triage) => ({
  level,
  atMost,
  final,
  rules: findings.map(({ rule }) => rule),
  protocol,
})

export const isUrgent = (level: Level) => levels.indexOf(level) >= levels.indexOf('same-day')

/** @returns why the engine does not take the answers of a page; undefined when it does */
export function problemWith(
  pathway: Pathway,
  after: AfterSession,
  report: Filled['facts'],
  now: Instant,
): string | undefined {
  try {
    triageAt(pathway, after, report, now)
    return undefined
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return error.problems[0]?.message ?? error.message
  }
}
