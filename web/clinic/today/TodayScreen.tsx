/** What waits for a person: check-ins, the most urgent first, then screenings. It looks again by itself. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, inBackground, type OutputOf } from '../../shared/api/api.ts'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Section } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { rowLink, Table } from '../../shared/components/table.tsx'
import { ToneWord, toneOfDecision, toneOfLevel } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printAgo, printDate, printTime, zoneOfDevice } from '../../shared/format/format.ts'
import { type AppointmentLine, NextAppointments } from '../appointments/NextAppointments.tsx'
import { EnquiryTable } from '../enquiries/EnquiriesScreen.tsx'
import { enquiriesQuery } from '../enquiries/reads.ts'
import { useMay } from '../may.ts'
import { type MessageLine, UnreadMessages } from '../messages/UnreadMessages.tsx'
import parts from '../parts/parts.module.css'
import { pages } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

type CheckInLine = OutputOf<'check-in.today'>['items'][number]
type ScreeningLine = OutputOf<'screening.review'>['items'][number]
const everyMs = 20_000

export function TodayScreen() {
  const { clinicId } = useWork()
  const may = useMay()
  const checkIns = useInfiniteQuery({
    ...pages<CheckInLine>(['today', clinicId], (cursor) =>
      api['check-in.today'](
        { params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } },
        inBackground,
      ),
    ),
    enabled: may('today.read'),
    refetchInterval: everyMs,
  })
  const screenings = useInfiniteQuery({
    ...pages<ScreeningLine>(['today', clinicId, 'screenings'], (cursor) =>
      api['screening.review'](
        { params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } },
        inBackground,
      ),
    ),
    enabled: may('screening.read'),
    refetchInterval: everyMs,
  })
  const enquiries = useInfiniteQuery({
    ...enquiriesQuery(clinicId),
    enabled: may('enquiry.read'),
    refetchInterval: 60_000,
  })
  const asked = enquiries.data?.pages[0]?.items.length ?? 0
  const messages = useInfiniteQuery({
    ...pages<MessageLine>(['today', clinicId, 'messages'], (cursor) =>
      api['message.today']({ params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }, inBackground),
    ),
    enabled: may('today.read'),
    refetchInterval: everyMs,
  })
  const appointments = useInfiniteQuery({
    ...pages<AppointmentLine>(['today', clinicId, 'appointments'], (cursor) =>
      api['appointment.upcoming'](
        { params: { clinicId }, query: { limit: 10, ...(cursor ? { cursor } : {}) } },
        inBackground,
      ),
    ),
    enabled: may('today.read'),
    refetchInterval: everyMs,
  })
  const now = useNow()
  const nothing =
    asked === 0 &&
    checkIns.data?.pages[0]?.items.length === 0 &&
    messages.data?.pages[0]?.items.length === 0 &&
    appointments.data?.pages[0]?.items.length === 0 &&
    (!may('screening.read') || screenings.data?.pages[0]?.items.length === 0)
  return (
    <Page broad title={t('today.title')} actions={<Fresh at={checkIns.dataUpdatedAt} failed={checkIns.isError} />}>
      {nothing ? (
        <EmptyState title={t('today.emptyTitle')}>{t('today.emptySays')}</EmptyState>
      ) : (
        <>
          {may('today.read') && (
            <Section title={t('today.checkIns')}>
              <List list={checkIns} none={t('today.noCheckIns')}>
                {(rows) => <CheckInTable rows={rows} />}
              </List>
            </Section>
          )}
          {may('today.read') && (
            <Section title={t('today.messages')}>
              <List list={messages} none={t('today.noMessages')}>
                {(rows) => <UnreadMessages rows={rows} now={now} />}
              </List>
            </Section>
          )}
          {may('screening.read') && (
            <Section title={t('today.screenings')}>
              <List list={screenings} none={t('today.noScreenings')}>
                {(rows) => <ScreeningTable rows={rows} />}
              </List>
            </Section>
          )}
          {asked > 0 && (
            <Section title={t('enquiries.title')}>
              <List list={enquiries} none={t('enquiries.none')}>
                {(rows) => <EnquiryTable rows={rows} />}
              </List>
            </Section>
          )}
          {may('today.read') && (
            <Section title={t('today.appointments')}>
              <List list={appointments} none={t('today.noAppointments')}>
                {(rows) => <NextAppointments rows={rows} />}
              </List>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}

interface Listed<Item> {
  readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetchNextPageError: boolean
  readonly refetch: () => Promise<unknown>
  readonly fetchNextPage: () => Promise<unknown>
}

function List<Item>({
  list,
  none,
  children,
}: {
  readonly list: Listed<Item>
  readonly none: string
  readonly children: (rows: readonly Item[]) => React.ReactNode
}) {
  if (!list.data) {
    if (list.isPending) return <Skeleton lines={3} />
    return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  }
  const rows = list.data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) return <p className={parts.soft}>{none}</p>
  return (
    <ShowMore more={moreOf(list)} label={t('list.more')} shown={t('list.shown', { count: rows.length })}>
      {children(rows)}
    </ShowMore>
  )
}

/** How old what is shown is; it is said loudly only when looking again has failed. */
function Fresh({ at, failed }: { readonly at: number; readonly failed: boolean }) {
  if (at === 0) return null
  const time = printTime(at, zoneOfDevice())
  return (
    <p className={parts.soft} role={failed ? 'alert' : undefined}>
      {failed ? <ToneWord tone="ask">{t('today.stale', { time })}</ToneWord> : t('today.fresh', { time })}
    </p>
  )
}

