/** What the intake knows and what it asks next: pure, so that it is the same on every device and on every visit. */
import { answeredOn } from '@needlepoint/contract/intake'
import { type Answers, InvalidInput, type ISODate, type Pathway, type Screening } from '@needlepoint/pathway'
import type { Path } from '../questions/path.ts'
import { type Filled, type Layout, type Step, stepsAhead } from '../questions/steps.ts'
import { intakeLayout } from './layout.ts'

/** Where answers come from that she has not looked through yet. */
export type Origin = 'enquiry' | 'self-screening' | 'last-visit'

export interface IntakeDraft extends Filled, Path {
  /** The day on which the answers were given; on a later one some are asked again. */
  readonly day: ISODate
  /** Null once she has looked through them, and where they are all of this time. */
  readonly confirm: Origin | null
}

export interface Decided {
  readonly screening: Screening
  readonly ahead: readonly Step[]
  /** Questions that only the clinic can answer and that still matter. */
  readonly clinicAsks: readonly string[]
}

/** Asked whatever the engine still needs: a plan is made of these. */
const always = ['goals', 'areas']

/** Before the first question. Answers of an earlier visit stand while they are young enough. @param earlier her own of that day */
export function startIntake(
  { protocol }: Pathway,
  day: ISODate,
  earlier?: { readonly decidedOn: ISODate; readonly facts: Answers },
): IntakeDraft {
  const known = earlier ? answeredOn(earlier.decidedOn, own(protocol.facts, earlier.facts)) : {}
  return {
    // She came by the clinic's link: it is done there.
    facts: { ...known, setting: 'clinic' },
    open: [],
    path: [],
    at: null,
    day,
    confirm: Object.keys(known).length > 0 ? 'last-visit' : null,
  }
}

/** Her own of some answers: what the clinic judged is for the clinic to say again. */
export const own = (facts: Pathway['protocol']['facts'], answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => facts[id]?.askedOf === 'client'))

/**
 * Decides on what is known so far. Answers from a day before today are dated, and what is too old by now is taken out and asked again.
 * @throws InvalidInput
 */
export function decideIntake(pathway: Pathway, filled: Filled, day: ISODate, layout: Layout = intakeLayout): Decided {
  const screening = pathway.screen(filled.facts, day)
  const { facts } = pathway.protocol
  const stale = new Set(screening.stale)
  const fresh = Object.fromEntries(Object.entries(filled.facts).filter(([id]) => !stale.has(id)))
  const wanted = [...always, ...screening.ask]
  const isDone = screening.decision.final
  return {
    screening,
    ahead: stepsAhead(
      facts,
      layout,
      { facts: fresh, open: isDone ? [] : filled.open },
      (isDone ? always : wanted).filter((id) => facts[id]?.askedOf === 'client'),
    ),
    clinicAsks: screening.ask.filter((id) => facts[id] && facts[id].askedOf !== 'client'),
  }
}

/** A draft of an earlier day: its answers keep that day. */
export function resumeIntake(draft: IntakeDraft, today: ISODate): IntakeDraft {
  return draft.day === today ? draft : { ...draft, facts: answeredOn(draft.day, draft.facts), day: today }
}

export interface Clash {
  readonly reason: string
  readonly facts: readonly string[]
}

/**
 * Takes what does not go with a new answer out again: the day of something that never was. What only she can settle stays.
 * @param changed facts of the page that was just answered
 */
export function settle(
  pathway: Pathway,
  filled: Filled,
  changed: readonly string[],
  day: ISODate,
): { readonly filled: Filled; readonly clashes: readonly Clash[] } {
  try {
    pathway.screen(filled.facts, day)
    return { filled, clashes: [] }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const clashes = error.problems.map(({ field, message }) => ({
      facts: field.split(', ').map((name) => name.split('.', 1)[0] ?? name),
      // The engine adds the names of the facts for programs.
      reason: message.replace(/ Check “[^”]+”( and “[^”]+”)*\.$/u, ''),
    }))
    const gone = clashes.flatMap(({ facts }) => facts).filter((id) => !changed.includes(id) && hangsOn(pathway, id))
    if (gone.length === 0) return { filled, clashes }
    const facts = Object.fromEntries(Object.entries(filled.facts).filter(([id]) => !gone.includes(id)))
    return settle(pathway, { ...filled, facts }, changed, day)
  }
}

/** Asked only because of another answer. */
const hangsOn = ({ protocol }: Pathway, id: string) => {
  const kind = protocol.facts[id]?.kind
  return (
    kind === 'elapsed' ||
    kind === 'upcoming' ||
    id === 'priorReaction' ||
    id === 'cosmeticAllergy' ||
    id === 'acneInArea'
  )
}

/** What travels with the answers, so that the server sees where it decides otherwise. */
export const deviceDecisionOf = ({ decision, findings, protocol }: Screening) => ({
  atLeast: decision.atLeast,
  atMost: decision.atMost,
  final: decision.final,
  rules: findings.map(({ rule }) => rule),
  protocol,
})

/** What is too old by now to count and is asked again. */
export function staleIn(pathway: Pathway, draft: IntakeDraft): readonly string[] {
  return pathway.screen(settle(pathway, draft, [], draft.day).filled.facts, draft.day).stale
}
