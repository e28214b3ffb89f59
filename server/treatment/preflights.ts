/** All SQL about pre-flight checks. */
import type { DeviceReadiness } from '@needlepoint/contract'
import type { Answers, ISODate, Preflight } from '@needlepoint/pathway'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, json, type Outcome } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface NewPreflight {
  readonly id: string
  readonly clientId: string
  readonly planId: string
  readonly checkedOn: ISODate
  readonly deviceId: string | undefined
  readonly cartridgeLotId: string | undefined
  readonly facts: Answers
  readonly result: Preflight
  readonly deviceResult: DeviceReadiness | undefined
  readonly differs: boolean
  readonly fingerprint: Buffer
}

export function addPreflight({ tx, clinicId, actor, now }: Context, preflight: NewPreflight): Promise<Outcome> {
  const { result, deviceResult } = preflight
  return addRow(tx, 'preflights', {
    clinic_id: clinicId,
    id: preflight.id,
    client_id: preflight.clientId,
    plan_id: preflight.planId,
    checked_on: preflight.checkedOn,
    device_id: preflight.deviceId ?? null,
    cartridge_lot_id: preflight.cartridgeLotId ?? null,
    facts: json(preflight.facts),
    result: json(result),
    outcome: result.decision,
    device_result: deviceResult ? json(deviceResult) : null,
    differs: preflight.differs,
    protocol_hash: result.protocol,
    fingerprint: preflight.fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

const rows = ({ tx, clinicId }: Reading) => tx.selectFrom('preflights').selectAll().where('clinic_id', '=', clinicId)

export type PreflightRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

export async function findPreflightRow(context: Reading, id: string): Promise<PreflightRow | undefined> {
  return await rows(context).where('id', '=', id).executeTakeFirst()
}

/** The newest first. */
export async function listPreflightRows(
  context: Reading,
  clientId: string,
  {
    limit,
    after,
  }: { readonly limit: number; readonly after: { readonly recordedAt: Date; readonly id: string } | undefined },
): Promise<PreflightRow[]> {
  let query = rows(context).where('client_id', '=', clientId)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('recorded_at', 'id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  return await query.orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
