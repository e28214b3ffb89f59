/** A client asks for her data to be erased. Nothing is erased here: a person answers (`answer-erasure.ts`), and what has to stay is said at once. */
import type { ErasureRequest, InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { sendLater } from '../mail/queue.ts'
import { readClinic } from '../practice/clinics.ts'
import { addErasureRequest, findErasureRow, listErasureRows, presentErasures } from './erasure-requests.ts'
import { staffEmails } from './staff-emails.ts'

/** Stores the request and writes to the owners of the clinic. @throws problems.idTaken */
export async function requestErasure(
  context: Context,
  { params: { clientId }, body }: InputOf<'erasure.request'>,
  caller: Caller,
): Promise<OutputOf<'erasure.request'>> {
  caller.about(clientId)
  const outcome = await addErasureRequest(context, clientId, body)
  if (outcome === 'new') {
    await tellOwners(context)
    await audit(context, { action: 'erasure.requested', subject: clientId, details: { request: body.id } })
  }
  return await mergeById({
    outcome,
    sent: body,
    show: () => showErasure(context, body.id),
    mayRead: (shown) => shown.clientId === clientId,
  })
}

const place = cursorOf('erasure requests', timeAndId)

export async function listErasures(
  context: Context,
  { query }: InputOf<'erasure.list'>,
): Promise<OutputOf<'erasure.list'>> {
  return await page(context, query)
}

/** What she asked herself, and what was answered. */
export async function listOwnErasures(
  context: Context,
  { params: { clientId }, query }: InputOf<'own-erasure.list'>,
  caller: Caller,
): Promise<OutputOf<'own-erasure.list'>> {
  caller.about(clientId)
  return await page(context, query, clientId)
}

async function page(
  context: Context,
  { limit, cursor }: InputOf<'erasure.list'>['query'],
  clientId?: string,
): Promise<OutputOf<'erasure.list'>> {
  const at = place.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listErasureRows(context, {
    limit: limit + 1,
    after,
    ...(clientId === undefined ? {} : { clientId }),
  })
  return pageFrom(
    await presentErasures(context, rows),
    limit,
    (request) => request,
    ({ recordedAt, id }) => place.print([recordedAt, id]),
  )
}

export async function showErasure(context: Context, id: string): Promise<ErasureRequest> {
  const row = await findErasureRow(context, id)
  const [shown] = row ? await presentErasures(context, [row]) : []
  if (!shown) throw problems.notFound('request')
  return shown
}

async function tellOwners(context: Context): Promise<void> {
  const { name, language } = await readClinic(context)
  for (const to of await staffEmails(context, ['owner'])) {
    await sendLater(context, {
      to,
      kind: 'erasure-requested',
      language,
      values: { clinic: name, link: context.site.url },
    })
  }
}
