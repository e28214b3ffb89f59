/** May we write to her, how, and what about? */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireClient, requireOpenRecord } from '../practice/require-client.ts'
import {
  addContactConsent,
  findContactConsent,
  listContactConsents as list,
  listContactConsentChanges,
  presentContactConsents,
} from './contact-consents.ts'
import { may } from './permissions.ts'
import { recordView } from './record-views.ts'

/** @throws problems.notFound, problems.idTaken */
export async function recordContactConsent(
  context: Context,
  { params: { clientId }, body }: InputOf<'contact-consent.record'>,
  caller: Caller,
): Promise<OutputOf<'contact-consent.record'>> {
  caller.about(clientId)
  await requireOpenRecord(context, clientId)
  const { id, channel, purpose, status } = body
  const outcome = await addContactConsent(context, clientId, body)
  if (outcome === 'new') {
    const details = { channel, purpose, status }
    await audit(context, { action: 'contact-consent.recorded', subject: clientId, details })
  }
  const row = await findContactConsent(context, id)
  if (!row) throw problems.notFound('contact consent')
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const [shown] = await presentContactConsents(context, [row])
      if (!shown) throw problems.notFound('contact consent')
      return shown
    },
    mayRead: () => may(context.actor, 'contact-consent.read', row.client_id),
  })
}

/** @throws problems.notFound */
export async function listContactConsents(
  context: Context,
  { params: { clientId } }: InputOf<'contact-consent.list'>,
): Promise<OutputOf<'contact-consent.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'client')
  return { items: await presentContactConsents(context, await list(context, clientId)) }
}

const place = cursorOf('contact consents', timeAndId)

/** Every change, with its day and who made it. @throws problems.notFound */
export async function listContactConsentHistory(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'contact-consent.history'>,
): Promise<OutputOf<'contact-consent.history'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'client')
  const at = place.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listContactConsentChanges(context, clientId, { limit: limit + 1, after })
  return pageFrom(
    await presentContactConsents(context, rows),
    limit,
    (change) => change,
    ({ recordedAt, id }) => place.print([recordedAt, id]),
  )
}
