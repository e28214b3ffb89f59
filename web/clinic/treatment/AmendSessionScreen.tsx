/** Amends a chart: a new version with a reason; the earlier one stays. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { type Client, planQuery, preflightQuery, type Session, sessionQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { ChartForm } from './ChartForm.tsx'

export function AmendSessionScreen() {
  const { clientId, sessionId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/sessions/$sessionId/amend' })
  const { clinicId } = useWork()
  const session = useQuery(sessionQuery(clinicId, sessionId))
  return (
    <ClientPage clientId={clientId} title={t('chart.amendTitle')}>
      {(client) => (
        <Loaded query={session} lines={8}>
          {(loaded) => <Begin client={client} session={loaded} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Begin({ client, session }: { readonly client: Client; readonly session: Session }) {
  const { clinicId } = useWork()
  const plan = useQuery(planQuery(clinicId, session.planId))
  const preflight = useQuery(preflightQuery(clinicId, session.preflightId))
  return (
    <Loaded query={plan} lines={8}>
      {(ofPlan) => (
        <Loaded query={preflight} lines={8}>
          {(loaded) => <ChartForm client={client} plan={ofPlan} preflight={loaded} before={session} />}
        </Loaded>
      )}
    </Loaded>
  )
}
