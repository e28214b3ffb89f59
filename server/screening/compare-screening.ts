/** What the device decided beside what the server decided, and each point at which the two part. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { recordView } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { differencesBetween, screeningInShort } from '../decide-again.ts'
import { problems } from '../http/problems.ts'
import { findScreeningRow } from './screenings.ts'

/** @throws problems.notFound */
export async function compareScreening(
  context: Context,
  { params }: InputOf<'screening.compare'>,
): Promise<OutputOf<'screening.compare'>> {
  const row = await findScreeningRow(context, params.screeningId)
  if (!row) throw problems.notFound('screening')
  await recordView(context, row.client_id, 'screening')
  const server = screeningInShort(row.decision)
  return {
    screeningId: row.id,
    device: row.device_decision,
    server,
    differs: row.differs,
    differences: differencesBetween(row.device_decision, server),
  }
}
