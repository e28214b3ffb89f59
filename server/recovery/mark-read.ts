/** Somebody has read a check-in, and may leave a note for colleagues. The client sees that, and when. */

import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { addRead, findRead } from './check-in-reads.ts'
import { findCheckInRow } from './check-ins.ts'

/** @throws problems.notFound, problems.notAllowed, problems.idTaken */
export async function markRead(
  context: Context,
  { params: { checkInId }, body }: InputOf<'check-in.mark-read'>,
): Promise<OutputOf<'check-in.mark-read'>> {
  const { actor, keys } = context
  const { id, note } = body
  if (actor.kind !== 'staff') throw problems.notAllowed()
  const checkIn = await findCheckInRow(context, checkInId)
  if (!checkIn) throw problems.notFound('check-in')
  await requireOpenRecord(context, checkIn.client_id)
  const outcome = await addRead(context, {
    id,
    checkInId,
    staffId: actor.id,
    note,
    fingerprint: keys.fingerprint({ checkInId, ...body }),
  })
  if (outcome === 'new') await audit(context, { action: 'check-in.read', subject: checkInId, details: { read: id } })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const read = await findRead(context, id)
      if (!read) throw problems.notFound('check-in')
      return read
    },
    // Whoever may answer reads every check-in of the clinic.
    mayRead: () => true,
  })
}
