/** The clients of the clinic: a list, a search over what the database cannot read, and one of them. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { recordView } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import { nameMatches, searchTokens } from '../keys/index.ts'
import { findByTokens, findClientRow, listClientRows } from './clients.ts'
import { nameOf, presentClient, presentSummaries } from './present-client.ts'

const place = cursorOf('clients', timeAndId)

export async function listClients(
  context: Context,
  { query: { limit, cursor } }: InputOf<'client.list'>,
): Promise<OutputOf<'client.list'>> {
  const at = place.read(cursor)
  const after = at && { addedAt: new Date(at[0]), id: at[1] }
  const rows = await listClientRows(context, { limit: limit + 1, after })
  const shown = await presentSummaries(context, rows)
  return pageFrom(
    shown,
    limit,
    (summary) => summary,
    ({ addedAt, id }) => place.print([addedAt, id]),
  )
}

/** As many as a person looks through before she types another letter. */
const mostFound = 50
/** Candidates that are opened: of long words the index knows the beginning alone, so some of them are others. */
const mostOpened = 250

/** @throws problems.invalidFields for a text that is too short to search for */
export async function searchClients(
  context: Context,
  { body: { text } }: InputOf<'client.search'>,
): Promise<OutputOf<'client.search'>> {
  const { keys } = context
  const tokens = searchTokens(keys, text)
  const [first] = tokens
  if (!first) {
    const expected = 'two letters of a name, a whole e-mail address, or a whole telephone number'
    const message = `There is too little to search for. Expected ${expected}.`
    throw problems.invalidFields([{ field: 'text', message, expected }])
  }
  const candidates = await findByTokens(context, tokens, mostOpened)
  const found = first.kind === 'name' ? candidates.filter((row) => nameMatches(nameOf(keys, row), text)) : candidates
  return {
    items: await presentSummaries(context, found.slice(0, mostFound)),
    more: found.length > mostFound || candidates.length === mostOpened,
  }
}

/** @throws problems.notFound */
export async function showClient(
  context: Context,
  { params: { clientId } }: InputOf<'client.show'>,
): Promise<OutputOf<'client.show'>> {
  const row = await findClientRow(context, clientId)
  if (!row) throw problems.notFound('client')
  await recordView(context, clientId, 'client')
  return await presentClient(context, row)
}
