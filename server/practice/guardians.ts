/** All SQL about guardians, who act for clients that are not of age. The id of the first version names the guardian. */
import type { Guardian } from '@needlepoint/contract'
import { sql } from 'kysely'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

export interface GuardianRow {
  readonly id: string
  readonly client_id: string
  /** Of the first version. */
  readonly guardian_id: string
  readonly supersedes: string | null
  readonly superseded_by: string | null
  readonly name_enc: Buffer
  readonly contact_enc: Buffer
  readonly relation: Guardian['relation']
  readonly status: Guardian['status']
  readonly recorded_at: Date
  readonly recorded_by: string
}

export interface NewGuardian {
  readonly id: string
  readonly clientId: string
  readonly supersedes: string | null
  readonly name: string
  readonly contact: Guardian['contact']
  readonly relation: Guardian['relation']
  readonly status: Guardian['status']
  readonly fingerprint: Buffer
}

const place = (column: string, id: string) => ({ table: 'guardians', column, id })

export function addGuardianRow({ tx, clinicId, actor, now, keys }: Context, guardian: NewGuardian): Promise<Outcome> {
  const { id, clientId, supersedes, name, contact, relation, status, fingerprint } = guardian
  return addRow(tx, 'guardians', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    supersedes,
    name_enc: keys.seal(place('name_enc', id), name),
    contact_enc: keys.seal(place('contact_enc', id), JSON.stringify(contact)),
    relation,
    status,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

/** @returns every version of every guardian of the client, in the order in which they were added */
export async function listGuardianVersions(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  clientId: string,
): Promise<GuardianRow[]> {
  const { rows } = await sql<GuardianRow>`
    with recursive versions as (
      select g.*, g.id as guardian_id, 1 as version from guardians g
      where g.clinic_id = ${clinicId} and g.client_id = ${clientId} and g.supersedes is null
      union all
      select g.*, v.guardian_id, v.version + 1 from guardians g join versions v on g.supersedes = v.id
      where g.clinic_id = ${clinicId}
    )
    select v.id, v.client_id, v.guardian_id, v.supersedes, later.id as superseded_by, v.name_enc, v.contact_enc, v.relation,
      v.status, v.recorded_at, v.recorded_by
    from versions v left join guardians later on later.clinic_id = ${clinicId} and later.supersedes = v.id
    order by v.guardian_id, v.version`.execute(tx)
  return rows
}

export async function presentGuardians(context: Context, rows: readonly GuardianRow[]): Promise<Guardian[]> {
  const { keys } = context
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    guardianId: row.guardian_id,
    clientId: row.client_id,
    name: keys.open(place('name_enc', row.id), row.name_enc),
    contact: JSON.parse(keys.open(place('contact_enc', row.id), row.contact_enc)) as Guardian['contact'],
    relation: row.relation,
    status: row.status,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
