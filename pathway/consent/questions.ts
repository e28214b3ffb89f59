/**
 * Three questions about her own risks, to see that the text was understood and not only scrolled. Each asks when to call about
 * something that can happen to her, or how often it happens; every answer that is offered is true of another of her risks.
 */
import type { DisclosedRisk } from './consent.ts'

export interface UnderstandingQuestion {
  readonly risk: string
  readonly effect: string
  readonly asks: 'when-to-call' | 'how-often'
  readonly options: readonly { readonly id: string; readonly text: string }[]
  /** The option that is right. */
  readonly right: string
}

export interface QuestionTexts {
  /** `effects.<id>.whenToWorry`; undefined where the knowledge has none. */
  readonly whenToCall: (effect: string) => string | undefined
  readonly howOften: (frequency: DisclosedRisk['frequency']) => string
}

const frequencies: readonly DisclosedRisk['frequency'][] = ['very-common', 'common', 'uncommon', 'rare']
const many = 3

/** @param risks as disclosed: the most frequent first, and what is likelier for her first among equals */
export function questionsAbout(risks: readonly DisclosedRisk[], texts: QuestionTexts): UnderstandingQuestion[] {
  const callable = risks.filter(({ effect }) => texts.whenToCall(effect) !== undefined)
  const apart = onePerAnswer(callable, ({ effect }) => texts.whenToCall(effect))
  // What is likelier for her matters most; then what is rare, which she has not heard of.
  const chosen = apart.toSorted((a, b) => weight(b) - weight(a))
  const questions: UnderstandingQuestion[] = chosen.slice(0, many - 1).map((risk, at) => {
    const others = [...chosen.slice(at + 1), ...chosen.slice(0, at)].slice(0, 2)
    return {
      risk: risk.risk,
      effect: risk.effect,
      asks: 'when-to-call',
      right: risk.risk,
      options: spread([risk, ...others], at).map((each) => ({
        id: each.risk,
        text: texts.whenToCall(each.effect) ?? '',
      })),
    }
  })
  const counted = risks.find(
    ({ risk, frequency }) => frequency !== 'not-known' && !questions.some((each) => each.risk === risk),
  )
  if (counted)
    questions.push({
      risk: counted.risk,
      effect: counted.effect,
      asks: 'how-often',
      right: counted.frequency,
      options: frequencies.map((frequency) => ({ id: frequency, text: texts.howOften(frequency) })),
    })
  return questions
}

const weight = ({ likelier, frequency }: DisclosedRisk) =>
  likelier.length * 10 + (frequency === 'rare' ? 3 : frequency === 'uncommon' ? 2 : frequency === 'common' ? 1 : 0)

/** Two risks with the same answer cannot stand in one question. */
function onePerAnswer(
  risks: readonly DisclosedRisk[],
  answer: (risk: DisclosedRisk) => string | undefined,
): DisclosedRisk[] {
  const seen = new Set<string | undefined>()
  return risks.filter((risk) => {
    const text = answer(risk)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

/** The right answer is not always the first one. */
const spread = <Item>(items: readonly Item[], by: number): Item[] => {
  const from = (by + 1) % items.length
  return [...items.slice(items.length - from), ...items.slice(0, items.length - from)]
}
