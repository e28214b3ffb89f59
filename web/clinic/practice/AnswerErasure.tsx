/** The owner's answer to one request: what goes, what is held until when, and why. Asked once more before anything is erased. */
import { useEffect, useRef, useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { TextArea, TextField } from '../../shared/components/field.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printDate, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { todayIn } from '../parts/day.ts'
import { useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import type { ErasureRequest } from './Erasures.tsx'
import { SmallForm } from './form-parts.tsx'
import css from './practice.module.css'

const answers = ['held', 'erased', 'refused'] as const
type Answer = (typeof answers)[number]

export function AnswerErasure({
  request,
  onDone,
  onCancel,
}: {
  readonly request: ErasureRequest
  readonly onDone: () => void
  readonly onCancel: () => void
}) {
  const { clinicId } = useWork()
  const form = useForm()
  const clinic = useClinic()
  const [id] = useState(newId)
  const [answer, setAnswer] = useState<Answer>()
  const [keepUntil, setKeepUntil] = useState('')
  const [reason, setReason] = useState('')
  const [asks, setAsks] = useState(false)
  const section = useRef<HTMLElement>(null)
  useEffect(() => section.current?.focus(), [])
  const name = request.clientName ?? ''
  // The trail holds nothing of hers, so it is no reason to hold anything.
  const kept = request.kept.filter(({ what }) => what !== 'audit')
  const needsReason = answer !== 'erased' || kept.length > 0

  const wrong = () => [
    ...(answer === undefined ? [{ field: 'answer', message: t('erasures.chooseMissing') }] : []),
    ...(answer === 'held' && !(keepUntil > todayIn(clinic.data?.zone ?? zoneOfDevice()))
      ? [{ field: 'keepUntil', message: t('erasures.untilMissing') }]
      : []),
    ...(answer !== undefined && needsReason ? missing('reason', reason, t('erasures.whyMissing')) : []),
  ]
  async function send() {
    if (answer === undefined) return
    setAsks(false)
    await api['erasure.answer']({
      params: { clinicId, erasureId: request.id },
      body: {
        id,
        answer,
        ...(answer === 'held' ? { keepUntil } : {}),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      },
    })
    onDone()
  }
  const saved = async () => {
    if (answer === 'refused') await send()
    else setAsks(true)
  }
  return (
    <section ref={section} tabIndex={-1} className={css.form} aria-label={t('erasures.answerTitle', { name })}>
      <SmallForm
        messages={form.messages}
        busy={form.busy}
        save={t('erasures.save')}
        onCancel={onCancel}
        onSubmit={form.submit(saved, wrong)}
      >
        <h2>{t('erasures.answerTitle', { name })}</h2>
        {request.reason && <Facts items={[[t('erasures.reason'), request.reason]]} />}
        <p>{t('erasures.goes')}</p>
        {kept.length > 0 && (
          <p>{t('erasures.mayStay', { what: kept.map(({ what }) => t(`erasures.what.${what}`)).join(', ') })}</p>
        )}
        <Choice<Answer>
          id="answer"
          legend={t('erasures.choose')}
          value={answer}
          onChange={setAnswer}
          error={messageFor(form.messages, 'answer')}
          options={answers.map((value) => ({
            value,
            label: t(`erasures.${value}`),
            hint: t(`erasures.${value}Hint`),
          }))}
        />
        {answer === 'held' && (
          <TextField
            id="keepUntil"
            type="date"
            chars={12}
            label={t('erasures.until')}
            hint={t('erasures.untilHint')}
            value={keepUntil}
            onChange={setKeepUntil}
            error={messageFor(form.messages, 'keepUntil')}
          />
        )}
        {answer !== undefined && (
          <TextArea
            id="reason"
            rows={3}
            maxLength={2000}
            optional={!needsReason}
            label={answer === 'erased' && needsReason ? t('erasures.whyNothing') : t('erasures.why')}
            hint={t('erasures.whyHint')}
            value={reason}
            onChange={setReason}
            error={messageFor(form.messages, 'reason')}
          />
        )}
      </SmallForm>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('erasures.sureTitle')}>
        <Stack gap={3}>
          <p>
            {answer === 'held'
              ? t('erasures.sureHeld', { date: keepUntil === '' ? '' : printDate(keepUntil) })
              : t('erasures.sureAll', { name })}
          </p>
          <Row>
            <Button kind="danger" busy={form.busy} onClick={() => void form.run(send)}>
              {t('erasures.sure')}
            </Button>
            <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
          </Row>
        </Stack>
      </Dialog>
    </section>
  )
}
