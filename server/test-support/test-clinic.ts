/** A clinic of its own for each test: what other tests write is not in it. */
import type { Zone } from '@needlepoint/pathway'
import { beginAudit } from '../audit/audit.ts'
import type { Tx } from '../database/index.ts'
import { newId } from '../ids.ts'
import type { ClinicKeys } from '../keys/index.ts'
import type { TestDatabase } from './test-database.ts'

export interface TestClinic {
  readonly clinicId: string
  readonly zone: Zone
  readonly keys: ClinicKeys
  /** A transaction of this clinic, as a request has it. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export async function testClinic(
  { database, keyRing }: TestDatabase,
  zone: Zone = 'Europe/Berlin',
): Promise<TestClinic> {
  const now = Date.now()
  const clinicId = newId(now)
  const keys = await database.asClinic(clinicId, async (tx) => {
    await tx
      .insertInto('clinics')
      .values({ clinic_id: clinicId, name: 'A test', zone, language: 'en', created_at: new Date(now) })
      .execute()
    const made = await keyRing.makeKeys(tx, clinicId)
    await beginAudit(tx, clinicId, made)
    return made
  })
  return { clinicId, zone, keys, run: (work) => database.asClinic(clinicId, work) }
}
