/** All SQL about the clinic itself. */
import type { Context } from '../context.ts'

export interface ClinicRow {
  readonly name: string
  readonly zone: string
  readonly language: string
  readonly demo: boolean
  readonly phone: string | null
  readonly email: string | null
  readonly opening_hours: string | null
  readonly after_hours: string | null
  readonly emergency_number: string | null
  readonly cooling_off: string | null
}

export async function readClinic({ tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>): Promise<ClinicRow> {
  return await tx
    .selectFrom('clinics')
    .select([
      'name',
      'zone',
      'language',
      'demo',
      'phone',
      'email',
      'opening_hours',
      'after_hours',
      'emergency_number',
      'cooling_off',
    ])
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
}

export async function changeClinicRow(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  change: Omit<ClinicRow, 'demo'>,
): Promise<void> {
  await tx.updateTable('clinics').set(change).where('clinic_id', '=', clinicId).execute()
}
