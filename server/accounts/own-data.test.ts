/** What a client may ask about her own data, over HTTP: who saw it, all of it at once, its end, and who may write to her. */
import type { Api } from '@needlepoint/contract'
import { dateAt } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditRoutes } from '../audit/routes.ts'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import type { Message } from '../mail/messages.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  describeOnEachDatabase,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { exportedTables, notExported } from './exported.ts'
import { accountRoutes } from './routes.ts'

describeOnEachDatabase('a client and her data', (opened) => {
  let app: TestApp
  let desk: Api
  beforeAll(async () => {
    app = await testApp(opened(), [...auditRoutes, ...accountRoutes, ...practiceRoutes, ...screeningRoutes])
    desk = app.as(app.staff['front-desk'])
  })
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const herself = (clientId: string, guardian = false) => app.as(app.clientActor(clientId, guardian))
  const outgoing = () =>
    app.clinic.run(async (tx) => {
      const rows = await tx.selectFrom('outgoing_mail').selectAll().orderBy('recorded_at').execute()
      return rows.map(({ id: mailId, message_enc }) => {
        const place = { table: 'outgoing_mail', column: 'message_enc', id: mailId }
        return JSON.parse(app.clinic.keys.open(place, message_enc)) as Message
      })
    })

  describe('who opened my record', () => {
    const views = (clientId: string, by: Api, query: object = {}) =>
      by['record-view.list']({ params: params({ clientId }), query })
    const open = (clientId: string, by: Actor) => app.as(by)['client.show']({ params: params({ clientId }) })

    test('she reads everybody by name and by the roles of that day, the last one first, page by page', async () => {
      const clientId = await app.addClient()
      const both: Actor = { ...app.staff.clinician, roles: ['owner', 'clinician'] }
      const key: Actor = { kind: 'api-key', id: id(), name: 'Gone', scopes: ['clients:read'] }
      for (const actor of [app.staff.practitioner, key, both]) {
        await open(clientId, actor)
        app.wait(1000)
      }
      const first = await views(clientId, herself(clientId), { limit: 2 })
      const rest = await views(clientId, herself(clientId), { cursor: first.next })
      expect([...first.items, ...rest.items].map(({ by }) => by)).toEqual([
        { kind: 'staff', name: 'Some clinician', roles: ['owner', 'clinician'] },
        { kind: 'api-key', name: null, roles: [] },
        { kind: 'staff', name: 'Some practitioner', roles: ['practitioner'] },
      ])
      expect(rest.next).toBeNull()
    })

    test('nobody else’s client reads it, nor staff who need not', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      expect((await refused(() => views(clientId, herself(other)))).code).toBe('not-found')
      expect((await refused(() => views(clientId, app.as(app.staff.practitioner)))).code).toBe('not-allowed')
      expect((await views(clientId, app.as(app.staff.owner))).items).toEqual([])
    })
  })

  describe('may we write to her', () => {
    const record = (clientId: string, by: Api, more: object = {}) =>
      by['contact-consent.record']({
        params: params({ clientId }),
        body: { id: id(), channel: 'email', purpose: 'care', status: 'given', ...more } as never,
      })
    const holds = async (clientId: string, by = desk) =>
      (await by['contact-consent.list']({ params: params({ clientId }) })).items.map(
        ({ channel, purpose, status }) => `${channel} ${purpose} ${status}`,
      )

    test('the newest word for a channel and a purpose holds, in her words', async () => {
      const clientId = await app.addClient()
      const { record: given } = await record(clientId, herself(clientId), { evidence: 'Yes, write to me.' })
      expect(given).toMatchObject({ evidence: 'Yes, write to me.', recordedBy: { kind: 'client', name: null } })
      await record(clientId, desk, { channel: 'phone', purpose: 'appointments' })
      app.wait(1000)
      await record(clientId, herself(clientId), { status: 'withdrawn' })
      expect(await holds(clientId)).toEqual(['email care withdrawn', 'phone appointments given'])
      app.wait(1000)
      await record(clientId, herself(clientId))
      expect(await holds(clientId, herself(clientId))).toEqual(['email care given', 'phone appointments given'])
    })

    test('sent again it is the same, and nothing else goes by its id', async () => {
      const clientId = await app.addClient()
      const same = { id: id() }
      expect((await record(clientId, desk, same)).outcome).toBe('new')
      expect((await record(clientId, desk, same)).outcome).toBe('same')
      expect((await refused(() => record(clientId, desk, { ...same, status: 'withdrawn' }))).code).toBe('id-taken')
      const other = await app.addClient()
      const problem = await refused(() => record(other, herself(other), same))
      expect([problem.code, problem.stored]).toEqual(['id-taken', undefined])
    })

    test('every change stays in the ledger, with its day and who made it, page by page', async () => {
      const clientId = await app.addClient()
      await record(clientId, desk, { evidence: 'She said so on the telephone.' })
      app.wait(1000)
      await record(clientId, herself(clientId), { status: 'withdrawn' })
      app.wait(1000)
      await record(clientId, herself(clientId, true))
      const history = (by: Api, query: object = {}) =>
        by['contact-consent.history']({ params: params({ clientId }), query })
      const first = await history(herself(clientId), { limit: 2 })
      const rest = await history(desk, { cursor: first.next })
      expect(
        [...first.items, ...rest.items].map(({ status, evidence, recordedBy: { kind, name } }) => [
          status,
          evidence,
          kind,
          name,
        ]),
      ).toEqual([
        ['given', null, 'guardian', null],
        ['withdrawn', null, 'client', null],
        ['given', 'She said so on the telephone.', 'staff', 'Some front-desk'],
      ])
      expect(rest.next).toBeNull()
      const other = await app.addClient()
      expect((await refused(() => history(herself(other)))).code).toBe('not-found')
    })

    test('a client speaks for herself alone', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      expect((await refused(() => record(clientId, herself(other)))).code).toBe('not-found')
      expect((await refused(() => record(clientId, app.as(app.staff.auditor)))).code).toBe('not-allowed')
      expect((await refused(() => record(clientId, desk, { channel: 'pigeon' }))).fields?.[0]?.field).toBe('channel')
      expect((await refused(() => record(id(), desk))).code).toBe('not-found')
    })
  })

  describe('the language that she is written to in', () => {
    const choose = (clientId: string, by: Api, body: { id: string; supersedes: string; language: string }) =>
      by['client.choose-language']({ params: params({ clientId }), body })

    test('is hers to choose; all else of her details stays, and she is still found by them', async () => {
      const { record: client } = await desk['client.add']({
        params: params(),
        body: {
          id: id(),
          detailsId: id(),
          name: 'Ada Sprache',
          contact: { email: 'sprache@post.example', phone: '030 7654321' },
          born: '1990-05-01',
          language: 'en',
          zone: 'Europe/Berlin',
          notes: 'Allergic to latex.',
        },
      })
      const sent = { id: id(), supersedes: client.detailsId, language: 'de' }
      const { outcome, record } = await choose(client.id, herself(client.id), sent)
      expect(outcome).toBe('new')
      expect(record).toMatchObject({
        name: 'Ada Sprache',
        born: '1990-05-01',
        language: 'de',
        supersedes: client.detailsId,
      })
      expect([record.contact, record.notes]).toEqual([client.contact, 'Allergic to latex.'])
      expect((await choose(client.id, herself(client.id), sent)).outcome).toBe('same')
      const found = await desk['client.search']({ params: params(), body: { text: 'Sprache' } })
      expect(found.items.map(({ id: each }) => each)).toEqual([client.id])
      const stale = { ...sent, id: id(), language: 'es' }
      expect((await refused(() => choose(client.id, herself(client.id), stale))).code).toBe('stale-version')
      const other = await app.addClient()
      expect((await refused(() => choose(client.id, herself(other), { ...sent, id: id() }))).code).toBe('not-found')
      expect((await refused(() => choose(client.id, desk, { ...sent, id: id() }))).code).toBe('not-allowed')
    })
  })

  describe('erasure', () => {
    const ask = (clientId: string, by: Api, body = { id: id(), reason: 'I have moved away.' }) =>
      by['erasure.request']({ params: params({ clientId }), body })

    test('she asks, hears what stays and why, and the owner is told by mail without a word about her', async () => {
      const clientId = await app.addClient('Ada Leaving')
      const body = { id: id(), reason: 'I have moved away.' }
      const before = (await outgoing()).length
      const { outcome, record } = await ask(clientId, herself(clientId), body)
      expect([outcome, record.reason]).toEqual(['new', 'I have moved away.'])
      // She was never treated and signed nothing, so all but the trail may go.
      expect(record.kept.map(({ what }) => what)).toEqual(['audit'])
      for (const { why } of record.kept) expect(why).toMatch(/^[A-Z].*\.$/)
      const mails = (await outgoing()).slice(before)
      expect(mails).toMatchObject([{ kind: 'erasure-requested', to: expect.stringMatching(/^owner-/) }])
      expect(JSON.stringify(mails)).not.toMatch(/Ada|Leaving|moved/)
      expect((await ask(clientId, herself(clientId), body)).outcome).toBe('same')
      expect(await outgoing()).toHaveLength(before + 1)
      const { items } = await app.as(app.staff.owner)['erasure.list']({ params: params() })
      expect(items[0]).toEqual(record)
      expect((await desk['client.show']({ params: params({ clientId }) })).name).toBe('Ada Leaving')
    })

    test('nobody asks for another, and not everybody reads who asked', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      expect((await refused(() => ask(clientId, herself(other)))).code).toBe('not-found')
      expect((await refused(() => ask(clientId, app.as(app.staff.owner)))).code).toBe('not-allowed')
      expect((await refused(() => desk['erasure.list']({ params: params() }))).code).toBe('not-allowed')
    })
  })

  describe('taking everything along', () => {
    const take = (clientId: string, by = herself(clientId)) => by['client.export']({ params: params({ clientId }) })

    test('she gets all of it, opened, with who wrote and who read it', async () => {
      const { record: client } = await desk['client.add']({
        params: params(),
        body: {
          id: id(),
          detailsId: id(),
          name: 'Ada Export',
          contact: { email: 'ada@post.example' },
          born: '1990-05-01',
          language: 'en',
          zone: 'Europe/Berlin',
          notes: '{not JSON',
        },
      })
      const clientId = client.id
      const guardian = { id: id(), name: 'Bea Export', contact: { phone: '030 1234567' }, relation: 'other' as const }
      await desk['guardian.add']({ params: params({ clientId }), body: guardian })
      await desk['client-link.send']({ params: params({ clientId }), body: {} })
      await herself(clientId)['contact-consent.record']({
        params: params({ clientId }),
        body: { id: id(), channel: 'email', purpose: 'care', status: 'given', evidence: 'Yes, please.' },
      })
      const today = dateAt(app.now(), 'Europe/Berlin')
      const facts = safeAnswers(testPathway, today)
      const reviewed = async (of: string, reason: string) => {
        const { record: screening } = await app.as(app.staff.practitioner)['screening.record']({
          params: params(),
          body: { id: id(), clientId: of, decidedOn: today, facts },
        })
        await app.as(app.staff.clinician)['screening.override']({
          params: params({ screeningId: screening.id }),
          body: { id: id(), decision: 'defer', reason },
        })
      }
      await reviewed(clientId, 'Her cold has to pass.')
      const other = await app.addClient('Somebody Else')
      await reviewed(other, 'Not hers to read.')
      await app.as(app.staff.clinician)['client.show']({ params: params({ clientId }) })

      const document = await take(clientId)
      expect(document).toMatchObject({
        format: 'needlepoint-client-export',
        version: 1,
        clientId,
        details: [
          {
            name: 'Ada Export',
            contact: { email: 'ada@post.example' },
            born: '1990-05-01',
            notes: '{not JSON',
            recordedBy: { kind: 'staff', name: 'Some front-desk' },
          },
        ],
        guardians: [{ name: 'Bea Export', contact: { phone: '030 1234567' } }],
        links: [{ usedAt: null }],
        contactConsents: [{ evidence: 'Yes, please.', recordedBy: { kind: 'client' } }],
        screenings: [{ facts: { age: facts.age }, protocolHash: testPathway.hash }],
        overrides: [{ reason: 'Her cold has to pass.', recordedBy: { name: 'Some clinician' } }],
        views: [{ what: 'client', viewedBy: { kind: 'staff', name: 'Some clinician' } }],
        sessions: [],
      })
      const text = JSON.stringify(document)
      for (const inner of ['fingerprint', 'tokenHash', 'Enc"', other, '"type":"Buffer"'])
        expect(text).not.toContain(inner)
    })

    test('no table about a client is forgotten', async () => {
      const { rows } = await opened().database.asSystem((tx) =>
        sql<{ name: string }>`
          with recursive hers as (
            select 'clients'::regclass::oid as id
            union
            select c.conrelid from pg_constraint c join hers on c.confrelid = hers.id where c.contype = 'f'
          ), about_her as (
            select attrelid as id from pg_attribute a join pg_class k on k.oid = a.attrelid
            where attname = 'client_id' and k.relkind = 'r' and k.relnamespace = 'public'::regnamespace
            union select id from hers
          )
          select relname as name from pg_class where oid in (select id from about_her)`.execute(tx),
      )
      const known = [...Object.keys(exportedTables), ...Object.keys(notExported)]
      expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
    })

    test('nobody takes hers but she, and her guardian', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      expect((await take(clientId, herself(clientId, true))).clientId).toBe(clientId)
      expect((await refused(() => take(clientId, herself(other)))).code).toBe('not-found')
      for (const role of ['owner', 'clinician', 'auditor'] as const)
        expect((await refused(() => take(clientId, app.as(app.staff[role])))).code).toBe('not-allowed')
    })
  })

  test('an auditor reads who did what, the last line first, and nobody’s name but of staff', async () => {
    const auditor = app.as(app.staff.auditor)
    const clientId = await app.addClient('Secret Name')
    await herself(clientId)['erasure.request']({ params: params({ clientId }), body: { id: id() } })
    const list = (query: object = {}, by = auditor) => by['audit.list']({ params: params(), query })
    const { items, next } = await list({ limit: 5 })
    expect(items[0]).toMatchObject({
      actor: { kind: 'client', name: null },
      action: 'erasure.requested',
      subject: clientId,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const seen = [...items]
    let cursor = next
    while (cursor !== null) {
      const page = await list({ cursor, limit: 5 })
      seen.push(...page.items)
      cursor = page.next
    }
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from(seen, (_, i) => seen.length - i))
    expect(seen.find(({ action }) => action === 'client.added')?.actor.name).toBe('Some front-desk')
    expect(JSON.stringify(seen)).not.toContain('Secret')
    expect((await refused(() => list({}, app.as(app.staff.clinician)))).code).toBe('not-allowed')
    expect((await refused(() => list({ cursor: 'abc' }))).fields?.[0]?.field).toBe('cursor')
  })
})
