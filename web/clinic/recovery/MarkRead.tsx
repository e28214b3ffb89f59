/** Says to the client and to colleagues that somebody has read it, with a note where there is one. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useForm } from '../accounts/use-form.ts'
import parts from '../parts/parts.module.css'
import { aboutClient, type CheckIn } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export function MarkRead({ checkIn }: { readonly checkIn: CheckIn }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [id, setId] = useState(newId)
  const [note, setNote] = useState('')
  const first = checkIn.reads.length === 0
  async function mark() {
    await api['check-in.mark-read']({
      params: { clinicId, checkInId: checkIn.id },
      body: { id, ...(note.trim() ? { note: note.trim() } : {}) },
    })
    setId(newId())
    setNote('')
    await queries.invalidateQueries(aboutClient(clinicId, checkIn.clientId))
    toast(t('markRead.done'))
  }
  return (
    <Section title={first ? t('markRead.title') : t('markRead.again')}>
      <form noValidate onSubmit={form.submit(mark)} className={parts.form}>
        <Stack gap={3}>
          <ErrorSummary messages={form.messages} />
          <TextArea
            id="note"
            optional
            rows={2}
            label={t('markRead.note')}
            hint={t('markRead.noteHint')}
            value={note}
            onChange={setNote}
            error={messageFor(form.messages, 'note')}
          />
          <Row>
            <Button kind={first ? 'primary' : 'quiet'} type="submit" busy={form.busy}>
              {first ? t('markRead.do') : t('markRead.addNote')}
            </Button>
          </Row>
        </Stack>
      </form>
    </Section>
  )
}
