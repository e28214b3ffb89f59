/**
 * Answers of made-up people. What matters of somebody is said; every other question is answered in the safest way that it has,
 * and taken from the protocol itself, so that a question which is new in the knowledge needs nothing here.
 */
import { intakeOf, type KnownFrom, ofTheRecord } from '@needlepoint/contract'
import type { Answers, Fact, ISODate, Pathway, Session } from '@needlepoint/pathway'

/** Somebody who comes for acne scars on her cheeks; where a number has no safest value, a usual one. */
const usual: Answers = {
  goals: ['acneScars'],
  areas: ['cheeks'],
  deviceClass: 'pen',
  plannedDepthMm: 1,
  age: 34,
  bodyWeight: 68,
  pregnancy: 'no',
  sunReaction: 'burns-tans-little',
  fitzpatrick: 'II',
}

/** What a client is asked; the rest is answered at the clinic. */
export function ofTheClient({ protocol }: Pathway, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => protocol.facts[id]?.askedOf === 'client'))
}

export function screeningAnswers(pathway: Pathway, given: Answers, day: ISODate): Answers {
  return fillIn(pathway, { ...usual, ...given }, (answers) => {
    const { ask, alsoAsk } = pathway.screen(answers, day)
    return [...ask, ...alsoAsk]
  })
}

/** What is answered at the chair. What the record says is not: it would be refused. */
export function chairAnswers(pathway: Pathway, known: KnownFrom, given: Answers, day: ISODate): Answers {
  const intake = intakeOf(known)
  const all = fillIn(
    pathway,
    { photosTaken: true, ...given },
    (answers) => pathway.preflight({ ...intake, ...answers }, day).ask,
  )
  const recorded = [...ofTheRecord, 'cartridgeExpiry']
  return Object.fromEntries(Object.entries(all).filter(([id]) => !recorded.includes(id)))
}

export function reportAnswers(
  pathway: Pathway,
  { session, now, known }: { readonly session: Session; readonly now: string; readonly known: KnownFrom },
  given: Answers,
): Answers {
  const facts = intakeOf(known)
  return fillIn(pathway, given, (report) => pathway.triage({ session, now, report, facts }).ask)
}

function fillIn({ protocol }: Pathway, given: Answers, open: (answers: Answers) => readonly string[]): Answers {
  const answers: Record<string, unknown> = { ...given }
  for (;;) {
    const unanswered = open(answers).filter((id) => !(id in answers))
    if (unanswered.length === 0) return answers
    for (const id of unanswered) answers[id] = id in usual ? usual[id] : safest(protocol.facts[id] as Fact)
  }
}

function safest({ kind, riskier, options = [], min = 0, max = 0 }: Fact): unknown {
  switch (kind) {
    case 'yes-no':
      return riskier === 'no'
    case 'one-of':
      return options[0]
    case 'any-of':
      return []
    case 'date':
    case 'text':
      return 'dont-know'
    default:
      return riskier === 'lower' ? max : min
  }
}
