/**
 * The owner answers a request for erasure, and what she says is done in the same transaction: all goes, or what has to be kept
 * is held with a reason and a last day and everything else goes, or nothing does. The client is told by mail, as long as we
 * still know where.
 */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Actor, Context } from '../context.ts'
import type { Database } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { HttpProblem, problems } from '../http/problems.ts'
import type { KeyRing } from '../keys/index.ts'
import type { Message } from '../mail/messages.ts'
import { forgetMailTo, sendLater } from '../mail/queue.ts'
import { readClinic } from '../practice/clinics.ts'
import { asOperator } from './as-operator.ts'
import { findRecipient } from './client-links.ts'
import { eraseClient } from './erased.ts'
import { addErasureAnswer, findAnsweredRequest, findErasureRow, hasToBeKept, listRunOut } from './erasure-requests.ts'
import { showErasure } from './request-erasure.ts'

type Body = InputOf<'erasure.answer'>['body']

/** @throws problems.notFound, problems.invalidFields, problems.retentionHold, problems.alreadyDone */
export async function answerErasure(
  context: Context,
  { params: { erasureId }, body }: InputOf<'erasure.answer'>,
): Promise<OutputOf<'erasure.answer'>> {
  const { tx, clinicId, keys } = context
  const request = await findErasureRow(context, erasureId)
  if (!request) throw problems.notFound('request')
  const fingerprint = keys.fingerprint({ erasureId, ...body })
  const before = await sentBefore(tx, 'erasure_answers', { clinicId, id: body.id, fingerprint })
  if (before === undefined) await answer(context, request, body, fingerprint)
  return await mergeById({
    outcome: before ?? 'new',
    sent: body,
    show: async () => await showErasure(context, (await findAnsweredRequest(context, body.id)) ?? erasureId),
    mayRead: () => true,
  })
}

async function answer(
  context: Context,
  request: NonNullable<Awaited<ReturnType<typeof findErasureRow>>>,
  body: Body,
  fingerprint: Buffer,
): Promise<void> {
  const clientId = request.client_id
  requireWhole(context, body)
  if (body.answer === 'erased' && body.reason === undefined && (await hasToBeKept(context, clientId))) {
    throw problems.retentionHold(
      'There is a treatment or a consent in this record, and clinics usually have to keep those for years. Say until when and why it is held, or say in the reason why nothing of it has to be kept any more.',
    )
  }
  const message = await messageFor(context, clientId, body)
  await addErasureAnswer(context, request, body, fingerprint)
  if (body.answer === 'refused') {
    if (message) await sendLater(context, message)
    await audit(context, { action: 'erasure.refused', subject: clientId, details: { request: request.id } })
    return
  }
  const held = body.answer === 'held'
  const rows = await eraseClient(context, clientId, held)
  if (message) {
    await asOperator(context.tx, () => forgetMailTo(context, message.to))
    await sendLater(context, message)
  }
  await audit(context, {
    action: held ? 'client.erased-but-held' : 'client.erased',
    subject: clientId,
    details: { request: request.id, rows, ...(held ? { keepUntil: body.keepUntil } : {}) },
  })
}

/** What each answer needs. @throws problems.invalidFields */
function requireWhole({ today }: Context, { answer: kind, keepUntil, reason }: Body): void {
  const wrong = (field: string, message: string, expected: string) =>
    problems.invalidFields([{ field, message: `${message} Expected ${expected}.`, expected }])
  if (kind === 'held' && (keepUntil === undefined || keepUntil <= today))
    throw wrong('keepUntil', '“keepUntil” is the last day on which the record is kept.', 'a day after today')
  if (kind !== 'held' && keepUntil !== undefined)
    throw wrong('keepUntil', 'Only a record that is held has a last day.', 'no day')
  if (kind !== 'erased' && reason === undefined)
    throw wrong('reason', 'The client is told why.', 'a sentence that she can understand')
}

/** @returns undefined where there is no address to write to */
async function messageFor(
  context: Context,
  clientId: string,
  { answer: kind, keepUntil, reason = '' }: Body,
): Promise<Message | undefined> {
  const to = await findRecipient(context, clientId, undefined).catch((error: unknown) => {
    if (error instanceof HttpProblem) return undefined
    throw error
  })
  if (to?.email === undefined) return undefined
  const { name: clinic } = await readClinic(context)
  const { language } = to
  const about = { to: to.email, language }
  switch (kind) {
    case 'erased':
      return { ...about, kind: 'data-erased', values: { clinic } }
    case 'held': {
      const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(`${keepUntil}T00:00:00Z`),
      )
      return { ...about, kind: 'data-held', values: { clinic, until, reason } }
    }
    case 'refused':
      return { ...about, kind: 'erasure-refused', values: { clinic, reason, link: context.site.url } }
  }
}

const system: Actor = { kind: 'system' }

interface Sweeping {
  readonly database: Database
  readonly keyRing: KeyRing
}

/**
 * Erases what was held until a day that is over. To be called now and then, such as once an hour.
 * @returns how many records went; one that fails does not keep the others
 */
export async function eraseRunOut({ database, keyRing }: Sweeping, now: number): Promise<number> {
  const failures: unknown[] = []
  const due = await listRunOut(database, now, 1000)
  for (const { clinicId, clientId, request } of due) {
    const gone = database.asClinic(clinicId, async (tx) => {
      const context = { tx, clinicId, actor: system, now, keys: await keyRing.forClinic(tx, clinicId) }
      const rows = await eraseClient(context, clientId, false)
      await audit(context, { action: 'client.erased', subject: clientId, details: { request, rows } })
    })
    await gone.catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
  return due.length
}
