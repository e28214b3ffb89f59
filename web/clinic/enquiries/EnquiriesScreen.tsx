/** Who has asked whether it is right for her, and waits to be answered: the one that waits longest first. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { rowLink, Table } from '../../shared/components/table.tsx'
import { ToneWord, toneOfDecision } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printAgo } from '../../shared/format/format.ts'
import { useMay } from '../may.ts'
import parts from '../parts/parts.module.css'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { doorQuery, enquiriesQuery } from './reads.ts'

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
        <Stack>
          <EnquiryTable />
          {list.hasNextPage && (
            <Row>
              <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('list.more')}
              </Button>
              <span className={parts.soft}>{t('list.shown', { count: rows.length })}</span>
            </Row>
          )}
        </Stack>
      )}
    </Page>
  )
}

/** As far as the list was read: the same on this page and among what waits today. */
export function EnquiryTable() {
  const { clinicId } = useWork()
  const may = useMay()
  const list = useInfiniteQuery(enquiriesQuery(clinicId))
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
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
                cell: ({ decision }: (typeof rows)[number]) =>
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
