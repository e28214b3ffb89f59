/** Who has asked whether it is right for her, and waits to be answered: the one that waits longest first. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { LinkButton } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { rowLink, Table } from '../../shared/components/table.tsx'
import { ToneWord, toneOfDecision } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printAgo } from '../../shared/format/format.ts'
import { useMay } from '../may.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { doorQuery, type EnquiryLine, enquiriesQuery } from './reads.ts'

export function EnquiriesScreen() {
  const { clinicId } = useWork()
  const list = useInfiniteQuery({ ...enquiriesQuery(clinicId), refetchInterval: 60_000 })
  const rows = list.data?.pages.flatMap(({ items }) => items)
  return (
    <Page broad title={t('enquiries.title')} lead={t('enquiries.lead')}>
      {!rows && list.isPending && <Skeleton lines={4} />}
      {!rows && list.isError && <ErrorNotice error={list.error} retry={() => void list.refetch()} />}
      {rows?.length === 0 && <Empty />}
      {rows && rows.length > 0 && (
        <ShowMore more={moreOf(list)} label={t('list.more')} shown={t('list.shown', { count: rows.length })}>
          <EnquiryTable rows={rows} />
        </ShowMore>
      )}
    </Page>
  )
}

/** The same on this page and among what waits today. */
export function EnquiryTable({ rows }: { readonly rows: readonly EnquiryLine[] }) {
  const { clinicId } = useWork()
  const may = useMay()
  const now = Date.now()
  return (
    <Table
      caption={t('enquiries.title')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: t('clients.name'),
          cell: ({ name, id }) => (
            <Link className={rowLink} to="/clinic/$clinicId/enquiries/$enquiryId" params={{ clinicId, enquiryId: id }}>
              {name}
            </Link>
          ),
        },
        ...(may('screening.read')
          ? [
              {
                id: 'decision',
                title: t('enquiries.soFar'),
                cell: ({ decision }: EnquiryLine) =>
                  decision && <ToneWord tone={toneOfDecision[decision]}>{t(`staffDecisions.${decision}`)}</ToneWord>,
              },
            ]
          : []),
        {
          id: 'contact',
          title: t('enquiries.contact'),
          minor: true,
          cell: ({ contact }) => contact.email ?? contact.phone,
        },
        { id: 'arrived', title: t('today.waits'), cell: ({ receivedAt }) => printAgo(receivedAt, now) },
      ]}
    />
  )
}

function Empty() {
  const { clinicId } = useWork()
  const may = useMay()
  const door = useQuery(doorQuery(clinicId))
  if (door.data?.open !== false) return <EmptyState title={t('enquiries.none')}>{t('enquiries.noneSays')}</EmptyState>
  return (
    <EmptyState
      title={t('enquiries.closed')}
      action={
        may('clinic.change') && (
          <LinkButton to="/clinic/$clinicId/practice/$part" params={{ clinicId, part: 'clinic' }}>
            {t('enquiries.toSettings')}
          </LinkButton>
        )
      }
    >
      {t('enquiries.closedSays')}
    </EmptyState>
  )
}
