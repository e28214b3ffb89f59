/** Of the clinic's list: who wrote and waits, since when, and nothing of what it says. */
import { Link } from '@tanstack/react-router'
import type { OutputOf } from '../../shared/api/api.ts'
import { rowLink, Table } from '../../shared/components/table.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { printAgo } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export type MessageLine = OutputOf<'message.today'>['items'][number]

export function UnreadMessages({ rows, now }: { readonly rows: readonly MessageLine[]; readonly now: number }) {
  const { clinicId } = useWork()
  return (
    <Table
      caption={t('today.messages')}
      rows={rows}
      keyOf={({ client, about }) => `${client.id} ${about}`}
      columns={[
        {
          id: 'client',
          title: t('clients.name'),
          cell: ({ client }) => (
            <Link
              className={rowLink}
              to="/clinic/$clinicId/clients/$clientId/messages"
              params={{ clinicId, clientId: client.id }}
            >
              {client.name}
            </Link>
          ),
        },
        {
          id: 'about',
          title: t('messages.about'),
          cell: ({ about, cannotCome }) =>
            cannotCome ? <ToneWord tone="ask">{t('messages.cannotCome')}</ToneWord> : t(`messages.topic.${about}`),
        },
        { id: 'waits', title: t('today.waits'), cell: ({ since }) => printAgo(since, now) },
        { id: 'unread', title: t('messages.count'), numeric: true, minor: true, cell: ({ unread }) => unread },
      ]}
    />
  )
}
