/** What a rule that fired tells people. */

import type { Edition } from '../protocol/edition.ts'
import type { ISODate } from '../protocol/protocol.ts'
import type { LoadedRule } from './judge.ts'

export interface Finding<Effect extends string = string> {
  readonly rule: string
  readonly effect: Effect
  /** What was found and why it matters. */
  readonly says: string
  /** What to do next. */
  readonly action: string
  readonly claims: readonly string[]
  /** Claims that say otherwise; the stricter one was followed. */
  readonly disagree?: readonly string[]
  readonly topic?: string
  /** The day from which the rule no longer applies, where waiting lifts it. */
  readonly until?: ISODate
}

/** Gives the finding of a rule that fired. */
export type Explain = <Effect extends string>(fired: LoadedRule<Effect>) => Finding<Effect>

const explains = new WeakMap<Edition, Map<string, Explain>>()

// Screenings in a row are of one edition and one language.
let last: { readonly edition: Edition; readonly language: string; readonly explain: Explain } | undefined

/** Findings with their texts; each is made once for each edition and language. */
export function findingsIn(edition: Edition, language: string): Explain {
  if (last?.edition === edition && last.language === language) return last.explain
  let byLanguage = explains.get(edition)
  if (!byLanguage) {
    byLanguage = new Map()
    explains.set(edition, byLanguage)
  }
  let explain = byLanguage.get(language)
  if (!explain) {
    explain = makeExplain(edition, language)
    byLanguage.set(language, explain)
  }
  last = { edition, language, explain }
  return explain
}

function makeExplain(edition: Edition, language: string): Explain {
  // By rule itself, not by its name: screening and pre-flight may each have a rule of the same name.
  const made = new Map<object, Finding>()
  return <Effect extends string>({ id, rule }: LoadedRule<Effect>) => {
    const known = made.get(rule)
    if (known) return known as Finding<Effect>
    const finding: Finding<Effect> = Object.freeze({
      rule: id,
      effect: rule.effect,
      says: edition.text(`rules.${rule.says}.reason`, language) ?? id,
      action: edition.text(`rules.${rule.says}.action`, language) ?? '',
      claims: rule.cites,
      ...(rule.disagree ? { disagree: rule.disagree } : {}),
      ...(rule.topic ? { topic: rule.topic } : {}),
    })
    made.set(rule, finding)
    return finding
  }
}

/** The finding of one rule that fired. */
export const findingOf = <Effect extends string>(
  fired: LoadedRule<Effect>,
  edition: Edition,
  language: string,
): Finding<Effect> => findingsIn(edition, language)(fired)
