/** Clients over HTTP: who is added and found, who may read whom, and what is never stored twice. */
import type { Api, InputOf } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountRoutes } from '../accounts/routes.ts'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp } from '../test-support/index.ts'
import { practiceRoutes } from './routes.ts'

type Body = InputOf<'client.add'>['body']

describeOnEachDatabase('clients', (opened) => {
  let app: TestApp
  let desk: Api
  beforeAll(async () => {
    app = await testApp(opened(), [...practiceRoutes, ...accountRoutes])
    desk = app.as(app.staff['front-desk'])
  })
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const body = (more: Partial<Body> = {}): Body => ({
    id: id(),
    detailsId: id(),
    name: 'Ada Example',
    contact: { email: 'ada@post.example', phone: '+49 30 1234567', address: '1 Example Street' },
    born: '1990-05-01',
    language: 'en',
    zone: 'Europe/Berlin',
    notes: 'Prefers mornings.',
    ...more,
  })
  const add = (sent: Body = body(), by = desk) => by['client.add']({ params: params(), body: sent })
  const show = (clientId: string, by = desk) => by['client.show']({ params: params({ clientId }) })
  const search = (text: string, by = desk) => by['client.search']({ params: params(), body: { text } })
  const found = async (text: string) => (await search(text)).items.map(({ name }) => name)
  const amend = (clientId: string, supersedes: string, more: Partial<Body> = {}, amendedId = id()) => {
    const { id: _, detailsId: __, ...details } = body(more)
    return desk['client.amend']({ params: params({ clientId }), body: { ...details, id: amendedId, supersedes } })
  }
  const key = (...scopes: string[]): Actor => ({ kind: 'api-key', id: id(), name: 'Booking', scopes })

  describe('adding', () => {
    test('a client comes back as she was typed, with who typed it', async () => {
      const sent = body()
      const { outcome, record } = await add(sent)
      expect(outcome).toBe('new')
      const { id: _, detailsId: __, ...details } = sent
      expect(record).toMatchObject({ ...details, stage: 'added', supersedes: null, supersededBy: null })
      expect(record.recordedBy).toEqual({ kind: 'staff', id: app.staff['front-desk'].id, name: 'Some front-desk' })
      expect(await show(sent.id)).toEqual(record)
    })

    test('the database holds nothing of it that could be read', async () => {
      const name = `Zebedee${id().slice(-6)} Unreadable`
      const { record } = await add(body({ name, contact: { email: 'zebedee@post.example', phone: '030 99887766' } }))
      const rows = await app.clinic.run(async (tx) => [
        ...(await tx.selectFrom('client_details').selectAll().where('client_id', '=', record.id).execute()),
        ...(await tx.selectFrom('client_search').selectAll().where('client_id', '=', record.id).execute()),
        ...(await tx.selectFrom('audit_lines').selectAll().where('subject', '=', record.id).execute()),
      ])
      expect(rows.length).toBeGreaterThan(5)
      const text = rows
        .flatMap((row) => Object.values(row))
        .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
        .join(' ')
        .toLowerCase()
      for (const word of ['zebedee', 'unreadable', '99887766', '1990-05', 'mornings']) expect(text).not.toContain(word)
    })

    test('sent again she is the same, and nobody is added twice', async () => {
      const sent = body({ name: 'Twice Sent' })
      await add(sent)
      expect((await add(sent)).outcome).toBe('same')
      expect(await found('twice sent')).toEqual(['Twice Sent'])
      const lines = await app.clinic.run((tx) =>
        tx.selectFrom('audit_lines').select('action').where('subject', '=', sent.id).execute(),
      )
      expect(lines).toEqual([{ action: 'client.added' }])
    })

    test('an id that names somebody else is refused, with both shown to who may read', async () => {
      const sent = body({ name: 'First Come' })
      await add(sent)
      const other = { ...sent, name: 'Second Come' }
      const problem = await refused(() => add(other))
      expect(problem).toMatchObject({
        code: 'id-taken',
        outcome: 'refused',
        stored: { name: 'First Come' },
        sent: { name: 'Second Come' },
      })
      const blind = await refused(() => add(other, app.as(key('clients:write'))))
      expect(blind.code).toBe('id-taken')
      expect(blind.stored).toBeUndefined()
    })

    test('details of somebody else cannot be taken over by their id', async () => {
      const { record } = await add(body({ name: 'Hers Alone' }))
      const problem = await refused(() => add(body({ detailsId: record.detailsId })))
      expect(problem.code).toBe('id-taken')
      expect(problem.stored).toBeUndefined()
    })

    test('every field that is wrong is named at once', async () => {
      const wrong = {
        ...body(),
        name: ' ',
        contact: { email: 'ada', phone: 'none' },
        zone: 'Mars/Olympus',
        language: '?',
      }
      const problem = await refused(() => add(wrong))
      expect(problem.code).toBe('invalid-fields')
      const fields = problem.fields?.map(({ field }) => field).toSorted()
      expect(fields).toEqual(['contact.email', 'contact.phone', 'language', 'name', 'zone'])
    })

    test('nobody is born tomorrow', async () => {
      const problem = await refused(() => add(body({ born: '2099-01-01' })))
      expect(problem).toMatchObject({ code: 'not-yet', fields: [{ field: 'born' }] })
    })
  })

  describe('searching', () => {
    beforeAll(async () => {
      const people = [
        ['Zoë O’Brien-Łukasz', 'zoe.obrien@post.example', '+351 21 000 0001'],
        ['Zora Obermeier', 'zora@post.example', '030 7654321'],
        ['Wilhelmina Featherstonehaugh', undefined, undefined],
        ['Wilhelmina Featherstonebridge', undefined, undefined],
      ] as const
      for (const [name, email, phone] of people) await add(body({ name, contact: { email, phone } }))
    })

    test.each([
      ['zo', ['Zora Obermeier', 'Zoë O’Brien-Łukasz']],
      ['ZOE', ['Zoë O’Brien-Łukasz']],
      ['lukasz zoe', ['Zoë O’Brien-Łukasz']],
      ['zo ober', ['Zora Obermeier']],
      ['Featherstonehaugh', ['Wilhelmina Featherstonehaugh']],
      ['featherstone', ['Wilhelmina Featherstonebridge', 'Wilhelmina Featherstonehaugh']],
      ['zorax', []],
      ['ZOE.OBRIEN@post.example ', ['Zoë O’Brien-Łukasz']],
      ['obrien@post.example', []],
      ['+351 (21) 000-0001', ['Zoë O’Brien-Łukasz']],
      ['00351 21 000 0001', ['Zoë O’Brien-Łukasz']],
      ['+49 30 7654321', []],
      ['0307654321', ['Zora Obermeier']],
      ['7654321', ['Zora Obermeier']],
    ] as const)('“%s” finds %j', async (text, names) => {
      expect((await found(text)).toSorted()).toEqual(names.toSorted())
    })

    test('what holds no word says what is missing instead of showing everybody', async () => {
      const problem = await refused(() => search('-. '))
      expect(problem).toMatchObject({ code: 'invalid-fields', fields: [{ field: 'text' }] })
    })

    test('too many are cut short, and it says so', async () => {
      for (let i = 0; i < 52; i++) await add(body({ name: `Crowd ${i}`, contact: {} }))
      const { items, more } = await search('crowd')
      expect([items.length, more]).toEqual([50, true])
      expect((await search('crowd 51')).more).toBe(false)
    })

    test('nobody of another clinic is found', async () => {
      const other = await testApp(opened(), practiceRoutes)
      try {
        const result = await other
          .as(other.staff['front-desk'])
          ['client.search']({ params: { clinicId: other.clinic.clinicId }, body: { text: 'zo' } })
        expect(result.items).toEqual([])
      } finally {
        await other.close()
      }
    })
  })

  test('the list goes through everybody once, the last one added first', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await desk['client.list']({
        params: params(),
        query: cursor ? { limit: 20, cursor } : { limit: 20 },
      })
      expect(page.items.length).toBeLessThanOrEqual(20)
      seen.push(...page.items.map(({ addedAt, id: clientId }) => `${addedAt} ${clientId}`))
      cursor = page.next ?? undefined
      // Somebody who is added while one reads on neither shifts nor repeats anybody.
      if (cursor && seen.length === 20) await add(body({ name: 'Came Meanwhile' }))
    } while (cursor)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(seen.toSorted().reverse())
    const { total } = await app.clinic.run((tx) =>
      tx
        .selectFrom('clients')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow(),
    )
    expect(seen.length).toBe(Number(total) - 1)
  })

  describe('amending', () => {
    test('the new version holds and the search forgets the old one', async () => {
      const { record } = await add(body({ name: 'Maiden Oldname', contact: { email: 'old@post.example' } }))
      const change = { name: 'Married Newname', contact: { email: 'new@post.example' } }
      const { outcome, record: amended } = await amend(record.id, record.detailsId, change)
      expect([outcome, amended.supersedes, amended.supersededBy]).toEqual(['new', record.detailsId, null])
      expect((await show(record.id)).name).toBe('Married Newname')
      expect([await found('oldname'), await found('old@post.example')]).toEqual([[], []])
      expect([await found('newname'), await found('new@post.example')]).toEqual([
        ['Married Newname'],
        ['Married Newname'],
      ])
    })

    test('of two who amend the same version the second is shown what the first one wrote', async () => {
      const { record } = await add(body({ name: 'Two Hands' }))
      await amend(record.id, record.detailsId, { name: 'First Hand' })
      const problem = await refused(() => amend(record.id, record.detailsId, { name: 'Second Hand' }))
      expect(problem).toMatchObject({
        code: 'stale-version',
        outcome: 'superseded',
        stored: { name: 'First Hand' },
        sent: { name: 'Second Hand' },
      })
    })

    test('sent again it is the same, also when somebody has amended it since', async () => {
      const { record } = await add(body({ name: 'Again And Again' }))
      const amendedId = id()
      await amend(record.id, record.detailsId, { notes: 'One.' }, amendedId)
      await amend(record.id, amendedId, { notes: 'Two.' })
      const again = await amend(record.id, record.detailsId, { notes: 'One.' }, amendedId)
      expect([again.outcome, again.record.notes]).toEqual(['same', 'One.'])
      expect(again.record.supersededBy).not.toBeNull()
    })

    test('nobody is given the details of another by naming them', async () => {
      const { record: one } = await add(body({ name: 'Number One' }))
      const { record: two } = await add(body({ name: 'Number Two' }))
      expect((await refused(() => amend(one.id, two.detailsId))).code).toBe('not-found')
      expect((await refused(() => amend(id(), two.detailsId))).code).toBe('not-found')
    })
  })

  describe('who may', () => {
    test('an auditor reads and adds nobody', async () => {
      const auditor = app.as(app.staff.auditor)
      const { record } = await add()
      expect((await show(record.id, auditor)).name).toBe('Ada Example')
      expect((await refused(() => add(body(), auditor))).code).toBe('not-allowed')
    })

    test('a client reads her own record and nobody else’s', async () => {
      const { record: hers } = await add(body({ name: 'Her Self' }))
      const { record: other } = await add(body({ name: 'Some Other' }))
      const herself = app.as(app.clientActor(hers.id))
      expect((await show(hers.id, herself)).name).toBe('Her Self')
      expect((await refused(() => show(other.id, herself))).code).toBe('not-found')
      expect((await refused(() => search('ada', herself))).code).toBe('not-allowed')
      expect((await refused(() => add(body(), herself))).code).toBe('not-allowed')
      expect((await refused(() => herself['client.list']({ params: params() }))).code).toBe('not-allowed')
    })

    test('a program needs the scope', async () => {
      const { record } = await add()
      expect((await show(record.id, app.as(key('clients:read')))).id).toBe(record.id)
      expect((await refused(() => show(record.id, app.as(key('practice:read'))))).code).toBe('scope-missing')
      expect((await add(body(), app.as(key('clients:write')))).outcome).toBe('new')
    })

    test('what waits to be read is told to those who may read it', async () => {
      await add(body({ name: 'Waiting Person' }))
      const summary = async (actor: Actor) => (await search('waiting person', app.as(actor))).items[0]
      expect(await summary(app.staff.clinician)).toMatchObject({ unread: 0, urgent: null })
      expect(await summary(app.staff['front-desk'])).toMatchObject({ unread: null, urgent: null })
      expect(await summary(key('clients:read'))).toMatchObject({ unread: null, urgent: null })
    })
  })

  test('opening a record is noted for her, and her own look at it is not', async () => {
    const { record } = await add()
    await show(record.id, app.as(app.staff.clinician))
    await show(record.id, app.as(app.clientActor(record.id)))
    const { items } = await app
      .as(app.clientActor(record.id))
      ['record-view.list']({ params: params({ clientId: record.id }) })
    expect(items).toMatchObject([
      { by: { kind: 'staff', name: 'Some clinician', roles: ['clinician'] }, what: 'client' },
    ])
  })
})
