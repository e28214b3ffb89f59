/** The demo as whoever wants to try it sees it: which roles there are, and what each client shows. */
import type { Demo } from '@needlepoint/contract'
import { roles } from '../../accounts/permissions.ts'
import { findDemo, listPeople } from './demos.ts'
import type { DemoParts } from './make-demo.ts'

/** @returns undefined where there is none */
export async function showDemo({
  database,
  keyRing,
}: Pick<DemoParts, 'database' | 'keyRing'>): Promise<Demo | undefined> {
  const clinic = await database.asSystem(findDemo)
  if (!clinic) return undefined
  const { clinicId, name, madeAt } = clinic
  const { staff, clients } = await database.asClinic(clinicId, async (tx) =>
    listPeople(tx, clinicId, await keyRing.forClinic(tx, clinicId)),
  )
  return {
    clinicId,
    name,
    madeAt: madeAt.toISOString(),
    staff: roles.flatMap((role) => {
      const member = staff.find((each) => each.roles.includes(role))
      return member ? [{ role, name: member.name }] : []
    }),
    clients: clients.map(({ clientId, name, notes }) => ({ clientId, name, shows: notes ?? '' })),
  }
}
