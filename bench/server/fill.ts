/**
 * Fills a database with synthetic clinics: in each a practitioner who is signed in, and clients who are signed in and had a
 * session two days ago. Straight into the tables, since what is measured comes after it.
 */
import { type Answers, dateAt, type Pathway } from '@needlepoint/pathway'
import { loadSecret } from '@needlepoint/server/inside/accounts/secret.ts'
import { addStaff } from '@needlepoint/server/inside/accounts/staff.ts'
import { beginAudit } from '@needlepoint/server/inside/audit/audit.ts'
import { json, type Tx } from '@needlepoint/server/inside/database/index.ts'
import { type ClinicKeys, KeyRing } from '@needlepoint/server/inside/keys/index.ts'
import type { Parts } from '@needlepoint/server/inside/parts.ts'
import { addDetails } from '@needlepoint/server/inside/practice/clients.ts'
import { openProtocols } from '@needlepoint/server/inside/protocols.ts'
import { sql } from 'kysely'
import { idOf, type Practice, tokenOf } from './names.ts'

const day = 86_400_000
const zone = 'Europe/Berlin'
const recordedBy = 'system'

export interface Filled {
  /** Signs the cookies. */
  readonly secret: string
  /** When the sessions ended, in milliseconds since 1970. */
  readonly endedAt: number
}

