/** Around every page about one client: her name and date of birth in sight, so that nobody writes into another record. */
import { type DefaultError, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '../../shared/components/page.tsx'
import { printDate } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Loaded } from './Loaded.tsx'
import css from './parts.module.css'
import { type Client, clientQuery } from './reads.ts'

export function ClientPage({
  clientId,
  title,
  actions,
  lead,
  children,
}: {
  readonly clientId: string
  readonly title: string
  readonly actions?: ReactNode
  readonly lead?: ReactNode
  readonly children: (client: Client) => ReactNode
}) {
  const { clinicId } = useWork()
  const client = useQuery<Client, DefaultError, Client, string[]>(clientQuery(clinicId, clientId))
  return (
    <Page
      broad
      title={title}
      windowTitle={client.data ? `${title} · ${client.data.name}` : title}
      lead={lead}
      actions={actions}
      eyebrow={client.data && <Who client={client.data} />}
    >
      <Loaded query={client} lines={6}>
        {children}
      </Loaded>
    </Page>
  )
}

function Who({ client }: { readonly client: Client }) {
  const { clinicId } = useWork()
  return (
    <span className={css.who}>
      <Link to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId: client.id }}>
        {client.name}
      </Link>
      <span>{client.born ? t('client.bornOn', { date: printDate(client.born) }) : t('client.bornMissing')}</span>
      <span>{t(`stages.${client.stage}`)}</span>
    </span>
  )
}
