/** Three questions about her own risks, before she signs. Nobody fails: what was not right is shown again, and asked again. */
import type { DisclosedRisk, UnderstandingQuestion } from '@needlepoint/pathway'
import { type FormEvent, useState } from 'react'
import type { FieldMessage } from '../api/explain.ts'
import { Button } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { ErrorSummary, messageFor } from '../components/error-summary.tsx'
import { Stack } from '../components/page.tsx'
import { t } from '../texts/shared.ts'
import css from './consent.module.css'

export interface UnderstandingProps {
  readonly questions: readonly UnderstandingQuestion[]
  readonly risks: readonly DisclosedRisk[]
  /** What an effect is called. */
  readonly effectName: (effect: string) => string
  readonly onUnderstood: () => void
}

export function UnderstandingCheck({ questions, risks, effectName, onUnderstood }: UnderstandingProps) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])

  function submit(event: FormEvent) {
    event.preventDefault()
    const open = questions.filter(({ risk }) => chosen[risk] === undefined)
    const missed = questions.filter(({ risk, right }) => chosen[risk] !== undefined && chosen[risk] !== right)
    setWrong(missed.map(({ risk }) => risk))
    if (open.length + missed.length === 0) return onUnderstood()
    setMessages([
      ...open.map(({ risk }) => ({ field: `check-${risk}`, message: t('check.open') })),
      ...missed.map(({ risk, effect }) => ({
        field: `check-${risk}`,
        message: t('check.wrong', { what: effectName(effect) }),
      })),
    ])
  }

  return (
    <form noValidate onSubmit={submit}>
      <Stack gap={6}>
        <ErrorSummary messages={messages} />
        {questions.map(({ risk, effect, asks, options, right }) => (
          <Stack key={risk} gap={3}>
            <Choice
              id={`check-${risk}`}
              legend={
                asks === 'how-often'
                  ? t('check.howOften', { what: risks.find((each) => each.risk === risk)?.says ?? '' })
                  : t('check.whenToCall', { what: effectName(effect) })
              }
              error={messageFor(messages, `check-${risk}`)}
              value={chosen[risk]}
              onChange={(option) => setChosen({ ...chosen, [risk]: option })}
              options={options.map(({ id, text }) => ({ value: id, label: text }))}
            />
            {wrong.includes(risk) && (
              <p className={css.again}>
                {asks === 'how-often'
                  ? t('check.readOften')
                  : t('check.readAgain', { answer: options.find(({ id }) => id === right)?.text ?? '' })}
              </p>
            )}
          </Stack>
        ))}
        <Button type="submit" kind="primary" wide>
          {t('check.continue')}
        </Button>
      </Stack>
    </form>
  )
}