/** @param healthy answers to every question, on which screening finds nothing */
export async function fill(parts: Parts, practice: Practice, pathway: Pathway, healthy: Answers): Promise<Filled> {
  const { database, masters } = parts
  const now = Date.now()
  const endedAt = now - 2 * day
  // Keys are not believed in during their first minute, and nobody measures a clinic's first minute.
  const keyRing = new KeyRing(masters, () => endedAt)
  const secret = await loadSecret(database, masters, now)
  await openProtocols(database, pathway.protocol)
  await addAccounts(parts, practice, now)
  const decidedOn = dateAt(endedAt - 3 * day, zone)
  const screening = pathway.screen(healthy, decidedOn)
  const plan = pathway.plan(healthy, decidedOn)
  const recorded = { fingerprint: Buffer.alloc(32), recorded_at: new Date(endedAt), recorded_by: recordedBy }

  async function addClinic(tx: Tx, clinic: number): Promise<void> {
    const clinicId = idOf('clinic', clinic)
    const of = { clinic_id: clinicId }
    await tx
      .insertInto('clinics')
      .values({ ...of, name: `Synthetic ${clinic}`, zone, language: 'en', created_at: new Date(endedAt - 30 * day) })
      .execute()
    const keys = await keyRing.makeKeys(tx, clinicId)
    await beginAudit(tx, clinicId, keys)
    const staffId = idOf('staff', clinic)
    const member = { staffId, userId: `staff-${clinic}`, name: `Synthetic ${clinic}`, roles: ['practitioner'] } as const
    await addStaff(tx, keys, { clinicId, ...member, now: endedAt, recordedBy })
    const device = { device_class: 'pen', name: 'Synthetic pen', authorized: true }
    await tx
      .insertInto('devices')
      .values({ ...of, id: idOf('device', clinic), ...device, ...recorded })
      .execute()
    const lot = { kind: 'cartridge', product: 'Synthetic needles', lot: 'S-1' } as const
    await tx
      .insertInto('lots')
      .values({ ...of, id: idOf('lot', clinic), ...lot, ...recorded })
      .execute()
    const first = (clinic - 1) * practice.clients + 1
    const clients = Array.from({ length: practice.clients }, (_, i) => first + i)
    await addClients(tx, keys, clinicId, clients)
    await addCare(tx, clinic, clients)
  }

  async function addClients(tx: Tx, keys: ClinicKeys, clinicId: string, clients: readonly number[]): Promise<void> {
    const of = { clinic_id: clinicId }
    await tx
      .insertInto('clients')
      .values(clients.map((n) => ({ ...of, id: idOf('client', n), ...recorded })))
      .execute()
    const context = { tx, clinicId, keys, now: endedAt, actor: { kind: 'system' } } as Parameters<typeof addDetails>[0]
    for (const n of clients) {
      const contact = { email: `client-${n}@clinic.example` }
      await addDetails(context, {
        id: idOf('details', n),
        clientId: idOf('client', n),
        supersedes: null,
        details: { name: `Synthetic ${n}`, contact, born: '1990-05-01', language: 'en', zone },
        fingerprint: recorded.fingerprint,
      })
    }
    const accounts = clients.map((n) => ({
      ...of,
      id: idOf('account', n),
      client_id: idOf('client', n),
      user_id: `client-${n}`,
      recorded_at: recorded.recorded_at,
      recorded_by: recordedBy,
    }))
    await tx.insertInto('client_accounts').values(accounts).execute()
  }

  async function addCare(tx: Tx, clinic: number, clients: readonly number[]): Promise<void> {
    const each = <Row extends object>(row: (n: number) => Row) =>
      clients.map((n) => ({ clinic_id: idOf('clinic', clinic), client_id: idOf('client', n), ...row(n), ...recorded }))
    const { atLeast: at_least, atMost: at_most } = screening.decision
    const screened = { decided_on: decidedOn, facts: json(healthy), decision: json(screening), at_least, at_most }
    const by = { protocol_hash: pathway.hash }
    const planned = { planned_on: decidedOn, input: json({ facts: {}, answers: healthy, start: null, price: null }) }
    const checked = { facts: json({}), result: json({}), outcome: 'ready', differs: false } as const
    const charted = { ended_at: new Date(endedAt), zone, facts: json({}), depth_mm: 0.5 }
    await tx
      .insertInto('screenings')
      .values(each((n) => ({ id: idOf('screening', n), ...screened, differs: false, ...by })))
      .execute()
    await tx
      .insertInto('plans')
      .values(
        each((n) => ({
          id: idOf('plan', n),
          screening_id: idOf('screening', n),
          ...planned,
          plan: json(plan),
          ...by,
        })),
      )
      .execute()
    const device = { device_id: idOf('device', clinic), cartridge_lot_id: idOf('lot', clinic) }
    await tx
      .insertInto('preflights')
      .values(
        each((n) => ({
          id: idOf('preflight', n),
          plan_id: idOf('plan', n),
          checked_on: dateAt(endedAt, zone),
          ...device,
          ...checked,
          ...by,
        })),
      )
      .execute()
    await tx
      .insertInto('sessions')
      .values(
        each((n) => ({
          id: idOf('session', n),
          plan_id: idOf('plan', n),
          preflight_id: idOf('preflight', n),
          practitioner_id: idOf('staff', clinic),
          ...device,
          ...charted,
        })),
      )
      .execute()
  }

  for (let clinic = 1; clinic <= practice.clinics; clinic++) {
    await database.asClinic(idOf('clinic', clinic), (tx) => addClinic(tx, clinic))
  }
  return { secret, endedAt }
}

/** Everybody is signed in, staff with their second factor. */
async function addAccounts({ database }: Parts, { clinics, clients }: Practice, now: number): Promise<void> {
  const people = { client: clinics * clients, staff: clinics }
  await database.asSystem(async (tx) => {
    for (const [kind, count] of Object.entries(people) as ['client' | 'staff', number][]) {
      const numbers = Array.from({ length: count }, (_, i) => i + 1)
      const tokens = numbers.map((n) => tokenOf(kind, n))
      await sql`insert into accounts."user" ("id", "name", "email", "emailVerified", "twoFactorEnabled", "kind")
        select ${kind} || '-' || n, '', ${kind} || '-' || n || '@client.invalid', false, ${kind === 'staff'}, ${kind}
        from unnest(${numbers}::int[]) n`.execute(tx)
      await sql`insert into accounts."session" ("id", "token", "userId", "expiresAt", "updatedAt", "seenAt", "secondFactor")
        select ${kind} || '-session-' || n, token, ${kind} || '-' || n, ${new Date(now + day)}, ${new Date(now)},
          ${new Date(now)}, ${kind === 'staff' ? 'totp' : null}
        from unnest(${numbers}::int[], ${tokens}::text[]) as people (n, token)`.execute(tx)
    }
  })
}
