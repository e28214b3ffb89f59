/** How somebody comes to work in a clinic: an owner invites an e-mail address, and whoever reads its mail may accept once. */
import { audit, printActor } from '../audit/audit.ts'
import type { Context, Role } from '../context.ts'
import { problems } from '../http/problems.ts'
import { normaliseEmail } from '../keys/index.ts'
import { sendLater } from '../mail/queue.ts'
import { asOperator } from './as-operator.ts'
import { invitationLasts, invitationLink, printRoles, printUntil } from './links.ts'
import type { Site } from './origin.ts'
import { may, sortRoles } from './permissions.ts'
import { addStaff } from './staff.ts'
import { findAccount, makeStaffAccount } from './staff-account.ts'
import { newToken } from './tokens.ts'

const emailPlace = (id: string) => ({ table: 'staff_invitations', column: 'email_enc', id })

export interface Invite {
  readonly id: string
  readonly email: string
  readonly roles: readonly Role[]
  /** BCP 47, of the message. */
  readonly language: string
}

/**
 * Invites somebody by e-mail. An older open invitation of the same address is withdrawn. Sent twice, it is mailed once.
 * @throws problems.notAllowed, problems.idTaken
 */
export async function inviteStaff(
  context: Context,
  site: Site,
  { language, ...invite }: Invite,
): Promise<{ outcome: 'new' | 'same'; invitation: Invitation }> {
  const { tx, clinicId, actor, zone } = context
  const { token, invitation } = await addInvitation(context, invite)
  if (token === undefined) return { outcome: 'same', invitation }
  const clinic = await tx
    .selectFrom('clinics')
    .select('name')
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
  await sendLater(context, {
    to: invitation.email,
    kind: 'invitation',
    language,
    values: {
      clinic: clinic.name,
      inviter: actor.kind === 'staff' ? actor.name : clinic.name,
      roles: printRoles(invitation.roles, language),
      until: printUntil(invitation.expiresAt.getTime(), language, zone),
      link: invitationLink(site, clinicId, token),
    },
  })
  return { outcome: 'new', invitation }
}

type AddingInvitation = Pick<Context, 'tx' | 'clinicId' | 'actor' | 'keys' | 'now'>

/**
 * Adds an invitation whose link the caller hands over.
 * @returns no token when the invitation was here already: its link cannot be told again
 * @throws problems.notAllowed, problems.idTaken
 */
