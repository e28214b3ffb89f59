/** Enquiries as the clinic sees them: who wants to be answered is for everybody who works here, what she answered for who reads screenings. */
import type { Enquiry, InputOf, OutputOf } from '@needlepoint/contract'
import { InvalidInput, type Screening } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import { indexTokens } from '../keys/index.ts'
import { namesOf } from '../practice/client-names.ts'
import { findByTokens } from '../practice/clients.ts'
import { type EnquiryContent, type EnquiryRow, enquiryLasts, findEnquiry, listWaiting } from './enquiries.ts'

const place = cursorOf('enquiries', timeAndId)

export async function listEnquiries(
  context: Context,
  { query: { limit, cursor } }: InputOf<'enquiry.list'>,
): Promise<OutputOf<'enquiry.list'>> {
  const at = place.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listWaiting(context, { limit: limit + 1, after })
  const mayJudge = may(context.actor, 'screening.read')
  return pageFrom(
    rows,
    limit,
    (row) => {
      const content = contentOf(row)
      const decided = mayJudge ? decide(context, content) : null
      return { ...who(row, content), decision: decided?.decision.atLeast ?? null }
    },
    (row) => place.print([row.recordedAt.toISOString(), row.id]),
  )
}

/** @throws problems.notFound; problems.alreadyDone when it was settled and nothing of it is left */
export async function showEnquiry(
  context: Context,
  { params: { enquiryId } }: InputOf<'enquiry.show'>,
): Promise<OutputOf<'enquiry.show'>> {
  const row = await findEnquiry(context, enquiryId)
  if (!row) throw problems.notFound('enquiry')
  const content = contentOf(row)
  const mayJudge = may(context.actor, 'screening.read')
  if (mayJudge) await audit(context, { action: 'enquiry.opened', subject: row.id })
  const { decidedOn, facts } = content
  return {
    ...who(row, content),
    answers: mayJudge ? { decidedOn, facts, decided: decide(context, content) } : null,
    known: await knownAs(context, content),
  }
}

/** @throws problems.alreadyDone */
export function contentOf({ content }: EnquiryRow): EnquiryContent {
  if (content === null) throw problems.alreadyDone('Somebody has settled this enquiry. What it said is deleted.')
  return content
}

const who = ({ id, recordedAt }: EnquiryRow, { name, contact, language, zone, words }: EnquiryContent) => ({
  id,
  name,
  contact,
  language,
  zone,
  words: words ?? null,
  receivedAt: recordedAt.toISOString(),
  until: new Date(recordedAt.getTime() + enquiryLasts).toISOString(),
})

function decide({ pathway }: Context, { facts, decidedOn }: EnquiryContent): Screening | null {
  try {
    return pathway.screen(facts, decidedOn)
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return null
  }
}

/** Clients with the same address or number: she may have been here before. */
async function knownAs(context: Context, { contact }: EnquiryContent): Promise<Enquiry['known']> {
  if (!may(context.actor, 'client.list')) return []
  const tokens = indexTokens(context.keys, { name: '', email: contact.email, phone: contact.phone })
  const found = await Promise.all(
    tokens.filter(({ kind }) => kind !== 'name').map((token) => findByTokens(context, [token], 5)),
  )
  const ids = [...new Set(found.flat().map((row) => row.client_id))].slice(0, 5)
  const names = await namesOf(context, ids)
  return ids.flatMap((id) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name }]
  })
}
