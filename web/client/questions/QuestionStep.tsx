/** One question on one page: its answers, “I don’t know”, why we ask and where that comes from. */
import { type Fact, InvalidInput, type ISODate, type Pathway } from '@needlepoint/pathway'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice, type ChoiceOption, ManyChoice } from '../../shared/components/choice.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { Page } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { t } from '../texts.ts'
import { type FactTexts, factTexts, scaleIn } from './fact-texts.ts'
import { plainOf } from './plain.ts'
import css from './questions.module.css'
import { emptyTyped, readTyped, type Typed, TypedAnswer } from './TypedAnswer.tsx'

const none = 'none-of-these'
/** Questions that somebody may rather keep to herself. */
const private_ = new Set([
  'pregnancy',
  'breastfeeding',
  'bodyWeight',
  'immuneSuppression',
  'appearanceDistress',
  'skinPicking',
  'smoker',
  'alcoholLastDay',
  'lowMood',
  'selfHarmThoughts',
])

export interface QuestionStepProps {
  readonly pathway: Pathway
  readonly day: ISODate
  readonly id: string
  /** What was answered before; undefined when it was not. */
  readonly value: unknown
  readonly onAnswer: (answer: unknown) => readonly FieldMessage[]
  readonly above?: ReactNode
  readonly below?: ReactNode
}

export function QuestionStep({ pathway, day, id, value, onAnswer, above, below }: QuestionStepProps) {
  const fact = pathway.protocol.facts[id] as Fact
  const texts = factTexts(pathway, id, day)
  const plain = plainOf(value)
  const isTyped = fact.kind === 'number' || fact.kind === 'elapsed' || fact.kind === 'upcoming' || fact.kind === 'date'
  const [chosen, setChosen] = useState<string[]>(() => chosenIn(fact, plain))
  const [typed, setTyped] = useState<Typed>(() => emptyTyped(fact, value))
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const scale = fact.kind === 'severity' ? scaleIn(texts.help) : undefined
  const hint = scale ? scale.help : texts.help

  const answer = (given: unknown) => setMessages(onAnswer(given))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isTyped) {
      const read = readTyped(fact, typed, day)
      if ('problem' in read) return setMessages([{ field: id, message: read.problem }])
      if (!isTaken(pathway, id, read.answer, day)) return setMessages([{ field: id, message: t('question.cannotBe') }])
      return answer(read.answer)
    }
    if (chosen.length === 0) return setMessages([{ field: id, message: t('question.choose') }])
    answer(answerOf(fact, chosen))
  }

  return (
    <Page title={texts.question} windowTitle={t('question.window')} back={above}>
      <form className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary messages={messages} />
        {isTyped ? (
          <TypedAnswer
            id={id}
            fact={fact}
            label={texts.question}
            hint={hint}
            day={day}
            typed={typed}
            onChange={setTyped}
            error={messageFor(messages, id)}
          />
        ) : fact.kind === 'any-of' ? (
          <ManyChoice
            id={id}
            legend={texts.question}
            legendHidden
            hint={hint || t('question.many')}
            error={messageFor(messages, id)}
            values={chosen}
            onChange={setChosen}
            options={[
              ...(fact.options ?? []).map((option) => ({ value: option, label: texts.option(option) })),
              { value: none, label: t('question.none'), apart: true },
              ...unknowns(id),
            ]}
          />
        ) : (
          <Choice
            id={id}
            legend={texts.question}
            legendHidden
            hint={hint}
            error={messageFor(messages, id)}
            value={chosen[0]}
            onChange={(option) => setChosen([option])}
            options={[...optionsOf(fact, texts, scale?.words ?? []), ...unknowns(id)]}
          />
        )}
        <Button type="submit" kind="primary" wide>
          {t('question.continue')}
        </Button>
        {isTyped && (
          <Button wide onClick={() => answer('dont-know')}>
            {t('question.dontKnow')}
          </Button>
        )}
      </form>
      <div className={css.foot}>
        <Why pathway={pathway} id={id} texts={texts} />
        {below}
      </div>
    </Page>
  )
}

/** Why we ask, with the sources behind it. */
export function Why({
  pathway,
  id,
  texts,
}: {
  readonly pathway: Pathway
  readonly id: string
  readonly texts: FactTexts
}) {
  const fact = pathway.protocol.facts[id]
  if (!texts.why) return null
  return (
    <Disclosure summary={t('question.why')}>
      <div className={css.why}>
        <p>{texts.why}</p>
        <Sources claims={pathway.claims(fact?.cites ?? [])} disagree={pathway.claims(fact?.disagree ?? [])} />
      </div>
    </Disclosure>
  )
}

/** Whether the engine takes an answer: it knows what cannot be. */
function isTaken({ loaded }: Pathway, id: string, answer: unknown, day: ISODate): boolean {
  try {
    loaded.readFacts({ [id]: answer }, day)
    return true
  } catch (error) {
    if (error instanceof InvalidInput) return false
    throw error
  }
}

const unknowns = (id: string): ChoiceOption[] => [
  { value: 'dont-know', label: t('question.dontKnow'), apart: true },
  ...(private_.has(id) ? [{ value: 'rather-not-say', label: t('question.ratherNot') }] : []),
]

function optionsOf(fact: Fact, texts: FactTexts, words: readonly string[]): ChoiceOption[] {
  switch (fact.kind) {
    case 'yes-no':
      return [
        { value: 'yes', label: t('question.yes') },
        { value: 'no', label: t('question.no') },
      ]
    case 'severity':
      return words.length === 5
        ? words.map((label, at) => ({ value: String(at), label }))
        : ([0, 1, 2, 3, 4] as const).map((at) => ({ value: String(at), label: t(`severity.${at}`) }))
    default:
      return (fact.options ?? []).map((option) => ({ value: option, label: texts.option(option) }))
  }
}

function chosenIn({ kind }: Fact, plain: unknown): string[] {
  if (plain === undefined || plain === null) return []
  if (kind !== 'any-of' || typeof plain === 'string') return [String(plain)]
  const options = Array.isArray(plain)
    ? plain.map(String)
    : Object.entries(plain as object).flatMap(([option, holds]) => (holds === true || holds === 'yes' ? [option] : []))
  return options.length === 0 ? [none] : options
}

function answerOf({ kind }: Fact, chosen: readonly string[]): unknown {
  const [first = ''] = chosen
  if (first === 'dont-know' || first === 'rather-not-say') return first
  if (kind === 'any-of') return chosen.filter((option) => option !== none)
  return kind === 'severity' ? Number(first) : first
}
