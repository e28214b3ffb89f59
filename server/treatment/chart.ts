/**
 * What a chart may say: an area of the plan, no deeper than allowed, with a lot and a device that may be used, by somebody
 * who may needle. What is wrong is named by its field, all at once.
 */
import type { FieldProblem, InputOf } from '@needlepoint/contract'
import { type ISODate, nearest, type Pathway } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { readStaff } from '../accounts/staff.ts'
import { decideOn } from '../answers.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { findDeviceRow } from '../practice/devices.ts'
import { findLotRow } from '../practice/lots.ts'
import type { DepthLimits } from './depth-limits.ts'

/** What recording and amending have in common. */
export type Chart = Omit<InputOf<'session.amend'>['body'], 'id' | 'reason'>

/** @throws problems.invalidFields */
export async function requireChart(
  context: Context,
  chart: Chart,
  { day, limits }: { readonly day: ISODate; readonly limits: DepthLimits },
): Promise<void> {
  const { pathway } = context
  const fields = [
    ...chart.zones.flatMap((zone, i) => zoneProblems(pathway, zone, `zones[${i}]`, limits)),
    ...(await practitionerProblems(context, chart.practitionerId)),
  ]
  if (fields.length > 0) throw problems.invalidFields(fields)
  decideOn('facts', () => pathway.loaded.readFacts(chart.facts, day))
}

function zoneProblems(
  { protocol }: Pathway,
  { area, depthMm, passes, endpoint }: Chart['zones'][number],
  field: string,
  limits: DepthLimits,
): FieldProblem[] {
  const found: FieldProblem[] = []
  const planned = [...limits.areas.keys()]
  const limit = limits.areas.get(area)
  if (limit === undefined)
    found.push(
      notOneOf(`${field}.area`, area, planned, 'is not in the plan. Plan it first, or chart what was planned.'),
    )
  else if (limit === null)
    found.push(wrong(`${field}.area`, `is “${area}”, where nobody is needled.`, 'an area that the plan allows'))
  else if (depthMm > limit)
    found.push(
      wrong(`${field}.depthMm`, `is ${depthMm} mm. The plan allows at most ${limit} mm there.`, `at most ${limit}`),
    )
  const most = protocol.facts.passes?.max
  if (most !== undefined && passes > most)
    found.push(wrong(`${field}.passes`, `is ${passes}, more than anybody makes.`, `at most ${most}`))
  const endpoints = protocol.facts.endpoint?.options ?? []
  if (!endpoints.includes(endpoint))
    found.push(notOneOf(`${field}.endpoint`, endpoint, endpoints, 'is no endpoint that the protocol knows.'))
  return found
}

async function practitionerProblems(context: Context, practitionerId: string): Promise<FieldProblem[]> {
  const member = (await readStaff(context)).find(({ id }) => id === practitionerId)
  const { roles = [], status } = member ?? {}
  const needles = may({ kind: 'staff', id: practitionerId, name: '', roles }, 'session.record')
  if (member && needles && status === 'active') return []
  const why = !member ? 'is nobody who works here.' : needles ? 'does not work here now.' : 'does not needle.'
  return [wrong('practitionerId', why, 'an active practitioner or clinician of this clinic')]
}

/**
 * @param day of the session: what was recalled or set aside later was usable then
 * @throws problems.notFound, problems.stockNotUsable in a sentence that names the field
 */
export async function requireUsable(
  context: Context,
  { deviceId, cartridgeLotId, products }: Used,
  day: ISODate,
): Promise<void> {
  if (deviceId !== undefined) await requireDevice(context, deviceId)
  if (cartridgeLotId !== undefined) {
    const { kind } = await requireLot(context, 'cartridgeLotId', cartridgeLotId, day)
    if (kind !== 'cartridge')
      throw problems.stockNotUsable(`“cartridgeLotId” names a lot of ${kind}, and no cartridges. Take another one.`)
  }
  for (const [i, { lotId }] of products.entries())
    if (lotId !== undefined) await requireLot(context, `products[${i}].lotId`, lotId, day)
}

/** The device is left out where it was found usable before. */
type Used = Pick<Chart, 'cartridgeLotId' | 'products'> & { readonly deviceId?: string | undefined }

async function requireDevice(context: Context, deviceId: string): Promise<void> {
  const device = await findDeviceRow(context, deviceId)
  if (!device) throw problems.notFound('device')
  if (device.status !== 'in-service')
    throw problems.stockNotUsable(`“deviceId” names a device that is ${device.status}. Take one that is in service.`)
}

async function requireLot(context: Context, field: string, lotId: string, day: ISODate) {
  const lot = await findLotRow(context, lotId)
  if (!lot) throw problems.notFound('lot')
  const { expires_on, recalled_on } = lot
  if (recalled_on !== null && recalled_on <= day)
    throw problems.stockNotUsable(`“${field}” names a lot that was recalled on ${recalled_on}. Take another one.`)
  if (expires_on !== null && expires_on < day)
    throw problems.stockNotUsable(`“${field}” names a lot that expired on ${expires_on}. Take another one.`)
  return lot
}

const wrong = (field: string, why: string, expected: string): FieldProblem => ({
  field,
  message: `“${field}” ${why} Expected ${expected}.`,
  expected,
})

function notOneOf(field: string, given: string, options: readonly string[], why: string): FieldProblem {
  const close = nearest(given, options)
  const found = wrong(field, `is “${given}”, which ${why}`, `one of ${options.join(', ')}`)
  return close === undefined ? found : { ...found, nearest: close }
}
