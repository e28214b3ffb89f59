/** A client's appointments in her record: what comes first, each with the way to change it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../shared/api/api.ts'
import { LinkButton } from '../../shared/components/button.tsx'
import { Section } from '../../shared/components/page.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { printDate } from '../../shared/format/format.ts'
import css from '../clients/clients.module.css'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Warned } from './Warned.tsx'

export const appointmentsOf = (clinicId: string, clientId: string) => ({
  queryKey: ['appointments', clinicId, clientId],
  queryFn: () => api['appointment.list']({ params: { clinicId, clientId }, query: { limit: 100 } }),
})

export function Appointments({ clientId }: { readonly clientId: string }) {
  const { clinicId } = useWork()
  const may = useMay()
  const list = useQuery(appointmentsOf(clinicId, clientId))
  return (
    <Section
      title={t('appointments.title')}
      actions={
        may('appointment.record') && (
          <LinkButton
            kind="plain"
            to="/clinic/$clinicId/clients/$clientId/appointments/$appointmentId"
            params={{ clinicId, clientId, appointmentId: 'new' }}
          >
            {t('appointments.note')}
          </LinkButton>
        )
      }
    >
      <Loaded query={list} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.soft}>{t('appointments.none')}</p>
          ) : (
            <ul className={css.list}>
              {items.map(({ id, appointmentId, startsAt, on, at, what, status, practitioner, cannotCome, warned }) => (
                <li key={id}>
                  {may('appointment.record') ? (
                    <Link
                      to="/clinic/$clinicId/clients/$clientId/appointments/$appointmentId"
                      params={{ clinicId, clientId, appointmentId }}
                    >
                      {printDate(on, 'day')}, {at}
                    </Link>
                  ) : (
                    <span>
                      {printDate(on, 'day')}, {at}
                    </span>
                  )}
                  <span>{t(`appointments.what.${what}`)}</span>
                  {status === 'cancelled' && <ToneWord tone="stop">{t('appointments.cancelled')}</ToneWord>}
                  {cannotCome && status === 'planned' && <ToneWord tone="ask">{t('messages.cannotCome')}</ToneWord>}
                  {/* What was warned of before is no news of a day that is over. */}
                  {status === 'planned' && Date.parse(startsAt) > Date.now() && <Warned warned={warned} />}
                  <span className={css.when}>{practitioner.name}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
