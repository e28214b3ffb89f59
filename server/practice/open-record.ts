/** How a client, or her guardian, comes to her record, and how that ends. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { endClientAccess as endAccess, sendClientLink as sendLink } from '../accounts/client-links.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { listGuardianVersions } from './guardians.ts'
import { requireOpenRecord } from './require-client.ts'

/** @throws problems.notFound; problems.stepMissing without an e-mail address, or a guardian for a child */
export async function sendClientLink(
  context: Context,
  { params: { clientId }, body: { guardianId } }: InputOf<'client-link.send'>,
): Promise<OutputOf<'client-link.send'>> {
  await requireOpenRecord(context, clientId)
  const expiresAt = await sendLink(context, context.site, { clientId, guardianId })
  return { expiresAt: new Date(expiresAt).toISOString() }
}

/** Signs out every device and ends open links. @throws problems.notFound */
export async function endClientAccess(
  context: Context,
  { params: { clientId }, body: { guardianId } }: InputOf<'client-access.end'>,
): Promise<OutputOf<'client-access.end'>> {
  await requireOpenRecord(context, clientId)
  if (guardianId !== undefined) {
    const versions = await listGuardianVersions(context, clientId)
    if (!versions.some((row) => row.guardian_id === guardianId)) throw problems.notFound('guardian')
  }
  await endAccess(context, { clientId, guardianId })
  return { ended: true }
}
