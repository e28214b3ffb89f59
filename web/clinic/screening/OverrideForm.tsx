/** A clinician decides otherwise. The decision of the rules stays beside it, and both are kept for ever. */
import { type Decision, decisions } from '@needlepoint/pathway'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import parts from '../parts/parts.module.css'
import { aboutClient, type Screening, screeningQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export function OverrideForm({ screening }: { readonly screening: Screening }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [id, setId] = useState(newId)
  const [decision, setDecision] = useState<Decision>()
  const [reason, setReason] = useState('')

  async function override() {
    if (!decision) return
    await api['screening.override']({
      params: { clinicId, screeningId: screening.id },
      body: { id, decision, reason: reason.trim() },
    })
    await queries.invalidateQueries({ queryKey: screeningQuery(clinicId, screening.id).queryKey })
    await queries.invalidateQueries(aboutClient(clinicId, screening.clientId))
    setId(newId())
    setDecision(undefined)
    setReason('')
    toast(t('override.done'))
    scrollTo({ top: 0 })
  }
  const wrong = () => [
    ...(decision ? [] : [{ field: 'decision', message: t('override.decisionMissing') }]),
    ...missing('reason', reason, t('override.reasonMissing')),
  ]

  return (
    <Section title={t('override.title')}>
      <form noValidate onSubmit={form.submit(override, wrong)}>
        <Stack>
          <p className={parts.soft}>{t('override.lead')}</p>
          <ErrorSummary messages={form.messages} />
          <Choice
            id="decision"
            inline
            legend={t('override.decision')}
            value={decision}
            onChange={setDecision}
            options={decisions.map((value) => ({ value, label: t(`staffDecisions.${value}`) }))}
            error={messageFor(form.messages, 'decision')}
          />
          <div className={parts.form}>
            <TextArea
              id="reason"
              label={t('override.reason')}
              hint={t('override.reasonHint')}
              value={reason}
              onChange={setReason}
              error={messageFor(form.messages, 'reason')}
            />
          </div>
          <Row>
            <Button type="submit" busy={form.busy}>
              {t('override.do')}
            </Button>
          </Row>
        </Stack>
      </form>
    </Section>
  )
}
