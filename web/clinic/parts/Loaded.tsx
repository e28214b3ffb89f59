/** What was asked of the server, in each of its states: on its way, there, there but old because the connection is gone, refused. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printTime, zoneOfDevice } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import css from './parts.module.css'

export function Loaded<Value>({
  query,
  lines = 4,
  title = false,
  children,
}: {
  readonly query: UseQueryResult<Value>
  readonly lines?: number
  readonly title?: boolean
  readonly children: (value: Value) => ReactNode
}) {
  const { data, error, isPending, refetch, dataUpdatedAt } = query
  if (data !== undefined)
    return (
      <>
        {error !== null && (
          <p className={css.old} role="status">
            {t('loaded.old', { time: printTime(dataUpdatedAt, zoneOfDevice()) })}{' '}
            <button type="button" className={css.again} onClick={() => void refetch()}>
              {t('problem.again')}
            </button>
          </p>
        )}
        {children(data)}
      </>
    )
  if (isPending) return <Skeleton title={title} lines={lines} />
  return <ErrorNotice error={error} retry={() => void refetch()} />
}
