/** A clinic that has been worked in for weeks: rows in nearly every table, made by the use cases themselves, through the demo. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { siteOf } from '../accounts/origin.ts'
import { roles } from '../accounts/permissions.ts'
import type { Actor } from '../context.ts'
import type { Tx } from '../database/index.ts'
import { FileStore, FolderStore } from '../files/index.ts'
import { fullName, readTables, type Table } from '../operate/backup/tables.ts'
import { makeDemo } from '../operate/demo/make-demo.ts'
import { testPathway } from './test-app.ts'
import type { TestDatabase } from './test-database.ts'

export interface LivedInClinic {
  readonly clinicId: string
  readonly files: FileStore
  /** A record of each kind, by the name of the parameter that an address has for it. */
  readonly ids: Readonly<Record<string, string>>
  /** The whole team in one person, since what may be done is not what is asked here. */
  readonly everybody: Actor
  /** The client whom most of the records are about. */
  readonly client: Actor
}

/** Tables from which an address takes an id; of sessions and screenings any will do. */
const nouns = {
  guardianId: 'guardians',
  invitationId: 'staff_invitations',
  keyId: 'api_keys',
  deviceId: 'devices',
  lotId: 'lots',
  staffId: 'staff',
  erasureId: 'erasure_requests',
  enquiryId: 'enquiries',
} as const
/** These are all of one client. */
const hers = {
  consentId: 'consents',
  planId: 'plans',
  preflightId: 'preflights',
  screeningId: 'screenings',
  checkInId: 'check_ins',
  fileId: 'files',
  appointmentId: 'appointments',
  messageId: 'messages',
} as const

export async function livedInClinic(opened: TestDatabase): Promise<LivedInClinic> {
  const { database, keyRing } = opened
  const files = new FileStore(new FolderStore(await mkdtemp(join(tmpdir(), 'needlepoint-lived-in-'))))
  const clinicId = await makeDemo({
    database,
    keyRing,
    files,
    site: siteOf('http://localhost:3000'),
    pathwayFor: async () => testPathway,
    now: Date.now,
    zone: 'Europe/Berlin',
  })
  // There can be one demo; this one is a clinic like any other from now on.
  await database.asSystem((tx) =>
    tx
      .updateTable('clinics')
      .set({ demo: false } as never)
      .where('clinic_id', '=', clinicId)
      .execute(),
  )
  const ids = await database.asClinic(clinicId, (tx) => oneOfEach(tx, clinicId))
  const { staffId, clientId } = ids as { staffId: string; clientId: string }
  return {
    clinicId,
    files,
    ids,
    everybody: { kind: 'staff', id: staffId, name: 'Everybody', roles },
    client: { kind: 'client', id: clientId, clientId, guardian: false },
  }
}

async function oneOfEach(tx: Tx, clinicId: string): Promise<Record<string, string>> {
  const one = async (table: string, clientId?: string) => {
    const about = clientId === undefined ? sql`` : sql`and client_id = ${clientId}`
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)} where clinic_id = ${clinicId} ${about} order by id desc limit 1`.execute(tx)
    return rows[0]?.id ?? clinicId
  }
  // The client who has come furthest: she has something of everything.
  const { rows } = await sql<{ session: string; client: string }>`
    select s.id as session, s.client_id as client from sessions s
    join check_ins c on c.clinic_id = s.clinic_id and c.session_id = s.id
    left join files f on f.clinic_id = s.clinic_id and f.client_id = s.client_id
    left join consents k on k.clinic_id = s.clinic_id and k.client_id = s.client_id and 'record' = any (k.purposes)
    where s.clinic_id = ${clinicId} order by f.id is null, k.id is null, f.id, s.id limit 1`.execute(tx)
  const [found] = rows
  if (!found) throw new Error('The demo has no session with a check-in.')
  const ids: Record<string, string> = { clientId: found.client, sessionId: found.session }
  for (const [name, table] of Object.entries(nouns)) ids[name] = await one(table)
  for (const [name, table] of Object.entries(hers)) ids[name] = await one(table, found.client)
  return ids
}

/** What is stored of a clinic, table by table, as one text each; the same text means that nothing was written. */
export async function contentOf({ database }: TestDatabase, clinicId: string): Promise<Record<string, string>> {
  return await database.asSystem(async (tx) => {
    const content: Record<string, string> = {}
    for (const table of await clinicTables(tx)) {
      const { rows } = await sql<{ hash: string }>`
        select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
        from ${sql.table(fullName(table))} t where clinic_id = ${clinicId}`.execute(tx)
      content[fullName(table)] = rows[0]?.hash ?? ''
    }
    return content
  })
}

/** Every id that names something of a clinic. */
export async function idsOf({ database }: TestDatabase, clinicId: string): Promise<Set<string>> {
  return await database.asSystem(async (tx) => {
    const ids = new Set<string>()
    for (const table of await clinicTables(tx)) {
      if (!table.columns.some(({ name }) => name === 'id')) continue
      const { rows } = await sql<{ id: string }>`
        select id::text from ${sql.table(fullName(table))} where clinic_id = ${clinicId}`.execute(tx)
      for (const { id } of rows) ids.add(id)
    }
    return ids
  })
}

/** Counts the rows of a clinic in one question. */
export async function rowCounter({ database }: TestDatabase, clinicId: string): Promise<() => Promise<number>> {
  const tables = await database.asSystem(clinicTables)
  const counts = tables.map(
    (table) => sql`(select count(*) from ${sql.table(fullName(table))} where clinic_id = ${clinicId})`,
  )
  const sum = sql<{ n: number }>`select (${sql.join(counts, sql` + `)})::int as n`
  return () => database.asSystem(async (tx) => (await sum.execute(tx)).rows[0]?.n ?? -1)
}

const clinicTables = async (tx: Tx): Promise<Table[]> =>
  (await readTables(tx)).filter(
    ({ schema, columns }) => schema === 'public' && columns.some(({ name }) => name === 'clinic_id'),
  )
