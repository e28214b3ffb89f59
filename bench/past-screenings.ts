/** Past screenings without end, made while they are counted, so that nothing has to be held. */
import type { Answers, ISODate, Pathway } from '@needlepoint/pathway'
import { chanceFrom } from './chance.ts'
import { completeIntakes, today } from './intakes.ts'
import { readProfiles } from './knowledge.ts'

export interface PastScreening {
  readonly day: ISODate
  readonly facts: Answers
}

const differentPeople = 500

/** Gives another screening at each call: one of several hundred people, with a weight, a depth and a habit of her own. */
export function pastScreenings(pathway: Pathway, seed = 3): () => PastScreening {
  // Each is parsed anew, as one that comes from a file or a database is.
  const people = completeIntakes(pathway, readProfiles()['healthy-adult'] ?? {}, differentPeople, seed).map(
    ({ answers }) => JSON.stringify(answers),
  )
  const chance = chanceFrom(seed)
  return () => {
    const facts = JSON.parse(chance.pick(people))
    facts.bodyWeight = 40 + Math.floor(chance.next() * 70)
    facts.plannedDepthMm = Math.round(chance.next() * 30) / 20
    facts.skinPicking = chance.happens(0.05)
    return { day: today, facts }
  }
}
