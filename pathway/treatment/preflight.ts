/** Pre-flight: what must hold before the first pass. What nobody has checked counts as not ready. */
import type { Answers } from '../facts/facts.ts'
import { type Finding, findingOf } from '../logic/finding.ts'
import { judge, questionsOf } from '../logic/judge.ts'
import type { Loaded } from '../protocol/load.ts'
import type { ISODate, Readiness } from '../protocol/protocol.ts'

export interface Preflight {
  /** The most cautious outcome still possible. */
  readonly decision: Readiness
  /** Everything has been checked. */
  readonly final: boolean
  readonly findings: readonly Finding<'precaution' | 'stop'>[]
  /** Checks that nobody has made yet, the weightiest first. */
  readonly ask: readonly string[]
  /** Checks that were made without a result. */
  readonly clarify: readonly string[]
  readonly protocol: string
}

/** @throws InvalidInput naming every wrong or contradictory answer */
export function preflight(loaded: Loaded, answers: Answers, day: ISODate, language = 'en'): Preflight {
  const facts = loaded.readFacts(answers, day)
  const judgement = judge(loaded.preflight, facts)
  const { ask, alsoAsk, clarify } = questionsOf(loaded.slots, loaded.preflight, judgement, facts)
  const edition = loaded.edition(day)
  return {
    decision: judgement.atMost,
    final: judgement.open.length === 0,
    findings: judgement.fired.map((rule) => findingOf(rule, edition, language)),
    ask: [...ask, ...alsoAsk],
    clarify,
    protocol: loaded.protocol.hash,
  }
}
