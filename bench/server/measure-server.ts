/** The server on PostgreSQL: how many check-ins and lists a second, beside pgbench; how long they take; how much memory. */
import { figure, type Line, megabytes, type Section } from '../line.ts'
import { type Beside, measureBeside, noteScript, rounds, secondsAtHalf, secondsEach } from './beside-pgbench.ts'
import { askTimes } from './load.ts'
import type { Practice } from './names.ts'
import { admin, type Place, type Prepared, prepare, withPostgres } from './practice.ts'
import { checkIns, todayLists } from './requests.ts'
import type { Script } from './script.ts'
import { serve } from './serve.ts'

const practice: Practice = { clinics: 100, clients: 10 }
const connectionCounts = [10, 100]
const memoryAt = [20_000, 100_000]
const step = 5_000
const limits = { checkIn: 0.4, today: 0.3, p99: 100 }

export async function measureServer(): Promise<Section> {
  const measured = await withPostgres(async (place, { folder: binaries, version }) => {
    const prepared = await prepare(place, practice)
    await markRead(place.databaseUrl)
    const scripts = await noteScripts(place, prepared)
    const lines: Line[] = []
    const wanted = process.env.BENCH_CONNECTIONS?.split(',').map(Number) ?? connectionCounts
    for (const connections of wanted) {
      const server = await serve({ ...place, connections })
      try {
        const side = { connections, practice, databaseUrl: place.databaseUrl, binaries, folder: place.dataFolder }
        const today = { requests: todayLists(server, practice, prepared.filled), status: 200, script: scripts.today }
        lines.push(
          ...linesOf(
            'the list of the day',
            connections,
            limits.today,
            await measureBeside(side, server, today, async () => {}),
          ),
        )
        const write = { requests: checkIns(server, prepared), status: 201, script: scripts.checkIn }
        const putBack = await putBackOf(place.databaseUrl)
        lines.push(
          ...linesOf('a check-in', connections, limits.checkIn, await measureBeside(side, server, write, putBack)),
        )
        await putBack()
      } finally {
        await server.stop()
      }
    }
    if (!process.env.BENCH_CONNECTIONS) lines.push(await measureMemory(place, prepared))
    return { lines, version, scripts }
  })
  if (!measured) throw new Error('No PostgreSQL is installed here. Install PostgreSQL 15 or newer with pgbench.')
  const { lines, version, scripts } = measured
  return {
    heading: 'The server on PostgreSQL, beside pgbench',
    part: 'server',
    lines,
    notes: [
      `PostgreSQL ${version} with its usual settings, so that what is acknowledged is on the disk; everything on one machine. ${practice.clinics} clinics with ${practice.clients} clients each, every caller one of them at random.`,
      `A check-in: signed in by cookie, checked, triaged against the session, the intake and the report before, stored encrypted, audited, its job queued; one request is ${countOf(scripts.checkIn)}. The list: ${countOf(scripts.today)}.`,
      'pgbench sends the very statements that the server was seen to send for one such request, prepared as the server has them, with other clients and ids each time; long values are the same each time. Hashes and encrypted texts it is given.',
      `Connections: so many callers at once, and so many connections to the database, on both sides. ${rounds} rounds of ${secondsEach} s each in turn; × is the median of the ratio within each round.`,
      `At half load: ${secondsAtHalf} s of requests at random moments, at half of the rate before. The time counts from the moment at which a request was due.`,
    ],
  }
}

const countOf = ({ statements, roundTrips }: Script) => `${statements} statements in ${roundTrips} round trips`

const linesOf = (
  what: string,
  connections: number,
  limit: number,
  { ours, pgbench, ratio, halfLoad }: Beside,
): Line[] => [
  {
    what: `${what}, ${connections} connections`,
    measured: `${figure(ours)}/s, which is ${figure(ratio)} × pgbench (${figure(pgbench)}/s)`,
    limit: `at least ${limit} ×`,
    met: ratio >= limit,
  },
  {
    what: `… 99 of 100 at half load (${figure(halfLoad.rate)}/s)`,
    measured: `${figure(halfLoad.p99)} ms; half of them ${figure(halfLoad.p50)} ms`,
    limit: `under ${limits.p99} ms`,
    met: halfLoad.p99 < limits.p99,
  },
]

/** The check-ins of the first day were read; those of the second wait. */
function markRead(databaseUrl: string): Promise<void> {
  return admin(databaseUrl, async (client) => {
    await client.query(
      `insert into check_in_reads (clinic_id, id, check_in_id, read_by, read_at, fingerprint, recorded_at, recorded_by)
       select c.clinic_id, c.id, c.id, s.id, c.recorded_at, c.fingerprint, c.recorded_at, 'system'
       from check_ins c join staff s using (clinic_id) where (c.triage ->> 'day')::int = 1`,
    )
    await client.query('delete from pgboss.job')
    await client.query('vacuum analyze')
  })
}

async function noteScripts(place: Required<Place>, prepared: Prepared): Promise<{ checkIn: Script; today: Script }> {
  const server = await serve(place)
  try {
    const putBack = await putBackOf(place.databaseUrl)
    const noting = { practice, databaseUrl: place.databaseUrl, clinic: 1 }
    const one = checkIns(server, prepared, () => 7)
    const checkIn = await noteScript(server, one, { ...noting, status: 201, client: 7, newIdIn: /"id":"([^"]+)"/ })
    const lists = todayLists(server, { ...practice, clinics: 1 }, prepared.filled)
    const today = await noteScript(server, lists, { ...noting, status: 200, client: 0 })
    await putBack()
    return { checkIn, today }
  } finally {
    await server.stop()
  }
}

/** @returns what removes every check-in and job that came since */
async function putBackOf(databaseUrl: string): Promise<() => Promise<void>> {
  const since = await admin(databaseUrl, async (client) => {
    const { rows } = await client.query('select max(recorded_at) as at from check_ins')
    return rows[0]?.at as Date
  })
  return () =>
    admin(databaseUrl, async (client) => {
      await client.query('delete from pgboss.job')
      await client.query('delete from check_in_alerts where recorded_at > $1', [since])
      await client.query('delete from check_ins where recorded_at > $1', [since])
      await client.query('vacuum check_ins')
      await client.query('vacuum pgboss.job')
      await client.query('checkpoint')
    })
}

/** The same server all the time. */
async function measureMemory(place: Required<Place>, prepared: Prepared): Promise<Line> {
  const server = await serve(place)
  try {
    const putBack = await putBackOf(place.databaseUrl)
    const requests = checkIns(server, prepared)
    const sizes: number[] = []
    let asked = 0
    for (const count of memoryAt) {
      // In steps, or the clients would have sent a hundred reports each.
      for (; asked < count; asked += step) {
        await askTimes(server, requests, { connections: 10, status: 201, times: step })
        await putBack()
      }
      sizes.push((await server.memory()).rss)
    }
    const [first = 0, last = 0] = sizes
    return {
      what: `memory after ${memoryAt.map((count) => figure(count)).join(' and ')} check-ins`,
      measured: sizes.map(megabytes).join(', '),
      limit: 'flat',
      met: last <= first * 1.1,
    }
  } finally {
    await server.stop()
  }
}
