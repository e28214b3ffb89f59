/** Makes what a use case is given, in a transaction that is bound to the clinic already. */
import { dateAt, type ISODate, type Pathway, type Zone } from '@needlepoint/pathway'
import type { Site } from './accounts/origin.ts'
import type { Actor, Context } from './context.ts'
import { prepared, type Tx } from './database/index.ts'
import type { FileStore } from './files/index.ts'
import { problems } from './http/problems.ts'
import type { KeyRing } from './keys/index.ts'

export interface ContextParts {
  readonly keyRing: KeyRing
  readonly files: FileStore
  readonly site: Site
  /** The protocol of a clinic on its date, with its overlay; asked in each transaction. `openProtocols` gives it. */
  readonly pathwayFor: (tx: Tx, clinicId: string, today: Promise<ISODate>) => Promise<Pathway>
}

/** @throws problems.notFound where there is no such clinic */
export async function contextOf(
  { keyRing, files, site, pathwayFor }: ContextParts,
  tx: Tx,
  clinicId: string,
  actor: Actor,
  now: number,
): Promise<Context> {
  const zone = zoneOf(tx, clinicId)
  const today = zone.then((zone) => dateAt(now, zone))
  // All of them, so that none fails without somebody who hears it.
  const [pathway, keys, day] = await Promise.all([
    pathwayFor(tx, clinicId, today),
    zone.then(() => keyRing.forClinic(tx, clinicId)),
    today,
  ])
  return {
    tx,
    clinicId,
    zone: await zone,
    actor,
    now,
    today: day,
    pathway,
    keys,
    files,
    site,
  }
}

/** @throws problems.notFound */
async function zoneOf(tx: Tx, clinicId: string): Promise<Zone> {
  const [clinic] = (await selectZone(tx, { clinicId })).rows
  if (!clinic) throw problems.notFound('clinic')
  return clinic.zone
}

const selectZone = prepared((tx, { clinicId }: { readonly clinicId: string }) =>
  tx.selectFrom('clinics').select('zone').where('clinic_id', '=', clinicId),
)
