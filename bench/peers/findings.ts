/**
 * What is left to do once an engine has said which rules hold. It is written once and lean, so that it counts neither for
 * nor against any of them: none of the peers knows findings, dates or decisions.
 */
import { addToDate, type Decision, type Facts, type Finding, type Pathway, printDate } from '@needlepoint/pathway'
import type { Outcome } from './peer.ts'

export interface Known {
  /** By the index of the rule, most cautious first. */
  readonly finding: Finding<Decision>
  readonly until: { readonly fact: string; readonly amount: number; readonly unit: 'd' | 'wk' | 'mo' | 'a' } | undefined
}

/** The explanation of each screening rule, from the protocol's texts alone. */
export function explanations({ protocol, loaded }: Pathway, day: string): Known[] {
  const edition = loaded.edition(day)
  return loaded.screening.rules.map(({ id, rule }) => ({
    finding: {
      rule: id,
      effect: rule.effect,
      says: edition.text(`rules.${rule.says}.reason`, 'en') ?? id,
      action: edition.text(`rules.${rule.says}.action`, 'en') ?? '',
      claims: rule.cites,
      ...(rule.disagree ? { disagree: rule.disagree } : {}),
      ...(rule.topic ? { topic: rule.topic } : {}),
    },
    until: rule.until && {
      fact: rule.until.fact,
      amount:
        typeof rule.until.reaches === 'number' ? rule.until.reaches : edition.parameter(rule.until.reaches.parameter),
      unit: protocol.facts[rule.until.fact]?.unit as 'd' | 'wk' | 'mo' | 'a',
    },
  }))
}

/** @param fired indices of the rules that hold, lowest first */
export function conclude(known: readonly Known[], fired: readonly number[], facts: Facts): Outcome {
  const findings = fired.map((index) => {
    const { finding, until } = known[index] as Known
    const since = until && facts.dates.get(until.fact)
    return since ? { ...finding, until: printDate(addToDate(since, until.amount, until.unit)) } : finding
  })
  const decision = findings[0]?.effect ?? 'proceed'
  return {
    decision: { atLeast: decision, atMost: decision, final: true },
    findings,
    earliestDate: earliest(findings, facts.day),
  }
}

function earliest(findings: readonly Finding<Decision>[], day: string): string | null {
  let latest = day
  for (const { effect, until } of findings) {
    if (effect === 'proceed-with-precautions') break
    if (until === undefined) {
      if (effect !== 'clinician-review') return null
    } else if (until > latest) latest = until
  }
  return latest
}
