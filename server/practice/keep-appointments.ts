/** Appointments: noted, moved and cancelled by staff, as versions; read by the client. A practitioner is in one place at a time. */
import { type Appointment, type InputOf, type OutputOf, values } from '@needlepoint/contract'
import { type CivilDate, type ISODate, instantOf, parseDate, wallClockAt } from '@needlepoint/pathway'
import { z } from 'zod'
import { whoReceives } from '../accounts/client-links.ts'
import { holdsContactConsent } from '../accounts/contact-consents.ts'
import { lockClinic } from '../accounts/lock-clinic.ts'
import { may } from '../accounts/permissions.ts'
import { recordViewOnce } from '../accounts/record-views.ts'
import { readStaff } from '../accounts/staff.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { sentBefore } from '../database/sent-before.ts'
import { cursorOf, pageFrom } from '../http/cursor.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { sendLater } from '../mail/queue.ts'
import {
  type AppointmentRow,
  addAppointment,
  findAppointmentRow,
  findFirstVersion,
  findHoldingAppointment,
  findOverlapping,
  listAppointmentRows,
  listUpcomingRows,
  presentAppointments,
} from './appointments.ts'
import { namesOf } from './client-names.ts'
import { readClinic } from './clinics.ts'
import { showEarliestSession } from './earliest-session.ts'
import { requireClient, requireOpenRecord } from './require-client.ts'
import { printClock, requireWallTime } from './wall-time.ts'

type Details = Omit<InputOf<'appointment.note'>['body'], 'id'>

/** @throws problems.notFound, problems.idTaken, problems.timeTaken, problems.invalidFields */
export async function noteAppointment(
  context: Context,
  { params: { clientId }, body }: InputOf<'appointment.note'>,
  caller: Caller,
): Promise<OutputOf<'appointment.note'>> {
  caller.about(clientId)
  const { id, ...details } = body
  await requireOpenRecord(context, clientId)
  return await store(context, clientId, { id, first: id, supersedes: null, details, status: 'planned', sent: body })
}

/** @throws problems.notFound, problems.idTaken, problems.staleVersion, problems.timeTaken, problems.invalidFields */
export async function amendAppointment(
  context: Context,
  { params: { clientId, appointmentId }, body }: InputOf<'appointment.amend'>,
  caller: Caller,
): Promise<OutputOf<'appointment.amend'>> {
  caller.about(clientId)
  const { id, supersedes, status, ...details } = body
  await requireOpenRecord(context, clientId)
  if ((await findFirstVersion(context, appointmentId))?.client_id !== clientId) throw problems.notFound('appointment')
  if ((await findAppointmentRow(context, supersedes))?.appointment_id !== appointmentId)
    throw problems.notFound('version')
  return await store(context, clientId, { id, first: appointmentId, supersedes, details, status, sent: body })
}

interface Version {
  readonly id: string
  readonly first: string
  readonly supersedes: string | null
  readonly details: Details
  readonly status: Appointment['status']
  readonly sent: unknown
}

async function store(context: Context, clientId: string, version: Version) {
  const { tx, clinicId, zone, keys, actor } = context
  const { id, first, supersedes, details, status, sent } = version
  const fingerprint = keys.fingerprint({ clientId, first, ...(sent as object) })
  const outcome = (await sentBefore(tx, 'appointments', { clinicId, id, fingerprint })) ?? (await add())
  if (outcome === 'new') {
    await tellClient(context, clientId)
    const action = supersedes === null ? 'noted' : status === 'cancelled' ? 'cancelled' : 'changed'
    await audit(context, { action: `appointment.${action}`, subject: clientId, details: { appointment: first } })
  }
  return await mergeById({
    outcome,
    sent,
    show: async () => present(await findAppointmentRow(context, id)),
    mayRead: (shown) => may(actor, 'appointment.read', shown.clientId),
    current: async () => present(await findHoldingAppointment(context, first)),
  })

  async function add() {
    const startsAt = requireWallTime(details, zone)
    await requirePractitioner(context, details.practitionerId)
    // Two who look for a free hour at the same moment would both find it.
    await lockClinic(tx, clinicId)
    const timed = { appointmentId: first, practitionerId: details.practitionerId, startsAt, minutes: details.minutes }
    if (status === 'planned') await requireFree(context, timed)
    const warned =
      status === 'planned' && details.what === 'session' ? await warningOf(context, clientId, details.on) : null
    const { what, place, note } = details
    return await addAppointment(context, {
      ...timed,
      id,
      clientId,
      supersedes,
      what,
      status,
      zone,
      place,
      note,
      warned,
      fingerprint,
    })
  }

  async function present(row: AppointmentRow | undefined) {
    const [shown] = row ? await presentAppointments(context, [row]) : []
    if (!shown) throw problems.notFound('appointment')
    return shown
  }
}

