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
  const people = completeIntakes(pathway, readProfiles()['healthy-adult'] ?? {}, differentPeople, seed)
  const chance = chanceFrom(seed)
  return () => ({
    day: today,
    facts: {
      ...chance.pick(people).answers,
      bodyWeight: 40 + Math.floor(chance.next() * 70),
      plannedDepthMm: Math.round(chance.next() * 30) / 20,
      skinPicking: chance.happens(0.05),
    },
  })
}
