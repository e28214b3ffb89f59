/** One client's record, in the order of the pathway, with the one next step above. */

import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { LinkButton } from '../../shared/components/button.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Page, Section } from '../../shared/components/page.tsx'
import { printDate } from '../../shared/format/format.ts'
import { Appointments } from '../appointments/Appointments.tsx'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { type Client, clientQuery } from '../parts/reads.ts'
import { useCommands } from '../shell/palette.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Access } from './Access.tsx'
import css from './clients.module.css'
import { nameOfLanguage } from './details-form.tsx'
import { Files } from './Files.tsx'
import { Guardians } from './Guardians.tsx'
import { NextStep } from './NextStep.tsx'
import { CheckIns, Consents, Plans, Preflights, Screenings, Sessions } from './record-lists.tsx'
import { useRecord } from './record-reads.ts'
import { Views } from './Views.tsx'

export function ClientScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId' })
  const { clinicId } = useWork()
  const client = useQuery(clientQuery(clinicId, clientId))
  return (
    <Loaded query={client} title lines={8}>
      {(loaded) => <Record key={loaded.id} client={loaded} />}
    </Loaded>
  )
}

function Record({ client }: { readonly client: Client }) {
  const { clinicId } = useWork()
  const may = useMay()
  const record = useRecord(client.id)
  const clientId = client.id
  useRecordCommands(clientId, client.keptUntil === null)
  return (
    <Page
      broad
      title={client.name}
      eyebrow={t(`stages.${client.stage}`)}
      actions={
        <LinkButton to="/clinic/$clinicId/clients/$clientId/messages" params={{ clinicId, clientId }}>
          {t('messages.title')}
        </LinkButton>
      }
    >
      {client.keptUntil === null ? (
        <NextStep client={client} record={record} />
      ) : (
        <div className={css.next}>
          <p className={css.says}>
            <strong>{t('client.keptTitle')}.</strong> {t('client.keptSays', { date: printDate(client.keptUntil) })}
          </p>
        </div>
      )}
      <div className={parts.columns}>
        <div className={`${parts.main} ${css.record}`}>
          <Appointments clientId={clientId} />
          {may('screening.read') && <Screenings record={record} clientId={clientId} />}
          <Plans record={record} clientId={clientId} />
          <Consents record={record} clientId={clientId} />
          {may('preflight.read') && <Preflights record={record} clientId={clientId} />}
          {may('session.read') && <Sessions record={record} clientId={clientId} />}
          {may('check-in.read') && <CheckIns record={record} clientId={clientId} />}
          {may('file.read') && <Files clientId={clientId} />}
        </div>
        <div className={parts.aside}>
          <Section
            title={t('client.details')}
            actions={
              client.keptUntil === null &&
              may('client.change') && (
                <LinkButton
                  kind="plain"
                  to="/clinic/$clinicId/clients/$clientId/details"
                  params={{ clinicId, clientId }}
                >
                  {t('client.amend')}
                </LinkButton>
              )
            }
          >
            <Facts items={detailLines(client)} />
          </Section>
          {client.keptUntil === null && (
            <>
              <Access client={client} />
              <Guardians client={client} />
            </>
          )}
          {may('record-view.read') && <Views clientId={clientId} />}
        </div>
      </div>
    </Page>
  )
}

/** What may be done with this record, from the palette. */
function useRecordCommands(clientId: string, open: boolean): void {
  const { clinicId } = useWork()
  const may = useMay()
  const navigate = useNavigate()
  const allowed = [may('screening.record'), may('plan.record'), may('client.change')].map((each) => each && open).join()
  const commands = useMemo(() => {
    const [screens, plans, amends] = allowed.split(',').map((each) => each === 'true')
    const params = { clinicId, clientId }
    const go =
      (
        to:
          | '/clinic/$clinicId/clients/$clientId/screen'
          | '/clinic/$clinicId/clients/$clientId/plan'
          | '/clinic/$clinicId/clients/$clientId/details',
      ) =>
      () =>
        void navigate({ to, params })
    return [
      ...(screens
        ? [{ id: 'screen', label: t('next.screen'), onClick: go('/clinic/$clinicId/clients/$clientId/screen') }]
        : []),
      ...(plans
        ? [{ id: 'plan', label: t('next.plan'), onClick: go('/clinic/$clinicId/clients/$clientId/plan') }]
        : []),
      ...(amends
        ? [{ id: 'amend', label: t('amendClient.title'), onClick: go('/clinic/$clinicId/clients/$clientId/details') }]
        : []),
    ]
  }, [allowed, clinicId, clientId, navigate])
  useCommands(commands)
}

function detailLines({ born, contact, language, zone, notes }: Client): [string, React.ReactNode][] {
  return [
    [t('details.born'), born ? printDate(born) : t('client.missing')],
    [t('details.email'), contact.email ?? t('client.missing')],
    [t('details.phone'), contact.phone ?? '–'],
    ...(contact.address ? [[t('details.address'), contact.address] as [string, string]] : []),
    [t('details.language'), nameOfLanguage(language)],
    [t('details.zone'), zone.replaceAll('_', ' ')],
    ...(notes ? [[t('details.notes'), notes] as [string, string]] : []),
  ]
}
