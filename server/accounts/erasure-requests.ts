/** All SQL about what clients asked to have erased, and about what stays nevertheless. */
import type { ErasureRequest, InputOf } from '@needlepoint/contract'
import { type Selectable, sql } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Database, type Outcome, type Tables } from '../database/index.ts'
import { namesOf } from '../practice/client-names.ts'
import { recordedByIn } from './recorded-by.ts'

type ErasureRow = Selectable<Tables['erasure_requests']>

const place = (id: string) => ({ table: 'erasure_requests', column: 'reason_enc', id })

export function addErasureRequest(
  { tx, clinicId, actor, now, keys }: Context,
  clientId: string,
  body: InputOf<'erasure.request'>['body'],
): Promise<Outcome> {
  return addRow(tx, 'erasure_requests', {
    clinic_id: clinicId,
    id: body.id,
    client_id: clientId,
    reason_enc: keys.sealOptional(place(body.id), body.reason),
    fingerprint: keys.fingerprint({ clientId, ...body }),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findErasureRow({ tx, clinicId }: Context, id: string): Promise<ErasureRow | undefined> {
  return await tx
    .selectFrom('erasure_requests')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The newest first. @param clientId of one client; of all when not given */
export async function listErasureRows(
  { tx, clinicId }: Context,
  {
    limit,
    after,
    clientId,
  }: {
    readonly limit: number
    readonly after: { readonly recordedAt: Date; readonly id: string } | undefined
    readonly clientId?: string
  },
): Promise<ErasureRow[]> {
  let query = tx.selectFrom('erasure_requests').selectAll().where('clinic_id', '=', clinicId)
  if (clientId !== undefined) query = query.where('client_id', '=', clientId)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('recorded_at', 'id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return await query.orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

type AnswerRow = Selectable<Tables['erasure_answers']>

const answerPlace = (id: string) => ({ table: 'erasure_answers', column: 'reason_enc', id })

export function addErasureAnswer(
  { tx, clinicId, actor, now, keys }: Context,
  request: ErasureRow,
  { id, answer, keepUntil, reason }: InputOf<'erasure.answer'>['body'],
  fingerprint: Buffer,
): Promise<Outcome> {
  return addRow(tx, 'erasure_answers', {
    clinic_id: clinicId,
    id,
    request_id: request.id,
    client_id: request.client_id,
    answer,
    keep_until: keepUntil ?? null,
    reason_enc: keys.sealOptional(answerPlace(id), reason),
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

/** @returns the request that an answer is to */
export async function findAnsweredRequest({ tx, clinicId }: Context, answerId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('erasure_answers')
    .select('request_id')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', answerId)
    .executeTakeFirst()
  return row?.request_id
}

/** The answer that holds, by client: one that erased answers whatever else she asked. */
async function answersTo(
  { tx, clinicId }: Context,
  clientIds: readonly string[],
): Promise<(of: ErasureRow) => AnswerRow | undefined> {
  if (clientIds.length === 0) return () => undefined
  const rows = await tx
    .selectFrom('erasure_answers')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('client_id', 'in', clientIds)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return (request) =>
    rows.find(({ client_id, answer }) => client_id === request.client_id && answer !== 'refused') ??
    rows.find(({ request_id }) => request_id === request.id)
}

/** Records that are held no longer than until a day that is over, of all clinics; the oldest first. */
export async function listRunOut(
  database: Database,
  now: number,
  limit: number,
): Promise<{ readonly clinicId: string; readonly clientId: string; readonly request: string }[]> {
  return await database.asSystem(async (tx) => {
    const { rows } = await sql<{ clinicId: string; clientId: string; request: string }>`
      select a.clinic_id as "clinicId", a.client_id as "clientId", a.request_id as request
      from erasure_answers a
      join clinics on clinics.clinic_id = a.clinic_id
      join clients c on c.clinic_id = a.clinic_id and c.id = a.client_id
      where a.answer = 'held' and a.keep_until < (${new Date(now)}::timestamptz at time zone clinics.zone)::date
        and not exists (
          select from erasure_answers later
          where later.clinic_id = a.clinic_id and later.client_id = a.client_id
            and (later.recorded_at, later.id) > (a.recorded_at, a.id) and later.answer <> 'refused')
      order by a.keep_until, a.id limit ${limit}`.execute(tx)
    return rows
  })
}

const reasons = {
  treatment:
    'Clinics have to be able to show for years what was done, with which device and lot. The law of the country says how long.',
  consents: 'What was signed shows what was told and agreed to, and belongs to the record of the treatment.',
  audit:
    'The list of who did what and who opened the record names records and no person’s data. Without one line nobody could trust the rest.',
} as const satisfies Readonly<Record<ErasureRequest['kept'][number]['what'], string>>

export async function presentErasures(context: Context, rows: readonly ErasureRow[]): Promise<ErasureRequest[]> {
  const { tx, clinicId, keys } = context
  const clientIds = [...new Set(rows.map((row) => row.client_id))]
  const answerTo = await answersTo(context, clientIds)
  const by = await recordedByIn(
    context,
    rows.flatMap((row) => [row.recorded_by, ...(answerTo(row) ? [String(answerTo(row)?.recorded_by)] : [])]),
  )
  const having = async (table: 'sessions' | 'consents' | 'clients') => {
    const column = table === 'clients' ? 'id' : 'client_id'
    if (clientIds.length === 0) return new Set<string>()
    const { rows: found } = await sql<{ id: string }>`
      select distinct ${sql.ref(column)} as id from ${sql.table(table)}
      where clinic_id = ${clinicId} and ${sql.ref(column)} in (${sql.join(clientIds)})`.execute(tx)
    return new Set(found.map(({ id }) => id))
  }
  const there = await having('clients')
  const names = await namesOf(context, clientIds)
  const treated = await having('sessions')
  const signed = await having('consents')
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    clientName: names.get(row.client_id) ?? null,
    reason: keys.openOptional(place(row.id), row.reason_enc),
    kept: [
      ...(treated.has(row.client_id) ? (['treatment'] as const) : []),
      ...(signed.has(row.client_id) ? (['consents'] as const) : []),
      'audit' as const,
    ].map((what) => ({ what, why: reasons[what] })),
    answer: printAnswer(answerTo(row), !there.has(row.client_id)),
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))

  function printAnswer(row: AnswerRow | undefined, gone: boolean): ErasureRequest['answer'] {
    return row
      ? {
          answer: row.answer as NonNullable<ErasureRequest['answer']>['answer'],
          keepUntil: row.keep_until,
          reason: keys.openOptional(answerPlace(row.id), row.reason_enc),
          gone,
          recordedAt: row.recorded_at.toISOString(),
          recordedBy: by(row.recorded_by),
        }
      : null
  }
}

/** What the law usually has a clinic keep, as far as there is any of it. */
export async function hasToBeKept({ tx, clinicId }: Context, clientId: string): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`
    select exists (select from sessions where clinic_id = ${clinicId} and client_id = ${clientId})
      or exists (select from consents where clinic_id = ${clinicId} and client_id = ${clientId}) as kept`.execute(tx)
  return rows[0]?.kept ?? false
}
