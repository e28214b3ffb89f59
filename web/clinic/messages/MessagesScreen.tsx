/** What a client wrote and what she was answered, the last one first, with the answer above: written, or “read, no answer needed”. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, inBackground, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { printMoment, printNumber, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import parts from '../parts/parts.module.css'
import { aboutClient, type Client, pages } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './messages.module.css'

type Message = OutputOf<'message.list'>['items'][number]
type Topic = Message['about']
const topics = ['care', 'appointment'] as const
/** Characters, as the server has it (`contract/recovery/message.ts`). */
export const longest = 4000

export function MessagesScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/messages' })
  return (
    <ClientPage clientId={clientId} title={t('messages.title')}>
      {(client) => <Thread key={clientId} client={client} />}
    </ClientPage>
  )
}

function Thread({ client }: { readonly client: Client }) {
  const { clinicId } = useWork()
  const may = useMay()
  const params = { clinicId, clientId: client.id }
  const list = useInfiniteQuery({
    ...pages<Message>(['messages', clinicId, client.id], (cursor) =>
      api['message.list']({ params, query: { limit: 50, ...(cursor ? { cursor } : {}) } }, inBackground),
    ),
    refetchInterval: 20_000,
  })
  if (list.isPending) return <Skeleton lines={6} />
  if (!list.data) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  const messages = list.data.pages.flatMap(({ items }) => items)
  return (
    <div className={parts.columns}>
      <div className={parts.main}>
        {!may('check-in.read') && <p className={parts.soft}>{t('messages.deskSees')}</p>}
        {messages.length === 0 ? (
          <EmptyState title={t('messages.none')}>{t('messages.noneSays')}</EmptyState>
        ) : (
          <ShowMore more={moreOf(list)} label={t('list.more')}>
            <ul className={css.thread}>
              {messages.map((each) => (
                <One key={each.id} message={each} client={client} />
              ))}
            </ul>
          </ShowMore>
        )}
      </div>
      <div className={parts.aside}>{may('message.write') && <Answer client={client} messages={messages} />}</div>
    </div>
  )
}

function One({ message, client }: { readonly message: Message; readonly client: Client }) {
  const { side, text, writtenAt, recordedAt, recordedBy, readAt, about, cannotComeTo } = message
  const late = Date.parse(recordedAt) - Date.parse(writtenAt) > 10 * 60_000
  const zone = zoneOfDevice()
  return (
    <li className={`${css.message} ${side === 'clinic' ? css.ours : ''}`} data-unread={side === 'client' && !readAt}>
      <p className={css.head}>
        <strong>
          {side === 'client' && recordedBy.kind === 'client'
            ? client.name
            : (recordedBy.name ?? t(`kinds.${recordedBy.kind}`))}
        </strong>
        <span>{printMoment(writtenAt, zone)}</span>
        <span>{t(`messages.topic.${about}`)}</span>
        {side === 'client' && !readAt && <strong>{t('checkIn.unread')}</strong>}
      </p>
      <p className={css.text}>{text}</p>
      <p className={css.head}>
        {cannotComeTo && <span>{t('messages.cannotCome')}</span>}
        {late && <span>{t('messages.arrived', { when: printMoment(recordedAt, zone) })}</span>}
        {side === 'clinic' && (
          <span>{readAt ? t('messages.sheRead', { when: printMoment(readAt, zone) }) : t('messages.sheHasNot')}</span>
        )}
        {side === 'client' && readAt && <span>{t('messages.readAt', { when: printMoment(readAt, zone) })}</span>}
      </p>
    </li>
  )
}

interface Kept {
  readonly id: string
  readonly text: string
  readonly about?: Topic
}

function Answer({ client, messages }: { readonly client: Client; readonly messages: readonly Message[] }) {
  const { clinicId } = useWork()
  const may = useMay()
  const queries = useQueryClient()
  const form = useForm()
  const [empty, setEmpty] = useState<Kept>(() => ({ id: newId(), text: '' }))
  const kept = useDraft<Kept | null>(`answer ${client.id}`, null)
  const draft = kept.value ?? empty
  const mine = topics.filter((topic) => topic === 'appointment' || may('check-in.answer'))
  // The newest first: the last of hers that nobody has read says what this is about.
  const waits = messages.filter(({ side, readAt }) => side === 'client' && readAt === null)
  const about = mine.find((topic) => topic === (draft.about ?? waits[0]?.about)) ?? mine[0] ?? 'appointment'
  const lastOf = (topic: Topic) => messages.find((each) => each.side === 'client' && each.about === topic)
  const upTo = lastOf(about)
  const params = { clinicId, clientId: client.id }
  const renew = async () => {
    kept.change(null)
    kept.drop()
    setEmpty({ id: newId(), text: '' })
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
  }

  async function send() {
    await api['message.write']({
      params,
      body: {
        id: draft.id,
        about,
        text: draft.text.trim(),
        writtenAt: new Date().toISOString(),
        ...(upTo ? { readUpTo: upTo.id } : {}),
      },
    })
    await renew()
    toast(t('messages.sent'))
  }
  async function markRead(topic: Topic) {
    const last = lastOf(topic)
    if (!last) return
    await api['message.mark-read']({ params, body: { id: newId(), about: topic, upTo: last.id } })
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
    toast(t('messages.marked'))
  }
  const wrong = () => [
    ...missing('text', draft.text, t('messages.textMissing')),
    ...(draft.text.trim().length > longest
      ? [
          {
            field: 'text',
            message: t('messages.tooLong', {
              length: printNumber(draft.text.trim().length),
              most: printNumber(longest),
            }),
          },
        ]
      : []),
  ]

  return (
    <Section title={t('messages.answer')}>
      <form noValidate onSubmit={form.submit(send, wrong)}>
        <Stack gap={3}>
          <ErrorSummary messages={form.messages} />
          {mine.length > 1 && (
            <Choice
              id="about"
              legend={t('messages.about')}
              inline
              value={about}
              onChange={(topic) => kept.change({ ...draft, about: topic })}
              options={mine.map((value) => ({ value, label: t(`messages.topic.${value}`) }))}
            />
          )}
          <TextArea
            id="text"
            rows={6}
            label={t('messages.text')}
            hint={t('messages.hint', { name: client.name })}
            value={draft.text}
            onChange={(text) => kept.change({ ...draft, text, about })}
            error={messageFor(form.messages, 'text')}
          />
          <Row>
            <Button kind="primary" type="submit" busy={form.busy}>
              {t('messages.send')}
            </Button>
            {mine
              .filter((topic) => waits.some((each) => each.about === topic))
              .map((topic) => (
                <Button key={topic} busy={form.busy} onClick={() => void form.run(() => markRead(topic))}>
                  {t('messages.markRead', { topic: t(`messages.topic.${topic}`) })}
                </Button>
              ))}
          </Row>
        </Stack>
      </form>
    </Section>
  )
}
