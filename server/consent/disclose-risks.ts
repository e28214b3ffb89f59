/** The risks that a person is told of, and whether somebody was told all that there is to tell. */
import { decideWith } from '@needlepoint/contract'
import {
  type Answers,
  type Consent,
  consent,
  type DisclosedRisk,
  type ISODate,
  type Pathway,
} from '@needlepoint/pathway'

export interface RisksOf {
  readonly answers: Answers
  /** The day that the answers count for. */
  readonly day: ISODate
  /** The deepest setting that was planned, mm. It counts where nobody has answered how deep it goes. */
  readonly maxDepthMm: number | null
  readonly language: string
}

/** What the protocol no longer understands counts as not known: what depends on it is told as possible then. */
export function discloseRisks(
  { loaded }: Pathway,
  { answers, day, maxDepthMm, language }: RisksOf,
): Pick<Consent, 'risks' | 'ask'> {
  const known = { ...(maxDepthMm === null ? {} : { plannedDepthMm: maxDepthMm }), ...answers }
  const { risks, ask } = decideWith(known, [], (given) => consent(loaded, given, day, language)).decision
  return { risks, ask }
}

/** Whether everything that would be told now was told then: each risk, and each reason why it is likelier for her. */
export function wasTold(then: readonly DisclosedRisk[], now: readonly DisclosedRisk[]): boolean {
  const told = new Map(then.map(({ risk, likelier }) => [risk, new Set(likelier.map(({ id }) => id))]))
  return now.every(({ risk, likelier }) => {
    const reasons = told.get(risk)
    return reasons !== undefined && likelier.every(({ id }) => reasons.has(id))
  })
}
