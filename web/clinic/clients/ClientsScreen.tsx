/** Who comes here: found by name, e-mail or telephone; those who have written and were not read stand out. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { api, inBackground, type OutputOf } from '../../shared/api/api.ts'
import { LinkButton } from '../../shared/components/button.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { rowLink, Table } from '../../shared/components/table.tsx'
import { ToneWord, toneOfLevel } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printDate, printDay, zoneOfDevice } from '../../shared/format/format.ts'
import { doorQuery } from '../enquiries/reads.ts'
import { useMay } from '../may.ts'
import { pages } from '../parts/reads.ts'
import { useCommands } from '../shell/palette.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './clients.module.css'

type Line = OutputOf<'client.list'>['items'][number]

export function ClientsScreen() {
  const { clinicId } = useWork()
  const may = useMay()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const wanted = useSettled(text.trim())
  const add = may('client.add')
  const waiting = useQuery({ ...doorQuery(clinicId), enabled: may('enquiry.read') }).data?.waiting
  const commands = useMemo(
    () =>
      add
        ? [
            {
              id: 'add-client',
              label: t('clients.add'),
              onClick: () => void navigate({ to: '/clinic/$clinicId/clients/new', params: { clinicId } }),
            },
          ]
        : [],
    [add, clinicId, navigate],
  )
  useCommands(commands)
  return (
    <Page
      broad
      title={t('clients.title')}
      actions={
        <Row>
          {may('enquiry.read') && (
            <LinkButton to="/clinic/$clinicId/enquiries" params={{ clinicId }}>
              {waiting ? t('clients.enquiries', { count: waiting }) : t('enquiries.title')}
            </LinkButton>
          )}
          {add && (
            <LinkButton kind="primary" to="/clinic/$clinicId/clients/new" params={{ clinicId }}>
              {t('clients.add')}
            </LinkButton>
          )}
        </Row>
      }
    >
      <search className={css.search}>
        <TextField
          id="find"
          type="search"
          autoComplete="off"
          label={t('clients.find')}
          hint={t('clients.findHint')}
          value={text}
          onChange={setText}
        />
      </search>
      {wanted === '' ? <All /> : <Found text={wanted} />}
    </Page>
  )
}

/** Once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  const deferred = useDeferredValue(text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    timer.current = setTimeout(() => setSettled(deferred), 200)
    return () => clearTimeout(timer.current)
  }, [deferred])
  return settled
}

function All() {
  const { clinicId } = useWork()
  const list = useInfiniteQuery({
    ...pages<Line>(['clients', clinicId], (cursor) =>
      api['client.list']({ params: { clinicId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } }, inBackground),
    ),
    refetchInterval: 60_000,
  })
  if (list.isPending) return <Skeleton lines={8} />
  if (!list.data) return <ErrorNotice error={list.error} retry={() => void list.refetch()} />
  const rows = list.data.pages.flatMap(({ items }) => items)
  return (
    <ShowMore more={moreOf(list)} label={t('list.more')} shown={t('list.shown', { count: rows.length })}>
      <Clients rows={rows} empty={<NobodyYet />} />
    </ShowMore>
  )
}

function NobodyYet() {
  const { clinicId } = useWork()
  const may = useMay()
  return (
    <EmptyState
      title={t('clients.emptyTitle')}
      action={
        may('client.add') && (
          <LinkButton to="/clinic/$clinicId/clients/new" params={{ clinicId }}>
            {t('clients.add')}
          </LinkButton>
        )
      }
    >
      {t('clients.emptySays')}
    </EmptyState>
  )
}

function Found({ text }: { readonly text: string }) {
  const { clinicId } = useWork()
  const found = useQuery({
    queryKey: ['clients', clinicId, 'found', text],
    queryFn: () => api['client.search']({ params: { clinicId }, body: { text } }),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <Skeleton lines={3} />
  if (!found.data) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />
  const { items, more } = found.data
  return (
    <Stack>
      <p role="status" className={css.soft}>
        {more ? t('clients.tooMany', { count: items.length }) : t('clients.found', { count: items.length })}
      </p>
      <Clients
        rows={items}
        empty={<EmptyState title={t('clients.notFound')}>{t('clients.notFoundSays')}</EmptyState>}
      />
    </Stack>
  )
}

function Clients({ rows, empty }: { readonly rows: readonly Line[]; readonly empty: React.ReactNode }) {
  const { clinicId } = useWork()
  return (
    <Table
      caption={t('clients.title')}
      rows={rows}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        {
          id: 'name',
          title: t('clients.name'),
          cell: ({ id, name }) => (
            <Link className={rowLink} to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId: id }}>
              {name}
            </Link>
          ),
        },
        { id: 'stage', title: t('clients.stage'), cell: ({ stage }) => t(`stages.${stage}`) },
        {
          id: 'unread',
          title: t('clients.unread'),
          cell: ({ unread, urgent }) =>
            unread && urgent ? (
              <ToneWord tone={toneOfLevel[urgent]}>
                {t('clients.unreadCount', { count: unread, level: t(`staffLevels.${urgent}`) })}
              </ToneWord>
            ) : null,
        },
        { id: 'born', title: t('clients.born'), minor: true, cell: ({ born }) => (born ? printDate(born) : '–') },
        {
          id: 'added',
          title: t('clients.added'),
          minor: true,
          numeric: true,
          cell: ({ addedAt }) => printDay(addedAt, zoneOfDevice()),
        },
      ]}
    />
  )
}
