/** Messages over HTTP: a client and her clinic write to each other, whom it concerns reads it, and nobody else learns a word. */
import type { InputOf } from '@needlepoint/contract'
import { dateAt } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountRoutes } from '../accounts/routes.ts'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import type { Message as Mail } from '../mail/messages.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp } from '../test-support/index.ts'
import { recoveryRoutes } from './routes.ts'

type Body = InputOf<'message.write'>['body']

describeOnEachDatabase('messages between a client and her clinic', (opened) => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp(opened(), [...accountRoutes, ...practiceRoutes, ...recoveryRoutes])
  }, 60_000)
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const body = (more: Partial<Body> = {}): Body => ({
    id: id(),
    about: 'care',
    text: 'My cheek is warm. Is that normal?',
    writtenAt: new Date(app.now()).toISOString(),
    ...more,
  })
  const write = async (clientId: string, who: Actor, more: Partial<Body> = {}) => {
    app.wait(1000)
    return await app.as(who)['message.write']({ params: params({ clientId }), body: body(more) })
  }
  const list = async (clientId: string, who: Actor, query: object = {}) =>
    await app.as(who)['message.list']({ params: params({ clientId }), query })
  const texts = async (clientId: string, who: Actor) => (await list(clientId, who)).items.map(({ text }) => text)
  const today = async (who: Actor = app.staff.practitioner) => {
    const { items } = await app.as(who)['message.today']({ params: params(), query: { limit: 100 } })
    return items
  }
  const waiting = async (clientId: string) => (await today()).filter(({ client }) => client.id === clientId)
  const outgoing = () =>
    app.clinic.run(async (tx) => {
      const rows = await tx.selectFrom('outgoing_mail').selectAll().orderBy('recorded_at').orderBy('id').execute()
      return rows.map(({ id: mailId, message_enc }) => {
        const place = { table: 'outgoing_mail', column: 'message_enc', id: mailId }
        return JSON.parse(app.clinic.keys.open(place, message_enc)) as Mail
      })
    })
  /** What was sent by what is done meanwhile. */
  const mailsOf = async (work: () => Promise<unknown>) => {
    const before = (await outgoing()).length
    await work()
    return (await outgoing()).slice(before)
  }
  const somebody = async (more: object = {}) => {
    const { record } = await app.as(app.staff['front-desk'])['client.add']({
      params: params(),
      body: {
        id: id(),
        detailsId: id(),
        name: 'Ada Writes',
        contact: { email: 'ada@post.example' },
        born: '1990-05-01',
        language: 'en',
        zone: 'Europe/Berlin',
        ...more,
      },
    })
    return record.id
  }

  test('she writes, somebody who treats answers, and each sees when the other has read it', async () => {
    const clientId = await app.addClient()
    const her = app.clientActor(clientId)
    const { outcome, record: asked } = await write(clientId, her)
    expect(outcome).toBe('new')
    expect(asked).toMatchObject({ side: 'client', about: 'care', readAt: null, recordedBy: { kind: 'client' } })
    expect(await waiting(clientId)).toMatchObject([{ about: 'care', unread: 1, since: asked.recordedAt }])

    const { record: answer } = await write(clientId, app.staff.practitioner, {
      text: 'Yes, for a day or two.',
      readUpTo: asked.id,
    })
    expect(answer.recordedBy).toMatchObject({ kind: 'staff', name: 'Some practitioner' })
    expect(await waiting(clientId)).toEqual([])
    const [newest, first] = (await list(clientId, her)).items
    expect(newest).toMatchObject({ side: 'clinic', text: 'Yes, for a day or two.', readAt: null })
    expect(first).toMatchObject({ text: 'My cheek is warm. Is that normal?', readAt: answer.recordedAt })

    app.wait(1000)
    const { record: read } = await app.as(her)['message.mark-read']({
      params: params({ clientId }),
      body: { id: id(), about: 'care', upTo: answer.id },
    })
    expect(read).toMatchObject({ side: 'client', upTo: answer.id })
    const [seen] = (await list(clientId, app.staff.clinician)).items
    expect(seen?.readAt).toBe(read.recordedAt)
  })

  test('what arrives while somebody writes the answer still waits', async () => {
    const clientId = await app.addClient()
    const her = app.clientActor(clientId)
    const { record: first } = await write(clientId, her)
    await write(clientId, her, { text: 'Now it hurts.' })
    await write(clientId, app.staff.practitioner, { text: 'Cool it.', readUpTo: first.id })
    expect(await waiting(clientId)).toMatchObject([{ unread: 1 }])
    const answers = (await list(clientId, her)).items
    expect(answers.find(({ text }) => text === 'Now it hurts.')?.readAt).toBeNull()
  })

  test('the longest wait stands first, page by page, and the list holds no word of anybody', async () => {
    const people: string[] = []
    for (const word of ['Unicorns', 'Dragons', 'Griffins']) {
      const clientId = await app.addClient(`Ada ${word}`)
      await write(clientId, app.clientActor(clientId), { text: `About ${word}.` })
      people.push(clientId)
    }
    const by = app.as(app.staff['front-desk'])['message.today']
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await by({ params: params(), query: { limit: 2, ...(cursor ? { cursor } : {}) } })
      expect(JSON.stringify(page)).not.toContain('About')
      seen.push(...page.items.map(({ client }) => client.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen.filter((each) => people.includes(each))).toEqual(people)
    expect(new Set(seen).size).toBe(seen.length)
  })

  describe('sent more than once', () => {
    test('from an outbox that tries again it is one message, with one e-mail', async () => {
      const clientId = await app.addClient()
      const sent = body()
      const again = () =>
        app.as(app.clientActor(clientId))['message.write']({ params: params({ clientId }), body: sent })
      const mails = await mailsOf(async () => {
        expect((await again()).outcome).toBe('new')
        expect((await again()).outcome).toBe('same')
      })
      expect(mails.map(({ kind }) => kind)).toEqual(mails.map(() => 'message-waiting'))
      expect(await texts(clientId, app.clientActor(clientId))).toEqual([sent.text])
    })

    test('from two tabs with the same draft it is one message, though their clocks say another second', async () => {
      const clientId = await app.addClient()
      const her = app.clientActor(clientId)
      const draft = body()
      await write(clientId, her, draft)
      const later = new Date(app.now()).toISOString()
      expect((await write(clientId, her, { ...draft, writtenAt: later })).outcome).toBe('same')
    })

    test('nothing else goes by its id, and nobody reads another’s message by reusing it', async () => {
      const clientId = await app.addClient()
      const { record } = await write(clientId, app.clientActor(clientId), { text: 'Mine alone.' })
      const other = await app.addClient()
      const problem = await refused(() => write(other, app.clientActor(other), { id: record.id }))
      expect([problem.code, JSON.stringify(problem).includes('Mine alone')]).toEqual(['id-taken', false])
    })
  })

  describe('what is too long, empty or from a wrong clock', () => {
    test('ten thousand characters are refused with the number that fits', async () => {
      const clientId = await app.addClient()
      const problem = await refused(() => write(clientId, app.clientActor(clientId), { text: 'a'.repeat(10_000) }))
      expect(problem.fields?.[0]).toMatchObject({ field: 'text', message: expect.stringMatching(/4,?000/) })
      await write(clientId, app.clientActor(clientId), { text: 'a'.repeat(4_000) })
    })

    test('a message of spaces is none', async () => {
      const clientId = await app.addClient()
      expect(
        (await refused(() => write(clientId, app.clientActor(clientId), { text: '  \n ' }))).fields?.[0]?.field,
      ).toBe('text')
    })

    test('a clock that is a day ahead loses nobody’s words; one that was behind is kept', async () => {
      const clientId = await app.addClient()
      const her = app.clientActor(clientId)
      const at = (ms: number) => new Date(app.now() + ms).toISOString()
      const { record: ahead } = await write(clientId, her, { writtenAt: at(86_400_000) })
      expect(ahead.writtenAt).toBe(ahead.recordedAt)
      const yesterday = at(-86_400_000)
      const { record: offline } = await write(clientId, her, { writtenAt: yesterday })
      expect(offline.writtenAt).toBe(yesterday)
    })
  })

  describe('who reads what', () => {
    test('the front desk reads and answers about appointments, and nothing about her skin', async () => {
      const desk = app.staff['front-desk']
      const clientId = await app.addClient()
      const her = app.clientActor(clientId)
      await write(clientId, her, { text: 'It itches.' })
      const { record } = await write(clientId, her, { text: 'Can I come later?', about: 'appointment' })
      expect(await texts(clientId, desk)).toEqual(['Can I come later?'])
      expect(await texts(clientId, app.staff.practitioner)).toEqual(['Can I come later?', 'It itches.'])
      expect((await refused(() => write(clientId, desk, { about: 'care' }))).code).toBe('not-allowed')
      await write(clientId, desk, { about: 'appointment', text: 'At four?', readUpTo: record.id })
      // What the desk has read says nothing about what waits for those who treat.
      expect(await waiting(clientId)).toMatchObject([{ about: 'care', unread: 1 }])
    })

    test('nobody’s client, no auditor and no owner writes in her thread; they see what they may', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      await write(clientId, app.clientActor(clientId))
      expect((await refused(() => write(clientId, app.clientActor(other)))).code).toBe('not-found')
      expect((await refused(() => list(clientId, app.clientActor(other)))).code).toBe('not-found')
      for (const role of ['owner', 'auditor'] as const) {
        expect((await refused(() => write(clientId, app.staff[role]))).code).toBe('not-allowed')
        expect(await texts(clientId, app.staff[role])).toHaveLength(1)
      }
      expect((await refused(() => today(app.staff.auditor))).code).toBe('not-allowed')
      expect((await refused(() => write(id(), app.staff.practitioner))).code).toBe('not-found')
    })

    test('she sees that somebody opened her messages, once for a visit', async () => {
      const clientId = await app.addClient()
      for (let i = 0; i < 3; i++) await list(clientId, app.staff.practitioner)
      const { items } = await app
        .as(app.clientActor(clientId))
        ['record-view.list']({ params: params({ clientId }), query: {} })
      expect(items.map(({ what, by }) => [what, by.name])).toEqual([['messages', 'Some practitioner']])
    })

    test('nobody says that the other side has read, nor reads up to another’s message', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      const her = app.clientActor(clientId)
      const { record } = await write(clientId, her)
      const mark = (who: Actor, of = clientId, about: Body['about'] = 'care') =>
        app
          .as(who)
          ['message.mark-read']({ params: params({ clientId: of }), body: { id: id(), about, upTo: record.id } })
      expect((await refused(() => mark(her))).code).toBe('not-found')
      expect((await refused(() => mark(app.staff.practitioner, other))).code).toBe('not-found')
      expect((await refused(() => mark(app.staff['front-desk']))).code).toBe('not-allowed')
      expect((await refused(() => mark(app.staff.practitioner, clientId, 'appointment'))).code).toBe('not-found')
      expect(await waiting(clientId)).toHaveLength(1)
      const theirs = { readUpTo: record.id }
      expect((await refused(() => write(other, app.staff.practitioner, theirs))).code).toBe('not-found')
      expect((await refused(() => write(clientId, her, theirs))).fields?.[0]?.field).toBe('readUpTo')
      await mark(app.staff.practitioner)
      expect(await waiting(clientId)).toEqual([])
    })

    test('a guardian writes for the child, and it says so', async () => {
      const clientId = await app.addClient('Kid', { born: `${dateAt(app.now(), 'UTC').slice(0, 4)}-01-01` })
      const { record } = await write(clientId, app.clientActor(clientId, true))
      expect(record).toMatchObject({ side: 'client', recordedBy: { kind: 'guardian' } })
    })
  })

  describe('e-mail', () => {
    test('tells those whom it concerns once for all that waits, and neither who nor what', async () => {
      const clientId = await somebody()
      const her = app.clientActor(clientId)
      const about = (topic: Body['about']) =>
        mailsOf(() => write(clientId, her, { about: topic, text: 'Secret words.' }))
      const care = await about('care')
      expect(care.map(({ kind, to }) => [kind, to.split('-')[0]]).toSorted()).toEqual([
        ['message-waiting', 'clinician'],
        ['message-waiting', 'practitioner'],
      ])
      expect(JSON.stringify(care)).not.toMatch(/Ada|Secret/)
      expect(await about('care')).toEqual([])
      expect((await about('appointment')).map(({ to }) => to.split('-')[0])).toEqual(['front'])
    })

    test('goes to her only after she has said that it may, and stops when she takes that back', async () => {
      const clientId = await somebody()
      const her = app.as(app.clientActor(clientId))
      const allow = async (status: 'given' | 'withdrawn') => {
        app.wait(1000)
        await her['contact-consent.record']({
          params: params({ clientId }),
          body: { id: id(), channel: 'email', purpose: 'care', status },
        })
      }
      const answered = async () => {
        const mails = await mailsOf(() => write(clientId, app.staff.practitioner, { text: 'Come on Monday.' }))
        const { items } = await her['message.list']({ params: params({ clientId }), query: {} })
        app.wait(1000)
        await her['message.mark-read']({
          params: params({ clientId }),
          body: { id: id(), about: 'care', upTo: items[0]?.id ?? '' },
        })
        return mails
      }
      expect(await answered()).toEqual([])
      await allow('given')
      const [mail, ...more] = await answered()
      expect(more).toEqual([])
      expect(mail).toMatchObject({ kind: 'message-answered', to: 'ada@post.example', language: 'en' })
      expect((mail as { values: { link: string } }).values.link).toBe(
        `http://localhost:3000/c/${app.clinic.clinicId}/messages`,
      )
      expect(JSON.stringify(mail)).not.toContain('Monday')
      await allow('withdrawn')
      expect(await answered()).toEqual([])
    })
  })

  test('the database keeps no word in clear, and nothing can be changed or taken back', async () => {
    const clientId = await app.addClient()
    const { record } = await write(clientId, app.clientActor(clientId), { text: 'Plain as day.' })
    await app.clinic.run(async (tx) => {
      const { rows } = await sql<{ line: string }>`
        select m::text as line from messages m where id = ${record.id}`.execute(tx)
      expect(rows[0]?.line).not.toContain('506c61696e') // “Plain”, as bytes are printed
    })
    for (const attempt of [
      sql`update messages set about = 'appointment' where id = ${record.id}`,
      sql`delete from messages where id = ${record.id}`,
      sql`update message_reads set side = 'client'`,
    ])
      await expect(app.clinic.run((tx) => attempt.execute(tx))).rejects.toThrow(/permission denied/)
  })
})
