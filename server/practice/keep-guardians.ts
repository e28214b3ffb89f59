/** Guardians of a client: added, amended, ended and listed. */
import type { Guardian, InputOf, OutputOf } from '@needlepoint/contract'
import { endClientAccess } from '../accounts/client-links.ts'
import { recordView } from '../accounts/record-views.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { addGuardianRow, type GuardianRow, listGuardianVersions, presentGuardians } from './guardians.ts'
import { requireClient, requireOpenRecord } from './require-client.ts'

/** @throws problems.notFound, problems.idTaken */
export async function addGuardian(
  context: Context,
  { params: { clientId }, body }: InputOf<'guardian.add'>,
): Promise<OutputOf<'guardian.add'>> {
  const { tx, clinicId, keys } = context
  await requireOpenRecord(context, clientId)
  const fingerprint = keys.fingerprint({ clientId, ...body })
  const row = { ...body, clientId, supersedes: null, status: 'active', fingerprint } as const
  const outcome =
    (await sentBefore(tx, 'guardians', { clinicId, id: body.id, fingerprint })) ?? (await addGuardianRow(context, row))
  if (outcome === 'new')
    await audit(context, { action: 'guardian.added', subject: body.id, details: { client: clientId } })
  const versions = await listGuardianVersions(context, clientId)
  return await mergeById({
    outcome,
    sent: body,
    show: () => present(context, versions, ({ id }) => id === body.id, body),
    mayRead: () => true,
  })
}

/**
 * Adds a version. With `status: ended` the guardian is signed out, and her open links end.
 * @throws problems.notFound, problems.idTaken, problems.staleVersion
 */
export async function amendGuardian(
  context: Context,
  { params: { clientId, guardianId }, body }: InputOf<'guardian.amend'>,
): Promise<OutputOf<'guardian.amend'>> {
  const { tx, clinicId, keys } = context
  const { id, supersedes, status } = body
  await requireOpenRecord(context, clientId)
  const before = await listGuardianVersions(context, clientId)
  const own = before.filter((row) => row.guardian_id === guardianId)
  if (!own.some((row) => row.id === supersedes)) throw problems.notFound('guardian')
  const fingerprint = keys.fingerprint({ clientId, guardianId, ...body })
  const outcome =
    (await sentBefore(tx, 'guardians', { clinicId, id, fingerprint })) ??
    (await addGuardianRow(context, { ...body, clientId, fingerprint }))
  if (outcome === 'new') {
    if (status === 'ended') await endClientAccess(context, { clientId, guardianId })
    await audit(context, { action: 'guardian.amended', subject: guardianId, details: { version: id, status } })
  }
  const versions = await listGuardianVersions(context, clientId)
  return await mergeById({
    outcome,
    sent: body,
    show: () => present(context, versions, (row) => row.id === id, body),
    mayRead: () => true,
    current: () =>
      present(context, versions, (row) => row.guardian_id === guardianId && row.superseded_by === null, body),
  })
}

/** @throws problems.notFound */
export async function listGuardians(
  context: Context,
  { params: { clientId } }: InputOf<'guardian.list'>,
): Promise<OutputOf<'guardian.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'client')
  const versions = await listGuardianVersions(context, clientId)
  return {
    items: await presentGuardians(
      context,
      versions.filter((row) => row.superseded_by === null),
    ),
  }
}

/** @throws problems.idTaken when the id names a guardian of another client: whoever sent it may know no more than that */
async function present(
  context: Context,
  versions: readonly GuardianRow[],
  which: (row: GuardianRow) => boolean,
  sent: unknown,
): Promise<Guardian> {
  const [shown] = await presentGuardians(context, versions.filter(which))
  if (!shown) throw problems.idTaken(sent)
  return shown
}
