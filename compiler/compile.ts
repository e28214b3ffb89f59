/** Turns a folder of knowledge into one protocol, or into problems that say where and how to mend them. */

import type { Protocol } from '@needlepoint/pathway'
import { canonical, hashOf } from './canonical.ts'
import { type Case, checkCases } from './cases.ts'
import { Context } from './context.ts'
import { type Knowledge, readKnowledge } from './knowledge.ts'
import { type Problem, sortProblems } from './problem.ts'
import { checkProvenance } from './provenance.ts'
import { compileAftercare } from './steps/aftercare.ts'
import { compileConsent } from './steps/consent.ts'
import { compileFacts, factTypes } from './steps/facts.ts'
import { compileParameters } from './steps/parameters.ts'
import { compilePlanning } from './steps/planning.ts'
import { compileRecovery } from './steps/recovery.ts'
import { compileScreening } from './steps/screening.ts'
import { compileTreatment } from './steps/treatment.ts'
import { compileTexts } from './texts.ts'

export interface Compiled {
  /** What could be compiled. Only a protocol without problems may decide about anybody. */
  readonly protocol: Protocol
  /** By file and place. */
  readonly problems: readonly Problem[]
  readonly cases: readonly Case[]
}

/**
 * Compiles a folder of knowledge.
 * @throws when the folder cannot be read; whatever is wrong inside it becomes a problem
 */
export function compileKnowledge(folder: string): Compiled {
  const knowledge = readKnowledge(folder)
  const context = new Context(knowledge, factTypes(knowledge))
  const content = {
    format: 1 as const,
    name: 'needlepoint',
    sources: sourcesOf(knowledge),
    claims: Object.fromEntries(knowledge.sound('claim').map((entry) => [entry.id, entry.value])),
    facts: compileFacts(context),
    parameters: compileParameters(context),
    screening: compileScreening(context),
    planning: compilePlanning(context),
    consent: compileConsent(context),
    treatment: compileTreatment(context),
    aftercare: compileAftercare(context),
    recovery: compileRecovery(context),
    texts: compileTexts(knowledge),
  }
  checkProvenance(knowledge)
  const cases = checkCases(knowledge)
  return { protocol: seal(content), problems: sortProblems(knowledge.problems), cases }
}

/** Puts the keys in order, but for facts, whose order is that of the questions, and adds the hash of it all. */
export function seal(content: Omit<Protocol, 'hash'>): Protocol {
  const ordered = canonical(content, (path) => path === 'facts') as Omit<Protocol, 'hash'>
  const { format, name, ...rest } = ordered
  return { format, name, hash: hashOf(ordered), ...rest }
}

const sourcesOf = (knowledge: Knowledge): Protocol['sources'] =>
  Object.fromEntries(
    knowledge.sound('source').map((entry) => {
      const { file: _, ...source } = entry.value
      return [entry.id, source]
    }),
  )
