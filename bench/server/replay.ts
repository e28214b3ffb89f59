/**
 * `node bench/server/replay.ts FILE`: for the embedded database what pgbench is for PostgreSQL. Sends the statements that the
 * server was seen to send for one request, to the same folder, one after the other, and does nothing else: other clients and
 * ids each time, everything else as it was sent. Prints how often a second it got through, and puts the database back.
 */
import { readFileSync } from 'node:fs'
import { openEmbedded } from '@needlepoint/server/inside/database/open.ts'
import { newId } from '@needlepoint/server/inside/ids.ts'
import { idOf, type Kind, tokenOf } from './names.ts'
import { type Noted, transactionsOf, variableOf } from './script.ts'

export interface Replay {
  readonly folder: string
  readonly noted: Noted
  readonly seconds: number
  /** ISO instant: check-ins that came later are removed. */
  readonly since: string
}

const { folder, noted, seconds, since } = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as Replay
const statements = transactionsOf(noted)
/** The number of the audit line as it was sent. */
const lastSeq = statements.find(({ text }) => text.startsWith('insert into "audit_lines"'))?.values[1]
const { database } = await openEmbedded({ folder })
const session = await database.pool.connect()
// Lines of the audit are numbered upwards, whoever wrote the last one.
let seq = Date.now() * 1000
let times = 0
const start = performance.now()
while (performance.now() - start < seconds * 1000) {
  const put = another()
  for (const [at, { text, values }] of statements.entries()) {
    // Kept prepared where the server keeps it so.
    if (values.length === 0) await session.query(put(text))
    else await session.query({ name: `s${at}`, text, values: values.map((value) => value && put(value)) })
  }
  times++
}
const rate = times / ((performance.now() - start) / 1000)
await session.query('reset role')
await session.query('delete from pgboss.job')
await session.query('delete from check_in_alerts where recorded_at > $1', [since])
await session.query('delete from check_ins where recorded_at > $1', [since])
session.release()
await database.close()
console.log(rate)

/** @returns what puts another client, another id and the next number of the audit into a statement or a value */
function another(): (text: string) => string {
  const { practice } = noted
  const client = 1 + Math.floor(Math.random() * practice.clinics * practice.clients)
  const clinic =
    noted.client > 0 ? Math.ceil(client / practice.clients) : 1 + Math.floor(Math.random() * practice.clinics)
  const then = { client: noted.client, clinic: noted.clinic }
  const now = { client, clinic }
  const swaps = (Object.entries(variableOf) as [Kind, 'client' | 'clinic'][])
    .filter(([, variable]) => then[variable] > 0)
    .map(([kind, variable]) => [idOf(kind, then[variable]), idOf(kind, now[variable])] as const)
  if (noted.client > 0) swaps.push([tokenOf('client', noted.client), tokenOf('client', client)])
  swaps.push([tokenOf('staff', noted.clinic), tokenOf('staff', clinic)])
  if (noted.newId !== undefined) swaps.push([noted.newId, newId(Date.now())])
  seq++
  return (text) => {
    if (text === lastSeq) return String(seq)
    return swaps.reduce((changed, [from, to]) => changed.replaceAll(from, to), text)
  }
}
