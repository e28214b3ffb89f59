/** The queue: what it promises about a job, whatever becomes of the process that took it. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { PgBoss } from 'pg-boss'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, test } from 'vitest'
import { siteOf } from '../accounts/origin.ts'
import { openFileStore } from '../files/index.ts'
import { createLog } from '../http/log.ts'
import { describeOnEachDatabase, type TestDatabase, testClinic } from '../test-support/index.ts'
import { bossDatabase } from './boss-database.ts'
import type { Handlers } from './handlers.ts'
import { type Jobs, openJobs, queue } from './index.ts'
import { installQueues } from './install.ts'

const site = siteOf('https://care.example')
const files = openFileStore(await mkdtemp(join(tmpdir(), 'needlepoint-jobs-')))
const checkInId = '01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f'

describeOnEachDatabase('jobs', (opened) => {
  const running: Jobs[] = []
  afterEach(async () => {
    for (const jobs of running.splice(0)) await jobs.stop()
    await opened().database.executeSql('delete from pgboss.job')
  }, 60_000)

  /** Takes jobs with a handler of the test. @returns what was logged so far */
  async function work(handlers: Partial<Handlers>, options: { superviseSeconds?: number } = {}) {
    const { database, keyRing } = opened()
    const lines: string[] = []
    const stream = new PassThrough()
    stream.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
    const jobs = openJobs({
      database,
      keyRing,
      files,
      site,
      log: createLog('info', stream),
      pollSeconds: 0.5,
      handlers: {
        'check-in.triaged': async () => {},
        'check-in.overdue': async () => {},
        'consent.signed': async () => {},
        ...handlers,
      },
      ...options,
    })
    running.push(jobs)
    const registry = new Registry()
    jobs.measure(registry)
    await jobs.start()
    return { jobs, registry, logged: () => lines.join('') }
  }
  const add = async (opened_: TestDatabase = opened()) => {
    const { run, clinicId } = await testClinic(opened_)
    await run((tx) => queue({ tx }, 'check-in.triaged', { clinicId, checkInId }))
    return clinicId
  }
  const states = async () => {
    const { rows } = await opened().database.executeSql(
      "select state::text, retry_count as tries, data, output from pgboss.job where name = 'check-in.triaged' order by created_on",
    )
    return rows as { state: string; tries: number; data: unknown; output: unknown }[]
  }
  /** What waits for its next try waits no longer. */
  const hurry = () => opened().database.executeSql("update pgboss.job set start_after = now() where state < 'active'")

  test('a job is there when its transaction is committed, and not when it is undone', async () => {
    const { run, clinicId } = await testClinic(opened())
    const undone = run(async (tx) => {
      await queue({ tx }, 'check-in.triaged', { clinicId, checkInId })
      throw new Error('Nothing of this happened.')
    })
    await expect(undone).rejects.toThrow('Nothing of this happened')
    expect(await states()).toEqual([])
    const added = await add()
    expect(await states()).toMatchObject([{ state: 'created', data: { clinicId: added, checkInId } }])
  })

  test('a queue that nobody has is a mistake of ours, and undoes what asked for it', async () => {
    const { run } = await testClinic(opened())
    const asked = run((tx) => queue({ tx }, 'no-such-queue' as never, {} as never))
    await expect(asked).rejects.toThrow('There is no queue no-such-queue')
  })

  test('what was added before anybody worked is done, and once', async () => {
    await add()
    const done: string[] = []
    await work({ 'check-in.triaged': async (_, data) => void done.push(data.checkInId) })
    await add()
    await expect.poll(() => done.length, { timeout: 60_000 }).toBe(2)
    await expect
      .poll(async () => (await states()).map(({ state }) => state), { timeout: 60_000 })
      .toEqual(['completed', 'completed'])
    expect(done).toEqual([checkInId, checkInId])
  })

  test('two servers share the jobs: none is done twice', async () => {
    const done: string[] = []
    const handler = {
      'check-in.triaged': async (_: unknown, data: { clinicId: string }) => void done.push(data.clinicId),
    }
    await work(handler)
    await work(handler)
    const added = await Promise.all(Array.from({ length: 12 }, () => add()))
    await expect.poll(() => done.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(12)
    expect(done.toSorted()).toEqual(added.toSorted())
  })

  test('one that fails is tried again, and what failed is logged without what was thrown', async () => {
    let tries = 0
    const { logged, registry } = await work({
      'check-in.triaged': async () => {
        tries++
        if (tries === 1) throw new Error('duplicate key: (name)=(Ada Example)')
      },
    })
    await add()
    await expect.poll(async () => (await states())[0]?.state, { timeout: 60_000 }).toBe('retry')
    expect(JSON.stringify(await states())).not.toContain('Ada')
    await hurry()
    await expect.poll(async () => (await states())[0]?.state, { timeout: 60_000 }).toBe('completed')
    expect(tries).toBe(2)
    expect(logged()).toContain('"msg":"job failed"')
    expect(logged()).not.toContain('Ada')
    const metrics = await registry.metrics()
    expect(metrics).toContain('jobs_total{queue="check-in.triaged",outcome="failed"} 1')
    expect(metrics).toContain('jobs_total{queue="check-in.triaged",outcome="done"} 1')
    expect(metrics).toContain('jobs_given_up{queue="check-in.triaged"} 0')
  })

  test('one that always fails is given up in the end, and is shown', async () => {
    const { logged, registry } = await work({
      'check-in.triaged': async () => {
        throw new Error('no')
      },
    })
    await add()
    await opened().database.executeSql('update pgboss.job set retry_limit = 1')
    await expect.poll(async () => (await states())[0]?.state, { timeout: 60_000 }).toBe('retry')
    expect(logged()).not.toContain('"level":"error"')
    await hurry()
    await expect.poll(async () => (await states())[0]?.state, { timeout: 60_000 }).toBe('failed')
    expect(logged()).toContain('"level":"error"')
    expect(await registry.metrics()).toContain('jobs_given_up{queue="check-in.triaged"} 1')
  })

  test('one whose worker was killed is taken up by another', async () => {
    const clinicId = await add()
    const killed = new PgBoss({ db: bossDatabase(opened().database), supervise: false, schedule: false })
    killed.on('error', () => {})
    await killed.start()
    const [taken] = await killed.fetch<{ clinicId: string }>('check-in.triaged')
    expect(taken?.data.clinicId).toBe(clinicId)
    await killed.stop({ graceful: false, close: false })
    const done: string[] = []
    await work({ 'check-in.triaged': async (_, data) => void done.push(data.clinicId) }, { superviseSeconds: 1 })
    // It is still somebody’s: a try has its time.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(done).toEqual([])
    await opened().database.executeSql("update pgboss.job set started_on = now() - interval '61 seconds'")
    await expect.poll(async () => (await states())[0]?.state, { timeout: 60_000 }).not.toBe('active')
    await hurry()
    await expect.poll(() => done, { timeout: 60_000 }).toEqual([clinicId])
  })

  test('stopping waits for the job that runs', async () => {
    let ended = false
    let began = false
    const { jobs } = await work({
      'check-in.triaged': async () => {
        began = true
        await new Promise((resolve) => setTimeout(resolve, 1500))
        ended = true
      },
    })
    await add()
    await expect.poll(() => began, { timeout: 60_000 }).toBe(true)
    await jobs.stop()
    expect(ended).toBe(true)
    expect((await states())[0]?.state).toBe('completed')
  })

  describe('the clock', () => {
    test('asks for overdue check-ins every five minutes, once however many servers there are', async () => {
      await work({})
      await work({})
      const { rows } = await opened().database.executeSql('select name, cron, timezone from pgboss.schedule')
      expect(rows).toEqual([{ name: 'check-in.overdue', cron: '*/5 * * * *', timezone: 'UTC' }])
    })

    test('a look that is asked for while one waits is the same look', async () => {
      const { run } = await testClinic(opened())
      for (let i = 0; i < 3; i++) await run((tx) => queue({ tx }, 'check-in.overdue', {}))
      const { rows } = await opened().database.executeSql(
        "select count(*)::int as n from pgboss.job where name = 'check-in.overdue'",
      )
      expect(rows).toEqual([{ n: 1 }])
    })
  })

  test('the queues may be installed again and again, by several servers at once', async () => {
    const { database } = opened()
    await add()
    await Promise.all([installQueues(database), installQueues(database), installQueues(database)])
    expect((await states()).length).toBe(1)
  })
})
