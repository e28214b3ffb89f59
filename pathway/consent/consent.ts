/** Consent: only the risks that apply to this person, with what makes each likelier for her. What might apply is told. */
import type { Answers } from '../facts/facts.ts'
import { factsToAsk } from '../logic/ask.ts'
import { FALSE, TRUE } from '../logic/truth.ts'
import type { Loaded } from '../protocol/load.ts'
import type { ISODate, Risk } from '../protocol/protocol.ts'

export interface DisclosedRisk {
  readonly risk: string
  readonly effect: string
  readonly says: string
  readonly frequency: Risk['frequency']
  readonly likelier: readonly { readonly id: string; readonly says: string; readonly claims: readonly string[] }[]
  /** False while an open answer decides whether it applies. */
  readonly certain: boolean
  readonly claims: readonly string[]
}

export interface Consent {
  /** The most frequent first; among equals, what is likelier for this person first. */
  readonly risks: readonly DisclosedRisk[]
  /** Facts that would make the list more exact. */
  readonly ask: readonly string[]
  readonly protocol: string
}

const frequencies: readonly Risk['frequency'][] = ['very-common', 'common', 'uncommon', 'rare', 'not-known']

/** @throws InvalidInput naming every wrong or contradictory answer */
export function consent(loaded: Loaded, answers: Answers, day: ISODate, language = 'en'): Consent {
  const facts = loaded.readFacts(answers, day)
  const edition = loaded.edition(day)
  const { risks } = loaded.protocol.consent
  const disclosed = Object.entries(risks).flatMap(([id, risk]): DisclosedRisk[] => {
    const truth = risk.when ? loaded.condition(risk.when).test(facts.slots) : TRUE
    if (truth === FALSE) return []
    const likelier = risk.likelier
      .filter(({ when }) => loaded.condition(when).test(facts.slots) === TRUE)
      .map((entry) => ({
        id: entry.id,
        says: edition.text(`risks.${id}.likelier.${entry.id}`, language) ?? entry.id,
        claims: entry.cites,
      }))
    return [
      {
        risk: id,
        effect: risk.effect,
        says: edition.text(`risks.${id}.says`, language) ?? id,
        frequency: risk.frequency,
        likelier,
        certain: truth === TRUE,
        claims: [...new Set([...risk.cites, ...(risk.frequencyCites ?? [])])],
      },
    ]
  })
  disclosed.sort(
    (a, b) =>
      frequencies.indexOf(a.frequency) - frequencies.indexOf(b.frequency) || b.likelier.length - a.likelier.length,
  )
  const trees = Object.values(risks).flatMap(({ when, likelier }) => [
    ...(when ? [when] : []),
    ...likelier.map((entry) => entry.when),
  ])
  return {
    risks: disclosed,
    ask: factsToAsk(loaded, facts, trees.map(loaded.condition)),
    protocol: loaded.protocol.hash,
  }
}
