/** Who opened my record: written whenever staff or a program reads a client's record, and shown to her. */
import { printActor } from '../audit/audit.ts'
import type { Context, Role } from '../context.ts'
import { problems } from '../http/problems.ts'
import { newId } from '../ids.ts'
import { may, sortRoles } from './permissions.ts'
import { type RecordedBy, recordedByIn } from './recorded-by.ts'

/** What can be opened, as the client reads it. */
export type Opened =
  | 'client'
  | 'screening'
  | 'plan'
  | 'consent'
  | 'session'
  | 'check-in'
  | 'photos'
  | 'file'
  | 'messages'
  | 'appointments'

/** Notes that the record was opened. A client who reads her own record is not noted. */
export async function recordView({ tx, clinicId, actor, now }: Context, clientId: string, what: Opened): Promise<void> {
  if (actor.kind === 'client' || actor.kind === 'system') return
  await tx
    .insertInto('record_views')
    .values({
      clinic_id: clinicId,
      id: newId(now),
      client_id: clientId,
      viewed_at: new Date(now),
      viewed_by: printActor(actor),
      roles: actor.kind === 'staff' ? [...actor.roles] : [],
      what,
    })
    .execute()
}

/** Milliseconds. */
const oneVisit = 10 * 60_000

/** As `recordView`, once for a visit: a page that shows twenty photos opens twenty files. */
export async function recordViewOnce(context: Context, clientId: string, what: Opened): Promise<void> {
  const { tx, clinicId, actor, now } = context
  const justNow = await tx
    .selectFrom('record_views')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .where('viewed_by', '=', printActor(actor))
    .where('what', '=', what)
    .where('viewed_at', '>', new Date(now - oneVisit))
    .limit(1)
    .executeTakeFirst()
  if (!justNow) await recordView(context, clientId, what)
}

export interface RecordView {
  readonly id: string
  readonly viewedAt: Date
  readonly kind: RecordedBy['kind']
  /** The name at that time is not kept: this is who it is today. */
  readonly name: string | null
  /** Of staff, at that time. */
  readonly roles: readonly Role[]
  readonly what: string
}

/**
 * @param before id of a view: those before it follow
 * @throws problems.notAllowed
 */
export async function listRecordViews(
  { tx, clinicId, actor, keys }: Context,
  {
    clientId,
    limit,
    before,
  }: { readonly clientId: string; readonly limit: number; readonly before?: string | undefined },
): Promise<RecordView[]> {
  if (!may(actor, 'record-view.read', clientId)) throw problems.notAllowed()
  let query = tx
    .selectFrom('record_views')
    .select(['id', 'viewed_at', 'viewed_by', 'roles', 'what'])
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
  if (before !== undefined) query = query.where('id', '<', before)
  const views = await query.orderBy('id', 'desc').limit(limit).execute()
  const by = await recordedByIn(
    { tx, clinicId, keys },
    views.map((view) => view.viewed_by),
  )
  return views.map(({ id, viewed_at, viewed_by, roles, what }) => {
    const { kind, name } = by(viewed_by)
    return { id, viewedAt: viewed_at, kind, name, roles: sortRoles(roles), what }
  })
}
