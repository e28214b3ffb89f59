/** An enquiry is answered: it becomes the intake of a client, for her to look through and send; or it is closed. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { newId } from '../ids.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { addDraft, findDraft } from './drafts.ts'
import { type EnquiryRow, findEnquiryToSettle, settle } from './enquiries.ts'
import { contentOf } from './read-enquiries.ts'

/** @throws problems.notFound, problems.alreadyDone */
export async function takeEnquiry(
  context: Context,
  { params: { enquiryId }, body: { clientId } }: InputOf<'enquiry.take'>,
): Promise<OutputOf<'enquiry.take'>> {
  const { now } = context
  await requireOpenRecord(context, clientId)
  const row = await require(context, enquiryId)
  if (row.settledHow === 'taken' && row.clientId === clientId)
    return { outcome: 'same', record: present(row), draft: 'kept' }
  const { decidedOn, facts } = contentOf(row)
  // What she has under way herself is newer than what anybody can put there.
  const hers = await findDraft(context, clientId)
  if (!hers) {
    // She comes to this clinic.
    const content = { day: decidedOn, facts: { ...facts, setting: 'clinic' }, open: [], path: [], at: null } as const
    await addDraft(context, clientId, {
      id: newId(now),
      version: newId(now).replaceAll('-', ''),
      content: { ...content, open: [], path: [], confirm: 'enquiry' },
    })
  }
  await settle(context, enquiryId, { how: 'taken', clientId })
  await audit(context, { action: 'enquiry.taken', subject: enquiryId, details: { client: clientId } })
  return {
    outcome: 'new',
    record: present({ ...row, settledHow: 'taken', clientId, settledAt: new Date(now) }),
    draft: hers ? 'kept' : 'made',
  }
}

/** @throws problems.notFound, problems.alreadyDone when it was taken */
export async function dismissEnquiry(
  context: Context,
  { params: { enquiryId } }: InputOf<'enquiry.dismiss'>,
): Promise<OutputOf<'enquiry.dismiss'>> {
  const row = await require(context, enquiryId)
  if (row.settledHow === 'dismissed') return { outcome: 'same', record: present(row) }
  contentOf(row)
  await settle(context, enquiryId, { how: 'dismissed' })
  await audit(context, { action: 'enquiry.dismissed', subject: enquiryId })
  return { outcome: 'new', record: present({ ...row, settledHow: 'dismissed', settledAt: new Date(context.now) }) }
}

async function require(context: Context, id: string): Promise<EnquiryRow> {
  const row = await findEnquiryToSettle(context, id)
  if (!row) throw problems.notFound('enquiry')
  return row
}

function present({ id, settledHow, settledAt, clientId }: EnquiryRow) {
  if (settledHow === null || settledAt === null) throw new Error('It is not settled.')
  return { id, how: settledHow, clientId, settledAt: settledAt.toISOString() }
}
