/** Who did what, the last first. Each line holds the hash of the one before. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { Table } from '../../shared/components/table.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { pages } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './practice.module.css'

type Line = OutputOf<'audit.list'>['items'][number]

export function Audit() {
  const { clinicId } = useWork()
  const list = useInfiniteQuery(
    pages<Line>(['audit', clinicId], (cursor) =>
      api['audit.list']({ params: { clinicId }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
    ),
  )
  if (list.isPending) return <Skeleton lines={8} />
  if (!list.data) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  const rows = list.data.pages.flatMap(({ items }) => items)
  return (
    <>
      <p className={css.soft}>{t('audit.says')}</p>
      <ShowMore more={moreOf(list)} label={t('list.more')} shown={t('list.shown', { count: rows.length })}>
        <Table
          caption={t('practice.parts.audit')}
          rows={rows}
          keyOf={({ seq }) => String(seq)}
          columns={[
            { id: 'seq', title: t('audit.seq'), numeric: true, cell: ({ seq }) => seq },
            { id: 'at', title: t('audit.at'), cell: ({ at }) => printMoment(at, zoneOfDevice()) },
            { id: 'who', title: t('audit.who'), cell: ({ actor }) => actor.name ?? t(`kinds.${actor.kind}`) },
            { id: 'what', title: t('audit.what'), cell: ({ action }) => <code>{action}</code> },
            {
              id: 'subject',
              title: t('audit.subject'),
              minor: true,
              cell: ({ subject }) => <code>{subject.slice(-12)}</code>,
            },
            { id: 'hash', title: t('audit.hash'), minor: true, cell: ({ hash }) => <code>{hash.slice(0, 12)}</code> },
          ]}
        />
      </ShowMore>
    </>
  )
}
