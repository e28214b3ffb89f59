/** When she is expected: coming ones with what to bring, past ones below. In her time, and in the clinic's where it differs. */
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { useCopy } from '../../shared/device/use-copy.ts'
import { printAmount, printDay, printMoment, printTime } from '../../shared/format/format.ts'
import { writeCalendar } from '../plan/calendar.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { download } from '../shell/download.ts'
import { useNow } from '../shell/now.ts'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { useReloadWhenSent } from '../shell/use-sent.ts'
import { t } from '../texts.ts'
import css from './appointments.module.css'
import { type Appointment, eventOf, inOrder } from './appointments.ts'
import { readAppointments } from './read-appointments.ts'

export function AppointmentsScreen() {
  const { clinicId, clientId, clinicName } = useClient()
  const { client } = useRecord()
  const read = useCopy(`appointments ${clientId}`, () => readAppointments({ clinicId, clientId }))
  useReloadWhenSent(
    useOutbox().some(({ endpoint }) => endpoint === 'message.write'),
    read.reload,
  )
  const now = Date.parse(useNow())
  const { coming, past } = inOrder(read.value ?? [], now)

  function toCalendar() {
    const events = coming.map((each) =>
      eventOf(each, {
        title: t('appointments.event', { what: t(`appointments.what.${each.what}`), clinic: clinicName }),
        says: [t('appointments.with', { name: each.practitioner.name }), each.note ?? ''].filter(Boolean).join('\n'),
      }),
    )
    const name = t('appointments.calendarName', { clinic: clinicName })
    download('appointments.ics', 'text/calendar', writeCalendar(name, events, Date.now()))
  }

  return (
    <Page
      title={t('appointments.title')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      {!read.value ? (
        read.state === 'loading' ? (
          <Skeleton lines={6} />
        ) : (
          <ErrorNotice error={read.error} retry={read.reload} />
        )
      ) : (
        <>
          {coming.length === 0 ? (
            <EmptyState title={t('appointments.none')}>{t('appointments.noneSays')}</EmptyState>
          ) : (
            <Stack gap={5}>
              <p>{t('appointments.zone', { zone: client.zone.replaceAll('_', ' ') })}</p>
              <ul className={css.list}>
                {coming.map((each) => (
                  <Coming key={each.id} appointment={each} />
                ))}
              </ul>
              <Button wide onClick={toCalendar}>
                {t('appointments.toCalendar')}
              </Button>
              <p className={css.soft}>{t('appointments.calendarSays')}</p>
            </Stack>
          )}
          <LinkButton wide to="/c/$clinicId/messages/new" params={{ clinicId }}>
            {t('appointments.ask')}
          </LinkButton>
          {past.length > 0 && (
            <Section title={t('appointments.past')}>
              <ul className={css.past}>
                {past.map(({ id, startsAt, what, status, practitioner }) => (
                  <li key={id}>
                    {printMoment(startsAt, client.zone)} · {t(`appointments.what.${what}`)} · {practitioner.name}
                    {status === 'cancelled' && <> · {t('appointments.cancelled')}</>}
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}

function Coming({ appointment }: { readonly appointment: Appointment }) {
  const { clinicId } = useClient()
  const { client } = useRecord()
  const { startsAt, minutes, what, practitioner, place, note, status, version, zone, cannotCome } = appointment
  const off = status === 'cancelled'
  const elsewhere = printMoment(startsAt, zone) !== printMoment(startsAt, client.zone)
  return (
    <li className={off ? css.off : undefined}>
      <h2 className={css.when}>
        {printDay(startsAt, client.zone, 'full')}
        <br />
        {printTime(startsAt, client.zone)}
      </h2>
      {off ? (
        <ToneWord tone="stop">{t('appointments.cancelled')}</ToneWord>
      ) : (
        version > 1 && <ToneWord tone="ask">{t('appointments.changed')}</ToneWord>
      )}
      <p>
        {t(`appointments.what.${what}`)}, {printAmount(minutes, t('appointments.minutes'))}
        <br />
        {t('appointments.with', { name: practitioner.name })}
        {place && (
          <>
            <br />
            {t('appointments.where', { place })}
          </>
        )}
        {elsewhere && (
          <>
            <br />
            <span className={css.soft}>{t('appointments.there', { when: printMoment(startsAt, zone) })}</span>
          </>
        )}
      </p>
      {note && <p className={css.note}>{note}</p>}
      {!off &&
        (cannotCome ? (
          <p role="status">{t('appointments.told')}</p>
        ) : (
          <Row>
            <LinkButton
              to="/c/$clinicId/messages/new"
              params={{ clinicId }}
              search={{ cannot: appointment.appointmentId }}
            >
              {t('appointments.cannotCome')}
            </LinkButton>
          </Row>
        ))}
    </li>
  )
}
