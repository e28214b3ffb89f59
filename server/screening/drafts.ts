/** All SQL about intakes that are under way. There is at most one a client, and she and her guardian alone read it. */
import type { IntakeDraft } from '@needlepoint/contract'
import { sql } from 'kysely'
import { asOperator } from '../accounts/as-operator.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/index.ts'

/** Milliseconds without a touch. Own judgement: long enough for a holiday, short enough that nothing forgotten lies about. */
export const draftLasts = 90 * 86_400_000

export type DraftContent = Pick<IntakeDraft, 'day' | 'facts' | 'open' | 'path' | 'at' | 'confirm'>

export interface Draft {
  /** Of the screening that it is to become. */
  readonly id: string
  readonly version: string
  readonly content: DraftContent
}

const place = (id: string) => ({ table: 'intake_drafts', column: 'draft_enc', id })

/** Held until the transaction ends: of two devices that save at the same moment one goes first. */
export async function findDraft(
  { tx, clinicId, keys }: Context,
  clientId: string,
): Promise<(Draft & { readonly savedAt: Date }) | undefined> {
  const row = await tx
    .selectFrom('intake_drafts')
    .select(['id', 'version', 'draft_enc', 'saved_at'])
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      version: row.version,
      content: JSON.parse(keys.open(place(row.id), row.draft_enc)) as DraftContent,
      savedAt: row.saved_at,
    }
  )
}

/** @returns false when the id names the draft of somebody else, or she has one meanwhile */
export async function addDraft(
  { tx, clinicId, keys, actor, now }: Context,
  clientId: string,
  { id, version, content }: Draft,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('intake_drafts')
    .values({
      clinic_id: clinicId,
      id,
      client_id: clientId,
      version,
      draft_enc: keys.seal(place(id), JSON.stringify(content)),
      saved_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function changeDraft(
  { tx, clinicId, keys, actor, now }: Context,
  { id, version, content }: Draft,
): Promise<void> {
  await tx
    .updateTable('intake_drafts')
    .set({
      version,
      draft_enc: keys.seal(place(id), JSON.stringify(content)),
      saved_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .execute()
}

/** What is not sent is no record: of all that the app writes, this alone may go. @returns whether there was one */
export async function removeDraft(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  which: { readonly clientId: string } | { readonly id: string },
): Promise<boolean> {
  const { rows } = await asOperator(tx, () =>
    sql`delete from intake_drafts
      where clinic_id = ${clinicId} and ${'id' in which ? sql`id = ${which.id}` : sql`client_id = ${which.clientId}`}
      returning id`.execute(tx),
  )
  return rows.length > 0
}

/** Removes drafts that nobody has touched for long. To be called now and then, such as once an hour. */
export async function sweepDrafts(database: Database, now: number): Promise<void> {
  await database.asSystem((tx) =>
    tx
      .deleteFrom('intake_drafts')
      .where('saved_at', '<', new Date(now - draftLasts))
      .execute(),
  )
}
