/** All SQL about messages between a client and her clinic, and about who has read them. */
import type { Message, MessageRead } from '@needlepoint/contract'
import { sql } from 'kysely'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>
export type Topic = Message['about']
export type Side = Message['side']

const place = (id: string) => ({ table: 'messages', column: 'text_enc', id })

export interface NewMessage {
  readonly id: string
  readonly clientId: string
  readonly about: Topic
  readonly side: Side
  /** The first version of an appointment. */
  readonly cannotComeTo: string | undefined
  readonly text: string
  /** Milliseconds since 1970. */
  readonly writtenAt: number
  readonly fingerprint: Buffer
}

export function addMessage({ tx, clinicId, actor, now, keys }: Context, message: NewMessage): Promise<Outcome> {
  const { id, clientId, about, side, cannotComeTo, text, writtenAt, fingerprint } = message
  return addRow(tx, 'messages', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    about,
    side,
    cannot_come_to: cannotComeTo ?? null,
    text_enc: keys.seal(place(id), text),
    written_at: new Date(writtenAt),
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export interface NewRead {
  readonly id: string
  readonly clientId: string
  readonly about: Topic
  /** Who has read. */
  readonly side: Side
  readonly upTo: string
  readonly fingerprint: Buffer
}

export function addMessageRead({ tx, clinicId, actor, now }: Context, read: NewRead): Promise<Outcome> {
  const { id, clientId, about, side, upTo, fingerprint } = read
  return addRow(tx, 'message_reads', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    about,
    side,
    up_to: upTo,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

/** When the other side first said that it had read this one, or a later one about the same. */
const readAt = sql<Date | null>`(
  select min(r.recorded_at) from message_reads r
  join messages u on u.clinic_id = r.clinic_id and u.id = r.up_to
  where r.clinic_id = m.clinic_id and r.client_id = m.client_id and r.about = m.about and r.side <> m.side
    and (u.recorded_at, u.id) >= (m.recorded_at, m.id))`

const rows = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('messages as m')
    .select([
      'm.id',
      'm.client_id',
      'm.about',
      'm.side',
      'm.cannot_come_to',
      'm.text_enc',
      'm.written_at',
      'm.recorded_at',
      'm.recorded_by',
      readAt.as('read_at'),
    ])
    .where('m.clinic_id', '=', clinicId)

export type MessageRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

export async function findMessageRow(context: Reading, id: string): Promise<MessageRow | undefined> {
  return await rows(context).where('m.id', '=', id).executeTakeFirst()
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Of one client, the last one first. */
export async function listMessageRows(
  context: Reading,
  clientId: string,
  {
    limit,
    after,
    about,
  }: { readonly limit: number; readonly after: Place | undefined; readonly about: readonly Topic[] },
): Promise<MessageRow[]> {
  let query = rows(context).where('m.client_id', '=', clientId).where('m.about', 'in', about)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('m.recorded_at', 'm.id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  return await query.orderBy('m.recorded_at', 'desc').orderBy('m.id', 'desc').limit(limit).execute()
}

/** Whether something that one side wrote waits to be read by the other. */
export async function somethingUnread(
  context: Reading,
  { clientId, about, side }: { readonly clientId: string; readonly about: Topic; readonly side: Side },
): Promise<boolean> {
  const found = await rows(context)
    .where('m.client_id', '=', clientId)
    .where('m.about', '=', about)
    .where('m.side', '=', side)
    .where(readAt, 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export interface UnreadThread {
  readonly client_id: string
  readonly about: Topic
  readonly unread: number
  readonly since: Date
  readonly cannot_come: boolean
}

/** What clients wrote and nobody here has read, once for each client and matter: the one that waits longest first. */
export async function listUnreadThreads(
  { tx, clinicId }: Reading,
  {
    limit,
    after,
  }: {
    readonly limit: number
    readonly after: { readonly since: Date; readonly clientId: string; readonly about: Topic } | undefined
  },
): Promise<UnreadThread[]> {
  const later = after
    ? sql`having (min(m.recorded_at), m.client_id, m.about) > (${after.since}, ${after.clientId}::uuid, ${after.about})`
    : sql``
  const { rows: threads } = await sql<UnreadThread>`
    select m.client_id, m.about, count(*)::int as unread, min(m.recorded_at) as since,
      bool_or(m.cannot_come_to is not null) as cannot_come
    from messages m
    where m.clinic_id = ${clinicId} and m.side = 'client' and ${readAt} is null
    group by m.client_id, m.about ${later}
    order by min(m.recorded_at), m.client_id, m.about limit ${limit}`.execute(tx)
  return threads
}

export async function findMessageRead(
  context: Context,
  id: string,
): Promise<{ readonly clientId: string; readonly read: MessageRead } | undefined> {
  const { tx, clinicId } = context
  const row = await tx
    .selectFrom('message_reads')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const by = await recordedByIn(context, [row.recorded_by])
  const { client_id: clientId, about, side, up_to: upTo } = row
  return {
    clientId,
    read: {
      id,
      clientId,
      about,
      side,
      upTo,
      recordedAt: row.recorded_at.toISOString(),
      recordedBy: by(row.recorded_by),
    },
  }
}

export async function presentMessages(context: Context, of: readonly MessageRow[]): Promise<Message[]> {
  const by = await recordedByIn(
    context,
    of.map((row) => row.recorded_by),
  )
  return of.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    about: row.about,
    side: row.side,
    text: context.keys.open(place(row.id), row.text_enc),
    writtenAt: row.written_at.toISOString(),
    cannotComeTo: row.cannot_come_to,
    readAt: row.read_at?.toISOString() ?? null,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
