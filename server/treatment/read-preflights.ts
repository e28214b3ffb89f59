/** One pre-flight check, and those of a client. */
import type { DeviceReadiness, InputOf, OutputOf, Preflight } from '@needlepoint/contract'
import type { Answers, Preflight as Checked } from '@needlepoint/pathway'
import { recordView } from '../accounts/record-views.ts'
import { type RecordedBy, recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import { requireClient } from '../practice/require-client.ts'
import { findPreflightRow, listPreflightRows, type PreflightRow } from './preflights.ts'

const place = cursorOf('preflights', timeAndId)

/** @throws problems.notFound */
export async function showPreflight(
  context: Context,
  { params }: InputOf<'preflight.show'>,
): Promise<OutputOf<'preflight.show'>> {
  const row = await findPreflightRow(context, params.preflightId)
  if (!row) throw problems.notFound('pre-flight check')
  await recordView(context, row.client_id, 'session')
  return await presentPreflight(context, row)
}

/** @throws problems.notFound */
export async function listPreflights(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'preflight.list'>,
): Promise<OutputOf<'preflight.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'session')
  const at = place.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listPreflightRows(context, clientId, { limit: limit + 1, after })
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return pageFrom(
    rows,
    limit,
    (row) => present(row, by),
    (row) => place.print([row.recorded_at.toISOString(), row.id]),
  )
}

export async function presentPreflight(context: Context, row: PreflightRow): Promise<Preflight> {
  return present(row, await recordedByIn(context, [row.recorded_by]))
}

const present = (row: PreflightRow, by: (recordedBy: string) => RecordedBy): Preflight => ({
  id: row.id,
  clientId: row.client_id,
  planId: row.plan_id,
  checkedOn: row.checked_on,
  deviceId: row.device_id,
  cartridgeLotId: row.cartridge_lot_id,
  facts: row.facts as Answers,
  result: row.result as Checked,
  deviceResult: row.device_result as DeviceReadiness | null,
  differs: row.differs,
  protocol: row.protocol_hash,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: by(row.recorded_by),
})
