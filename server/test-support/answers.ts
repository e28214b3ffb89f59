/** Answers for tests, made from the protocol's own questions, so that a new question needs no change here. */
import type { Answers, Fact, Pathway } from '@needlepoint/pathway'

/** What a healthy person wants who comes for acne scars on her cheeks; where a number has no safest value, a usual one. */
const usual: Answers = {
  goals: ['acneScars'],
  areas: ['cheeks'],
  deviceClass: 'pen',
  plannedDepthMm: 1,
  age: 34,
  bodyWeight: 68,
}

/** @returns the safest answer to every question that screening asks on that day: the decision is to proceed, and final */
export function safeAnswers(pathway: Pathway, day: string): Answers {
  const answers: Record<string, unknown> = { ...usual }
  for (;;) {
    const { ask, alsoAsk } = pathway.screen(answers, day)
    const open = [...ask, ...alsoAsk].filter((id) => !(id in answers))
    if (open.length === 0) return answers
    for (const id of open) answers[id] = safestAnswer(pathway.protocol.facts[id] as Fact)
  }
}

export function safestAnswer({ kind, riskier, options = [], min = 0, max = 0 }: Fact): unknown {
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

/** @returns the part of some answers that a client gives herself */
export function clientsOwn({ protocol }: Pathway, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => protocol.facts[id]?.askedOf === 'client'))
}

/**
 * Somebody at random: safe answers, of which some are left open and up to three are others.
 * @param random gives numbers from 0 up to 1
 */
export function randomAnswers(pathway: Pathway, safe: Answers, random: () => number): Answers {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item
  const open = random() < 0.5 ? 0 : 0.2 * random()
  const answers: Record<string, unknown> = Object.fromEntries(Object.entries(safe).filter(() => random() >= open))
  const changed = Math.floor(random() * 4)
  for (let i = 0; i < changed; i++) {
    const id = pick(Object.keys(safe))
    answers[id] = other(pathway.protocol.facts[id] as Fact, random, pick)
  }
  return answers
}

function other(
  { kind, options = [], min = 0, max = 100 }: Fact,
  random: () => number,
  pick: <Item>(items: readonly Item[]) => Item,
): unknown {
  if (random() < 0.15) return pick(['dont-know', 'rather-not-say'])
  switch (kind) {
    case 'yes-no':
      return random() < 0.5
    case 'one-of':
      return pick(options)
    case 'any-of':
      return [pick(options)]
    case 'severity':
      return Math.floor(random() * 5)
    case 'date':
    case 'text':
      return 'dont-know'
    default:
      return Math.round(min + (max - min) * random())
  }
}

/** @returns a report in which nothing is wrong: every question that is ever asked after a session, with its calmest answer */
export function calmReport({ protocol }: Pathway): Answers {
  const items = Object.values(protocol.recovery.schedule).flatMap(({ items }) => items)
  return Object.fromEntries([...new Set(items)].map((id) => [id, safestAnswer(protocol.facts[id] as Fact)]))
}

/**
 * A report at random: a calm one with some answers left open and up to three others.
 * @param random gives numbers from 0 up to 1
 */
export function randomReport(pathway: Pathway, random: () => number): Answers {
  return randomAnswers(pathway, calmReport(pathway), random)
}
