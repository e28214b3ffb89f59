/** What clients asked to have erased. The owner answers each, and what she says is done at once. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printDate, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { useMay } from '../may.ts'
import { pages } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { AnswerErasure } from './AnswerErasure.tsx'
import css from './practice.module.css'

export type ErasureRequest = OutputOf<'erasure.list'>['items'][number]

export function Erasures() {
  const { clinicId } = useWork()
  const may = useMay()
  const queries = useQueryClient()
  const [answering, setAnswering] = useState<ErasureRequest>()
  const list = useInfiniteQuery(
    pages<ErasureRequest>(['erasures', clinicId], (cursor) =>
      api['erasure.list']({ params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }),
    ),
  )
  const table = useRef<HTMLDivElement>(null)
  if (list.isPending) return <Skeleton lines={4} />
  if (!list.data) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  const close = () => {
    setAnswering(undefined)
    table.current?.focus()
  }
  async function answered({ clientId }: ErasureRequest) {
    // What this page had read of her goes too.
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(clientId) })
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === clinicId })
    toast(t('erasures.done'))
    close()
  }
  return (
    <>
      {answering && (
        <AnswerErasure
          key={answering.id}
          request={answering}
          onDone={() => void answered(answering)}
          onCancel={close}
        />
      )}
      <div ref={table} tabIndex={-1}>
        <ShowMore more={moreOf(list)} label={t('list.more')}>
          <Table
            caption={t('practice.parts.erasures')}
            rows={list.data.pages.flatMap(({ items }) => items)}
            keyOf={({ id }) => id}
            empty={<EmptyState title={t('erasures.none')}>{t('erasures.noneSays')}</EmptyState>}
            columns={[
              {
                id: 'who',
                title: t('erasures.who'),
                cell: ({ clientId, clientName }) =>
                  clientName === null ? (
                    <span className={css.soft}>{t('erasures.gone')}</span>
                  ) : (
                    <Link to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId }}>
                      {clientName}
                    </Link>
                  ),
              },
              { id: 'at', title: t('erasures.at'), cell: ({ recordedAt }) => printMoment(recordedAt, zoneOfDevice()) },
              { id: 'reason', title: t('erasures.reason'), minor: true, cell: ({ reason }) => reason ?? '–' },
              { id: 'state', title: t('erasures.state'), cell: stateOf },
              {
                id: 'answer',
                title: '',
                cell: (request) =>
                  may('erasure.answer') && isOpen(request) ? (
                    <span className={css.actions}>
                      <Button kind="plain" onClick={() => setAnswering(request)}>
                        {t('erasures.answer')}
                      </Button>
                    </span>
                  ) : null,
              },
            ]}
          />
        </ShowMore>
      </div>
    </>
  )

  function stateOf({ answer }: ErasureRequest): string {
    if (answer === null) return may('erasure.answer') ? t('erasures.waits') : t('erasures.waitsOwner')
    const date = printDate(answer.keepUntil ?? answer.recordedAt.slice(0, 10))
    if (answer.answer === 'held') return t(answer.gone ? 'erasures.heldOver' : 'erasures.heldUntil', { date })
    return t(answer.answer === 'erased' ? 'erasures.erasedOn' : 'erasures.refusedOn', { date })
  }
}

/** What was refused can be answered otherwise later, and what is held can go earlier. */
const isOpen = ({ answer }: ErasureRequest) => answer === null || !answer.gone
