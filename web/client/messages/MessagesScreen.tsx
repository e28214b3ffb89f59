/** What she and her clinic have written to each other, the last one first; what waits on this device stands above all. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { ShowMore } from '../../shared/components/show-more.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { dropFromOutbox } from '../../shared/device/outbox.ts'
import { keepDraft } from '../../shared/device/store.ts'
import { usePages } from '../../shared/device/use-pages.ts'
import { printMoment } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { useReloadWhenSent } from '../shell/use-sent.ts'
import { t } from '../texts.ts'
import css from './messages.module.css'
import { arrivedLater, type Message, type Unsent, unseen, unsentMessages } from './messages.ts'
import { WhenRead } from './WhenRead.tsx'
import { WrongFirst } from './WrongFirst.tsx'

export function MessagesScreen() {
  const { clinicId, clientId } = useClient()
  const params = { clinicId, clientId }
  const { first, items, more } = usePages<Message>(`messages ${clientId}`, (cursor) =>
    api['message.list']({ params, query: cursor ? { cursor } : {} }),
  )
  const unsent = unsentMessages(useOutbox(), clientId)
  useReloadWhenSent(unsent.length > 0, first.reload)
  useMarkSeen(params, first.state === 'ready' ? items : [])

  return (
    <Page
      title={t('messages.title')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      <Stack gap={4}>
        <LinkButton kind="primary" wide to="/c/$clinicId/messages/new" params={{ clinicId }}>
          {t('messages.write')}
        </LinkButton>
        <WhenRead />
        <WrongFirst />
      </Stack>
      <Section title={t('messages.thread')}>
        {unsent.length > 0 && (
          <ul className={css.thread}>
            {unsent.map((each) => (
              <Waiting key={each.id} message={each} />
            ))}
          </ul>
        )}
        {first.value ? (
          items.length === 0 && unsent.length === 0 ? (
            <EmptyState title={t('messages.none')}>{t('messages.noneSays')}</EmptyState>
          ) : (
            <ShowMore more={more} label={t('messages.earlier')} wide>
              <ul className={css.thread}>
                {items.map((each) => (
                  <One key={each.id} message={each} />
                ))}
              </ul>
            </ShowMore>
          )
        ) : first.state === 'loading' ? (
          <Skeleton lines={6} />
        ) : (
          <ErrorNotice error={first.error} retry={first.reload} />
        )}
      </Section>
    </Page>
  )
}

function One({ message }: { readonly message: Message }) {
  const { client, clinic } = useRecord()
  const { guardian } = useClient()
  const { side, text, writtenAt, recordedAt, recordedBy, readAt, about, cannotComeTo } = message
  const own = guardian ? 'guardian' : 'client'
  const who =
    side === 'clinic'
      ? (recordedBy.name ?? clinic.name)
      : recordedBy.kind === own
        ? t('messages.you')
        : t(`messages.by.${recordedBy.kind as 'client'}`)
  return (
    <li className={`${css.message} ${side === 'clinic' ? css.theirs : css.own}`}>
      <p className={css.head}>
        <strong>{who}</strong> <span>{printMoment(writtenAt, client.zone)}</span>
        {about === 'appointment' && <span>{t('messages.ofAppointment')}</span>}
      </p>
      <p className={css.text}>{text}</p>
      <p className={css.foot}>
        {cannotComeTo && <span>{t('messages.cannotCome')}</span>}
        {arrivedLater(message) && <span>{t('messages.arrived', { when: printMoment(recordedAt, client.zone) })}</span>}
        {side === 'client' && (
          <span>
            {readAt ? t('messages.readAt', { when: printMoment(readAt, client.zone) }) : t('messages.notRead')}
          </span>
        )}
      </p>
    </li>
  )
}

/** On this device alone so far: nobody believes that the clinic has it. */
function Waiting({ message }: { readonly message: Unsent }) {
  const { clinicId, clientId } = useClient()
  const { client } = useRecord()
  const navigate = useNavigate()
  const { id, text, writtenAt, about, refused } = message
  async function writeAgain() {
    // Under a new id: what is sent next is another message.
    await keepDraft(`message ${clientId}`, { id: newId(), about, text })
    await dropFromOutbox(id)
    await navigate({ to: '/c/$clinicId/messages/new', params: { clinicId } })
  }
  return (
    <li className={`${css.message} ${css.own} ${css.unsent}`}>
      <p className={css.head}>
        <strong>{t('messages.you')}</strong> <span>{printMoment(writtenAt, client.zone)}</span>
      </p>
      <p className={css.text}>{text}</p>
      <p className={css.foot}>
        <span>{refused ? t('messages.refused', { detail: refused }) : t('messages.waits')}</span>
      </p>
      {refused && (
        <Row>
          <Button onClick={() => void writeAgain()}>{t('messages.writeAgain')}</Button>
        </Row>
      )}
    </li>
  )
}

/** That she has seen what the clinic wrote is told once the page shows it, and not before. */
function useMarkSeen(params: { readonly clinicId: string; readonly clientId: string }, items: readonly Message[]) {
  const told = useRef(new Set<string>())
  // Her other pages say no longer that there is something new.
  const { reload } = useRecord()
  useEffect(() => {
    if (document.visibilityState !== 'visible') return
    for (const [about, upTo] of unseen(items)) {
      if (told.current.has(upTo)) continue
      told.current.add(upTo)
      // Where it does not arrive, the next look tells it.
      void api['message.mark-read']({ params, body: { id: newId(), about, upTo } }).then(reload, () =>
        told.current.delete(upTo),
      )
    }
  })
}
