/** The clinic's name, zone, language and contact, and the protocol in force. */
import { isDeepStrictEqual } from 'node:util'
import type { Clinic, InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { type ClinicRow, changeClinicRow, readClinic } from './clinics.ts'
import { parseCoolingOff, printCoolingOff } from './cooling-off.ts'

type Changeable = InputOf<'clinic.change'>['body']

export async function showClinic(context: Context): Promise<OutputOf<'clinic.show'>> {
  return present(context, await readClinic(context))
}

export async function changeClinic(
  context: Context,
  { body }: InputOf<'clinic.change'>,
): Promise<OutputOf<'clinic.change'>> {
  const before = present(context, await readClinic(context))
  const changed = (Object.keys(body) as (keyof Changeable)[]).filter(
    (what) => !isDeepStrictEqual(before[what], body[what]),
  )
  if (changed.length > 0) {
    await changeClinicRow(context, rowOf(body))
    await audit(context, { action: 'clinic.changed', subject: context.clinicId, details: { changed } })
  }
  return { ...before, ...body }
}

const rowOf = ({
  openingHours,
  afterHours,
  watchHours,
  emergencyNumber,
  coolingOff,
  ...rest
}: Changeable): Omit<ClinicRow, 'demo'> => ({
  ...rest,
  opening_hours: openingHours,
  after_hours: afterHours,
  watch_hours: watchHours,
  emergency_number: emergencyNumber,
  cooling_off: printCoolingOff(coolingOff),
})

const present = (
  { clinicId, pathway }: Context,
  { opening_hours, after_hours, watch_hours, emergency_number, cooling_off, ...rest }: ClinicRow,
): Clinic => ({
  id: clinicId,
  ...rest,
  openingHours: opening_hours,
  afterHours: after_hours,
  watchHours: watch_hours,
  emergencyNumber: emergency_number,
  coolingOff: parseCoolingOff(cooling_off),
  protocol: pathway.hash,
})
