/**
 * What is known of a client beside what is asked now. The device and the server put it together in the same way, or their
 * decisions would part over nothing.
 */
import { type Answers, InvalidInput, type ISODate } from '@needlepoint/pathway'

/**
 * Years. Below, a guardian answers and signs; from that birthday on the record is hers alone.
 *
 * Own judgement, 2026-11-21, and no claim: this is law and no medicine, so it stands here and not among the knowledge, where
 * `minimumAge` says from which age needling may be thought of at all. 18 holds nearly everywhere that the articles behind
 * Needlepoint come from; some places say otherwise (19 in Alabama and Nebraska, 21 in Mississippi, 16 in Scotland). A clinic
 * there would need the number among its settings, with the day from which it holds. Until one asks for it, one number keeps
 * it plain which age a record went by.
 */
export const ageOfMajority = 18

/**
 * Answers of an earlier day, each with that day: the engine then counts “three months ago” from it, and asks again what is too
 * old to count. An answer that says its own day keeps it.
 */
export function answeredOn(day: ISODate, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [
      id,
      typeof answer === 'object' && answer !== null && 'value' in answer
        ? { answeredOn: day, ...answer }
        : { value: answer, answeredOn: day },
    ]),
  )
}

export interface KnownFrom {
  /** The one that counts. */
  readonly screening?: { readonly decidedOn: ISODate; readonly facts: Answers } | undefined
  /** The one that the session was, or is to be, done by. */
  readonly plan?: { readonly plannedOn: ISODate; readonly facts: Answers } | undefined
}

/** The intake: the answers of the screening, and where the plan says otherwise the plan's. */
export function intakeOf({ screening, plan }: KnownFrom): Answers {
  return {
    ...(screening ? answeredOn(screening.decidedOn, screening.facts) : {}),
    ...(plan ? answeredOn(plan.plannedOn, plan.facts) : {}),
  }
}

/**
 * Decides on what is sent together with what is known. What was right when it was stored can be wrong by now: a question that
 * the protocol no longer has, or an answer that what is sent contradicts. It is left out then, and counts as not known.
 * @param known answers from the record
 * @param sent names of facts that are answered now; what is wrong with those is for the sender to hear
 * @throws InvalidInput about what was sent
 */
export function decideWith<Decision>(
  known: Answers,
  sent: readonly string[],
  decide: (known: Answers) => Decision,
): { readonly decision: Decision; readonly known: Answers } {
  let left = known
  for (;;) {
    try {
      return { decision: decide(left), known: left }
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      const named = new Set(error.problems.flatMap(({ field }) => field.split(', ').map(factOf)))
      const kept = Object.entries(left).filter(([id]) => !named.has(id) || sent.includes(id))
      if (kept.length === Object.keys(left).length) throw error
      left = Object.fromEntries(kept)
    }
  }
}

/** `allergy.latex` and `age.answeredOn` are about the fact before the dot. */
const factOf = (field: string) => field.split('.', 1)[0] ?? field
