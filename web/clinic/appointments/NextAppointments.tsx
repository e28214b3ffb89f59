/** Of the clinic's list: who comes today and next, by the clock of the clinic. */
import { Link } from '@tanstack/react-router'
import type { OutputOf } from '../../shared/api/api.ts'
import { rowLink, Table } from '../../shared/components/table.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { printAmount, printDate } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Warned } from './Warned.tsx'

export type AppointmentLine = OutputOf<'appointment.upcoming'>['items'][number]

export function NextAppointments({ rows }: { readonly rows: readonly AppointmentLine[] }) {
  const { clinicId } = useWork()
  return (
    <Table
      caption={t('today.appointments')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'client',
          title: t('clients.name'),
          cell: ({ client }) => (
            <Link
              className={rowLink}
              to="/clinic/$clinicId/clients/$clientId"
              params={{ clinicId, clientId: client.id }}
            >
              {client.name}
            </Link>
          ),
        },
        { id: 'when', title: t('appointments.when'), cell: ({ on, at }) => `${printDate(on, 'day')}, ${at}` },
        {
          id: 'what',
          title: t('appointments.whatTitle'),
          cell: ({ what, minutes }) =>
            `${t(`appointments.what.${what}`)}, ${printAmount(minutes, t('appointments.minutes'))}`,
        },
        { id: 'who', title: t('appointments.who'), minor: true, cell: ({ practitioner }) => practitioner.name },
        { id: 'place', title: t('appointments.place'), minor: true, cell: ({ place }) => place ?? '' },
        {
          id: 'notes',
          title: t('today.notes'),
          cell: ({ cannotCome, warned }) => (
            <>
              {cannotCome && <ToneWord tone="ask">{t('messages.cannotCome')}</ToneWord>}
              <Warned warned={warned} />
            </>
          ),
        },
      ]}
    />
  )
}