/** @throws problems.invalidFields */
async function requirePractitioner(context: Context, practitionerId: string): Promise<void> {
  const member = (await readStaff(context)).find(({ id }) => id === practitionerId)
  const { roles = [], status } = member ?? {}
  const treats = may({ kind: 'staff', id: practitionerId, name: '', roles }, 'session.record')
  if (member && treats && status === 'active') return
  const why = !member ? 'is nobody who works here.' : treats ? 'does not work here now.' : 'sees no clients.'
  const expected = 'an active practitioner or clinician of this clinic'
  const message = `“practitionerId” ${why} Expected ${expected}.`
  throw problems.invalidFields([{ field: 'practitionerId', message, expected }])
}

/** @throws problems.timeTaken */
async function requireFree(context: Context, of: Parameters<typeof findOverlapping>[1]): Promise<void> {
  const taken = await findOverlapping(context, of)
  if (!taken) return
  const clock = (ms: number) => printClock(wallClockAt(ms, context.zone).time)
  const from = taken.starts_at.getTime()
  const until = from + taken.minutes * 60_000
  throw problems.timeTaken(
    `This practitioner has an appointment from ${clock(from)} to ${clock(until)} then. Choose another time, or somebody else.`,
  )
}

async function warningOf(context: Context, clientId: string, on: ISODate): Promise<Appointment['warned']> {
  const params = { clinicId: context.clinicId, clientId }
  const { earliestOn, because } = await showEarliestSession(context, { params, query: undefined, body: undefined })
  if (because.length === 0) return null
  if (earliestOn === null) return { of: 'not-cleared', until: null }
  return on < earliestOn ? { of: 'too-early', until: earliestOn } : null
}

/** Only where she, or her guardian, has said that the clinic may write to her about appointments. */
async function tellClient(context: Context, clientId: string): Promise<void> {
  if (!(await holdsContactConsent(context, clientId, { channel: 'email', purpose: 'appointments' }))) return
  const to = await whoReceives(context, clientId)
  if (to?.email === undefined) return
  const { name: clinic } = await readClinic(context)
  const link = `${context.site.url}/c/${context.clinicId}/appointments`
  const { email, language } = to
  await sendLater(context, { to: email, kind: 'appointments-changed', language, values: { clinic, link } })
}

const place = z.tuple([values.instant, values.id])
const ofClient = cursorOf('appointments', place)
const ofClinic = cursorOf('appointments of the clinic', place)

/** @throws problems.notFound */
export async function listAppointments(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'appointment.list'>,
): Promise<OutputOf<'appointment.list'>> {
  await requireClient(context, clientId)
  await recordViewOnce(context, clientId, 'appointments')
  const at = ofClient.read(cursor)
  const after = at && { startsAt: new Date(at[0]), id: at[1] }
  const rows = await listAppointmentRows(context, clientId, { limit: limit + 1, after })
  return pageFrom(
    await presentAppointments(context, rows),
    limit,
    (each) => each,
    ({ startsAt, id }) => ofClient.print([startsAt, id]),
  )
}

/** The list names people and opens no record, so it is not noted as a view of each. */
export async function listUpcoming(
  context: Context,
  { query: { limit, cursor } }: InputOf<'appointment.upcoming'>,
): Promise<OutputOf<'appointment.upcoming'>> {
  const { today, zone } = context
  const from = new Date(instantOf({ date: parseDate(today) as CivilDate, time: 0 }, zone))
  const at = ofClinic.read(cursor)
  const after = at && { startsAt: new Date(at[0]), id: at[1] }
  const rows = await listUpcomingRows(context, { limit: limit + 1, after, from })
  const names = await namesOf(
    context,
    rows.map(({ client_id }) => client_id),
  )
  return pageFrom(
    await presentAppointments(context, rows),
    limit,
    (each) => ({ client: { id: each.clientId, name: names.get(each.clientId) ?? '' }, ...each }),
    ({ startsAt, id }) => ofClinic.print([startsAt, id]),
  )
}
