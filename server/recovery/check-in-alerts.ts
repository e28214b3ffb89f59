/** All SQL about who was told of which check-in. */

import { responseTimes } from '@needlepoint/contract/response-times'
import { type Level, levels } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/index.ts'
import { newId } from '../ids.ts'

/** `arrived`: everybody who may answer was told. `overdue`: nobody had read it in time, and those above were told. */
export type AlertReason = 'arrived' | 'overdue'

/** @returns false when they were told before: a job may run twice */
export async function addAlert(
  { tx, clinicId, actor, now }: Pick<Context, 'tx' | 'clinicId' | 'actor' | 'now'>,
  { checkInId, reason, recipients }: { checkInId: string; reason: AlertReason; recipients: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('check_in_alerts')
    .values({
      clinic_id: clinicId,
      id: newId(now),
      check_in_id: checkInId,
      reason,
      recipients,
      recorded_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'check_in_id', 'reason']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export interface Overdue {
  readonly clinicId: string
  readonly checkInId: string
}

/** Milliseconds. Nobody was told for so long only where no server ran; to look further back would be to read every check-in. */
const lookBack = 14 * 24 * 3_600_000

/** Check-ins of all clinics that nobody has read in time, and of which nobody was told that; the oldest first. */
export async function listOverdue(database: Database, now: number, limit: number): Promise<Overdue[]> {
  const timed = levels.filter((level) => responseTimes[level] !== null)
  const since = timed.map((level) => new Date(now - (responseTimes[level] ?? 0)))
  return await database.asSystem(async (tx) => {
    const { rows } = await sql<Overdue>`
      select c.clinic_id as "clinicId", c.id as "checkInId"
      from clinics
      join check_ins c on c.clinic_id = clinics.clinic_id and c.recorded_at > ${new Date(now - lookBack)}
      join unnest(${timed}::text[], ${since}::timestamptz[]) as due (level, since) on due.level = c.level
      where c.recorded_at <= due.since
        and not exists (select from check_in_reads r where r.clinic_id = c.clinic_id and r.check_in_id = c.id)
        and not exists (
          select from check_in_alerts a
          where a.clinic_id = c.clinic_id and a.check_in_id = c.id and a.reason = 'overdue')
      order by c.recorded_at, c.id limit ${limit}`.execute(tx)
    return rows
  })
}

/** @returns undefined for a check-in that is no longer there */
export async function findToAlert(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  checkInId: string,
): Promise<{ readonly level: Level; readonly read: boolean } | undefined> {
  const { rows } = await sql<{ level: Level; read: boolean }>`
    select level, exists (
      select from check_in_reads r where r.clinic_id = c.clinic_id and r.check_in_id = c.id) as read
    from check_ins c where c.clinic_id = ${clinicId} and c.id = ${checkInId}`.execute(tx)
  return rows[0]
}
