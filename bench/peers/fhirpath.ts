/** fhirpath.js, the reference engine of the language that our conditions are written in. */
import { type Facts, printExpression } from '@needlepoint/pathway'
import fhirpath from 'fhirpath'
import { today } from '../intakes.ts'
import { conclude, explanations } from './findings.ts'
import type { MakePeer, Peer } from './peer.ts'
import { factsRead, nested, parametersOn } from './plain.ts'

interface Input {
  readonly resource: Record<string, unknown>
  readonly facts: Facts
}

export const fhirpathJs: MakePeer = (pathway): Peer<Input> => {
  const known = explanations(pathway, today)
  const names = factsRead(pathway)
  const parameters = parametersOn(pathway, today)
  const compiled = pathway.loaded.screening.rules.map(({ rule }) =>
    fhirpath.compile(printExpression(rule.when), undefined, { async: false }),
  )
  return {
    name: 'fhirpath.js 5.2.0',
    form: 'one compiled expression for each rule',
    prepare: (facts) => ({ resource: nested(pathway, names, facts), facts }),
    screen: ({ resource, facts }) => {
      const fired: number[] = []
      for (let index = 0; index < compiled.length; index++) {
        if (compiled[index]?.(resource, parameters)[0] === true) fired.push(index)
      }
      return conclude(known, fired, facts)
    },
  }
}
