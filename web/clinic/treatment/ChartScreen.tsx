/** Charts a session after a check of today. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRecord } from '../clients/record-reads.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { type Client, type Preflight, planQuery, preflightQuery, sessionQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { ChartForm } from './ChartForm.tsx'

export function ChartScreen() {
  const { clientId, preflightId } = useParams({
    from: '/clinic/$clinicId/clients/$clientId/preflights/$preflightId/session',
  })
  const { clinicId } = useWork()
  const preflight = useQuery(preflightQuery(clinicId, preflightId))
  return (
    <ClientPage clientId={clientId} title={t('chart.title')}>
      {(client) => (
        <Loaded query={preflight} lines={8}>
          {(loaded) => <Begin client={client} preflight={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Begin({ client, preflight }: { readonly client: Client; readonly preflight: Preflight }) {
  const { clinicId } = useWork()
  const plan = useQuery(planQuery(clinicId, preflight.planId))
  const { sessions } = useRecord(client.id)
  const lastId = sessions.data?.items[0]?.id
  const last = useQuery({ ...sessionQuery(clinicId, lastId ?? ''), enabled: lastId !== undefined })
  return (
    <Loaded query={plan} lines={8}>
      {(loaded) => (
        <Loaded query={sessions} lines={8}>
          {() =>
            lastId !== undefined && last.isPending ? null : (
              <ChartForm client={client} plan={loaded} preflight={preflight} last={last.data} />
            )
          }
        </Loaded>
      )}
    </Loaded>
  )
}
