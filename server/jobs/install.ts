/** Makes the tables of pg-boss and our queues, or brings them up to date. A request can queue a job from then on. */
import { createRequire } from 'node:module'
import { PgBoss } from 'pg-boss'
import type { Database } from '../database/index.ts'
import { bossDatabase } from './boss-database.ts'
import { firstWait, longestTry, longestWait, type QueueName, queueNames, queues } from './queues.ts'

/** Harmless when it is done already, and when several servers do it at once. */
export async function installQueues(database: Database): Promise<void> {
  if (await isInstalled(database)) return
  const boss = new PgBoss({ db: bossDatabase(database), createSchema: false, supervise: false, schedule: false })
  const troubles: Error[] = []
  boss.on('error', (error) => troubles.push(error))
  try {
    await boss.start()
    await makeQueues(boss)
  } finally {
    await boss.stop({ graceful: false })
  }
  if (troubles[0]) throw troubles[0]
}

const { pgboss } = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } }

/** Two questions instead of a dozen: nearly every start finds all as it should be. */
async function isInstalled(database: Database): Promise<boolean> {
  const { rows: made } = await database.executeSql("select to_regclass('pgboss.version') is not null as made")
  if (!made[0]?.made) return false
  const { rows } = await database.executeSql(
    `select v.version, q.name, q.policy, q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds
     from pgboss.version v, pgboss.queue q`,
  )
  return queueNames.every((name) => {
    const { retryLimit, retryDelay, retryBackoff, retryDelayMax, expireInSeconds } = settingsOf(name)
    return rows.some(
      (row) =>
        row.version === pgboss.schema &&
        row.name === name &&
        row.policy === policyOf(name) &&
        row.retry_limit === retryLimit &&
        row.retry_delay === retryDelay &&
        row.retry_backoff === retryBackoff &&
        row.retry_delay_max === retryDelayMax &&
        row.expire_seconds === expireInSeconds,
    )
  })
}

const settingsOf = (name: QueueName) => ({
  retryLimit: queues[name].retries,
  retryDelay: firstWait,
  retryBackoff: true,
  retryDelayMax: longestWait,
  expireInSeconds: longestTry,
})

/** What the clock asks for is asked for once, however long the last one takes. */
const policyOf = (name: QueueName) => (queues[name].cron ? 'exclusive' : 'standard')

async function makeQueues(boss: PgBoss): Promise<void> {
  for (const name of queueNames) {
    const settings = settingsOf(name)
    await boss.createQueue(name, { ...settings, policy: policyOf(name) })
    await boss.updateQueue(name, settings)
  }
}
