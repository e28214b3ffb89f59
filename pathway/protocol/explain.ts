/** Explain: each rule, what it reads, what was answered, and what follows. */
import {
  ANSWERED,
  type Answers,
  DONT_KNOW,
  type Facts,
  howLeft,
  RATHER_NOT_SAY,
  STALE,
  WORKED_OUT,
} from '../facts/facts.ts'
import { nearest } from '../facts/nearest.ts'
import { invalid } from '../facts/problem.ts'
import { printExpression } from '../logic/print.ts'
import type { Slot } from '../logic/slots.ts'
import { isKnown } from '../logic/slots.ts'
import { parametersIn } from '../logic/tree.ts'
import { TRUE, truthName } from '../logic/truth.ts'
import { type CitedClaim, claimsOf, type Loaded } from './load.ts'
import type { ISODate } from './protocol.ts'

export interface Explanation {
  readonly rule: string
  readonly effect: string
  readonly outcome: 'true' | 'false' | 'unknown'
  /** FHIRPath. */
  readonly condition: string
  readonly reads: readonly {
    readonly fact: string
    readonly value: string | number | boolean | null
    readonly how: 'answered' | 'not asked' | 'dont-know' | 'rather-not-say' | 'stale' | 'worked out'
  }[]
  readonly parameters: readonly { readonly parameter: string; readonly value: number; readonly unit: string }[]
  readonly says: string
  readonly action: string
  readonly claims: readonly CitedClaim[]
  readonly disagree: readonly CitedClaim[]
}

/**
 * Explains the screening rules; without a name, those that fired or could still fire.
 * @throws InvalidInput when there is no such rule, or an answer is wrong
 */
export function explain(
  loaded: Loaded,
  answers: Answers,
  day: ISODate,
  ruleId?: string,
  language = 'en',
): Explanation[] {
  const facts = loaded.readFacts(answers, day)
  const edition = loaded.edition(day)
  const { rules } = loaded.screening
  if (ruleId !== undefined && !rules.some(({ id }) => id === ruleId)) {
    const close = nearest(
      ruleId,
      rules.map(({ id }) => id),
    )
    invalid(
      'rule',
      `“${ruleId}” is no screening rule.${close ? ` Did you mean “${close}”?` : ''}`,
      close ? { nearest: close } : {},
    )
  }
  return rules.flatMap(({ id, rule, condition }): Explanation[] => {
    const outcome = truthName(condition.test(facts.slots))
    if (ruleId === undefined ? outcome === 'false' : id !== ruleId) return []
    return [
      {
        rule: id,
        effect: rule.effect,
        outcome,
        condition: printExpression(rule.when),
        reads: condition.reads.map((name) => reading(loaded.slots.of.get(name) as Slot, name, facts)),
        parameters: [...new Set(parametersIn(rule.when))].map((parameter) => ({
          parameter,
          value: edition.parameter(parameter),
          unit: loaded.protocol.parameters[parameter]?.unit ?? '',
        })),
        says: edition.text(`rules.${rule.says}.reason`, language) ?? id,
        action: edition.text(`rules.${rule.says}.action`, language) ?? '',
        claims: claimsOf(loaded, rule.cites),
        disagree: claimsOf(loaded, rule.disagree ?? []),
      },
    ]
  })
}

const hows: Readonly<Record<number, Explanation['reads'][number]['how']>> = {
  [ANSWERED]: 'answered',
  [DONT_KNOW]: 'dont-know',
  [RATHER_NOT_SAY]: 'rather-not-say',
  [STALE]: 'stale',
  [WORKED_OUT]: 'worked out',
}

function reading(slot: Slot, fact: string, facts: Facts): Explanation['reads'][number] {
  const raw = facts.slots[slot.index] as number
  const value = !isKnown(slot.kind, raw)
    ? null
    : slot.kind === 'truth'
      ? raw === TRUE
      : slot.kind === 'option'
        ? (slot.options?.[raw] ?? null)
        : raw
  return { fact, value, how: hows[howLeft(facts, slot)] ?? 'not asked' }
}
