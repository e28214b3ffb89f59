/** One message: what must not wait first, then what it is about, then her words. They are kept until the clinic has them. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { explain, type FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { printMoment, printNumber } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { t } from '../texts.ts'
import { longest, type Topic } from './messages.ts'
import { WhenRead } from './WhenRead.tsx'
import { WrongFirst } from './WrongFirst.tsx'

interface Kept {
  /** Of the message that this becomes: sent twice, from two tabs too, it is one. */
  readonly id: string
  readonly about?: Topic
  readonly text: string
}

export function WriteScreen() {
  const { clientId } = useClient()
  const { cannot } = useSearch({ from: '/c/$clinicId/messages/new' })
  const key = cannot ? `message ${clientId} ${cannot}` : `message ${clientId}`
  const kept = useDraft<Kept | null>(key, null)
  if (!kept.ready) return <Skeleton title lines={4} />
  return <Writing key={key} kept={kept.value} cannot={cannot} change={kept.change} drop={kept.drop} />
}

function Writing({
  kept,
  cannot,
  change,
  drop,
}: {
  readonly kept: Kept | null
  readonly cannot: string | undefined
  readonly change: (kept: Kept | null) => void
  readonly drop: () => void
}) {
  const { clinicId, clientId } = useClient()
  const { appointments = [], client } = useRecord()
  const navigate = useNavigate()
  const appointment = appointments.find(({ appointmentId }) => appointmentId === cannot)
  const [fresh] = useState<Kept>(() => ({
    id: newId(),
    text: appointment ? t('messages.cannotComeText', { when: printMoment(appointment.startsAt, client.zone) }) : '',
    ...(cannot ? { about: 'appointment' } : {}),
  }))
  const draft = kept ?? fresh
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const length = draft.text.length

  async function submit(event: FormEvent) {
    event.preventDefault()
    const wrong = wrongWith(draft)
    setMessages(wrong)
    if (wrong.length > 0 || busy || !draft.about) return
    setBusy(true)
    try {
      const write = (id: string) =>
        send('message.write', {
          params: { clinicId, clientId },
          body: {
            id,
            about: draft.about as Topic,
            text: draft.text.trim(),
            writtenAt: new Date().toISOString(),
            ...(appointment ? { cannotComeTo: appointment.appointmentId } : {}),
          },
        })
      let sent = await write(draft.id)
      // Another tab has sent this draft with other words: then these are a message of their own.
      if (sent.state === 'refused' && sent.code === 'id-taken') sent = await write(newId())
      if (sent.state === 'refused') return setMessages([{ field: '', message: sent.detail }])
      change(null)
      drop()
      toast(sent.state === 'sent' ? t('messages.sent') : t('messages.sentLater'))
      await navigate({ to: '/c/$clinicId/messages', params: { clinicId } })
    } catch (error) {
      setMessages([{ field: '', message: explain(error) }])
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title={cannot ? t('messages.cannotTitle') : t('messages.write')}
      back={
        <BackLink to="/c/$clinicId/messages" params={{ clinicId }}>
          {t('messages.title')}
        </BackLink>
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack gap={5}>
          {!cannot && <WrongFirst />}
          <ErrorSummary messages={messages} />
          {!cannot && (
            <Choice
              id="about"
              legend={t('messages.about')}
              value={draft.about}
              onChange={(about) => change({ ...draft, about })}
              error={messageFor(messages, 'about')}
              options={(['care', 'appointment'] as const).map((value) => ({
                value,
                label: t(`messages.topic.${value}`),
                hint: t(`messages.topic.${value}Says`),
              }))}
            />
          )}
          <TextArea
            id="text"
            label={t('messages.text')}
            hint={
              length > longest - 500
                ? t('messages.left', { length: printNumber(length), most: printNumber(longest) })
                : undefined
            }
            rows={7}
            value={draft.text}
            onChange={(text) => change({ ...draft, text })}
            error={messageFor(messages, 'text')}
          />
          <Button kind="primary" type="submit" wide busy={busy}>
            {t('messages.send')}
          </Button>
          <WhenRead />
        </Stack>
      </form>
    </Page>
  )
}

/** Nothing is cut off: what is too long stays as it is, with the number that fits. */
function wrongWith({ about, text }: Kept): FieldMessage[] {
  return [
    ...(about ? [] : [{ field: 'about', message: t('messages.aboutMissing') }]),
    ...(text.trim() === '' ? [{ field: 'text', message: t('messages.textMissing') }] : []),
    ...(text.trim().length > longest
      ? [
          {
            field: 'text',
            message: t('messages.tooLong', { length: printNumber(text.trim().length), most: printNumber(longest) }),
          },
        ]
      : []),
  ]
}
