/** All SQL about the clinic itself. */
import type { WatchHours } from '@needlepoint/contract/watch-hours'
import type { Context } from '../context.ts'
import { json } from '../database/json.ts'

export interface ClinicRow {
  readonly name: string
  readonly zone: string
  readonly language: string
  readonly demo: boolean
  readonly phone: string | null
  readonly email: string | null
  readonly opening_hours: string | null
  readonly after_hours: string | null
  readonly watch_hours: WatchHours[] | null
  readonly emergency_number: string | null
  readonly cooling_off: string | null
}

export async function readClinic({ tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>): Promise<ClinicRow> {
  const { watch_hours, ...row } = await tx
    .selectFrom('clinics')
    .select(['name', 'zone', 'language', 'demo', 'phone', 'email'])
    .select(['opening_hours', 'after_hours', 'watch_hours', 'emergency_number', 'cooling_off'])
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return { ...row, watch_hours: watch_hours as WatchHours[] | null }
}

export async function changeClinicRow(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  change: Omit<ClinicRow, 'demo'>,
): Promise<void> {
  const watch_hours = change.watch_hours && json(change.watch_hours)
  await tx
    .updateTable('clinics')
    .set({ ...change, watch_hours })
    .where('clinic_id', '=', clinicId)
    .execute()
}
