/** Who works here, as the owner arranges it. What it takes to sign in is the accounts'. */
import type { InputOf, Invitation, OutputOf, StaffMember } from '@needlepoint/contract'
import {
  inviteStaff as invite,
  type Invitation as OpenInvitation,
  listInvitations as openInvitations,
  revokeInvitation as revoke,
} from '../accounts/invitations.ts'
import {
  changeStaff,
  listStaff as everybody,
  findStaff,
  type StaffMember as Member,
  recoverStaff as recover,
} from '../accounts/staff.ts'
import type { Context } from '../context.ts'

const presentMember = ({ id, version, name, roles, status, addedAt }: Member): StaffMember => ({
  id,
  version,
  name,
  roles: [...roles],
  status,
  addedAt: addedAt.toISOString(),
})

const presentInvitation = ({ id, email, roles, expiresAt }: OpenInvitation): Invitation => ({
  id,
  email,
  roles: [...roles],
  expiresAt: expiresAt.toISOString(),
})

export async function listStaff(context: Context): Promise<OutputOf<'staff.list'>> {
  return { items: (await everybody(context)).map(presentMember) }
}

/** @throws problems.notFound, problems.idTaken, problems.staleVersion, problems.lastOwner */
export async function amendStaff(
  context: Context,
  { params: { staffId }, body }: InputOf<'staff.amend'>,
): Promise<OutputOf<'staff.amend'>> {
  const outcome = await changeStaff(context, { staffId, ...body })
  const record = presentMember(await findStaff(context, staffId))
  return { outcome: outcome === 'new' ? 'new' : 'same', record }
}

/** @throws problems.notFound, problems.notAllowed, problems.stepMissing when she works for another clinic too */
export async function recoverStaff(
  context: Context,
  { params: { staffId } }: InputOf<'staff.recover'>,
): Promise<OutputOf<'staff.recover'>> {
  await recover(context, { staffId })
  return { recovered: true }
}

/** @throws problems.idTaken */
export async function inviteStaff(
  context: Context,
  { body }: InputOf<'staff.invite'>,
): Promise<OutputOf<'staff.invite'>> {
  const { outcome, invitation } = await invite(context, context.site, body)
  return { outcome, record: presentInvitation(invitation) }
}

export async function listInvitations(context: Context): Promise<OutputOf<'invitation.list'>> {
  return { items: (await openInvitations(context)).map(presentInvitation) }
}

/** @throws problems.notFound */
export async function revokeInvitation(
  context: Context,
  { params: { invitationId } }: InputOf<'invitation.revoke'>,
): Promise<OutputOf<'invitation.revoke'>> {
  await revoke(context, { id: invitationId })
  return { revoked: true }
}
