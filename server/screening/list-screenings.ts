/** The screenings of one client, and those of the clinic that wait for a person. */
import type { InputOf, OutputOf, ScreeningSummary } from '@needlepoint/contract'
import { may } from '../accounts/permissions.ts'
import { recordView } from '../accounts/record-views.ts'
import { type RecordedBy, recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { namesOf } from '../practice/client-names.ts'
import { requireClient } from '../practice/require-client.ts'
import { holds } from './holds.ts'
import { listRowsToReview, listScreeningRows, type Place, type ScreeningSummaryRow } from './screenings.ts'

const ofClient = cursorOf('screenings', timeAndId)
const toReview = cursorOf('screenings to review', timeAndId)

/** @throws problems.notFound */
export async function listScreenings(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'screening.list'>,
): Promise<OutputOf<'screening.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'screening')
  const after = placeAt(ofClient.read(cursor))
  const rows = await listScreeningRows(context, clientId, { limit: limit + 1, after })
  return await page(context, rows, limit, ofClient)
}

export async function listScreeningsToReview(
  context: Context,
  { query: { limit, cursor } }: InputOf<'screening.review'>,
): Promise<OutputOf<'screening.review'>> {
  const rows = await listRowsToReview(context, { limit: limit + 1, after: placeAt(toReview.read(cursor)) })
  const { items, next } = await page(context, rows, limit, toReview)
  const names = may(context.actor, 'client.list')
    ? await namesOf(
        context,
        items.map(({ clientId }) => clientId),
      )
    : undefined
  return {
    items: items.map((item) => ({ client: { id: item.clientId, name: names?.get(item.clientId) ?? null }, ...item })),
    next,
  }
}

const placeAt = (at: [string, string] | undefined): Place | undefined =>
  at && { recordedAt: new Date(at[0]), id: at[1] }

async function page(context: Context, rows: readonly ScreeningSummaryRow[], limit: number, cursor: typeof ofClient) {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return pageFrom(
    rows,
    limit,
    (row) => present(row, by),
    (row) => cursor.print([row.recorded_at.toISOString(), row.id]),
  )
}

const present = (row: ScreeningSummaryRow, by: (recordedBy: string) => RecordedBy): ScreeningSummary => ({
  id: row.id,
  clientId: row.client_id,
  decidedOn: row.decided_on,
  atLeast: row.at_least,
  atMost: row.at_most,
  final: row.at_least === row.at_most,
  holds: holds(row),
  differs: row.differs,
  overridden: row.overridden_to !== null,
  supersedes: row.supersedes,
  supersededBy: row.superseded_by,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: by(row.recorded_by),
})
