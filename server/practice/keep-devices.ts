/** Devices of the clinic: added, listed, taken into and out of service. */
import type { Device, InputOf, OutputOf } from '@needlepoint/contract'
import { nearest, type Pathway } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { addDeviceRow, findDeviceRow, listDeviceRows, presentDevices, setDeviceStatus } from './devices.ts'

/** @throws problems.idTaken; problems.invalidFields for a class that the protocol does not know */
export async function addDevice(context: Context, { body }: InputOf<'device.add'>): Promise<OutputOf<'device.add'>> {
  requireDeviceClass(context.pathway, body.deviceClass)
  const outcome = await addDeviceRow(context, body)
  if (outcome === 'new') await audit(context, { action: 'device.added', subject: body.id })
  return await mergeById({
    outcome,
    sent: body,
    show: () => show(context, body.id),
    mayRead: () => may(context.actor, 'device.read'),
  })
}

export async function listDevices(context: Context): Promise<OutputOf<'device.list'>> {
  return { items: await presentDevices(context, await listDeviceRows(context)) }
}

/** @throws problems.notFound */
export async function changeDeviceStatus(
  context: Context,
  { params: { deviceId }, body: { status } }: InputOf<'device.change-status'>,
): Promise<OutputOf<'device.change-status'>> {
  const before = await show(context, deviceId)
  if (before.status === status) return before
  await setDeviceStatus(context, deviceId, status)
  await audit(context, {
    action: 'device.status-changed',
    subject: deviceId,
    details: { status, was: before.status },
  })
  return { ...before, status }
}

async function show(context: Context, id: string): Promise<Device> {
  const row = await findDeviceRow(context, id)
  const [shown] = row ? await presentDevices(context, [row]) : []
  if (!shown) throw problems.notFound('device')
  return shown
}

function requireDeviceClass({ protocol }: Pathway, given: string): void {
  const classes = protocol.facts.deviceClass?.options ?? []
  if (classes.includes(given)) return
  const expected = `one of ${classes.join(', ')}`
  const close = nearest(given, classes)
  throw problems.invalidFields([
    {
      field: 'deviceClass',
      message: `“${given}” is no class of device that the protocol knows. Expected ${expected}.`,
      expected,
      ...(close === undefined ? {} : { nearest: close }),
    },
  ])
}
