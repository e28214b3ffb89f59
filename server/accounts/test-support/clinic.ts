/** A clinic with an owner, and accounts over it, for tests. */
import { randomBytes } from 'node:crypto'
import { printActor } from '../../audit/audit.ts'
import type { Actor, Context, Role } from '../../context.ts'
import { newId } from '../../ids.ts'
import { masterKeyFrom } from '../../keys/index.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { Message } from '../../mail/messages.ts'
import { type MailPump, startMailPump } from '../../mail/queue.ts'
import { type TestClinic, type TestDatabase, testClinic } from '../../test-support/index.ts'
import { type Accounts, openAccounts } from '../accounts.ts'
import { asOperator } from '../as-operator.ts'
import { addStaff } from '../staff.ts'
import { makeStaffAccount } from '../staff-account.ts'
import { codeOf, Visitor } from './visitor.ts'

export const password = 'correct horse battery staple'

export interface Staff {
  readonly id: string
  readonly userId: string
  readonly email: string
}

export interface TestAccounts {
  readonly accounts: Accounts
  readonly clinic: TestClinic
  /** In the order in which they were sent. */
  readonly mails: Message[]
  readonly pump: MailPump
  /** What the log was told. */
  readonly logged: string[]
  /** Moves the clock of what is ours. */
  wait(milliseconds: number): void
  now(): number
  visitor(): Visitor
  addStaff(role: Role, name?: string): Promise<Staff>
  /** Signs in with password and, the first time, sets up an app. @returns the app's address */
  signIn(visitor: Visitor, staff: Staff): Promise<string>
  /** A use case's context. */
  as<T>(actor: Actor, work: (context: Context) => Promise<T>): Promise<T>
  /** Sends what waits, and gives back the newest message. */
  lastMail(): Promise<Message>
}

export async function testAccounts(
  open: TestDatabase,
  options: { url?: string; idleMinutes?: number; demo?: boolean } = {},
): Promise<TestAccounts> {
  const { database, keyRing } = open
  const clinic = await testClinic(open)
  const { clinicId, keys } = clinic
  const mails: Message[] = []
  const logged: string[] = []
  let ahead = 0
  const now = () => Date.now() + ahead
  const mailer: Mailer = {
    says: '',
    send: async (message) => {
      mails.push(message as Message)
    },
    close: () => {},
  }
  const log = (level: string, what: string) => {
    logged.push(`${level} ${what}`)
  }
  const accounts = await openAccounts({
    database,
    keys: keyRing,
    masters: await mastersOf(open),
    mailer,
    url: options.url ?? 'http://localhost:3000',
    idleMinutes: options.idleMinutes ?? 15,
    demo: options.demo ?? false,
    now,
    log,
  })
  const pump = startMailPump({ database, keys: keyRing, mailer, now, log, every: 0 })
  const apps = new Map<string, string>()
  return {
    accounts,
    clinic,
    mails,
    pump,
    logged,
    now,
    wait(milliseconds) {
      ahead += milliseconds
    },
    visitor: () => new Visitor(accounts),
    async addStaff(role, name = `Some ${role}`) {
      const id = newId(now())
      const email = `${role}-${id.slice(-12)}@clinic.example`
      const passwordHash = await (await accounts.auth.$context).password.hash(password)
      const userId = await clinic.run(async (tx) => {
        const made = await asOperator(tx, () => makeStaffAccount(tx, { email, passwordHash, now: now() }))
        await addStaff(tx, keys, {
          clinicId,
          staffId: id,
          userId: made,
          name,
          roles: [role],
          now: now(),
          recordedBy: 'system',
        })
        return made
      })
      return { id, userId, email }
    },
    async signIn(visitor, { email }) {
      const first = await visitor.post('/sign-in/email', { email, password })
      if (first.status !== 200) throw new Error(`Sign-in answered ${first.status}: ${JSON.stringify(first.body)}`)
      let app = apps.get(email)
      if (app === undefined) {
        const enabled = await visitor.post('/two-factor/enable', { password })
        app = String(enabled.body.totpURI)
        apps.set(email, app)
      }
      // No code opens two sessions, so one of the half minute before or after will do as well.
      let second = await visitor.post('/two-factor/verify-totp', { code: codeOf(app) })
      for (const off of [-30_000, 30_000]) {
        if (second.status === 200) break
        await visitor.post('/sign-in/email', { email, password })
        second = await visitor.post('/two-factor/verify-totp', { code: codeOf(app, Date.now() + off) })
      }
      if (second.status !== 200) throw new Error(`The code answered ${second.status}: ${JSON.stringify(second.body)}`)
      return app
    },
    as: (actor, work) =>
      clinic.run((tx) =>
        work({
          tx,
          clinicId,
          zone: clinic.zone,
          actor,
          now: now(),
          today: new Date(now()).toISOString().slice(0, 10),
          keys,
          // Neither is asked for by the accounts.
          pathway: undefined as never,
          files: undefined as never,
          site: accounts.site,
        }),
      ),
    async lastMail() {
      await pump.run()
      const last = mails.at(-1)
      if (!last) throw new Error('There is no message.')
      return last
    },
  }
}

