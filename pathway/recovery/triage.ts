/**
 * Triage: what a report means and how soon somebody must act. It names no disease: it says what to do next.
 * A report is held against the healing curve for its day and depth, against the last report, and against the intake.
 */
import type { Answers, Facts } from '../facts/facts.ts'
import { type Finding, findingOf } from '../logic/finding.ts'
import { judge, questionsOf } from '../logic/judge.ts'
import { truthOf } from '../logic/truth.ts'
import type { Loaded } from '../protocol/load.ts'
import { type Instant, type Level, levels } from '../protocol/protocol.ts'
import { addSpan, printInstant } from '../time/zone.ts'
import { type Moment, momentOf, requireAfterSession, type Session } from '../treatment/session.ts'
import { severityOf, verdictOf } from './course.ts'
import { placeCurve } from './curve.ts'

export interface TriageInput {
  readonly session: Session
  readonly now: Instant
  /** The answers of this check-in. */
  readonly report: Answers
  /** The answers of the one before, when there was one. */
  readonly previous?: Answers
  /** Intake answers. */
  readonly facts?: Answers
}

export interface Triage {
  /** How soon somebody must act. An unfinished report that could hide something urgent is at least `contact-clinic`. */
  readonly level: Level
  /** The most urgent level that the open answers still allow. */
  readonly atMost: Level
  readonly final: boolean
  /** Day 0 is the day of the session. */
  readonly day: number
  readonly findings: readonly Finding<Level>[]
  /** What to do now, the most urgent first. */
  readonly advice: readonly string[]
  /** When to report again, an instant; null when the next scheduled check-in is soon enough. */
  readonly checkAgainAfter: Instant | null
  /** Facts whose answers can still make it more urgent; none in an emergency, which needs no more questions. */
  readonly ask: readonly string[]
  readonly clarify: readonly string[]
  readonly protocol: string
}

/** @throws InvalidInput naming every wrong field */
export function triage(loaded: Loaded, input: TriageInput, language = 'en'): Triage {
  const moment = momentOf(loaded, input.session, input.now)
  requireAfterSession(moment)
  const facts = loaded.readFacts({ ...input.facts, ...input.report }, moment.day, moment.recorded)
  const previous = input.previous ? loaded.readFacts(input.previous, moment.day) : undefined
  compare(loaded, facts, previous, moment)

  const judgement = judge(loaded.triage, facts)
  const { atLeast, atMost, final, fired } = judgement
  const edition = loaded.edition(moment.day)
  const findings = fired.map((rule) => findingOf(rule, edition, language))
  const level = final ? atLeast : moreUrgent(atLeast, lessUrgent(atMost, 'contact-clinic'))
  const again = fired.flatMap(({ rule }) =>
    rule.checkAgainAfter ? [addSpan(moment.now, edition.span(rule.checkAgainAfter), moment.zone)] : [],
  )
  const { ask, clarify } = questionsOf(loaded.slots, loaded.triage, judgement, facts)
  return {
    level,
    atMost,
    final,
    day: moment.daysSince,
    findings,
    advice: adviceFor(findings, level, final, (key) => edition.text(key, language)),
    checkAgainAfter: again.length > 0 ? printInstant(Math.min(...again)) : null,
    ask,
    clarify,
    protocol: loaded.protocol.hash,
  }
}

/** Fills in what each severity means here: more than last time, more than the curve expects, or longer. */
function compare(loaded: Loaded, facts: Facts, previous: Facts | undefined, moment: Moment): void {
  // Where two effects are measured by one sign, what is unusual for either is unusual.
  const found = new Map<string, boolean>()
  const put = (fact: string, holds: boolean) => found.set(fact, holds || found.get(fact) === true)
  for (const effect of Object.values(loaded.protocol.recovery.effects)) {
    if (!effect.item) continue
    const severity = severityOf(loaded, effect.item, facts.slots)
    if (severity === null) continue
    const before = previous ? severityOf(loaded, effect.item, previous.slots) : null
    // Without an earlier answer there is nothing to be worse than; the curve still watches.
    put(`${effect.item}Worse`, before !== null && severity > before)
    const curve = placeCurve(loaded, effect, facts, moment)
    if (!curve) continue
    const verdict = verdictOf(curve, severity, moment.now)
    put(`${effect.item}Stronger`, severity > curve.atMost(moment.now))
    put(`${effect.item}Longer`, verdict === 'longer')
  }
  for (const [fact, holds] of found) {
    const slot = loaded.slots.of.get(fact)
    if (slot) facts.slots[slot.index] = truthOf(holds)
  }
  loaded.workOut(facts)
}

const moreUrgent = (a: Level, b: Level): Level => (levels.indexOf(a) >= levels.indexOf(b) ? a : b)
const lessUrgent = (a: Level, b: Level): Level => (levels.indexOf(a) <= levels.indexOf(b) ? a : b)

/** The actions of the most urgent findings; without findings, what the level says. */
function adviceFor(
  findings: readonly Finding<Level>[],
  level: Level,
  final: boolean,
  text: (key: string) => string | undefined,
): string[] {
  const open = final ? [] : [text('levels.unfinished.says') ?? '']
  const most = findings[0]?.effect
  const actions = findings.filter(({ effect }) => effect === most).map(({ action }) => action)
  const own = actions.length > 0 ? actions : final ? [text(`levels.${level}.says`) ?? ''] : []
  return [...new Set([...own, ...open])].filter(Boolean)
}
