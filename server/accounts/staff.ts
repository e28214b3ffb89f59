/** Who works in a clinic and as what. Details are versions; the owner invites, changes, and helps who lost a second factor. */
import { sql } from 'kysely'
import { audit, printActor } from '../audit/audit.ts'
import type { Context, Role } from '../context.ts'
import { addRow, type Outcome, type Tx } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { problems } from '../http/problems.ts'
import { newId } from '../ids.ts'
import type { ClinicKeys } from '../keys/index.ts'
import { sendLater } from '../mail/queue.ts'
import { asOperator } from './as-operator.ts'
import { lockClinic } from './lock-clinic.ts'
import { may, sortRoles } from './permissions.ts'

export type StaffStatus = 'active' | 'suspended' | 'left'

export interface StaffMember {
  readonly id: string
  /** The version of the details; a change names it as the one that it replaces. */
  readonly version: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly status: StaffStatus
  readonly addedAt: Date
}

const namePlace = (id: string) => ({ table: 'staff_details', column: 'name_enc', id })

/** @throws problems.notAllowed */
export async function listStaff(context: Context): Promise<StaffMember[]> {
  if (!may(context.actor, 'staff.read')) throw problems.notAllowed()
  return await readStaff(context)
}

/** @throws problems.notAllowed, problems.notFound */
export async function findStaff(context: Context, staffId: string): Promise<StaffMember> {
  const member = (await listStaff(context)).find(({ id }) => id === staffId)
  if (!member) throw problems.notFound('member of staff')
  return member
}

/** Everybody, whoever asks: for use cases that have to know who works here. */
export async function readStaff({
  tx,
  clinicId,
  keys,
}: Pick<Context, 'tx' | 'clinicId' | 'keys'>): Promise<StaffMember[]> {
  const rows = await tx
    .selectFrom('staff as s')
    .innerJoin('staff_details as d', (join) =>
      join.onRef('d.clinic_id', '=', 's.clinic_id').onRef('d.staff_id', '=', 's.id'),
    )
    .select(['s.id', 'd.id as version', 'd.name_enc', 'd.roles', 'd.status', 's.recorded_at'])
    .where('s.clinic_id', '=', clinicId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('staff_details as later')
            .select('later.id')
            .where('later.clinic_id', '=', clinicId)
            .whereRef('later.supersedes', '=', 'd.id'),
        ),
      ),
    )
    .orderBy('s.id')
    .execute()
  return rows.map(({ id, version, name_enc, roles, status, recorded_at }) => ({
    id,
    version,
    name: keys.open(namePlace(version), name_enc),
    roles: sortRoles(roles),
    status,
    addedAt: recorded_at,
  }))
}

export interface NewStaff {
  readonly clinicId: string
  readonly staffId: string
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly now: number
  readonly recordedBy: string
}

/** Writes somebody's first two rows. The caller has seen to it that she may be added, and audits it. */
export async function addStaff(
  tx: Tx,
  keys: ClinicKeys,
  { clinicId, staffId, userId, name, roles: given, now, recordedBy }: NewStaff,
) {
  const at = new Date(now)
  const roles = sortRoles(given)
  await tx
    .insertInto('staff')
    .values({ clinic_id: clinicId, id: staffId, user_id: userId, recorded_at: at, recorded_by: recordedBy })
    .execute()
  const id = newId(now)
  await tx
    .insertInto('staff_details')
    .values({
      clinic_id: clinicId,
      id,
      staff_id: staffId,
      name_enc: keys.seal(namePlace(id), name),
      roles,
      status: 'active',
      fingerprint: keys.fingerprint({ staffId, name, roles, status: 'active' }),
      recorded_at: at,
      recorded_by: recordedBy,
    })
    .execute()
}

export interface ChangeStaff {
  /** Of the new version, made on the device. */
  readonly id: string
  readonly staffId: string
  /** The version that it replaces. */
  readonly supersedes: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly status: StaffStatus
}

/**
 * Stores a new version of somebody's name, roles or status. It counts from the next request on.
 * @throws problems.notAllowed, problems.notFound, problems.lastOwner, problems.staleVersion, problems.idTaken
 */
