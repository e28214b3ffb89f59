/** All SQL about the demo: which clinic it is, who is in it, and how every row of it goes. */
import { sql } from 'kysely'
import type { Role } from '../../context.ts'
import type { Tx } from '../../database/index.ts'
import { json } from '../../database/json.ts'
import type { ClinicKeys } from '../../keys/index.ts'
import { fullName, readTables } from '../backup/tables.ts'

export interface DemoClinic {
  readonly clinicId: string
  readonly name: string
  readonly madeAt: Date
}

/** @param tx with the operator's role */
export async function findDemo(tx: Tx): Promise<DemoClinic | undefined> {
  return await tx
    .selectFrom('clinics')
    .select(['clinic_id as clinicId', 'name', 'created_at as madeAt'])
    .where('demo', '=', true)
    .orderBy('created_at')
    .executeTakeFirst()
}

/** One demo at a time, however often somebody clicks. Held until the transaction ends. */
export async function lockDemo(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('needlepoint demo', 0))`.execute(tx)
}

export async function addDemoClinic(
  tx: Tx,
  { clinicId, name, zone, madeAt }: DemoClinic & { readonly zone: string },
): Promise<void> {
  await tx
    .insertInto('clinics')
    .values({ clinic_id: clinicId, name, zone, language: 'en', demo: true, created_at: madeAt, ...contact })
    .execute()
}

/** Reaches nobody: a number that is kept free for stories, and an address in a domain that cannot be. */
const contact = {
  phone: '+1 202 555 0100',
  email: 'care@demo.invalid',
  opening_hours: 'Monday to Friday, 9:00 to 18:00',
  watch_hours: json([1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }))),
}

export interface DemoPeople {
  readonly staff: readonly { readonly roles: readonly Role[]; readonly name: string }[]
  readonly clients: readonly { readonly clientId: string; readonly name: string; readonly notes: string | null }[]
}

/** Those who hold a role now, and clients in the order in which they were made up. */
export async function listPeople(tx: Tx, clinicId: string, keys: ClinicKeys): Promise<DemoPeople> {
  const isCurrent = (table: 'staff_details' | 'client_details', row: string) =>
    sql<boolean>`not exists (select from ${sql.table(table)} later where later.clinic_id = ${clinicId} and later.supersedes = ${sql.ref(`${row}.id`)})`
  const staff = await tx
    .selectFrom('staff_details as d')
    .select(['d.id', 'd.roles', 'd.name_enc'])
    .where('d.clinic_id', '=', clinicId)
    .where('d.status', '=', 'active')
    .where(isCurrent('staff_details', 'd'))
    .orderBy('d.staff_id')
    .execute()
  const clients = await tx
    .selectFrom('client_details as d')
    .select(['d.id', 'd.client_id', 'd.name_enc', 'd.notes_enc'])
    .where('d.clinic_id', '=', clinicId)
    .where(isCurrent('client_details', 'd'))
    .limit(200)
    .execute()
  const place = (table: string, column: string, id: string) => ({ table, column, id })
  return {
    staff: staff.map(({ id, roles, name_enc }) => ({
      roles: roles as Role[],
      name: keys.open(place('staff_details', 'name_enc', id), name_enc),
    })),
    clients: clients
      .map(({ id, client_id, name_enc, notes_enc }) => ({
        clientId: client_id,
        name: keys.open(place('client_details', 'name_enc', id), name_enc),
        notes: keys.openOptional(place('client_details', 'notes_enc', id), notes_enc),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Accounts that were made for the demo end so; nobody can write to such an address. */
export const demoAddress = (role: Role, clinicId: string) => `${role}@${clinicId}.demo.invalid`

/**
 * Removes every row of the demo's clinic, whatever tables there are by now, and the accounts that were made for it. Of a clinic
 * that is no demo nothing is removed, whoever asks.
 */
export async function removeRows(tx: Tx, clinicId: string): Promise<void> {
  // Whoever writes in this clinic at the moment finishes first; whoever comes later finds it gone.
  const { rows } = await sql`select from clinics where clinic_id = ${clinicId} and demo for update`.execute(tx)
  if (rows.length !== 1) throw new Error(`The clinic ${clinicId} is no demo.`)
  const own = (table: 'staff' | 'client_accounts') =>
    sql`select user_id from ${sql.table(table)} where clinic_id = ${clinicId}`
  await sql`
    delete from accounts."user" where ("kind" = 'client' and "id" in (${own('client_accounts')}))
      or ("kind" = 'staff' and "id" in (${own('staff')}) and "email" like ${`%@${clinicId}.demo.invalid`})`.execute(tx)
  const tables = (await readTables(tx)).filter(({ columns }) => columns.some(({ name }) => name === 'clinic_id'))
  // What refers to others goes before them.
  for (const table of tables.toReversed()) {
    await sql`delete from ${sql.table(fullName(table))} where clinic_id = ${clinicId}`.execute(tx)
  }
  await sql`delete from pgboss.job where data->>'clinicId' = ${clinicId}`.execute(tx)
}

/** @returns whether the transaction lost against somebody who wrote in the clinic meanwhile */
export const wroteMeanwhile = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '23503'