const masters = new WeakMap<TestDatabase, { current: ReturnType<typeof masterKeyFrom>; older: [] }>()

/** The same for all that open one database, since its secret is wrapped once. */
async function mastersOf(open: TestDatabase) {
  const known = masters.get(open) ?? { current: masterKeyFrom(randomBytes(32)), older: [] }
  masters.set(open, known)
  return known
}

export interface TestClient {
  readonly clientId: string
  readonly guardianId: string | undefined
}

/** A client with an e-mail address; a child has a guardian with another. */
export async function addClient(
  { clinic, now }: TestAccounts,
  { email, born = '1990-05-01', guardianEmail }: { email: string | null; born?: string; guardianEmail?: string },
): Promise<TestClient> {
  const { clinicId, keys } = clinic
  const clientId = newId(now())
  const detailsId = newId(now())
  const guardianId = guardianEmail === undefined ? undefined : newId(now())
  const recorded = { recorded_at: new Date(now()), recorded_by: printActor({ kind: 'system' }) }
  await clinic.run(async (tx) => {
    await tx
      .insertInto('clients')
      .values({ clinic_id: clinicId, id: clientId, fingerprint: keys.fingerprint(clientId), ...recorded })
      .execute()
    await tx
      .insertInto('client_details')
      .values({
        clinic_id: clinicId,
        id: detailsId,
        client_id: clientId,
        name_enc: keys.seal({ table: 'client_details', column: 'name_enc', id: detailsId }, 'Ada Example'),
        contact_enc: keys.seal(
          { table: 'client_details', column: 'contact_enc', id: detailsId },
          JSON.stringify({ email }),
        ),
        born_enc: keys.seal({ table: 'client_details', column: 'born_enc', id: detailsId }, born),
        language: 'en',
        zone: 'Europe/Berlin',
        fingerprint: keys.fingerprint(detailsId),
        ...recorded,
      })
      .execute()
    if (email !== null) {
      await tx
        .insertInto('client_search')
        .values({
          clinic_id: clinicId,
          kind: 'email',
          blind: keys.hash('email', email),
          details_id: detailsId,
          client_id: clientId,
        })
        .execute()
    }
    if (guardianId !== undefined) {
      await tx
        .insertInto('guardians')
        .values({
          clinic_id: clinicId,
          id: guardianId,
          client_id: clientId,
          name_enc: keys.seal({ table: 'guardians', column: 'name_enc', id: guardianId }, 'Bea Example'),
          contact_enc: keys.seal(
            { table: 'guardians', column: 'contact_enc', id: guardianId },
            JSON.stringify({ email: guardianEmail }),
          ),
          relation: 'parent',
          status: 'active',
          fingerprint: keys.fingerprint(guardianId),
          ...recorded,
        })
        .execute()
    }
  })
  return { clientId, guardianId }
}
