/** A screening that staff write down for somebody who sits here or is on the telephone. */
import { useParams } from '@tanstack/react-router'
import { ClientPage } from '../parts/ClientPage.tsx'
import { t } from '../texts.ts'
import { ScreeningForm } from './ScreeningForm.tsx'

export function RecordScreeningScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/screen' })
  return (
    <ClientPage clientId={clientId} title={t('screening.record')} lead={t('screening.recordLead')}>
      {(client) => <ScreeningForm client={client} />}
    </ClientPage>
  )
}
