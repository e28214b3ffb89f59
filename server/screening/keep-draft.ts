/**
 * An intake that is under way, so that she goes on with it on another device. Whoever saves says which version she saw; where
 * another device has saved a newer one, she gets both and chooses. Nothing of it is a record before she sends it.
 */
import type { InputOf, IntakeDraft, OutputOf } from '@needlepoint/contract'
import { refuseOthersAnswers } from '../answers.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { canonical } from '../keys/index.ts'
import { requireClient, requireOpenRecord } from '../practice/require-client.ts'
import { addDraft, changeDraft, type Draft, draftLasts, findDraft, removeDraft } from './drafts.ts'
import { findScreeningRow } from './screenings.ts'

/** Bytes. Every question answered at length is a tenth of it. */
const mostBytes = 131_072

/** @throws problems.notFound */
export async function showDraft(
  context: Context,
  { params: { clientId } }: InputOf<'intake-draft.show'>,
): Promise<OutputOf<'intake-draft.show'>> {
  await requireClient(context, clientId)
  const found = await findDraft(context, clientId)
  return { draft: found ? present(clientId, found) : null }
}

/**
 * @throws problems.staleVersion with the draft as another device left it, problems.alreadyDone when these answers were sent,
 *   problems.idTaken, problems.notYet, problems.tooLarge; problems.invalidFields for answers that somebody else gives
 */
export async function keepDraft(
  context: Context,
  { params: { clientId }, body }: InputOf<'intake-draft.keep'>,
): Promise<OutputOf<'intake-draft.keep'>> {
  const { id, version, basedOn, ...content } = body
  const { today } = await requireOpenRecord(context, clientId)
  if (content.day > today) throw problems.notYet('day')
  if (Buffer.byteLength(JSON.stringify(content)) > mostBytes) throw problems.tooLarge(mostBytes)
  refuseOthersAnswers('facts', context.actor, context.pathway, content.facts)
  const draft: Draft = { id, version, content }
  const found = await findDraft(context, clientId)
  if (found?.version === version) {
    // The same sent again; or a slip of a program, which must not pass for it.
    if (found.id !== id || canonical(found.content) !== canonical(content))
      throw problems.idTaken(body, present(clientId, found))
    return { outcome: 'same', record: present(clientId, found) }
  }
  const sent = await findScreeningRow(context, id)
  if (sent?.client_id === clientId) throw problems.alreadyDone('These answers were sent already, from another device.')
  if (sent) throw problems.idTaken(body)
  if (found && found.version !== basedOn) throw problems.staleVersion(body, present(clientId, found))
  if (found?.id === id) await changeDraft(context, draft)
  else {
    if (found) await removeDraft(context, { id: found.id })
    if (!(await addDraft(context, clientId, draft))) throw problems.idTaken(body)
    await audit(context, { action: 'intake-draft.begun', subject: clientId, details: { draft: id } })
  }
  return { outcome: 'new', record: present(clientId, { ...draft, savedAt: new Date(context.now) }) }
}

/** @throws problems.notFound */
export async function dropDraft(
  context: Context,
  { params: { clientId } }: InputOf<'intake-draft.drop'>,
): Promise<OutputOf<'intake-draft.drop'>> {
  await requireClient(context, clientId)
  const dropped = await removeDraft(context, { clientId })
  if (dropped) await audit(context, { action: 'intake-draft.dropped', subject: clientId })
  return { dropped }
}

const present = (
  clientId: string,
  { id, version, content, savedAt }: Draft & { readonly savedAt: Date },
): IntakeDraft => ({
  id,
  clientId,
  version,
  ...content,
  savedAt: savedAt.toISOString(),
  until: new Date(savedAt.getTime() + draftLasts).toISOString(),
})
