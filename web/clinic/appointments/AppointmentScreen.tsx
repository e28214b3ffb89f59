/** Notes an appointment, or moves or cancels one. Warns before a day that is too soon for a session; who treats decides that day. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type OutputOf, ProblemError } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printDate, printMoment } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { rolesThatMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { aboutClient, type Client, staffQuery, useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { appointmentsOf } from './Appointments.tsx'

type Appointment = OutputOf<'appointment.list'>['items'][number]
type Earliest = OutputOf<'appointment.earliest-session'>
const kinds = ['consultation', 'session', 'review'] as const
/** Minutes that are filled in first; the clinic changes them. Our own judgement. */
const usual = { consultation: 30, session: 60, review: 20 } as const

export function AppointmentScreen() {
  const { clientId, appointmentId } = useParams({
    from: '/clinic/$clinicId/clients/$clientId/appointments/$appointmentId',
  })
  const { clinicId } = useWork()
  const params = { clinicId, clientId }
  const list = useQuery(appointmentsOf(clinicId, clientId))
  const staff = useQuery(staffQuery(clinicId))
  const earliest = useQuery({
    queryKey: ['earliest-session', clinicId, clientId],
    queryFn: () => api['appointment.earliest-session']({ params }),
  })
  const isNew = appointmentId === 'new'
  return (
    <ClientPage clientId={clientId} title={isNew ? t('appointments.note') : t('appointments.change')}>
      {(client) => (
        <Loaded query={list} lines={6}>
          {({ items }) => {
            const before = items.find((each) => each.appointmentId === appointmentId)
            if (!isNew && !before) return <EmptyState title={t('appointments.none')} />
            return (
              <Loaded query={staff} lines={6}>
                {(people) => (
                  <Form
                    key={before?.id ?? 'new'}
                    client={client}
                    before={before}
                    staff={people.items}
                    earliest={earliest.data}
                  />
                )}
              </Loaded>
            )
          }}
        </Loaded>
      )}
    </ClientPage>
  )
}

interface FormProps {
  readonly client: Client
  readonly before: Appointment | undefined
  readonly staff: OutputOf<'staff.list'>['items']
  /** Undefined until it is known. */
  readonly earliest: Earliest | undefined
}

