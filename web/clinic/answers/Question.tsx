/**
 * One question of the knowledge with its answer, set close: what is asked, the answers in sight, why it is asked one tap away.
 * Any kind of question can be left as “not known”, which is an answer of its own and never a no.
 */
import type { Fact, ISODate, Pathway } from '@needlepoint/pathway'
import type { KeyboardEvent } from 'react'
import { Choice, ManyChoice } from '../../shared/components/choice.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Field } from '../../shared/components/field.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { t } from '../texts.ts'
import css from './answers.module.css'
import { factTexts, plainAnswer, scaleIn, unitText } from './fact-texts.ts'

export interface QuestionProps {
  readonly pathway: Pathway
  readonly id: string
  readonly day: ISODate
  readonly value: unknown
  readonly onChange: (answer: unknown) => void
  readonly error?: string | undefined
  /** Only a clinician may answer it, and who is signed in is none. */
  readonly locked?: boolean
}

export function Question(props: QuestionProps) {
  const { pathway, id, day, locked = false } = props
  const fact = pathway.protocol.facts[id]
  if (!fact) return null
  const { question, why } = factTexts(pathway, id, day)
  if (locked)
    return (
      <div className={css.question}>
        <p className={css.asked}>{question}</p>
        <p className={css.soft}>{t('answers.clinicianOnly')}</p>
      </div>
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are a shortcut for the radios inside.
    <div
      className={css.question}
      data-question={id}
      data-line={fact.kind === 'yes-no' || undefined}
      onKeyDown={answerByKey}
    >
      <div>
        <Answer {...props} fact={fact} />
      </div>
      <Disclosure quiet summary={t('answers.why')}>
        {why && <p>{why}</p>}
        <Sources claims={pathway.claims(fact.cites)} />
      </Disclosure>
    </div>
  )
}

/** `y` and `n` answer a yes or no, and the next question takes the focus: a checklist is read aloud and typed through. */
function answerByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return
  const wanted = event.key === 'y' ? 'yes' : event.key === 'n' ? 'no' : undefined
  if (wanted === undefined) return
  const radio = event.currentTarget.querySelector<HTMLInputElement>(`input[type=radio][value=${wanted}]`)
  if (!radio) return
  event.preventDefault()
  event.stopPropagation()
  radio.click()
  const questions = [...document.querySelectorAll<HTMLElement>('[data-question]')]
  const next = questions[questions.indexOf(event.currentTarget) + 1]
  const control = next?.querySelector<HTMLElement>('input:checked, input, select')
  control?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}

function Answer({ pathway, id, day, value: given, onChange, error, fact }: QuestionProps & { readonly fact: Fact }) {
  const { question, help, option } = factTexts(pathway, id, day)
  const value = plainAnswer(given)
  const common = { id: `facts.${id}`, legend: question, hint: help || undefined, error }
  const notKnown = { value: 'dont-know', label: t('answers.notKnown'), apart: true }
  switch (fact.kind) {
    case 'yes-no':
      return (
        <Choice
          {...common}
          inline
          value={value === true ? 'yes' : value === false ? 'no' : (value as string | undefined)}
          onChange={onChange}
          options={[{ value: 'yes', label: t('answers.yes') }, { value: 'no', label: t('answers.no') }, notKnown]}
        />
      )
    case 'one-of':
      return (
        <Choice
          {...common}
          inline
          value={value as string | undefined}
          onChange={onChange}
          options={[...(fact.options ?? []).map((each) => ({ value: each, label: option(each) })), notKnown]}
        />
      )
    case 'severity': {
      const { before, words } = scaleIn(help)
      return (
        <Choice
          {...common}
          hint={before || undefined}
          inline
          value={value === undefined ? undefined : String(value)}
          onChange={(chosen) => onChange(chosen === 'dont-know' ? chosen : Number(chosen))}
          options={[
            ...[0, 1, 2, 3, 4].map((each) => ({ value: String(each), label: words[each] ?? String(each) })),
            notKnown,
          ]}
        />
      )
    }
    case 'any-of':
      return (
        <ManyChoice
          {...common}
          inline
          values={
            Array.isArray(value) ? (value.length === 0 ? ['none'] : value.map(String)) : value ? [String(value)] : []
          }
          onChange={(chosen) => onChange(chosenOf(chosen))}
          options={[
            ...(fact.options ?? []).map((each) => ({ value: each, label: option(each) })),
            { value: 'none', label: t('answers.none'), apart: true },
            notKnown,
          ]}
        />
      )
    default:
      return <Typed {...{ pathway, id, day, onChange, error, fact, value }} />
  }
}

function chosenOf(chosen: readonly string[]): unknown {
  if (chosen.length === 0) return undefined
  if (chosen.includes('none')) return []
  return chosen.includes('dont-know') ? 'dont-know' : [...chosen]
}

/** Numbers, and days that lie behind or ahead: as a date, or as about how many days, months or years. */
function Typed({ pathway, id, day, value, onChange, error, fact }: QuestionProps & { readonly fact: Fact }) {
  const { question, help } = factTexts(pathway, id, day)
  const unit = fact.unit === undefined ? '' : unitText(fact.unit)
  const unknown = value === 'dont-know'
  const text = unknown || value === undefined || value === null ? '' : String(value)
  const isDate = /^\d{4}-/.test(text)
  const dated = fact.kind === 'elapsed' || fact.kind === 'upcoming'
  const counted = fact.kind === 'elapsed' ? t('answers.ago', { unit }) : t('answers.ahead', { unit })
  return (
    <Field id={`facts.${id}`} label={question} hint={help || undefined} error={error}>
      {(wiring) => (
        <div className={css.typed}>
          <input
            {...wiring}
            className={css.number}
            inputMode="decimal"
            autoComplete="off"
            value={isDate ? '' : text}
            onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
          />
          {unit && <span className={css.soft}>{dated ? counted : unit}</span>}
          {dated && (
            <label className={css.unknown}>
              {t('answers.orDay')}
              <input
                type="date"
                className={css.number}
                aria-label={`${question} ${t('answers.orDay')}`}
                value={isDate ? text : ''}
                max={fact.kind === 'elapsed' ? day : undefined}
                onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
              />
            </label>
          )}
          <label className={css.unknown}>
            <input type="checkbox" checked={unknown} onChange={() => onChange(unknown ? undefined : 'dont-know')} />
            {t('answers.notKnown')}
          </label>
        </div>
      )}
    </Field>
  )
}
