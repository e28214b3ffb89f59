/**
 * Corrects somebody's details as a new version. When a colleague saved in the meantime both versions are shown side by side, and
 * whoever is here decides what shall hold.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { useForm } from '../accounts/use-form.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { aboutClient, type Client, clientQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './clients.module.css'
import { bodyOf, type Details, DetailsFields, detailsOf, wrongIn } from './details-form.tsx'

export function AmendClientScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/details' })
  return (
    <ClientPage clientId={clientId} title={t('amendClient.title')}>
      {(client) => <Form client={client} />}
    </ClientPage>
  )
}

function Form({ client }: { readonly client: Client }) {
  const { clinicId } = useWork()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm()
  const [details, setDetails] = useState(() => detailsOf(client))
  const [base, setBase] = useState(client)
  const [newer, setNewer] = useState<Client>()
  const [id, setId] = useState(newId)
  const clientId = client.id

  async function save() {
    try {
      const body = { id, supersedes: base.detailsId, ...bodyOf(details) }
      const { record } = await api['client.amend']({ params: { clinicId, clientId }, body })
      queries.setQueryData(clientQuery(clinicId, clientId).queryKey, record)
      await queries.invalidateQueries(aboutClient(clinicId, clientId))
      toast(t('amendClient.saved'))
      await navigate({ to: '/clinic/$clinicId/clients/$clientId', params: { clinicId, clientId } })
    } catch (error) {
      const stored = storedIn(error)
      if (!stored) throw error
      setNewer(stored)
      setBase(stored)
      setId(newId())
    }
  }

  return (
    <form noValidate onSubmit={form.submit(save, () => wrongIn(details))}>
      <Stack gap={5}>
        <ErrorSummary messages={form.messages} />
        {newer && <Compare newer={newer} own={details} onTake={() => setDetails(detailsOf(newer))} />}
        <div style={{ maxInlineSize: '44rem' }}>
          <DetailsFields value={details} onChange={setDetails} messages={form.messages} />
        </div>
        <Row>
          <Button kind="primary" type="submit" busy={form.busy}>
            {newer ? t('amendClient.saveOver') : t('amendClient.save')}
          </Button>
          <LinkButton to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId }}>
            {t('dialog.cancel')}
          </LinkButton>
        </Row>
      </Stack>
    </form>
  )
}

const storedIn = (error: unknown): Client | undefined =>
  error instanceof ProblemError && error.problem.code === 'stale-version'
    ? (error.problem.stored as Client | undefined)
    : undefined

const fields = ['name', 'email', 'phone', 'address', 'born', 'language', 'zone', 'notes'] as const

function Compare({
  newer,
  own,
  onTake,
}: {
  readonly newer: Client
  readonly own: Details
  readonly onTake: () => void
}) {
  const theirs = detailsOf(newer)
  const differing = fields.filter((field) => theirs[field] !== own[field])
  return (
    <CareCard tone="ask" word={t('amendClient.staleTitle')} announce>
      <p>
        {t('amendClient.staleSays', {
          name: newer.recordedBy.name ?? t('list.somebody'),
          when: printMoment(newer.recordedAt, zoneOfDevice()),
        })}
      </p>
      <Table
        caption={t('amendClient.staleTitle')}
        rows={differing}
        keyOf={(field) => field}
        empty={<p>{t('amendClient.same')}</p>}
        columns={[
          { id: 'field', title: t('amendClient.field'), cell: (field) => t(`details.${field}`) },
          { id: 'theirs', title: t('amendClient.stored'), cell: (field) => theirs[field] || '–' },
          {
            id: 'own',
            title: t('amendClient.yours'),
            cell: (field) => <span className={css.differs}>{own[field] || '–'}</span>,
          },
        ]}
      />
      <Row>
        <Button onClick={onTake}>{t('amendClient.take')}</Button>
      </Row>
    </CareCard>
  )
}