function Form({ client, before, staff, earliest }: FormProps) {
  const { clinicId } = useWork()
  const clinic = useClinic()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm()
  const treating = staff.filter(
    ({ roles, status }) => status === 'active' && roles.some((role) => rolesThatMay['session.record'].includes(role)),
  )
  const [id, setId] = useState(newId)
  const [what, setWhat] = useState<Appointment['what']>(before?.what ?? 'session')
  const [on, setOn] = useState(before?.on ?? '')
  const [at, setAt] = useState(before?.at ?? '')
  const [minutes, setMinutes] = useState(String(before?.minutes ?? usual.session))
  const [whom, setWhom] = useState(before?.practitioner.id ?? treating[0]?.id ?? '')
  const [place, setPlace] = useState(before?.place ?? '')
  const [note, setNote] = useState(before?.note ?? '')
  const params = { clinicId, clientId: client.id }
  const zone = clinic.data?.zone ?? before?.zone
  const wrong = () => [
    ...missing('on', on, t('appointments.onMissing')),
    ...(/^\d\d:\d\d$/.test(at) ? [] : [{ field: 'at', message: t('appointments.atMissing') }]),
    ...(/^\d+$/.test(minutes) && Number(minutes) >= 5 && Number(minutes) <= 600
      ? []
      : [{ field: 'minutes', message: t('appointments.minutesWrong') }]),
  ]

  async function store(status: Appointment['status']) {
    const body = {
      id,
      what,
      on,
      at,
      minutes: Number(minutes),
      practitionerId: whom,
      ...(place.trim() ? { place: place.trim() } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    try {
      await (before
        ? api['appointment.amend']({
            params: { ...params, appointmentId: before.appointmentId },
            body: { ...body, supersedes: before.id, status },
          })
        : api['appointment.note']({ params, body }))
    } catch (error) {
      // What was refused for its hour is sent again with another one: that is not the same as before.
      if (error instanceof ProblemError) setId(newId())
      throw error
    }
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
    toast(status === 'cancelled' ? t('appointments.isCancelled') : t('appointments.isNoted'))
    await navigate({ to: '/clinic/$clinicId/clients/$clientId', params })
  }

  return (
    <form noValidate onSubmit={form.submit(() => store('planned'), wrong)} className={parts.form}>
      <Stack gap={4}>
        <ErrorSummary messages={form.messages} />
        {before?.cannotCome && <CareCard tone="ask" word={t('messages.cannotCome')} />}
        <Choice
          id="what"
          legend={t('appointments.whatTitle')}
          inline
          value={what}
          onChange={(chosen) => {
            setWhat(chosen)
            if (!before) setMinutes(String(usual[chosen]))
          }}
          options={kinds.map((value) => ({ value, label: t(`appointments.what.${value}`) }))}
        />
        <div className={parts.pair}>
          <TextField
            id="on"
            type="date"
            label={t('appointments.on')}
            hint={zone ? t('appointments.clock', { zone: zone.replaceAll('_', ' ') }) : undefined}
            value={on}
            onChange={setOn}
            error={messageFor(form.messages, 'on')}
          />
          <TextField
            id="at"
            type="time"
            label={t('appointments.at')}
            value={at}
            onChange={setAt}
            error={messageFor(form.messages, 'at')}
          />
          <TextField
            id="minutes"
            inputMode="numeric"
            label={t('appointments.minutesLabel')}
            value={minutes}
            onChange={setMinutes}
            error={messageFor(form.messages, 'minutes')}
          />
        </div>
        {what === 'session' && earliest && <TooSoon earliest={earliest} on={on} />}
        {on !== '' && zone && on < todayIn(zone) && <p>{t('appointments.inThePast')}</p>}
        {zone && client.zone !== zone && (
          <p className={parts.soft}>{t('appointments.herZone', { zone: client.zone.replaceAll('_', ' ') })}</p>
        )}
        <SelectField
          id="practitionerId"
          label={t('appointments.who')}
          value={whom}
          onChange={setWhom}
          options={treating.map(({ id: value, name }) => ({ value, label: name }))}
          error={messageFor(form.messages, 'practitionerId')}
        />
        <TextField
          id="place"
          optional
          maxLength={200}
          label={t('appointments.place')}
          value={place}
          onChange={setPlace}
          error={messageFor(form.messages, 'place')}
        />
        <TextArea
          id="note"
          optional
          rows={2}
          maxLength={1000}
          label={t('appointments.noteForHer')}
          value={note}
          onChange={setNote}
          error={messageFor(form.messages, 'note')}
        />
        <Row>
          <Button kind="primary" type="submit" busy={form.busy}>
            {before ? t('appointments.save') : t('appointments.note')}
          </Button>
          {before?.status === 'planned' && (
            <Button kind="danger" busy={form.busy} onClick={() => void form.run(() => store('cancelled'), wrong())}>
              {t('appointments.cancel')}
            </Button>
          )}
        </Row>
        {before && (
          <p className={parts.soft}>
            {t('appointments.lastChange', {
              version: before.version,
              when: printMoment(before.recordedAt, before.zone),
              name: before.recordedBy.name ?? t(`kinds.${before.recordedBy.kind}`),
            })}
          </p>
        )}
      </Stack>
    </form>
  )
}

/** The first safe day is the protocol's and the screening's to say; the day itself is still this person's to choose. */
function TooSoon({ earliest: { earliestOn, because }, on }: { readonly earliest: Earliest; readonly on: string }) {
  if (because.length === 0) return null
  const isTooSoon = earliestOn === null || (on !== '' && on < earliestOn)
  const reasons = (
    <ul className={parts.plainList}>
      {because.map(({ reason, until, days, lastSessionOn }) => (
        <li key={reason}>
          {reason === 'interval' && lastSessionOn && until && days
            ? t('appointments.because.interval', {
                days,
                last: printDate(lastSessionOn),
                date: printDate(until),
              })
            : reason === 'no-screening'
              ? t('appointments.because.no-screening')
              : until
                ? t('appointments.because.screeningUntil', { date: printDate(until) })
                : t('appointments.because.screening')}
        </li>
      ))}
    </ul>
  )
  if (!isTooSoon) return <div className={parts.soft}>{reasons}</div>
  return (
    <CareCard
      tone="urgent"
      word={earliestOn ? t('appointments.tooEarly', { date: printDate(earliestOn) }) : t('appointments.notCleared')}
      announce
    >
      {reasons}
    </CareCard>
  )
}
