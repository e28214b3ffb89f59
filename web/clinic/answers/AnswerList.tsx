/** Answers as they were given, each beside its question. Those that carry risk can be set before the others. */
import type { Answers, Fact, ISODate, Pathway } from '@needlepoint/pathway'
import { t } from '../texts.ts'
import css from './answers.module.css'
import { factTexts, inOrder, plainAnswer, printAnswer } from './fact-texts.ts'

export interface AnswerListProps {
  readonly pathway: Pathway
  readonly answers: Answers
  readonly day: ISODate
  /** What stands out comes first, for whoever has to judge: given the facts behind what was found. */
  readonly riskFirst?: ReadonlySet<string>
  /** In one column, beside something else. */
  readonly narrow?: boolean
}

export function AnswerList({ pathway, answers, day, riskFirst, narrow = false }: AnswerListProps) {
  const all = inOrder(pathway, answers)
  const [first, rest] = riskFirst
    ? [
        all.filter(([id, fact]) => standsOut(fact, answers[id], riskFirst.has(id))),
        all.filter(([id, fact]) => !standsOut(fact, answers[id], riskFirst.has(id))),
      ]
    : [[], all]
  const lines = (of: typeof all) =>
    of.map(([id]) => (
      <div key={id}>
        <dt>{factTexts(pathway, id, day).question}</dt>
        <dd>{printAnswer(pathway, id, answers[id], day)}</dd>
      </div>
    ))
  return (
    <>
      {first.length > 0 && (
        <>
          <h3>{t('answers.standOut')}</h3>
          <dl className={`${css.list} ${css.stands}`} data-narrow={narrow || undefined}>
            {lines(first)}
          </dl>
          <h3 className={css.rest}>{t('answers.others')}</h3>
        </>
      )}
      <dl className={css.list} data-narrow={narrow || undefined}>
        {lines(rest)}
      </dl>
    </>
  )
}

/** By what the protocol says of a question: which answers carry more risk. What nobody knows stands out too. */
function standsOut(fact: Fact | undefined, given: unknown, found: boolean): boolean {
  const value = plainAnswer(given)
  if (value === 'dont-know' || value === 'rather-not-say') return true
  switch (fact?.riskier) {
    case 'yes':
      return value === true || value === 'yes'
    case 'no':
      return value === false || value === 'no'
    case 'any':
      return fact.kind === 'any-of' && !neutral.has(fact) && Array.isArray(value) && value.length > 0
    case 'listed-later':
      return found && typeof value === 'string' && (fact.options ?? []).indexOf(value) > 0
    case 'higher':
      return fact.kind === 'severity' && Number(value) > 0
    default:
      return found && fact?.kind === 'elapsed'
  }
}

/** What she wants is no risk by itself. */
const neutral = { has: ({ options = [] }: Fact) => options.includes('acneScars') || options.includes('cheeks') }
