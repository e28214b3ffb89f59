/** Metrics of jobs for Prometheus: how many ran and how they ended; and what waits or was given up, as the database has it. */
import { Counter, Gauge, type Registry, Summary } from 'prom-client'
import type { Database } from '../database/index.ts'
import type { QueueName } from './queues.ts'

export type JobOutcome = 'done' | 'failed' | 'given-up'

export interface JobCounts {
  ran(queue: QueueName, outcome: JobOutcome, milliseconds: number): void
}

export function measureJobs(registry: Registry, database: Pick<Database, 'executeSql'>): JobCounts {
  const ran = new Counter({
    name: 'jobs_total',
    help: 'Jobs tried by this server: done, failed (tried again later), given-up',
    labelNames: ['queue', 'outcome'],
    registers: [registry],
  })
  const duration = new Summary({
    name: 'job_duration_seconds',
    help: 'Time that a try took',
    labelNames: ['queue'],
    percentiles: [0.5, 0.99],
    registers: [registry],
  })
  const gauges = {
    waiting: new Gauge({ name: 'jobs_waiting', help: 'Jobs to do', labelNames: ['queue'], registers: [registry] }),
    failed: new Gauge({
      name: 'jobs_given_up',
      help: 'Jobs of the last week that were given up: somebody has to look',
      labelNames: ['queue'],
      registers: [registry],
      // One question answers both, and a database that is away costs these two lines and not the whole page.
      collect: () => collect().catch(() => {}),
    }),
  }
  async function collect() {
    const { rows } = await database.executeSql(
      `select q.name, count(*) filter (where j.state < 'completed')::int as waiting,
         count(*) filter (where j.state = 'failed')::int as failed
       from pgboss.queue q left join pgboss.job j on j.name = q.name
       where q.name not like '\\_\\_%' group by q.name`,
    )
    for (const { name, waiting, failed } of rows as { name: string; waiting: number; failed: number }[]) {
      gauges.waiting.set({ queue: name }, waiting)
      gauges.failed.set({ queue: name }, failed)
    }
  }
  return {
    ran(queue, outcome, milliseconds) {
      ran.inc({ queue, outcome })
      duration.observe({ queue }, milliseconds / 1000)
    },
  }
}
