/** Who opened my record: written whenever staff or a program reads a client's record, and shown to her. */
import { printActor } from '../audit/audit.ts'
import type { Context, Role } from '../context.ts'
import { problems } from '../http/problems.ts'
import { newId } from '../ids.ts'
import { may } from './permissions.ts'

/** What can be opened, as the client reads it. */
export type Opened = 'client' | 'screening' | 'plan' | 'consent' | 'session' | 'check-in' | 'photos' | 'file'

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
      role: actor.kind === 'staff' ? actor.role : null,
      what,
    })
    .execute()
}

export interface RecordView {
  readonly id: string
  readonly viewedAt: Date
  /** The name at that time is not kept: this is who it is today. */
  readonly name: string
  readonly kind: 'staff' | 'api-key'
  readonly role: Role | null
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
    .select(['id', 'viewed_at', 'viewed_by', 'role', 'what'])
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
  if (before !== undefined) query = query.where('id', '<', before)
  const views = await query.orderBy('id', 'desc').limit(limit).execute()
  const idsOf = (kind: string) => [
    ...new Set(
      views.flatMap(({ viewed_by }) => (viewed_by.startsWith(`${kind}:`) ? [viewed_by.slice(kind.length + 1)] : [])),
    ),
  ]
  const names = new Map<string, string>()
  const staffIds = idsOf('staff')
  if (staffIds.length > 0) {
    const rows = await tx
      .selectFrom('staff_details as d')
      .select(['d.id', 'd.staff_id', 'd.name_enc'])
      .where('d.clinic_id', '=', clinicId)
      .where('d.staff_id', 'in', staffIds)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('staff_details as later')
              .select('later.id')
              .where('later.clinic_id', '=', clinicId)
              .whereRef('later.supersedes', '=', 'd.id'),
          ),
        ),
      )
      .execute()
    for (const { id, staff_id, name_enc } of rows) {
      names.set(`staff:${staff_id}`, keys.open({ table: 'staff_details', column: 'name_enc', id }, name_enc))
    }
  }
  const keyIds = idsOf('api-key')
  if (keyIds.length > 0) {
    const rows = await tx
      .selectFrom('api_keys')
      .select(['id', 'name'])
      .where('clinic_id', '=', clinicId)
      .where('id', 'in', keyIds)
      .execute()
    for (const { id, name } of rows) names.set(`api-key:${id}`, name)
  }
  return views.map(({ id, viewed_at, viewed_by, role, what }) => ({
    id,
    viewedAt: viewed_at,
    name: names.get(viewed_by) ?? '',
    kind: viewed_by.startsWith('staff:') ? 'staff' : 'api-key',
    role: role as Role | null,
    what,
  }))
}
