/**
 * Makes the demo: a clinic marked as one, somebody of each role, and a history of clients that counts back from now. All of it
 * is one transaction, so it is there as a whole or not at all.
 */
import { dateAt, type ISODate, isZone, type Pathway, type Zone } from '@needlepoint/pathway'
import { asOperator } from '../../accounts/as-operator.ts'
import type { Site } from '../../accounts/origin.ts'
import { roles } from '../../accounts/permissions.ts'
import { addStaff } from '../../accounts/staff.ts'
import { makeStaffAccount } from '../../accounts/staff-account.ts'
import { audit, beginAudit } from '../../audit/audit.ts'
import type { Actor, Context, Role } from '../../context.ts'
import type { Database, Tx } from '../../database/index.ts'
import type { FileStore } from '../../files/index.ts'
import { problems } from '../../http/problems.ts'
import { newId } from '../../ids.ts'
import type { ClinicKeys, KeyRing } from '../../keys/index.ts'
import { addDemoClinic, demoAddress, findDemo, lockDemo } from './demos.ts'
import { letEnquire } from './enquiries.ts'
import { fillWithPeople } from './people.ts'
import { setUpPractice } from './practice.ts'
import { type Cast, Script } from './script.ts'

export interface DemoParts {
  readonly database: Database
  readonly keyRing: KeyRing
  readonly files: FileStore
  readonly site: Site
  readonly pathwayFor: (tx: Tx, clinicId: string, today: ISODate) => Promise<Pathway>
  readonly now: () => number
  /** Of the demo's clinic; that of this machine when not given. */
  readonly zone?: Zone
}

/** @returns the id of its clinic. @throws problems.alreadyDone when there is one */
export async function makeDemo(parts: DemoParts): Promise<string> {
  const { database, keyRing, files, site, pathwayFor } = parts
  const now = parts.now()
  const clinicId = newId(now)
  const zone = parts.zone ?? zoneOfThisMachine()
  const script = new Script(now, zone)
  fillWithPeople(script, setUpPractice(script))
  letEnquire(script)
  await database.asClinic(clinicId, async (tx) => {
    await lockDemo(tx)
    if (await asOperator(tx, () => findDemo(tx)))
      throw problems.alreadyDone('There is a demo already. Remove it first to have a new one.')
    await addDemoClinic(tx, { clinicId, name: 'Demo clinic', zone, madeAt: new Date(now) })
    const keys = await keyRing.makeKeys(tx, clinicId)
    await beginAudit(tx, clinicId, keys)
    const made = { tx, clinicId, keys, now: script.start, actor: { kind: 'system' } } as const
    await audit(made, { action: 'clinic.made', subject: clinicId })
    const cast = await hire(tx, clinicId, keys, script.start)
    const pathway = await pathwayFor(tx, clinicId, dateAt(now, zone))
    await script.play(cast, (at: number, actor: Actor): Context => {
      const today = dateAt(at, zone)
      return { tx, clinicId, zone, actor, now: at, today, pathway, keys, files, site }
    })
  })
  return clinicId
}

/** Nobody has a password here: the demo's own door lets people in as any of them (`accounts/demo-door.ts`). */
async function hire(tx: Tx, clinicId: string, keys: ClinicKeys, now: number): Promise<Cast> {
  const hired: [Role, Cast[Role]][] = []
  for (const role of roles) {
    const [id, name] = [newId(now), `Demo ${role.replace('-', ' ')}`]
    const email = demoAddress(role, clinicId)
    const userId = await asOperator(tx, () => makeStaffAccount(tx, { email, passwordHash: null, now }))
    await addStaff(tx, keys, { clinicId, staffId: id, userId, name, roles: [role], now, recordedBy: 'system' })
    hired.push([role, { kind: 'staff', id, name, roles: [role] }])
  }
  return Object.fromEntries(hired) as Cast
}

function zoneOfThisMachine(): Zone {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return isZone(timeZone) ? timeZone : 'UTC'
}
