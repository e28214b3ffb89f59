/** All SQL about enquiries: what somebody sends who is no client yet. What it says is kept until it is settled, and not for long. */
import type { InputOf } from '@needlepoint/contract'
import { sql } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Database, type Outcome } from '../database/index.ts'

/** Milliseconds. Own judgement: who has heard nothing for a season has gone elsewhere. */
export const enquiryLasts = 90 * 86_400_000

export type EnquiryContent = Omit<InputOf<'enquiry.send'>['body'], 'id'>

export interface EnquiryRow {
  readonly id: string
  /** Null once it is settled. */
  readonly content: EnquiryContent | null
  readonly settledHow: 'taken' | 'dismissed' | null
  readonly settledAt: Date | null
  readonly clientId: string | null
  readonly recordedAt: Date
}

type Reading = Pick<Context, 'tx' | 'clinicId' | 'keys'>

const place = (id: string) => ({ table: 'enquiries', column: 'enquiry_enc', id })

export interface NewEnquiry {
  readonly id: string
  readonly content: EnquiryContent
  readonly fingerprint: Buffer
  /** Of the network that it came from. */
  readonly fromHash: Buffer
}

export function addEnquiry(
  { tx, clinicId, keys, actor, now }: Context,
  { id, content, fingerprint, fromHash }: NewEnquiry,
): Promise<Outcome> {
  return addRow(tx, 'enquiries', {
    clinic_id: clinicId,
    id,
    enquiry_enc: keys.seal(place(id), JSON.stringify(content)),
    from_hash: fromHash,
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findEnquiry(context: Reading, id: string): Promise<EnquiryRow | undefined> {
  const row = await rows(context).where('id', '=', id).executeTakeFirst()
  return row && open(context, row)
}

/** Held until the transaction ends: of two who settle it one is told that it was done. */
export async function findEnquiryToSettle(context: Reading, id: string): Promise<EnquiryRow | undefined> {
  const row = await rows(context).where('id', '=', id).forUpdate().executeTakeFirst()
  return row && open(context, row)
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Those that nobody has settled, the oldest first. */
export async function listWaiting(
  context: Reading,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<EnquiryRow[]> {
  let query = rows(context).where('settled_at', 'is', null)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('recorded_at', 'id'), '>', on.tuple(after.recordedAt, after.id as never)),
    )
  const found = await query.orderBy('recorded_at').orderBy('id').limit(limit).execute()
  return found.map((row) => open(context, row))
}

export interface Counts {
  readonly waiting: number
  readonly lastDay: number
  readonly lastHourFromThere: number
  /** Waiting, and come in within the last hour. */
  readonly justCame: number
}

export async function countEnquiries(
  { tx, clinicId, now }: Pick<Context, 'tx' | 'clinicId' | 'now'>,
  fromHash: Buffer | null = null,
): Promise<Counts> {
  const [hour, day] = [new Date(now - 3_600_000), new Date(now - 86_400_000)]
  const { rows: counted } = await sql<Counts>`
    select count(*) filter (where settled_at is null)::int as waiting,
      count(*) filter (where recorded_at > ${day})::int as "lastDay",
      count(*) filter (where recorded_at > ${hour} and from_hash = ${fromHash}::bytea)::int as "lastHourFromThere",
      count(*) filter (where recorded_at > ${hour} and settled_at is null)::int as "justCame"
    from enquiries where clinic_id = ${clinicId}`.execute(tx)
  return counted[0] as Counts
}

/** Nothing of what it said is left. */
export async function settle(
  { tx, clinicId, actor, now }: Context,
  id: string,
  settled: { readonly how: 'taken'; readonly clientId: string } | { readonly how: 'dismissed' },
): Promise<void> {
  await tx
    .updateTable('enquiries')
    .set({
      enquiry_enc: null,
      from_hash: null,
      settled_how: settled.how,
      settled_at: new Date(now),
      settled_by: printActor(actor),
      client_id: settled.how === 'taken' ? settled.clientId : null,
    })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .execute()
}

/** Removes what has come too long ago. To be called now and then, such as once an hour. */
export async function sweepEnquiries(database: Database, now: number): Promise<void> {
  await database.asSystem((tx) =>
    tx
      .deleteFrom('enquiries')
      .where('recorded_at', '<', new Date(now - enquiryLasts))
      .execute(),
  )
}

export async function isDoorOpen({ tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>): Promise<boolean> {
  const { takes_enquiries } = await tx
    .selectFrom('clinics')
    .select('takes_enquiries')
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
  return takes_enquiries
}

export async function setDoor({ tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>, isOpen: boolean): Promise<void> {
  await tx.updateTable('clinics').set({ takes_enquiries: isOpen }).where('clinic_id', '=', clinicId).execute()
}

const rows = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('enquiries')
    .select(['id', 'enquiry_enc', 'settled_how', 'settled_at', 'client_id', 'recorded_at'])
    .where('clinic_id', '=', clinicId)

interface Stored {
  readonly id: string
  readonly enquiry_enc: Buffer | null
  readonly settled_how: string | null
  readonly settled_at: Date | null
  readonly client_id: string | null
  readonly recorded_at: Date
}

function open({ keys }: Reading, row: Stored): EnquiryRow {
  const content = keys.openOptional(place(row.id), row.enquiry_enc)
  return {
    id: row.id,
    content: content === null ? null : (JSON.parse(content) as EnquiryContent),
    settledHow: row.settled_how as EnquiryRow['settledHow'],
    settledAt: row.settled_at,
    clientId: row.client_id,
    recordedAt: row.recorded_at,
  }
}