export async function changeStaff(context: Context, change: ChangeStaff): Promise<Outcome> {
  const { tx, clinicId, actor, keys } = context
  if (!may(actor, 'staff.change')) throw problems.notAllowed()
  const { id, staffId, supersedes, name, status } = change
  const roles = sortRoles(change.roles)
  const fingerprint = keys.fingerprint({ staffId, supersedes, name, roles, status })
  const before = await sentBefore(tx, 'staff_details', { clinicId, id, fingerprint })
  const outcome = before ?? (await addVersion(context, { ...change, roles }, fingerprint))
  if (outcome === 'refused') throw problems.idTaken(change)
  return outcome
}

async function addVersion(context: Context, change: ChangeStaff, fingerprint: Buffer): Promise<Outcome> {
  const { tx, clinicId, actor, keys, now } = context
  const { id, staffId, supersedes, name, roles, status } = change
  // Two owners who step down at the same moment would each count on the other.
  await lockClinic(tx, clinicId)
  const staff = await readStaff(context)
  const current = staff.find((member) => member.id === staffId)
  if (!current) throw problems.notFound('member of staff')
  if (supersedes !== current.version) throw problems.staleVersion(change, current)
  const stays = roles.includes('owner') && status === 'active'
  const owners = staff.filter((each) => each.roles.includes('owner') && each.status === 'active')
  if (!stays && owners.every((owner) => owner.id === staffId)) throw problems.lastOwner()
  const outcome = await addRow(tx, 'staff_details', {
    clinic_id: clinicId,
    id,
    staff_id: staffId,
    supersedes,
    name_enc: keys.seal(namePlace(id), name),
    roles: [...roles],
    status,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
  if (outcome === 'new') {
    const details = { roles, status, was: { roles: current.roles, status: current.status } }
    await audit(context, { action: 'staff.changed', subject: staffId, details })
  }
  return outcome
}

/**
 * Removes the second factor of a colleague who can no longer use it, ends her sessions, and writes to her. She keeps her
 * password, and sets up a new factor at her next sign-in.
 * @throws problems.notAllowed, problems.notFound; problems.stepMissing when she works for another clinic too
 */
export async function recoverStaff(context: Context, { staffId }: { readonly staffId: string }): Promise<void> {
  const { tx, clinicId, actor } = context
  if (!may(actor, 'staff.recover')) throw problems.notAllowed()
  if (actor.kind === 'staff' && actor.id === staffId) {
    throw problems.notAllowed('Another owner, or the operator of the server, has to do this for you.')
  }
  const member = await tx
    .selectFrom('staff')
    .select('user_id')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', staffId)
    .executeTakeFirst()
  if (!member) throw problems.notFound('member of staff')
  const email = await asOperator(tx, async () => {
    const elsewhere = await tx
      .selectFrom('staff')
      .select('id')
      .where('user_id', '=', member.user_id)
      .where('clinic_id', '!=', clinicId)
      .executeTakeFirst()
    // One clinic must not weaken the door of another.
    if (elsewhere)
      throw problems.stepMissing('This person works for another clinic too: the operator of the server has to do it.')
    return await removeSecondFactor(tx, member.user_id)
  })
  const clinic = await tx
    .selectFrom('clinics')
    .select(['name', 'language'])
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
  const { language, name } = clinic
  await sendLater(context, { to: email, kind: 'second-factor-reset', language, values: { clinic: name } })
  await audit(context, { action: 'staff.second-factor-removed', subject: staffId })
}

/**
 * @param tx with the operator's role
 * @returns the e-mail address
 */
export async function removeSecondFactor(tx: Tx, userId: string): Promise<string> {
  await sql`delete from accounts."twoFactor" where "userId" = ${userId}`.execute(tx)
  await sql`delete from accounts."passkey" where "userId" = ${userId}`.execute(tx)
  await sql`delete from accounts."session" where "userId" = ${userId}`.execute(tx)
  const { rows } = await sql<{ email: string }>`
    update accounts."user" set "twoFactorEnabled" = false where "id" = ${userId} returning "email"`.execute(tx)
  if (!rows[0]) throw new Error('A member of staff has no account.')
  return rows[0].email
}
