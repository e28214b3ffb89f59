/** Questions that are answered with a tick, on one page. What is not ticked counts as no, and the page says so. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { ManyChoice } from '../../shared/components/choice.tsx'
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
  readonly title: string
  readonly lead?: string
  /** In place of the question: “Redness”. */
  readonly labelOf?: ((id: string) => string | undefined) | undefined
  /** Whether “I am not sure” may be said: not where a tick is a call for help. */
  readonly unsure?: boolean
  /** Ticked before; undefined when the page was not answered. */
  readonly before: readonly string[] | undefined
  readonly onAnswer: (ticked: readonly string[], unsure: boolean) => readonly FieldMessage[]
  readonly above?: ReactNode
  readonly below?: ReactNode
}

export function TickList(props: TickListProps) {
  const { pathway, day, facts, title, lead, labelOf, unsure: maySay = true, before, onAnswer, above, below } = props
  const [chosen, setChosen] = useState<string[]>(() => (before ? (before.length > 0 ? [...before] : [none]) : []))
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const texts = facts.map((id) => ({ id, ...factTexts(pathway, id, day) }))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (chosen.length === 0) return setMessages([{ field: 'ticks', message: t('question.tick') }])
    setMessages(
      onAnswer(
        chosen.filter((id) => id !== none && id !== unsure),
        chosen.includes(unsure),
      ),
    )
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
              return { value: id, label: labelOf?.(id) ?? question, ...(hint ? { hint } : {}) }
            }),
            { value: none, label: t('question.none'), apart: true },
            ...(maySay ? [{ value: unsure, label: t('question.unsure'), hint: t('question.unsureSays') }] : []),
          ]}
        />
        <Button type="submit" kind="primary" wide>
          {t('question.continue')}
        </Button>
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
