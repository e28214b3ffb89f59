/** What clients asked to have erased. Nothing is erased by itself: a person answers. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Table } from '../../shared/components/table.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { pages } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

type Request = OutputOf<'erasure.list'>['items'][number]

export function Erasures() {
  const { clinicId } = useWork()
  const list = useInfiniteQuery(
    pages<Request>(['erasures', clinicId], (cursor) =>
      api['erasure.list']({ params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }),
    ),
  )
  if (list.isPending) return <Skeleton lines={4} />
  if (!list.data) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  return (
    <>
      <Table
        caption={t('practice.parts.erasures')}
        rows={list.data.pages.flatMap(({ items }) => items)}
        keyOf={({ id }) => id}
        empty={<EmptyState title={t('erasures.none')}>{t('erasures.noneSays')}</EmptyState>}
        columns={[
          {
            id: 'who',
            title: t('erasures.who'),
            cell: ({ clientId, recordedBy }) => (
              <Link to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId }}>
                {recordedBy.name ?? t('erasures.open')}
              </Link>
            ),
          },
          { id: 'at', title: t('erasures.at'), cell: ({ recordedAt }) => printMoment(recordedAt, zoneOfDevice()) },
          { id: 'reason', title: t('erasures.reason'), cell: ({ reason }) => reason ?? '–' },
          {
            id: 'kept',
            title: t('erasures.kept'),
            minor: true,
            cell: ({ kept }) => kept.map(({ why }) => why).join(' ') || '–',
          },
        ]}
      />
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}
