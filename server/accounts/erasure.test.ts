/**
 * The owner answers a request for erasure, over HTTP, in a clinic that has been worked in for weeks: what goes is gone from every
 * table, what is held stays as it is and goes by itself, and nobody else loses a word.
 */
import { type Api, createClient, type Endpoint, endpoints, isBinary, ofClinic, writes } from '@needlepoint/contract'
import { type Example, examples } from '@needlepoint/contract/examples'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { verifyAudit } from '../audit/index.ts'
import type { Actor } from '../context.ts'
import { sweepFiles } from '../files/sweep-files.ts'
import { newId } from '../ids.ts'
import type { ClinicKeys } from '../keys/index.ts'
import type { Message } from '../mail/messages.ts'
import { readTables } from '../operate/backup/tables.ts'
import { routes } from '../routes.ts'
import { describeOnEachDatabase, refusal, testPathway } from '../test-support/index.ts'
import { type LivedInClinic, livedInClinic } from '../test-support/lived-in-clinic.ts'
import { eraseRunOut } from './answer-erasure.ts'
import { openClientLink } from './client-links.ts'
import { heldTables, stayingTables } from './erased.ts'
import { exportedTables, notExported } from './exported.ts'
import { siteOf } from './origin.ts'
import { may, type Permission } from './permissions.ts'

const day = 24 * 3_600_000
const staying = [...stayingTables, 'audit_lines']

