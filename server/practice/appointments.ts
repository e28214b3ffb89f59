/** All SQL about appointments. They come in versions; the one that nothing replaced holds, and the first names them all. */
import type { Appointment } from '@needlepoint/contract'
import { type ISODate, printDate, wallClockAt, type Zone } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { recordedByIn, staffNames } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'
import { printClock } from './wall-time.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

const place = (column: 'place_enc' | 'note_enc', id: string) => ({ table: 'appointments', column, id })

export interface NewAppointment {
  readonly id: string
  /** Of the first version; its own in that one. */
  readonly appointmentId: string
  readonly clientId: string
  readonly supersedes: string | null
  readonly what: Appointment['what']
  readonly status: Appointment['status']
  /** Milliseconds since 1970. */
  readonly startsAt: number
  readonly minutes: number
  readonly zone: Zone
  readonly practitionerId: string
  readonly place: string | undefined
  readonly note: string | undefined
  readonly warned: Appointment['warned']
  readonly fingerprint: Buffer
}

export function addAppointment(
  { tx, clinicId, actor, now, keys }: Context,
  appointment: NewAppointment,
): Promise<Outcome> {
  const { id, warned } = appointment
  return addRow(tx, 'appointments', {
    clinic_id: clinicId,
    id,
    appointment_id: appointment.appointmentId,
    client_id: appointment.clientId,
    supersedes: appointment.supersedes,
    what: appointment.what,
    status: appointment.status,
    starts_at: new Date(appointment.startsAt),
    minutes: appointment.minutes,
    zone: appointment.zone,
    practitioner_id: appointment.practitionerId,
    place_enc: keys.sealOptional(place('place_enc', id), appointment.place),
    note_enc: keys.sealOptional(place('note_enc', id), appointment.note),
    warned: warned?.of ?? null,
    warned_until: warned?.until ?? null,
    fingerprint: appointment.fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

const rows = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('appointments as a')
    .leftJoin('appointments as later', (join) =>
      join.onRef('later.clinic_id', '=', 'a.clinic_id').onRef('later.supersedes', '=', 'a.id'),
    )
    .select([
      'a.id',
      'a.appointment_id',
      'a.client_id',
      'a.supersedes',
      'later.id as superseded_by',
      'a.what',
      'a.status',
      'a.starts_at',
      'a.minutes',
      'a.zone',
      'a.practitioner_id',
      'a.place_enc',
      'a.note_enc',
      'a.warned',
      'a.warned_until',
      'a.recorded_at',
      'a.recorded_by',
      sql<number>`(select count(*)::int from appointments v where v.clinic_id = a.clinic_id
        and v.appointment_id = a.appointment_id and (v.recorded_at, v.id) <= (a.recorded_at, a.id))`.as('version'),
      sql<boolean>`exists (select from messages m where m.clinic_id = a.clinic_id
        and m.cannot_come_to = a.appointment_id and m.recorded_at >= a.recorded_at)`.as('cannot_come'),
    ])
    .where('a.clinic_id', '=', clinicId)

export type AppointmentRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

export async function findAppointmentRow(context: Reading, id: string): Promise<AppointmentRow | undefined> {
  return await rows(context).where('a.id', '=', id).executeTakeFirst()
}

/** @returns undefined for the id of a later version: the first names an appointment */
export async function findFirstVersion(context: Reading, id: string): Promise<AppointmentRow | undefined> {
  return await rows(context).where('a.id', '=', id).where('a.supersedes', 'is', null).executeTakeFirst()
}

export async function findHoldingAppointment(
  context: Reading,
  appointmentId: string,
): Promise<AppointmentRow | undefined> {
  return await rows(context)
    .where('a.appointment_id', '=', appointmentId)
    .where('later.id', 'is', null)
    .executeTakeFirst()
}

export interface Place {
  readonly startsAt: Date
  readonly id: string
}

/** Of one client, in the versions that hold, the last one first. */
export async function listAppointmentRows(
  context: Reading,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<AppointmentRow[]> {
  let query = rows(context).where('a.client_id', '=', clientId).where('later.id', 'is', null)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('a.starts_at', 'a.id'), '<', on.tuple(after.startsAt, after.id as never)),
    )
  return await query.orderBy('a.starts_at', 'desc').orderBy('a.id', 'desc').limit(limit).execute()
}

/** Of the clinic, planned and in the versions that hold, the next one first. */
export async function listUpcomingRows(
  context: Reading,
  { limit, after, from }: { readonly limit: number; readonly after: Place | undefined; readonly from: Date },
): Promise<AppointmentRow[]> {
  let query = rows(context)
    .where('a.status', '=', 'planned')
    .where('later.id', 'is', null)
    .where('a.starts_at', '>=', from)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('a.starts_at', 'a.id'), '>', on.tuple(after.startsAt, after.id as never)),
    )
  return await query.orderBy('a.starts_at').orderBy('a.id').limit(limit).execute()
}

/** @returns an appointment of the same practitioner that takes some of that time; the caller holds the clinic's lock */
export async function findOverlapping(
  context: Reading,
  of: Pick<NewAppointment, 'appointmentId' | 'practitionerId' | 'startsAt' | 'minutes'>,
): Promise<AppointmentRow | undefined> {
  return await rows(context)
    .where('a.practitioner_id', '=', of.practitionerId)
    .where('a.appointment_id', '<>', of.appointmentId)
    .where('a.status', '=', 'planned')
    .where('later.id', 'is', null)
    .where('a.starts_at', '<', new Date(of.startsAt + of.minutes * 60_000))
    .where(sql<Date>`a.starts_at + a.minutes * interval '1 minute'`, '>', new Date(of.startsAt))
    .orderBy('a.starts_at')
    .limit(1)
    .executeTakeFirst()
}

export async function presentAppointments(context: Context, of: readonly AppointmentRow[]): Promise<Appointment[]> {
  const { keys, actor } = context
  const by = await recordedByIn(
    context,
    of.map((row) => row.recorded_by),
  )
  const names = await staffNames(
    context,
    of.map((row) => row.practitioner_id),
  )
  return of.map((row) => {
    const { date, time } = wallClockAt(row.starts_at.getTime(), row.zone)
    return {
      id: row.id,
      appointmentId: row.appointment_id,
      clientId: row.client_id,
      what: row.what,
      status: row.status,
      startsAt: row.starts_at.toISOString(),
      minutes: row.minutes,
      zone: row.zone,
      on: printDate(date),
      at: printClock(time),
      practitioner: { id: row.practitioner_id, name: names.get(row.practitioner_id) ?? '' },
      place: keys.openOptional(place('place_enc', row.id), row.place_enc),
      note: keys.openOptional(place('note_enc', row.id), row.note_enc),
      cannotCome: row.cannot_come,
      version: row.version,
      warned:
        row.warned && actor.kind !== 'client' ? { of: row.warned, until: row.warned_until as ISODate | null } : null,
      supersedes: row.supersedes,
      supersededBy: row.superseded_by,
      recordedAt: row.recorded_at.toISOString(),
      recordedBy: by(row.recorded_by),
    }
  })
}
