/**
 * Queues a job in the caller's transaction: it exists when what it is about exists, and not otherwise. pg-boss documents
 * that jobs may be added by SQL. Its own `send` asks the database outside the transaction, which the embedded one, having
 * one session, could never answer.
 */
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { type Json, json, prepared } from '../database/index.ts'
import type { JobData, QueueName } from './queues.ts'

/** @param data ids only, never anything personal */
export async function queue<Name extends QueueName>(
  { tx }: Pick<Context, 'tx'>,
  name: Name,
  data: JobData[Name],
): Promise<void> {
  const { numAffectedRows } = await insertJob(tx, { name, data: json(data) })
  if (numAffectedRows !== 1n && (await isMissing(tx, name))) throw new Error(`There is no queue ${name}.`)
}

const insertJob = prepared(
  (_, { name, data }: { readonly name: QueueName; readonly data: Json }) => sql`
    insert into pgboss.job (name, data, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
      expire_seconds, deletion_seconds, keep_until)
    select name, ${data}::jsonb, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
      expire_seconds, deletion_seconds, now() + retention_seconds * interval '1 second'
    from pgboss.queue where name = ${name}
    on conflict do nothing`,
)

/** A queue that takes one job at a time takes no second one, which is no mistake. */
async function isMissing(tx: Context['tx'], name: QueueName): Promise<boolean> {
  const { rows } = await sql`select from pgboss.queue where name = ${name}`.execute(tx)
  return rows.length === 0
}
