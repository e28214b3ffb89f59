/** Questions that are answered with a tick, on one page. What is not ticked counts as no, and the page says so. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { type ChoiceOption, ManyChoice } from '../../shared/components/choice.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { Page } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import { factTexts, scaleIn } from './fact-texts.ts'
import css from './questions.module.css'

const none = 'none-of-these'
const unsure = 'unsure'

export interface TickListProps {
  readonly pathway: Pathway
  readonly day: ISODate
  readonly facts: readonly string[]
  /** Headings between them: in the order of `facts`. */
  readonly groupOf?: ((id: string) => ChoiceOption['group'] | undefined) | undefined
  readonly title: string
  readonly lead?: string
  /** In place of the question: “Redness”. */
  readonly labelOf?: ((id: string) => string | undefined) | undefined
  /** Whether “I am not sure” may be said: not where a tick is a call for help. */
  readonly unsure?: boolean
  /** Ticked before; undefined when the page was not answered. */
  readonly before: readonly string[] | undefined
  readonly onAnswer: (ticked: readonly string[], unsure: boolean) => readonly FieldMessage[]
  /** In place of “None of these”. */
  readonly none?: { readonly label: string; readonly hint?: string }
  readonly submit?: string
  /** What the ticks come to already, said as soon as they do. */
  readonly soFar?: ((ticked: readonly string[]) => ReactNode) | undefined
  readonly above?: ReactNode
  readonly below?: ReactNode
}

export function TickList({
  pathway,
  day,
  facts,
  groupOf,
  title,
  lead,
  labelOf,
  unsure: maySay = true,
  before,
  onAnswer,
  none: noneWords,
  submit: submitWords,
  soFar,
  above,
  below,
}: TickListProps) {
  const [chosen, setChosen] = useState<string[]>(() => (before ? (before.length > 0 ? [...before] : [none]) : []))
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const texts = facts.map((id) => ({ id, ...factTexts(pathway, id, day) }))

  const ticked = chosen.filter((id) => id !== none && id !== unsure)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (chosen.length === 0) return setMessages([{ field: 'ticks', message: t('question.tick') }])
    setMessages(onAnswer(ticked, chosen.includes(unsure)))
  }

  return (
    <Page title={title} lead={lead ?? t('question.tickLead')} windowTitle={t('question.window')} back={above}>
      <form className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary messages={messages} />
        <ManyChoice
          id="ticks"
          legend={title}
          legendHidden
          error={messageFor(messages, 'ticks')}
          values={chosen}
          onChange={setChosen}
          options={[
            ...texts.map(({ id, question, help }) => {
              const hint = scaleIn(help).help
              const group = groupOf?.(id)
              return {
                value: id,
                label: labelOf?.(id) ?? question,
                ...(hint ? { hint } : {}),
                ...(group ? { group } : {}),
              }
            }),
            { value: none, label: t('question.none'), ...noneWords, apart: true },
            ...(maySay ? [{ value: unsure, label: t('question.unsure'), hint: t('question.unsureSays') }] : []),
          ]}
        />
        <div className={soFar ? css.within : undefined}>
          {soFar && <div aria-live="polite">{soFar(ticked)}</div>}
          <Button type="submit" kind="primary" wide>
            {submitWords ?? t('question.continue')}
          </Button>
        </div>
      </form>
      <div className={css.foot}>
        <Disclosure summary={t('question.why')}>
          <ul className={css.why}>
            {texts.map(({ id, question, why }) => (
              <li key={id}>
                {labelOf?.(id) ?? question} <span className={css.soft}>{why}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
        {below}
      </div>
    </Page>
  )
}
