/** The real app over one clinic with somebody in every role; a test says who calls and the rest is as in production. */
import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Api, createClient } from '@needlepoint/contract'
import { loadProtocol, type Pathway, type Protocol } from '@needlepoint/pathway'
import type { FastifyInstance } from 'fastify'
import { asOperator } from '../accounts/as-operator.ts'
import { siteOf } from '../accounts/origin.ts'
import { may, type Permission, roles } from '../accounts/permissions.ts'
import { addStaff } from '../accounts/staff.ts'
import { makeStaffAccount } from '../accounts/staff-account.ts'
import { buildApp } from '../app.ts'
import type { Actor, Context, Role } from '../context.ts'
import { type FileStore, openFileStore } from '../files/index.ts'
import type { Route } from '../http/serve-endpoint.ts'
import { newId } from '../ids.ts'
import type { OpenParts } from '../screening/open-routes.ts'
import { type TestClinic, testClinic } from './test-clinic.ts'
import type { TestDatabase } from './test-database.ts'

export const testPathway: Pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)

export interface TestApp {
  readonly app: FastifyInstance
  readonly clinic: TestClinic
  readonly files: FileStore
  /** Somebody of each role. */
  readonly staff: Readonly<Record<Role, Actor & { kind: 'staff' }>>
  /** The typed client, calling as somebody. */
  as(actor: Actor): Api
  /** A client of the clinic, to call as. */
  clientActor(clientId: string, guardian?: boolean): Actor & { kind: 'client' }
  /** A client's bare rows, for what does not depend on her details. @returns her id */
  addClient(name?: string, details?: TestClientDetails): Promise<string>
  now(): number
  /** Moves the server's clock. */
  wait(milliseconds: number): void
  /** … to nine o'clock at the clinic: whoever runs the tests late in the evening has no midnight between two hours of a story. */
  waitForMorning(): void
  /** … only where the day at the clinic has less than two hours left. */
  avoidMidnight(): void
  close(): Promise<void>
}

export interface TestClientDetails {
  /** ISO date. */
  readonly born?: string | null
  readonly language?: string
  readonly zone?: string
}

export interface TestAppOptions {
  readonly pathwayFor?: Parameters<typeof buildApp>[0]['pathwayFor']
  readonly zone?: Parameters<typeof testClinic>[1]
  /** A folder of the test's own when not given. */
  readonly files?: FileStore
  /** Routes for whoever comes by: they open their own transactions. */
  readonly open?: (parts: OpenParts) => readonly Route<Context>[]
  /** A browser's page, or a proxy, as the request says. */
  readonly trustProxy?: boolean
}

/** Signing in is the accounts' own test: here the caller's name is believed. */
export async function testApp(
  opened: TestDatabase,
  routes: readonly Route<Context>[],
  { pathwayFor = async () => testPathway, zone, files, open = () => [], trustProxy = false }: TestAppOptions = {},
): Promise<TestApp> {
  const { database, keyRing } = opened
  const clinic = await testClinic(opened, zone)
  const { clinicId, keys } = clinic
  let ahead = 0
  const now = () => Date.now() + ahead
  const clock = new Intl.DateTimeFormat('en', { timeZone: clinic.zone, hour: 'numeric', hourCycle: 'h23' })
  const hourAtClinic = () => Number(clock.format(now()))
  const waitForMorning = () => {
    ahead += ((33 - hourAtClinic()) % 24) * 3_600_000
  }
  const callers = new Map<string, Actor>()
  const staff = {} as Record<Role, Actor & { kind: 'staff' }>
  for (const role of roles) {
    const id = newId(now())
    await clinic.run(async (tx) => {
      const userId = await asOperator(tx, () =>
        makeStaffAccount(tx, { email: `${role}-${id}@clinic.example`, passwordHash: null, now: now() }),
      )
      await addStaff(tx, keys, {
        clinicId,
        staffId: id,
        userId,
        name: `Some ${role}`,
        roles: [role],
        now: now(),
        recordedBy: 'system',
      })
    })
    staff[role] = { kind: 'staff', id, name: `Some ${role}`, roles: [role] }
  }
  const store = files ?? openFileStore(await mkdtemp(join(tmpdir(), 'needlepoint-files-')))
  const parts = {
    database,
    keyRing,
    files: store,
    site: siteOf('http://localhost:3000'),
    pathwayFor,
    now,
  }
  const app = await buildApp({
    ...parts,
    // A busy machine is no reason to turn anybody away here.
    config: { rateLimit: null, trustProxy, lagWindow: 600_000 },
    authenticate: async ({ headers }, asked) => {
      const actor = callers.get(String(headers.authorization))
      if (!actor) return undefined
      return asked === clinicId ? { clinicId, actor } : null
    },
    may: (actor, permission, clientId) => may(actor, permission as Permission, clientId),
    routes: [...open(parts), ...routes],
  })
  const listening: Promise<string> = app.listen({ host: '127.0.0.1', port: 0 })
  const address = await listening
  return {
    app,
    clinic,
    files: store,
    staff,
    as(actor) {
      const name = `Test ${JSON.stringify(actor)}`
      callers.set(name, actor)
      return createClient({ baseUrl: address, fetch, headers: { authorization: name } })
    },
    clientActor: (clientId, guardian = false) => ({ kind: 'client', id: newId(now()), clientId, guardian }),
    async addClient(name = 'Ada Example', { born = null, language = 'en', zone = clinic.zone } = {}) {
      const clientId = newId(now())
      const detailsId = newId(now())
      const recorded = { recorded_at: new Date(now()), recorded_by: 'system' }
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
            name_enc: keys.seal({ table: 'client_details', column: 'name_enc', id: detailsId }, name),
            contact_enc: keys.seal({ table: 'client_details', column: 'contact_enc', id: detailsId }, '{}'),
            born_enc: keys.sealOptional({ table: 'client_details', column: 'born_enc', id: detailsId }, born),
            language,
            zone,
            fingerprint: keys.fingerprint(detailsId),
            ...recorded,
          })
          .execute()
      })
      return clientId
    },
    now,
    wait(milliseconds) {
      ahead += milliseconds
    },
    waitForMorning,
    avoidMidnight() {
      if (hourAtClinic() >= 22) waitForMorning()
    },
    close: () => app.close(),
  }
}