export async function addInvitation(
  context: AddingInvitation,
  { id, email, roles: given }: Omit<Invite, 'language'>,
): Promise<{ token: string | undefined; invitation: Invitation }> {
  const { tx, clinicId, actor, keys, now } = context
  if (!may(actor, 'staff.invite')) throw problems.notAllowed()
  const address = normaliseEmail(email)
  const roles = sortRoles(given)
  const { token } = newToken()
  const expiresAt = new Date(now + invitationLasts)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('staff_invitations')
    .values({
      clinic_id: clinicId,
      id,
      email_enc: keys.seal(emailPlace(id), address),
      roles,
      token_hash: keys.hash('link', token),
      expires_at: expiresAt,
      recorded_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) {
    const stored = await tx
      .selectFrom('staff_invitations')
      .selectAll()
      .where('clinic_id', '=', clinicId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const same = String(stored.roles) === String(roles) && keys.open(emailPlace(id), stored.email_enc) === address
    if (!same) throw problems.idTaken({ id, email, roles })
    return { token: undefined, invitation: { id, email: address, roles, expiresAt: stored.expires_at } }
  }
  for (const open of await listInvitations(context)) {
    if (open.email === address && open.id !== id) await setRevoked(context, open.id)
  }
  await audit(context, { action: 'staff.invited', subject: id, details: { roles } })
  return { token, invitation: { id, email: address, roles, expiresAt } }
}

export interface Invitation {
  readonly id: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly expiresAt: Date
}

/** @returns those that can still be accepted. @throws problems.notAllowed */
export async function listInvitations({ tx, clinicId, actor, keys, now }: AddingInvitation): Promise<Invitation[]> {
  if (!may(actor, 'staff.invite')) throw problems.notAllowed()
  const rows = await tx
    .selectFrom('staff_invitations')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(now))
    .orderBy('id')
    .execute()
  return rows.map(({ id, email_enc, roles, expires_at }) => ({
    id,
    email: keys.open(emailPlace(id), email_enc),
    roles: sortRoles(roles),
    expiresAt: expires_at,
  }))
}

/** Withdraws an invitation. @throws problems.notAllowed, problems.notFound */
export async function revokeInvitation(context: Context, { id }: { readonly id: string }): Promise<void> {
  if (!(await listInvitations(context)).some((open) => open.id === id)) throw problems.notFound('open invitation')
  await setRevoked(context, id)
  await audit(context, { action: 'staff.invitation-withdrawn', subject: id })
}

async function setRevoked({ tx, clinicId, now }: AddingInvitation, id: string): Promise<void> {
  await tx
    .updateTable('staff_invitations')
    .set({ revoked_at: new Date(now) })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .execute()
}

type InvitationContext = Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now'>

export interface FoundInvitation extends Invitation {
  readonly clinicName: string
  /** Somebody signs in with this address already; she accepts with her own session instead of choosing a password. */
  readonly userId: string | null
}

/** @returns undefined when the token opens nothing (any more) */
export async function findInvitation(
  { tx, clinicId, keys, now }: InvitationContext,
  token: string,
): Promise<FoundInvitation | undefined> {
  const row = await tx
    .selectFrom('staff_invitations as i')
    .innerJoin('clinics as c', 'c.clinic_id', 'i.clinic_id')
    .select(['i.id', 'i.email_enc', 'i.roles', 'i.expires_at', 'c.name'])
    .where('i.clinic_id', '=', clinicId)
    .where('i.token_hash', '=', keys.hash('link', token))
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', new Date(now))
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const email = keys.open(emailPlace(row.id), row.email_enc)
  const account = await asOperator(tx, () => findAccount(tx, email))
  return {
    id: row.id,
    email,
    roles: sortRoles(row.roles),
    expiresAt: row.expires_at,
    clinicName: row.name,
    userId: account?.id ?? null,
  }
}

export interface Accept {
  readonly token: string
  readonly name: string
  /** The account that is signed in, or the password of a new one. */
  readonly account: { readonly userId: string } | { readonly passwordHash: string }
  readonly staffId: string
}

/**
 * Makes the invited person a member of staff, with an account if she has none.
 * @returns her account, or undefined when the invitation is no longer open, is another's, or she works here already
 */
export async function acceptInvitation(
  context: InvitationContext,
  { token, name, account, staffId }: Accept,
): Promise<string | undefined> {
  const { tx, clinicId, keys, now } = context
  const invitation = await findInvitation(context, token)
  if (!invitation) return undefined
  const { email, userId: existing } = invitation
  // Somebody may have got an account meanwhile; then its password counts, not this one.
  if ('userId' in account ? account.userId !== existing : existing !== null) return undefined
  const userId =
    'userId' in account
      ? account.userId
      : await asOperator(tx, () => makeStaffAccount(tx, { email, passwordHash: account.passwordHash, now }))
  const known = await tx
    .selectFrom('staff')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (known) return undefined
  const actor = { kind: 'staff', id: staffId, name, roles: invitation.roles } as const
  await addStaff(tx, keys, {
    clinicId,
    staffId,
    userId,
    name,
    roles: invitation.roles,
    now,
    recordedBy: printActor(actor),
  })
  await tx
    .updateTable('staff_invitations')
    .set({ accepted_at: new Date(now) })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', invitation.id)
    .execute()
  const details = { roles: invitation.roles, invitation: invitation.id }
  await audit({ ...context, actor }, { action: 'staff.joined', subject: staffId, details })
  return userId
}
