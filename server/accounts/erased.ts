/**
 * What becomes of each table when a client's data is erased. Whatever is about her goes at once, unless it stands here; a test
 * holds that what is kept under a hold refers to nothing that goes.
 */
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import { fullName, readTables } from '../operate/backup/tables.ts'
import { asOperator } from './as-operator.ts'
import { exportedTables } from './exported.ts'

/** What was decided, agreed to and done, and who looked at it. Kept while a hold lasts, and gone with it. */
export const heldTables: ReadonlySet<string> = new Set([
  'clients',
  // Her name and date of birth, so that it can be told whose record it is. Nothing else of it.
  'client_details',
  'record_views',
  'files',
  'screenings',
  'overrides',
  'plans',
  'consents',
  'consent_offers',
  'consent_copies',
  'consent_withdrawals',
  'preflights',
  'sessions',
  'session_zones',
  'session_products',
  'stock_moves',
  'check_ins',
  'check_in_alerts',
  'check_in_reads',
  // What was said about it, and when she was expected.
  'messages',
  'message_reads',
  'appointments',
])

/** That she asked and what was answered: ids and days, without a word of hers. */
export const stayingTables: ReadonlySet<string> = new Set(['erasure_requests', 'erasure_answers'])

/** A piece that was used is gone from the shelf whoever it was used for: such a row only forgets for whom. */
const forgets: Readonly<Record<string, string>> = { stock_moves: 'session_id' }

type Erasing = Pick<Context, 'tx' | 'clinicId' | 'keys'>

/**
 * Erases, in the caller's transaction. Contents of files go with the next sweep, since nothing names them any more.
 * @param held keeps the tables above
 * @returns how many rows went
 * @throws problems.alreadyDone when there is no record any more
 */
export async function eraseClient(context: Erasing, clientId: string, held: boolean): Promise<number> {
  return await asOperator(context.tx, async () => {
    const { tx, clinicId } = context
    // Whoever writes about her at this moment finishes first; whoever comes later finds her gone.
    const { rows } = await sql`
      select from clients where clinic_id = ${clinicId} and id = ${clientId} for update`.execute(tx)
    if (rows.length === 0) throw problems.alreadyDone('Nothing of this record is left.')
    await endAccounts(context, clientId)
    await forgetJobs(context, clientId)
    let gone = 0
    // What refers to others goes before them.
    for (const table of (await readTables(tx)).toReversed()) {
      const { schema, name, columns } = table
      if (schema !== 'public' || stayingTables.has(name) || (held && heldTables.has(name))) continue
      const through = exportedTables[name]?.through
      const isHers = columns.some((column) => column.name === 'client_id')
      if (!through && !isHers) continue
      const whose = through
        ? through.table === 'clients'
          ? sql`id = ${clientId}`
          : sql`exists (select from ${sql.table(through.table)} p where p.clinic_id = ${clinicId}
              and p.client_id = ${clientId} and p.id = ${sql.ref(`${name}.${through.column}`)})`
        : sql`client_id = ${clientId}`
      const forgotten = forgets[name]
      const { numAffectedRows } = await (forgotten
        ? sql`update ${sql.table(fullName(table))} set ${sql.ref(forgotten)} = null where clinic_id = ${clinicId} and ${whose}`
        : sql`delete from ${sql.table(fullName(table))} where clinic_id = ${clinicId} and ${whose}`
      ).execute(tx)
      gone += forgotten ? 0 : Number(numAffectedRows ?? 0)
    }
    if (held) gone += await keepNameAlone(context, clientId)
    else {
      await sql`update erasure_requests set reason_enc = null
        where clinic_id = ${clinicId} and client_id = ${clientId}`.execute(tx)
    }
    return gone
  })
}

/** Sessions and passkeys go with an account. That of a guardian stays as long as it opens another child's record. */
async function endAccounts({ tx, clinicId }: Erasing, clientId: string): Promise<void> {
  await sql`
    delete from accounts."user" where "kind" = 'client' and "id" in (
      select user_id from client_accounts where clinic_id = ${clinicId} and client_id = ${clientId})
      and not exists (
        select from client_accounts another
        where another.user_id = "user"."id" and another.client_id <> ${clientId} and another.ended_at is null)`.execute(
    tx,
  )
}

/** Jobs name records by their ids. */
async function forgetJobs({ tx, clinicId }: Erasing, clientId: string): Promise<void> {
  await sql`
    delete from pgboss.job where data->>'clinicId' = ${clinicId} and (data->>'clientId' = ${clientId}
      or data->>'checkInId' in (
        select id::text from check_ins where clinic_id = ${clinicId} and client_id = ${clientId})
      or data->>'consentId' in (
        select id::text from consents where clinic_id = ${clinicId} and client_id = ${clientId}))`.execute(tx)
}

/** Of her details the last version stays, with her name and date of birth. */
async function keepNameAlone({ tx, clinicId, keys }: Erasing, clientId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select d.id from client_details d where d.clinic_id = ${clinicId} and d.client_id = ${clientId}
      and not exists (select from client_details later where later.clinic_id = ${clinicId} and later.supersedes = d.id)
    `.execute(tx)
  const [last] = rows
  if (!last) return 0
  // It lets go of the version before, which then can go; one alone may be the first, so it becomes that last.
  const change = (what: ReturnType<typeof sql>) =>
    sql`update client_details set ${what} where clinic_id = ${clinicId} and id = ${last.id}`.execute(tx)
  await change(sql`supersedes = id`)
  const { numAffectedRows } = await sql`
    delete from client_details where clinic_id = ${clinicId} and client_id = ${clientId} and id <> ${last.id}`.execute(
    tx,
  )
  // The fingerprint was made over what goes, too.
  await change(sql`supersedes = null, notes_enc = null,
    contact_enc = ${keys.seal({ table: 'client_details', column: 'contact_enc', id: last.id }, '{}')},
    fingerprint = ${keys.fingerprint({ held: last.id })}`)
  return Number(numAffectedRows ?? 0)
}
