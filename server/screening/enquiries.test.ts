/** Enquiries over HTTP: a stranger sends her answers, the clinic takes or closes them, and a flood gets nowhere. */

import type { AddressInfo } from 'node:net'
import { createClient, type InputOf } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { practiceRoutes } from '../practice/routes.ts'
import {
  clientsOwn,
  describeOnEachDatabase,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
} from '../test-support/index.ts'
import { testPathway } from '../test-support/test-app.ts'
import { enquiryLasts, sweepEnquiries } from './enquiries.ts'
import { openScreeningRoutes } from './open-routes.ts'
import { networkOf } from './receive-enquiry.ts'
import { screeningRoutes } from './routes.ts'

type Body = InputOf<'enquiry.send'>['body']

describeOnEachDatabase('an enquiry', (opened) => {
  let app: TestApp
  let day: string
  let facts: Body['facts']
  let networks = 0
  beforeAll(async () => {
    app = await testApp(opened(), [...practiceRoutes, ...screeningRoutes], {
      open: openScreeningRoutes,
      trustProxy: true,
    })
    day = new Date(app.now() - 86_400_000).toISOString().slice(0, 10)
    facts = clientsOwn(testPathway, safeAnswers(testPathway, day))
    await door(true)
  }, 60_000)
  afterAll(() => app?.close())

  const clinicId = () => app.clinic.clinicId
  const id = () => newId(app.now())
  const address = () => `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`
  /** Somebody in a network of her own, unless it is said. */
  const from = (network = `10.${++networks >> 8}.${networks & 255}.7`, headers: Record<string, string> = {}) =>
    createClient({ baseUrl: address(), fetch, headers: { 'x-forwarded-for': network, ...headers } })
  const body = (more: Partial<Body> = {}): Body => ({
    id: id(),
    name: 'Vera Visitor',
    contact: { email: 'vera@post.example' },
    language: 'en',
    zone: 'Europe/Berlin',
    words: 'Is Friday possible?',
    decidedOn: day,
    facts,
    ...more,
  })
  const send = (sent: Body, by = from(), to = clinicId()) =>
    by['enquiry.send']({ params: { clinicId: to }, body: sent })
  const desk = () => app.as(app.staff['front-desk'])
  const clinician = () => app.as(app.staff.clinician)
  const door = (open: boolean, by = app.as(app.staff.owner)) =>
    by['enquiry.set-door']({ params: { clinicId: clinicId() }, body: { open } })
  const list = async (by = desk()) => (await by['enquiry.list']({ params: { clinicId: clinicId() } })).items
  const show = (enquiryId: string, by = desk()) => by['enquiry.show']({ params: { clinicId: clinicId(), enquiryId } })
  const take = (enquiryId: string, clientId: string, by = desk()) =>
    by['enquiry.take']({ params: { clinicId: clinicId(), enquiryId }, body: { clientId } })
  const dismiss = (enquiryId: string, by = desk()) =>
    by['enquiry.dismiss']({ params: { clinicId: clinicId(), enquiryId }, body: {} })
  const refused = (call: () => Promise<unknown>) => refusal(app, call)

  test('what she sends arrives, and the front desk sees whom to answer and not what she answered', async () => {
    const sent = body()
    const { outcome, record } = await send(sent)
    expect([outcome, record.id]).toEqual(['new', sent.id])
    const seen = (await list()).find((each) => each.id === sent.id)
    expect(seen).toMatchObject({ name: sent.name, contact: sent.contact, words: sent.words, decision: null })
    const { answers, known } = await show(sent.id)
    expect([answers, known]).toEqual([null, []])
    expect(JSON.stringify(seen)).not.toContain('goals')
  })

  test('a clinician sees the answers and what they lead to, and the audit says that she looked', async () => {
    const sent = body({ facts: { ...facts, keloid: 'yes' } })
    await send(sent)
    const { answers } = await show(sent.id, clinician())
    expect(answers?.facts).toEqual(sent.facts)
    expect(answers?.decided?.decision.atLeast).toBe('do-not-treat')
    expect((await list(clinician())).find((each) => each.id === sent.id)?.decision).toBe('do-not-treat')
    const { rows } = await opened().database.executeSql(
      "select actor from audit_lines where action = 'enquiry.opened' and subject = $1",
      [sent.id],
    )
    expect(rows).toHaveLength(1)
  })

  test('the front desk makes her a client, and her answers wait there for her to look through', async () => {
    const sent = body({ facts: { ...facts, setting: 'home' } })
    await send(sent)
    const clientId = await app.addClient(sent.name)
    const taken = await take(sent.id, clientId)
    expect(taken).toMatchObject({ outcome: 'new', draft: 'made', record: { how: 'taken', clientId } })
    const her = app.as(app.clientActor(clientId))
    const { draft } = await her['intake-draft.show']({ params: { clinicId: clinicId(), clientId } })
    expect(draft).toMatchObject({ day, confirm: 'enquiry', facts: { ...facts, setting: 'clinic' } })
    // Nothing is a record before she has sent it.
    const { items } = await her['screening.list']({ params: { clinicId: clinicId(), clientId } })
    expect(items).toEqual([])
    expect((await list()).map((each) => each.id)).not.toContain(sent.id)
    expect((await take(sent.id, clientId)).outcome).toBe('same')
    expect((await refused(() => show(sent.id))).code).toBe('already-done')
    const other = await app.addClient()
    expect((await refused(() => take(sent.id, other))).code).toBe('already-done')
    expect((await refused(() => dismiss(sent.id))).code).toBe('already-done')
  })

  test('answers that she has under way herself are not written over', async () => {
    const sent = body()
    await send(sent)
    const clientId = await app.addClient()
    const her = app.as(app.clientActor(clientId))
    const own = {
      id: id(),
      version: id().replaceAll('-', ''),
      basedOn: null,
      day,
      facts: { age: 51 },
      open: [],
      path: [],
      at: null,
    }
    const params = { clinicId: clinicId(), clientId }
    await her['intake-draft.keep']({ params, body: { ...own, confirm: null } })
    expect((await take(sent.id, clientId)).draft).toBe('kept')
    expect((await her['intake-draft.show']({ params })).draft?.facts).toEqual({ age: 51 })
  })

  test('whoever has been here before is recognised by her address or number', async () => {
    const clientId = id()
    await desk()['client.add']({
      params: { clinicId: clinicId() },
      body: {
        id: clientId,
        detailsId: id(),
        name: 'Wanda Wellknown',
        contact: { email: 'wanda@post.example', phone: '+49 30 5550123' },
        language: 'en',
        zone: 'Europe/Berlin',
      },
    })
    const sent = body({ contact: { email: 'Wanda@Post.example', phone: '+49 30 5550123' } })
    await send(sent)
    expect((await show(sent.id)).known).toEqual([{ id: clientId, name: 'Wanda Wellknown' }])
  })

  test('closed, it says nothing any more: neither to the clinic nor in the database', async () => {
    const sent = body({ name: 'Carla Closed' })
    await send(sent)
    expect(await dismiss(sent.id)).toMatchObject({ outcome: 'new', record: { how: 'dismissed', clientId: null } })
    expect((await dismiss(sent.id)).outcome).toBe('same')
    expect((await refused(() => show(sent.id))).code).toBe('already-done')
    const { rows } = await opened().database.executeSql('select enquiry_enc, from_hash from enquiries where id = $1', [
      sent.id,
    ])
    expect(rows).toEqual([{ enquiry_enc: null, from_hash: null }])
  })

  test('in the database nobody reads name or answers', async () => {
    await send(body({ name: 'Hidden Helene', words: 'Quietly please' }))
    const { rows } = await opened().database.executeSql("select encode(enquiry_enc, 'escape') as text from enquiries")
    const all = rows.map(({ text }) => String(text)).join()
    for (const word of ['Helene', 'Quietly', 'acneScars', 'post.example']) expect(all).not.toContain(word)
  })

  test('after a season it is gone', async () => {
    const sent = body()
    await send(sent)
    await sweepEnquiries(opened().database, app.now() + enquiryLasts - 60_000)
    expect((await list()).map((each) => each.id)).toContain(sent.id)
    await sweepEnquiries(opened().database, app.now() + enquiryLasts + 60_000)
    expect((await refused(() => show(sent.id))).code).toBe('not-found')
  })

  test('the desk hears of it by mail, once for all that come together, and the mail says nothing of anybody', async () => {
    await opened().database.executeSql('delete from enquiries')
    await opened().database.executeSql('delete from outgoing_mail')
    await send(body())
    await send(body())
    const { rows } = await opened().database.executeSql('select id, message_enc from outgoing_mail')
    const messages = rows.map(({ id: mail, message_enc }) =>
      app.clinic.keys.open({ table: 'outgoing_mail', column: 'message_enc', id: String(mail) }, message_enc as Buffer),
    )
    expect(messages).toHaveLength(1)
    expect(messages[0]).toContain('enquiry-received')
    expect(messages[0]).not.toContain('Vera')
  })

  describe('sent again', () => {
    test('is one enquiry', async () => {
      const sent = body()
      const by = from()
      expect((await send(sent, by)).outcome).toBe('new')
      expect((await send(sent, by)).outcome).toBe('same')
      expect((await list()).filter((each) => each.id === sent.id)).toHaveLength(1)
    })

    test('under an id that is taken: nobody reads what another has sent', async () => {
      const theirs = body({ name: 'Secret Sender' })
      await send(theirs)
      const problem = await refused(() => send(body({ id: theirs.id, name: 'Curious' })))
      expect(problem.code).toBe('id-taken')
      expect(JSON.stringify(problem)).not.toContain('Secret')
    })
  })

  describe('a clinic', () => {
    test('that takes none looks like one that is not there', async () => {
      await door(false)
      const refusals = [
        await refused(() => send(body())),
        await refused(() => send(body(), from(), id())),
        await refused(() => from()['enquiry.place']({ params: { clinicId: clinicId() } })),
        await refused(() => from()['enquiry.place']({ params: { clinicId: id() } })),
      ]
      expect(refusals.map(({ code, detail }) => [code, detail])).toEqual(
        Array.from({ length: 4 }, () => ['not-found', refusals[0]?.detail]),
      )
      await door(true)
    })

    test('says of itself what stands on its sign, and the address to print', async () => {
      const place = await from()['enquiry.place']({ params: { clinicId: clinicId() } })
      expect(place).toMatchObject({ clinicId: clinicId(), protocol: testPathway.hash, overlay: null })
      const shown = await desk()['enquiry.door']({ params: { clinicId: clinicId() } })
      expect(shown).toMatchObject({ open: true, address: `http://localhost:3000/screen?clinic=${clinicId()}` })
      expect(shown.waiting).toBe((await list()).length)
    })

    test('is opened and closed by its owner alone', async () => {
      for (const role of ['clinician', 'practitioner', 'front-desk', 'auditor'] as const)
        expect((await refused(() => door(false, app.as(app.staff[role])))).code).toBe('not-allowed')
      expect((await refused(() => list(app.as(app.staff.auditor)))).code).toBe('not-allowed')
    })
  })

  describe('a flood', () => {
    test('from one network ends after a few, and others still get through', async () => {
      await opened().database.executeSql('delete from enquiries')
      const flood = () => send(body(), from('203.0.113.9'))
      for (let i = 0; i < 5; i++) await flood()
      const problem = await refused(flood)
      expect(problem.code).toBe('too-many-requests')
      expect((await send(body())).outcome).toBe('new')
      app.wait(3_700_000)
      expect((await send(body(), from('203.0.113.9'))).outcome).toBe('new')
    })

    test('from the many addresses of one household is one network', () => {
      expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:0DB8:0001:0002:ffff:1:2:3'))
      expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
      expect(networkOf('::ffff:192.0.2.4')).toBe('192.0.2.4')
      expect(networkOf('192.0.2.4')).not.toBe(networkOf('192.0.2.5'))
      expect(networkOf('::1')).toBe('0:0:0:0')
    })

    test('at the same moment counts as well as one after the other', async () => {
      await opened().database.executeSql('delete from enquiries')
      const sent = await Promise.allSettled(Array.from({ length: 9 }, () => send(body(), from('203.0.113.77'))))
      expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    })

    test('from everywhere ends too, before a clinic drowns in it', async () => {
      await opened().database.executeSql('delete from enquiries')
      const came = (many: number) =>
        opened().database.executeSql(
          `insert into enquiries (clinic_id, id, enquiry_enc, fingerprint, recorded_at, recorded_by)
           select $1, gen_random_uuid(), 'x', 'x', $2, 'system' from generate_series(1, $3)`,
          [clinicId(), new Date(app.now()), many],
        )
      await came(199)
      await send(body())
      expect((await refused(() => send(body()))).code).toBe('too-many-requests')
      await opened().database.executeSql('delete from enquiries')
    })
  })

  describe('is refused, with the reason,', () => {
    const why = async (more: Partial<Body>) => await refused(() => send(body(more)))

    test('when the clinic could not answer', async () => {
      expect(await why({ contact: {} })).toMatchObject({ code: 'invalid-fields', fields: [{ field: 'contact' }] })
    })
    test('when nothing was answered, or what only a clinic can say, or what cannot be', async () => {
      expect(await why({ facts: {} })).toMatchObject({ fields: [{ field: 'facts' }] })
      expect(await why({ facts: { ...facts, fitzpatrick: 'II' } })).toMatchObject({
        fields: [{ field: 'facts.fitzpatrick' }],
      })
      expect(await why({ facts: { ...facts, age: 900 } })).toMatchObject({ fields: [{ field: 'facts.age' }] })
      expect(await why({ facts: { madeUp: 'yes' } })).toMatchObject({ fields: [{ field: 'facts.madeUp' }] })
    })
    test('when the day is still to come', async () => {
      expect((await why({ decidedOn: '2090-01-01' })).code).toBe('not-yet')
    })
    test('when she is not of age: a guardian asks', async () => {
      expect((await why({ facts: { age: 16 } })).code).toBe('step-missing')
      expect((await why({ facts: { age: { value: 17, answeredOn: day } } })).code).toBe('step-missing')
    })
    test('when it is larger than answers are', async () => {
      const long = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`made${at}`, 'x'.repeat(1_900)]))
      expect((await why({ facts: long })).code).toBe('too-large')
      expect((await why({ words: 'x'.repeat(2_001) })).code).toBe('invalid-fields')
    })
    test('when another site has its visitors send it', async () => {
      const elsewhere = from(undefined, { origin: 'https://evil.example' })
      expect((await refused(() => send(body(), elsewhere))).code).toBe('cross-site')
    })
  })
})
