/** Adds a client. What was typed is kept on this device until it is stored. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { useForm } from '../accounts/use-form.ts'
import { enquiryQuery } from '../enquiries/reads.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { clientQuery, useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { bodyOf, type Details, DetailsFields, noDetails, wrongIn } from './details-form.tsx'

export function AddClientScreen() {
  const { enquiry } = useSearch({ from: '/clinic/$clinicId/clients/new' })
  const clinic = useClinic()
  return (
    <Page title={t('addClient.title')} lead={enquiry ? t('addClient.fromEnquiry') : t('addClient.lead')}>
      <Loaded query={clinic} lines={8}>
        {(of) => (enquiry ? <FromEnquiry id={enquiry} clinic={of} /> : <Form clinic={of} />)}
      </Loaded>
    </Page>
  )
}

/** She has sent her name and how to reach her: nobody types it again. */
function FromEnquiry({ id, clinic }: { readonly id: string; readonly clinic: OutputOf<'clinic.show'> }) {
  const enquiry = useQuery(enquiryQuery(useWork().clinicId, id))
  return (
    <Loaded query={enquiry} lines={8}>
      {({ name, contact, language, zone }) => (
        <Form
          clinic={clinic}
          enquiry={id}
          sent={{ ...noDetails(language, zone), name, email: contact.email ?? '', phone: contact.phone ?? '' }}
        />
      )}
    </Loaded>
  )
}

interface FormProps {
  readonly clinic: OutputOf<'clinic.show'>
  readonly enquiry?: string
  readonly sent?: Details
}

function Form({ clinic, enquiry, sent }: FormProps) {
  const { clinicId } = useWork()
  const navigate = useNavigate()
  const client = useQueryClient()
  const form = useForm()
  const [ids] = useState(() => ({ id: newId(), detailsId: newId() }))
  const draft = useDraft(
    enquiry ? `add-client ${clinicId} ${enquiry}` : `add-client ${clinicId}`,
    sent ?? noDetails(clinic.language, clinic.zone),
  )
  const details = draft.value

  async function add() {
    const { record } = await api['client.add']({ params: { clinicId }, body: { ...ids, ...bodyOf(details) } })
    if (enquiry) {
      await api['enquiry.take']({ params: { clinicId, enquiryId: enquiry }, body: { clientId: record.id } })
      client.removeQueries({ queryKey: ['enquiries', clinicId, enquiry] })
      for (const queryKey of [
        ['enquiries', clinicId],
        ['enquiry-door', clinicId],
      ])
        void client.invalidateQueries({ queryKey })
    }
    draft.drop()
    client.setQueryData(clientQuery(clinicId, record.id).queryKey, record)
    await client.invalidateQueries({ queryKey: ['clients', clinicId] })
    toast(t(enquiry ? 'addClient.addedFromEnquiry' : 'addClient.added', { name: record.name }))
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
