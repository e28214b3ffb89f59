/** Which facts the rules that fired look at: what a reviewer reads first. */
import { type Finding, factsIn, type Rules } from '@needlepoint/pathway'

export function factsBehind(rules: Rules<string>, findings: readonly Finding[]): ReadonlySet<string> {
  const facts = findings.flatMap(({ rule }) => [...factsIn(rules[rule]?.when ?? ['literal', true])])
  // An option counts for its question: `allergy.latex` is about `allergy`.
  return new Set(facts.map((fact) => fact.split('.', 1)[0] ?? fact))
}
