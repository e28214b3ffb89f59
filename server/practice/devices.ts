/** All SQL about devices, and a device as callers see it. */
import type { Device, InputOf } from '@needlepoint/contract'
import type { Selectable } from 'kysely'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome, type Tables } from '../database/index.ts'

export type DeviceRow = Selectable<Tables['devices']>

export function addDeviceRow(
  { tx, clinicId, actor, now, keys }: Context,
  body: InputOf<'device.add'>['body'],
): Promise<Outcome> {
  return addRow(tx, 'devices', {
    clinic_id: clinicId,
    id: body.id,
    device_class: body.deviceClass,
    name: body.name,
    serial: body.serial ?? null,
    udi: body.udi ?? null,
    authorized: body.authorized,
    fingerprint: keys.fingerprint(body),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findDeviceRow({ tx, clinicId }: Context, id: string): Promise<DeviceRow | undefined> {
  return await tx
    .selectFrom('devices')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** In the order in which they were added. */
export async function listDeviceRows({ tx, clinicId }: Context): Promise<DeviceRow[]> {
  return await tx
    .selectFrom('devices')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}

export async function setDeviceStatus(
  { tx, clinicId }: Context,
  id: string,
  status: DeviceRow['status'],
): Promise<void> {
  await tx.updateTable('devices').set({ status }).where('clinic_id', '=', clinicId).where('id', '=', id).execute()
}

export async function presentDevices(context: Context, rows: readonly DeviceRow[]): Promise<Device[]> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    deviceClass: row.device_class,
    name: row.name,
    serial: row.serial,
    udi: row.udi,
    authorized: row.authorized,
    status: row.status,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
