/**
 * Intakes as a clinic might see them on one day: mostly healthy people, each with a few answers that matter. They are made
 * from a profile in which nothing is found, so that they follow the questions as these change.
 */
import {
  type Answers,
  addToDate,
  type Fact,
  type Facts,
  InvalidInput,
  type ISODate,
  type Pathway,
  parseDate,
  printDate,
  screenFacts,
} from '@needlepoint/pathway'
import { type Chance, chanceFrom } from './chance.ts'

export const today: ISODate = '2026-11-21'

export interface Intake {
  readonly answers: Answers
  readonly day: ISODate
  readonly facts: Facts
}

const mostFindings = 6

/** What most people answer, where the profile would make all of them alike. */
const ordinary: Readonly<Record<string, readonly unknown[]>> = {
  age: [22, 24, 27, 29, 31, 34, 36, 39, 42, 45, 48, 52, 57, 63],
  bodyWeight: [52, 55, 58, 61, 64, 68, 72, 77, 83, 95],
  fitzpatrick: ['I', 'II', 'II', 'II', 'III', 'III', 'III', 'IV', 'V', 'VI'],
  plannedDepthMm: [0.5, 0.5, 0.75, 1, 1, 1.25, 1.5],
  plannedProducts: [[], [], ['numbingCream'], ['numbingCream', 'hyaluronicAcid']],
  skinType: ['normal', 'normal', 'dry', 'oily', 'combination', 'sensitive'],
  areas: [['cheeks'], ['cheeks', 'forehead'], ['forehead', 'nose', 'cheeks', 'chin'], ['neck'], ['scalp']],
  goals: [['acneScars'], ['wrinkles'], ['pores', 'unevenTone'], ['hairLoss'], ['stretchMarks']],
}

/** How many answers stray from the profile in which nothing is found. */
const strays = [0, 0, 0, 1, 1, 1, 2, 2, 3, 4]

/** Every question is answered, and what an answer opens is answered too: the decision is final and no rule is left open. */
export function completeIntakes(pathway: Pathway, healthy: Answers, count: number, seed = 1): Intake[] {
  const chance = chanceFrom(seed)
  const intakes: Intake[] = []
  while (intakes.length < count) {
    const answers: Record<string, unknown> = { ...healthy }
    for (const [id, choices] of Object.entries(ordinary)) if (id in answers) answers[id] = chance.pick(choices)
    for (let left = chance.pick(strays); left > 0; left--) stray(pathway, answers, chance)
    const intake = completed(pathway, answers, chance)
    if (intake && screenFacts(pathway.loaded, intake.facts).findings.length <= mostFindings) intakes.push(intake)
  }
  return intakes
}

/** The same people half-way through the form: each answer is there or was not asked yet. */
export function incompleteIntakes(pathway: Pathway, complete: readonly Intake[], seed = 2): Intake[] {
  const chance = chanceFrom(seed)
  return complete.map(({ answers }) => {
    const share = chance.next()
    return read(pathway, Object.fromEntries(Object.entries(answers).filter(() => chance.happens(share))))
  })
}

/** Gives one question an answer that the profile does not have. */
function stray({ protocol }: Pathway, answers: Record<string, unknown>, chance: Chance): void {
  const id = chance.pick(Object.keys(answers))
  const fact = protocol.facts[id] as Fact
  const options = fact.options ?? []
  if (fact.kind === 'yes-no') answers[id] = !answers[id]
  else if (fact.kind === 'one-of') answers[id] = chance.pick(options)
  else if (fact.kind === 'any-of') answers[id] = [...new Set([...(answers[id] as string[]), chance.pick(options)])]
}

/** Answers what the engine still asks, as the form would; undefined when the answers contradict each other. */
function completed(pathway: Pathway, answers: Record<string, unknown>, chance: Chance): Intake | undefined {
  try {
    for (;;) {
      const intake = read(pathway, answers)
      const { ask, alsoAsk } = screenFacts(pathway.loaded, intake.facts)
      if (ask.length + alsoAsk.length === 0) return intake
      for (const id of [...ask, ...alsoAsk]) answers[id] = answerTo(pathway.protocol.facts[id] as Fact, chance)
    }
  } catch (error) {
    if (error instanceof InvalidInput) return undefined
    throw error
  }
}

function answerTo(fact: Fact, chance: Chance): unknown {
  switch (fact.kind) {
    case 'yes-no':
      return chance.happens(0.5)
    case 'one-of':
      return chance.pick(fact.options ?? [])
    case 'any-of':
      return []
    case 'elapsed':
    case 'upcoming': {
      // Short times are likelier than long ones, as they are for people who come to ask.
      const amount = Math.min(fact.max ?? 1000, Math.floor(1000 ** chance.next()))
      const unit = fact.unit as 'd' | 'wk' | 'mo' | 'a'
      const from = parseDate(today)
      return from && printDate(addToDate(from, fact.kind === 'elapsed' ? -amount : amount, unit))
    }
    case 'number':
    case 'severity':
      return fact.min ?? 0
    case 'date':
      return today
    case 'text':
      return 'none'
  }
}

/** As answers come from a file or over a wire: an object that was built key by key is slower to read. */
function read(pathway: Pathway, built: Answers): Intake {
  const answers: Answers = JSON.parse(JSON.stringify(built))
  return { answers, day: today, facts: pathway.loaded.readFacts(answers, today) }
}
