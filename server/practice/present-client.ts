/** A client as callers see her: her details opened, and her stage worked out. */
import type { Client, ClientSummary } from '@needlepoint/contract'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import type { ClinicKeys } from '../keys/index.ts'
import type { ClientRow } from './clients.ts'
import { stagesOf, unreadOf } from './progress.ts'

const place = (column: string, { details_id }: ClientRow) => ({ table: 'client_details', column, id: details_id })

export const nameOf = (keys: ClinicKeys, row: ClientRow): string => keys.open(place('name_enc', row), row.name_enc)
const bornOf = (keys: ClinicKeys, row: ClientRow) => keys.openOptional(place('born_enc', row), row.born_enc)

export async function presentClient(context: Context, row: ClientRow): Promise<Client> {
  const { keys } = context
  const stages = await stagesOf(context, [row.client_id])
  const by = await recordedByIn(context, [row.recorded_by])
  return {
    id: row.client_id,
    detailsId: row.details_id,
    name: nameOf(keys, row),
    contact: JSON.parse(keys.open(place('contact_enc', row), row.contact_enc)) as Client['contact'],
    born: bornOf(keys, row),
    language: row.language,
    zone: row.zone,
    notes: keys.openOptional(place('notes_enc', row), row.notes_enc),
    stage: stages.get(row.client_id) ?? 'added',
    keptUntil: row.kept_until,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}

/** @param rows in the order of the answer */
export async function presentSummaries(context: Context, rows: readonly ClientRow[]): Promise<ClientSummary[]> {
  const { keys } = context
  const ids = rows.map(({ client_id }) => client_id)
  const stages = await stagesOf(context, ids)
  const unread = await unreadOf(context, ids)
  return rows.map((row) => ({
    id: row.client_id,
    name: nameOf(keys, row),
    born: bornOf(keys, row),
    stage: stages.get(row.client_id) ?? 'added',
    ...unread(row.client_id),
    addedAt: row.added_at.toISOString(),
  }))
}
