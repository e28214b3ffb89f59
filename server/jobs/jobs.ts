/**
 * Work beside the requests: alerts, and what the clock asks for. Jobs are rows that were written with what they are about
 * (`queue.ts`), so none is lost with the process; every server takes some, and what one leaves behind another takes up.
 */
import { type Job, PgBoss } from 'pg-boss'
import type { Registry } from 'prom-client'
import type { Log } from '../http/log.ts'
import { bossDatabase } from './boss-database.ts'
import { type Handlers, type JobParts, handlers as ours } from './handlers.ts'
import { type JobCounts, measureJobs } from './job-metrics.ts'
import { type JobData, type QueueName, queueNames, queues } from './queues.ts'

export interface Jobs {
  /** Begins to take jobs. The database is migrated by then. */
  start(): Promise<void>
  /** Takes no more jobs and waits for those that run. */
  stop(): Promise<void>
  /** Adds what is to be known about jobs to the metrics of the server. */
  measure(registry: Registry): void
}

export interface JobOptions extends Omit<JobParts, 'now'> {
  readonly log: Log
  readonly now?: () => number
  /** Seconds between looks at each queue: at least 0.5, and 2 when not given. */
  readonly pollSeconds?: number
  /** Seconds between looks for jobs whose worker died; 30 when not given. */
  readonly superviseSeconds?: number
  /** Instead of ours, for tests. */
  readonly handlers?: Handlers
}

export function openJobs(options: JobOptions): Jobs {
  const { database, keyRing, files, site, log, now = Date.now, handlers = ours } = options
  const parts: JobParts = { database, keyRing, files, site, now }
  const boss = new PgBoss({
    db: bossDatabase(database),
    createSchema: false,
    superviseIntervalSeconds: options.superviseSeconds ?? 30,
    monitorIntervalSeconds: options.superviseSeconds ?? 30,
    // For tables of millions of jobs. Ours are few, and to rebuild an index takes the embedded database from everybody.
    reindex: false,
    monitorVacuum: false,
  })
  const trouble = sparingly((error: unknown) => log.warn({ err: error }, 'jobs wait'), 60_000, now)
  boss.on('error', trouble)
  let counts: JobCounts | undefined

  async function run<Name extends QueueName>(name: Name, job: Job<JobData[Name]> & Retries): Promise<void> {
    const began = performance.now()
    try {
      await handlers[name](parts, job.data ?? ({} as JobData[Name]))
      counts?.ran(name, 'done', performance.now() - began)
    } catch (error) {
      const last = job.retryCount >= job.retryLimit
      counts?.ran(name, last ? 'given-up' : 'failed', performance.now() - began)
      log[last ? 'error' : 'warn']({ job: job.id, queue: name, try: job.retryCount + 1, err: error }, 'job failed')
      // pg-boss keeps what is thrown, and an error of the database can quote what was stored.
      throw new JobFailed(name)
    }
  }

  return {
    async start() {
      await boss.start()
      for (const name of queueNames) {
        const { cron } = queues[name]
        if (cron) await boss.schedule(name, cron, {}, { tz: 'UTC' })
        const polling = { includeMetadata: true, pollingIntervalSeconds: options.pollSeconds ?? 2 } as const
        await boss.work<JobData[QueueName]>(name, polling, async (jobs) => {
          for (const job of jobs) await run(name, job as Job<never> & Retries)
        })
      }
    },
    stop: () => boss.stop({ close: false, timeout: 10_000 }),
    measure(registry) {
      counts = measureJobs(registry, database)
    },
  }
}

interface Retries {
  readonly retryCount: number
  readonly retryLimit: number
}

/** All that the queue keeps of a failure. The log has the rest, without what was stored. */
class JobFailed extends Error {
  override name = 'JobFailed'
  constructor(queue: QueueName) {
    super(`A job of ${queue} failed; the log says why.`)
  }
}

/** A database that is away would otherwise be told of at each look. */
function sparingly<Argument>(tell: (argument: Argument) => void, every: number, now: () => number) {
  let last = Number.NEGATIVE_INFINITY
  return (argument: Argument) => {
    if (now() - last < every) return
    last = now()
    tell(argument)
  }
}
