/** Whether skin counts as healed, by what the client reports. */
import type { Answers } from '../facts/facts.ts'
import { factsToAsk } from '../logic/ask.ts'
import { truthName } from '../logic/truth.ts'
import type { Loaded } from '../protocol/load.ts'
import type { ISODate } from '../protocol/protocol.ts'

export interface HealedAnswer {
  readonly answer: 'yes' | 'no' | 'dont-know'
  readonly says: string
  /** Facts to ask so that we know. */
  readonly ask: readonly string[]
  readonly claims: readonly string[]
  readonly protocol: string
}

const answers = { true: 'yes', false: 'no', unknown: 'dont-know' } as const

/** @throws InvalidInput naming every wrong answer */
export function healed(loaded: Loaded, report: Answers, day: ISODate, language = 'en'): HealedAnswer {
  const facts = loaded.readFacts(report, day)
  const { when, cites } = loaded.protocol.recovery.healed
  const condition = loaded.condition(when)
  const answer = answers[truthName(condition.test(facts.slots))]
  return {
    answer,
    says: loaded.edition(day).text(`healed.${answer}`, language) ?? '',
    ask: factsToAsk(loaded, facts, [condition]),
    claims: cites,
    protocol: loaded.protocol.hash,
  }
}