/** Moves on by itself, so that a waiting time is true. */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

function CheckInTable({ rows }: { readonly rows: readonly CheckInLine[] }) {
  const { clinicId } = useWork()
  const may = useMay()
  const now = useNow()
  const mayOpen = may('check-in.read')
  return (
    <Table
      caption={t('today.checkIns')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'client',
          title: t('clients.name'),
          cell: ({ client, id, clientId }) =>
            mayOpen ? (
              <Link
                className={rowLink}
                to="/clinic/$clinicId/clients/$clientId/check-ins/$checkInId"
                params={{ clinicId, clientId, checkInId: id }}
              >
                {client.name}
              </Link>
            ) : (
              <Link className={rowLink} to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId }}>
                {client.name}
              </Link>
            ),
        },
        {
          id: 'level',
          title: t('today.level'),
          cell: ({ level }) => <ToneWord tone={toneOfLevel[level]}>{t(`staffLevels.${level}`)}</ToneWord>,
        },
        { id: 'waits', title: t('today.waits'), cell: ({ recordedAt }) => printAgo(recordedAt, now) },
        { id: 'day', title: t('today.day'), numeric: true, minor: true, cell: ({ day }) => day },
        {
          id: 'notes',
          title: t('today.notes'),
          minor: true,
          cell: ({ final, hasWords, differs }) =>
            [
              ...(final ? [] : [t('checkIn.unfinished')]),
              ...(hasWords ? [t('checkIn.wrote')] : []),
              ...(differs ? [t('record.differs')] : []),
            ].join(' · '),
        },
      ]}
    />
  )
}

function ScreeningTable({ rows }: { readonly rows: readonly ScreeningLine[] }) {
  const { clinicId } = useWork()
  const now = useNow()
  return (
    <Table
      caption={t('today.screenings')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'who',
          title: t('clients.name'),
          cell: ({ id, client, clientId, decidedOn }) => (
            <Link
              className={rowLink}
              to="/clinic/$clinicId/clients/$clientId/screenings/$screeningId"
              params={{ clinicId, clientId, screeningId: id }}
            >
              {client.name ?? t('today.screeningOf', { date: printDate(decidedOn) })}
            </Link>
          ),
        },
        {
          id: 'decision',
          title: t('today.decision'),
          cell: ({ holds, final }) =>
            final ? (
              <ToneWord tone={toneOfDecision[holds]}>{t(`staffDecisions.${holds}`)}</ToneWord>
            ) : (
              <ToneWord tone="ask">{t('screening.openWord')}</ToneWord>
            ),
        },
        { id: 'waits', title: t('today.waits'), cell: ({ recordedAt }) => printAgo(recordedAt, now) },
        {
          id: 'by',
          title: t('today.screening'),
          minor: true,
          cell: ({ recordedBy }) =>
            recordedBy.kind === 'client' ? t('kinds.client') : (recordedBy.name ?? t(`kinds.${recordedBy.kind}`)),
        },
        {
          id: 'notes',
          title: t('today.notes'),
          minor: true,
          cell: ({ differs }) => (differs ? t('record.differs') : ''),
        },
      ]}
    />
  )
}
