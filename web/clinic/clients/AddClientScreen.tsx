/** Adds a client. What was typed is kept on this device until it is stored. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { useForm } from '../accounts/use-form.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { clientQuery, useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { bodyOf, DetailsFields, noDetails, wrongIn } from './details-form.tsx'

export function AddClientScreen() {
  const clinic = useClinic()
  return (
    <Page title={t('addClient.title')} lead={t('addClient.lead')}>
      <Loaded query={clinic} lines={8}>
        {(of) => <Form clinic={of} />}
      </Loaded>
    </Page>
  )
}

function Form({ clinic }: { readonly clinic: OutputOf<'clinic.show'> }) {
  const { clinicId } = useWork()
  const navigate = useNavigate()
  const client = useQueryClient()
  const form = useForm()
  const [ids] = useState(() => ({ id: newId(), detailsId: newId() }))
  const draft = useDraft(`add-client ${clinicId}`, noDetails(clinic.language, clinic.zone))
  const details = draft.value

  async function add() {
    const { record } = await api['client.add']({ params: { clinicId }, body: { ...ids, ...bodyOf(details) } })
    draft.drop()
    client.setQueryData(clientQuery(clinicId, record.id).queryKey, record)
    await client.invalidateQueries({ queryKey: ['clients', clinicId] })
    toast(t('addClient.added', { name: record.name }))
    await navigate({ to: '/clinic/$clinicId/clients/$clientId', params: { clinicId, clientId: record.id } })
  }

  return (
    <form noValidate onSubmit={form.submit(add, () => wrongIn(details))}>
      <Stack gap={5}>
        <ErrorSummary messages={form.messages} />
        <DetailsFields value={details} onChange={draft.change} messages={form.messages} />
        <Row>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('addClient.add')}
          </Button>
          <LinkButton to="/clinic/$clinicId/clients" params={{ clinicId }} onClick={draft.drop}>
            {t('dialog.cancel')}
          </LinkButton>
        </Row>
      </Stack>
    </form>
  )
}