describeOnEachDatabase('Erasure', (opened) => {
  let clinic: LivedInClinic
  let keys: ClinicKeys
  let app: FastifyInstance
  const ahead = 0
  const now = () => Date.now() + ahead
  const callers = new Map<string, Actor>()
  let address = ''

  beforeAll(async () => {
    const { database, keyRing } = opened()
    clinic = await livedInClinic(opened())
    keys = await database.asClinic(clinic.clinicId, (tx) => keyRing.forClinic(tx, clinic.clinicId))
    app = await buildApp({
      config: { rateLimit: null, lagWindow: 600_000 },
      database,
      keyRing,
      files: clinic.files,
      site: siteOf('http://localhost:3000'),
      pathwayFor: async () => testPathway,
      authenticate: async ({ headers }, clinicId) => {
        const actor = callers.get(String(headers.authorization))
        return actor && clinicId === clinic.clinicId ? { clinicId, actor } : null
      },
      may: (actor, permission, clientId) => may(actor, permission as Permission, clientId),
      routes,
      now,
    })
    const listening: Promise<string> = app.listen({ host: '127.0.0.1', port: 0 })
    address = await listening
  }, 180_000)
  afterAll(() => app?.close())

  const as = (actor: Actor): Api => {
    const name = `Test ${JSON.stringify(actor)}`
    callers.set(name, actor)
    return createClient({ baseUrl: address, fetch, headers: { authorization: name } })
  }
  const owner = () => as({ ...clinic.everybody, roles: ['owner'] } as Actor)
  const herself = (clientId: string) => as({ kind: 'client', id: clientId, clientId, guardian: false })
  const run = <T>(work: Parameters<ReturnType<typeof opened>['database']['asSystem']>[0]) =>
    opened().database.asSystem(work) as Promise<T>
  const id = () => newId(now())
  const at = (more: Record<string, string> = {}) => ({ clinicId: clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) =>
    refusal({ clinic: { run: (work: never) => opened().database.asClinic(clinic.clinicId, work) } } as never, call)

  /** One of the demo's people, by what her name ends with. */
  async function called(title: string): Promise<string> {
    const found = (await everybody()).find(({ name }) => name.endsWith(title))
    if (!found) throw new Error(`Nobody in the demo is called ${title}.`)
    return found.id
  }

  async function everybody() {
    const seen: { readonly id: string; readonly name: string }[] = []
    let cursor: string | null | undefined
    do {
      const page = await owner()['client.list']({ params: at(), query: { limit: 10, ...(cursor ? { cursor } : {}) } })
      seen.push(...page.items)
      cursor = page.next
    } while (cursor)
    return seen
  }

  /** With a way in, leave to be written to, somebody who acts for her, and a message that waits. */
  async function withAll(clientId: string): Promise<string> {
    const { database } = opened()
    await owner()['client-link.send']({ params: at({ clientId }), body: {} })
    await owner()['contact-consent.record']({
      params: at({ clientId }),
      body: { id: id(), channel: 'email', purpose: 'care', status: 'given', evidence: 'Yes.' },
    })
    await owner()['guardian.add']({
      params: at({ clientId }),
      body: { id: id(), name: 'Her mother', contact: { phone: '030 1234567' }, relation: 'parent' },
    })
    return await database.asClinic(clinic.clinicId, async (tx) => {
      const token = 'a'.repeat(43)
      await tx
        .updateTable('client_links')
        .set({ revoked_at: new Date(now()) })
        .where('clinic_id', '=', clinic.clinicId)
        .where('client_id', '=', clientId)
        .execute()
      await tx
        .insertInto('client_links')
        .values({
          clinic_id: clinic.clinicId,
          id: id(),
          client_id: clientId,
          guardian_id: null,
          token_hash: keys.hash('link', token + clientId),
          expires_at: new Date(now() + day),
          recorded_at: new Date(now()),
          recorded_by: 'system',
        })
        .execute()
      const link = await openClientLink({ tx, clinicId: clinic.clinicId, keys, now: now() }, token + clientId)
      if (!link) throw new Error('Her link opens nothing.')
      return link.userId
    })
  }

  async function ask(clientId: string): Promise<string> {
    const { record } = await herself(clientId)['erasure.request']({
      params: at({ clientId }),
      body: { id: id(), reason: 'Words of hers.' },
    })
    return record.id
  }
  const answer = (erasureId: string, body: object, by = owner()) =>
    by['erasure.answer']({ params: at({ erasureId }), body: { id: id(), ...body } as never })

  /** How many rows of hers each table has, found by her id and by the ids of her records. */
  async function rowsOf(clientId: string, ids: readonly string[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    await run(async (tx) => {
      for (const { schema, name } of await readTables(tx)) {
        // Messages to staff that wait say who queued them; they go when they are sent.
        if (schema === 'accounts' || name === 'outgoing_mail') continue
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ${sql.table(`${schema}.${name}`)} t
          where t::text ~ ${[clientId, ...ids].join('|')}`.execute(tx)
        if (rows[0]?.n) counts[name] = rows[0].n
      }
    })
    return counts
  }
  /** The ids of her records that nobody else's refer to. */
  async function idsOf(clientId: string): Promise<string[]> {
    const { rows } = await run<{ rows: { id: string }[] }>((tx) =>
      sql<{ id: string }>`${sql.join(
        [
          'client_details',
          'guardians',
          'files',
          'screenings',
          'plans',
          'consents',
          'preflights',
          'sessions',
          'check_ins',
        ].map((table) => sql`select id::text from ${sql.table(table)} where client_id = ${clientId}`),
        sql` union all `,
      )}`.execute(tx),
    )
    return rows.map(({ id: each }) => each)
  }
  /** Each table without her rows, as one text. */
  async function others(clientId: string, ids: readonly string[]): Promise<Record<string, string>> {
    const content: Record<string, string> = {}
    await run(async (tx) => {
      for (const { schema, name } of await readTables(tx)) {
        if (schema !== 'public' || [...staying, 'audit_heads', 'outgoing_mail', 'stock_moves'].includes(name)) continue
        const { rows } = await sql<{ hash: string }>`
          select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
          from ${sql.table(name)} t where t::text !~ ${[clientId, ...ids].join('|')}`.execute(tx)
        content[name] = rows[0]?.hash ?? ''
      }
    })
    return content
  }
  const mails = () =>
    opened().database.asClinic(clinic.clinicId, async (tx) => {
      const rows = await tx.selectFrom('outgoing_mail').selectAll().orderBy('recorded_at').orderBy('id').execute()
      return rows.map(({ id: mailId, message_enc }) => {
        const place = { table: 'outgoing_mail', column: 'message_enc', id: mailId }
        return JSON.parse(keys.open(place, message_enc)) as Message
      })
    })
  const hasAccount = async (userId: string) =>
    (await run<{ rows: unknown[] }>((tx) => sql`select from accounts."user" where "id" = ${userId}`.execute(tx))).rows
      .length === 1
  const contents = async () => {
    const names: string[] = []
    for await (const name of clinic.files.list(clinic.clinicId)) names.push(name)
    return names.length
  }

  test('all of it goes: no table knows her any more, her photos are gone, and nobody else lost a word', async () => {
    const clientId = await called('Day 14 calm')
    const userId = await withAll(clientId)
    const erasureId = await ask(clientId)
    const [{ contact }, ids] = [await owner()['client.show']({ params: at({ clientId }) }), await idsOf(clientId)]
    const before = {
      others: await others(clientId, ids),
      files: await contents(),
      lots: await owner()['lot.list']({ params: at() }),
    }
    expect(Object.keys(await rowsOf(clientId, ids))).toEqual(
      expect.arrayContaining([
        'client_search',
        'client_accounts',
        'client_links',
        'consents',
        'sessions',
        'check_ins',
        'files',
      ]),
    )

    // She was treated, so somebody has to say why nothing of that need be kept.
    expect((await refused(() => answer(erasureId, { answer: 'erased' }))).code).toBe('retention-hold')
    const reason = 'The time for which our law has it kept is over.'
    const { outcome, record } = await answer(erasureId, { answer: 'erased', reason })
    expect(outcome).toBe('new')
    expect(record).toMatchObject({ reason: null, answer: { answer: 'erased', gone: true, reason } })

    expect(Object.keys(await rowsOf(clientId, ids)).toSorted()).toEqual(staying.toSorted())
    expect(await others(clientId, ids)).toEqual(before.others)
    expect(await owner()['lot.list']({ params: at() })).toEqual(before.lots)
    expect(await hasAccount(userId)).toBe(false)
    const { database, keyRing } = opened()
    await sweepFiles({ database, keyRing, files: clinic.files })
    expect(await contents()).toBeLessThan(before.files)
    // What was waiting to be sent to her is not sent any more; that her data is gone is.
    const toHer = (await mails()).filter(({ to }) => to === contact.email)
    expect(toHer.map(({ kind }) => kind)).toEqual(['data-erased'])
    expect((await refused(() => owner()['client.show']({ params: at({ clientId }) }))).code).toBe('not-found')
    expect(await verifyAudit(database, keyRing, clinic.clinicId)).toMatchObject({ whole: true })
    expect((await refused(() => answer(erasureId, { answer: 'erased', reason }))).code).toBe('already-done')
  }, 120_000)

  test('what has to be kept is held, closed to everybody, and goes by itself on the day after', async () => {
    const clientId = await called('Leaving')
    const userId = await withAll(clientId)
    const erasureId = clinic.ids.erasureId ?? ''
    const [{ contact, name, born }, ids] = [
      await owner()['client.show']({ params: at({ clientId }) }),
      await idsOf(clientId),
    ]
    const keepUntil = new Date(now() + 40 * day).toISOString().slice(0, 10)
    const reason = 'Our law has records of treatment kept for ten years.'
    for (const [wrong, field] of [
      [{ answer: 'held', reason }, 'keepUntil'],
      [{ answer: 'held', keepUntil: new Date(now() - day).toISOString().slice(0, 10), reason }, 'keepUntil'],
      [{ answer: 'held', keepUntil }, 'reason'],
      [{ answer: 'erased', keepUntil, reason }, 'keepUntil'],
      [{ answer: 'refused' }, 'reason'],
    ] as const)
      expect((await refused(() => answer(erasureId, wrong))).fields?.[0]?.field).toBe(field)

    const body = { id: id(), answer: 'held' as const, keepUntil, reason }
    const { record } = await owner()['erasure.answer']({ params: at({ erasureId }), body })
    expect(record.answer).toMatchObject({ answer: 'held', keepUntil, reason, gone: false })
    expect((await owner()['erasure.answer']({ params: at({ erasureId }), body })).outcome).toBe('same')

    const left = Object.keys(await rowsOf(clientId, ids))
    const may = [...heldTables, ...staying]
    expect(left.filter((table) => !may.includes(table))).toEqual([])
    expect(left).toEqual(expect.arrayContaining(['clients', 'consents', 'sessions', 'check_ins']))
    expect(await hasAccount(userId)).toBe(false)
    expect(await owner()['client.show']({ params: at({ clientId }) })).toMatchObject({
      name,
      born,
      contact: {},
      notes: null,
      keptUntil: keepUntil,
      supersedes: null,
    })
    const toHer = (await mails()).filter(({ to }) => to === contact.email)
    expect(toHer).toMatchObject([{ kind: 'data-held', values: { reason } }])
    // Nobody comes across her in the daily work.
    const { items: found } = await owner()['client.search']({ params: at(), body: { text: 'Leaving' } })
    expect(found).toEqual([])
    expect((await everybody()).map((each) => each.id)).not.toContain(clientId)

    // Until the end of the last day it is there; then it goes.
    const { database, keyRing } = opened()
    expect(await eraseRunOut({ database, keyRing }, now())).toBe(0)
    expect(await eraseRunOut({ database, keyRing }, now() + 42 * day)).toBe(1)
    expect(Object.keys(await rowsOf(clientId, ids)).toSorted()).toEqual(staying.toSorted())
    expect(await eraseRunOut({ database, keyRing }, now() + 42 * day)).toBe(0)
    expect(await verifyAudit(database, keyRing, clinic.clinicId)).toMatchObject({ whole: true })
  }, 120_000)

  test('a record that is held takes no change, by whatever way somebody tries', async () => {
    const clientId = await called('Healed')
    const erasureId = await ask(clientId)
    const ids = await hers(clientId)
    const keepUntil = new Date(now() + 40 * day).toISOString().slice(0, 10)
    await answer(erasureId, { answer: 'held', keepUntil, reason: 'The law.' })
    const stored = async () => {
      const counts = await rowsOf(clientId, [])
      delete counts.record_views
      return counts
    }
    const before = await stored()
    const codes: string[] = []
    for (const endpoint of Object.values(endpoints as Readonly<Record<string, Endpoint>>)) {
      if (!ofClinic(endpoint) || !writes(endpoint) || !endpoint.callers.includes('staff')) continue
      if (endpoint.name === 'erasure.answer') continue
      const body = { ...((examples as Readonly<Record<string, Example>>)[endpoint.name]?.body as object) }
      const named = Object.keys(body).filter((field) => ids[field] !== undefined)
      if (
        !/:(client|screening|plan|consent|preflight|session|checkIn)Id/.test(endpoint.path) &&
        !named.includes('clientId')
      )
        continue
      const url = endpoint.path
        .replace(':clinicId', clinic.clinicId)
        .replaceAll(/:(\w+)/g, (_, parameter: string) => ids[parameter] ?? id())
      const sent = { ...body, ...Object.fromEntries(named.map((field) => [field, ids[field]])), id: id() }
      as(clinic.everybody)
      const request: InjectOptions = {
        method: endpoint.method,
        url,
        headers: {
          authorization: `Test ${JSON.stringify(clinic.everybody)}`,
          'content-type': isBinary(endpoint.body) ? 'image/png' : 'application/json',
        },
        payload: isBinary(endpoint.body) ? Buffer.from('89504e470d0a1a0a', 'hex') : JSON.stringify(sent),
      }
      const answering: Promise<LightMyRequestResponse> = app.inject(request)
      const reply = await answering
      const what = `${endpoint.name} ${reply.statusCode} ${reply.body.slice(0, 300)}`
      if (reply.statusCode < 400) expect({ what, stored: await stored() }).toEqual({ what, stored: before })
      else expect(reply.statusCode, what).toBeLessThan(500)
      codes.push(reply.json().code)
    }
    expect(codes.filter((code) => code === 'retention-hold').length, codes.join()).toBeGreaterThan(8)
    expect(await stored()).toEqual(before)
    expect(
      (await refused(() => as(clinic.everybody)['client-link.send']({ params: at({ clientId }), body: {} }))).code,
    ).toBe('retention-hold')
  }, 120_000)

  /** Of her own records the last of each kind. */
  async function hers(clientId: string): Promise<Record<string, string>> {
    const ids: Record<string, string> = { ...clinic.ids, clientId }
    await run(async (tx) => {
      for (const [name, table] of Object.entries({
        screeningId: 'screenings',
        planId: 'plans',
        consentId: 'consents',
        preflightId: 'preflights',
        sessionId: 'sessions',
        checkInId: 'check_ins',
        supersedes: 'client_details',
      })) {
        const { rows } = await sql<{ id: string }>`
          select id from ${sql.table(table)} where client_id = ${clientId} order by id desc limit 1`.execute(tx)
        if (rows[0]) ids[name] = rows[0].id
      }
    })
    return ids
  }

  test('a request can be refused with a reason that she reads, and be answered otherwise later', async () => {
    const clientId = await called('Proceed')
    const erasureId = await ask(clientId)
    await answer(erasureId, { answer: 'refused', reason: 'We could not tell that it was you.' })
    const own = () => herself(clientId)['own-erasure.list']({ params: at({ clientId }) })
    expect((await own()).items).toMatchObject([
      {
        reason: 'Words of hers.',
        answer: { answer: 'refused', reason: 'We could not tell that it was you.', gone: false },
      },
    ])
    expect((await owner()['client.show']({ params: at({ clientId }) })).keptUntil).toBeNull()
    // Never treated, nothing signed: it goes without a reason.
    expect((await answer(erasureId, { answer: 'erased' })).record.answer).toMatchObject({ gone: true, reason: null })
  })

  test('nobody answers but the owner, and nobody reads what another asked', async () => {
    const clientId = await called('Planned')
    const other = await called('Consented')
    const erasureId = await ask(clientId)
    for (const role of ['clinician', 'practitioner', 'front-desk', 'auditor'] as const) {
      const by = as({ ...clinic.everybody, roles: [role] } as Actor)
      expect((await refused(() => answer(erasureId, { answer: 'erased' }, by))).code).toBe('not-allowed')
    }
    expect((await refused(() => answer(erasureId, { answer: 'erased' }, herself(clientId)))).code).toBe('not-allowed')
    expect((await refused(() => answer(id(), { answer: 'erased' }))).code).toBe('not-found')
    expect((await refused(() => herself(other)['own-erasure.list']({ params: at({ clientId }) }))).code).toBe(
      'not-found',
    )
    expect((await herself(other)['own-erasure.list']({ params: at({ clientId: other }) })).items).toEqual([])
  })

  test('what is held refers to nothing that goes, and every table about a client is known', async () => {
    await run(async (tx) => {
      const tables = await readTables(tx)
      const about = new Set([...Object.keys(exportedTables), ...Object.keys(notExported)])
      for (const { name, refersTo } of tables.filter((table) => heldTables.has(table.name))) {
        const lost = refersTo
          .map((full) => full.split('.')[1] ?? '')
          .filter((to) => about.has(to) && !heldTables.has(to) && !stayingTables.has(to))
        expect({ [name]: lost }).toEqual({ [name]: [] })
      }
      for (const name of [...heldTables, ...stayingTables]) expect(about).toContain(name)
    })
  })
})
