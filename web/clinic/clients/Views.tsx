/** Who opened her record. She sees the same list herself. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Section } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { pages } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './clients.module.css'

type View = OutputOf<'record-view.list'>['items'][number]

export function Views({ clientId }: { readonly clientId: string }) {
  return (
    <Section title={t('views.title')}>
      <Disclosure quiet summary={t('views.show')}>
        <List clientId={clientId} />
      </Disclosure>
    </Section>
  )
}

function List({ clientId }: { readonly clientId: string }) {
  const { clinicId } = useWork()
  const list = useInfiniteQuery(
    pages<View>(['views', clinicId, clientId], (cursor) =>
      api['record-view.list']({ params: { clinicId, clientId }, query: { limit: 20, ...(cursor ? { cursor } : {}) } }),
    ),
  )
  if (list.isPending) return <Skeleton lines={3} />
  if (!list.data) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  return (
    <ShowMore kind="plain" more={moreOf(list)} label={t('list.more')}>
      <ul className={css.list}>
        {list.data.pages
          .flatMap(({ items }) => items)
          .map(({ id, by, what, viewedAt }) => (
            <li key={id}>
              <span>
                {by.name ?? t('list.somebody')}
                {by.roles.length > 0 && ` (${by.roles.join(', ')})`} · {what}
              </span>
              <span className={css.when}>{printMoment(viewedAt, zoneOfDevice())}</span>
            </li>
          ))}
      </ul>
    </ShowMore>
  )
}
