/** Appointments over HTTP: at the right instant whatever the clocks do, one practitioner in one place, and warned when it is too soon. */
import type { InputOf } from '@needlepoint/contract'
import { addDays, type CivilDate, dateAt, type ISODate, parseDate, printDate } from '@needlepoint/pathway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountRoutes } from '../accounts/routes.ts'
import { consentRoutes } from '../consent/routes.ts'
import type { Actor } from '../context.ts'
import type { Message } from '../mail/messages.ts'
import { planningRoutes } from '../planning/routes.ts'
import { recoveryRoutes } from '../recovery/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import { describeOnEachDatabase, type Journey, journey, refusal, type TestApp, testApp } from '../test-support/index.ts'
import { treatmentRoutes } from '../treatment/routes.ts'
import { practiceRoutes } from './routes.ts'

type Body = InputOf<'appointment.note'>['body']
type Change = InputOf<'appointment.amend'>['body']

const routes = [
  ...accountRoutes,
  ...practiceRoutes,
  ...screeningRoutes,
  ...planningRoutes,
  ...consentRoutes,
  ...treatmentRoutes,
  ...recoveryRoutes,
]

describeOnEachDatabase('appointments', (opened) => {
  let app: TestApp
  let on: Journey
  beforeAll(async () => {
    app = await testApp(opened(), routes)
    on = journey(app)
  }, 60_000)
  afterAll(() => app?.close())

  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const desk = () => app.staff['front-desk']
  // Each test takes days of its own, so that nobody stands in another’s way.
  let day = 400
  const freeDay = (): ISODate => later(on.today(), day++)
  const later = (from: ISODate, days: number) => printDate(addDays(parseDate(from) as CivilDate, days))
  const body = (more: Partial<Body> = {}): Body => ({
    id: on.id(),
    what: 'review',
    on: freeDay(),
    at: '09:30',
    minutes: 30,
    practitionerId: app.staff.practitioner.id,
    ...more,
  })
  const note = async (clientId: string, more: Partial<Body> = {}, who: Actor = desk()) => {
    app.wait(1000)
    return await app.as(who)['appointment.note']({ params: on.params({ clientId }), body: body(more) })
  }
  const noted = async (clientId: string, more: Partial<Body> = {}) => (await note(clientId, more)).record
  const amend = async (of: Awaited<ReturnType<typeof noted>>, more: Partial<Change> = {}, who: Actor = desk()) => {
    app.wait(1000)
    const { what, on: date, at, minutes, practitioner, status } = of
    return await app.as(who)['appointment.amend']({
      params: on.params({ clientId: of.clientId, appointmentId: of.appointmentId }),
      body: {
        id: on.id(),
        supersedes: of.id,
        what,
        on: date,
        at,
        minutes,
        practitionerId: practitioner.id,
        status,
        ...more,
      },
    })
  }
  const list = async (clientId: string, who: Actor = app.clientActor(clientId), query: object = {}) =>
    await app.as(who)['appointment.list']({ params: on.params({ clientId }), query })

  test('she reads when, with whom and where; what staff was warned of is not for her', async () => {
    const clientId = await app.addClient()
    const record = await noted(clientId, { what: 'session', place: 'Room 2', note: 'No make-up, please.' })
    expect(record).toMatchObject({ status: 'planned', version: 1, warned: { of: 'not-cleared', until: null } })
    const [shown] = (await list(clientId)).items
    expect(shown).toMatchObject({
      practitioner: { name: 'Some practitioner' },
      place: 'Room 2',
      note: 'No make-up, please.',
      zone: 'Europe/Berlin',
      at: '09:30',
      warned: null,
    })
  })

  test('moving and cancelling are versions: one holds, and whoever had the old one is told', async () => {
    const clientId = await app.addClient()
    const first = await noted(clientId)
    const { record: moved } = await amend(first, { at: '15:00' })
    expect(moved).toMatchObject({ appointmentId: first.id, supersedes: first.id, at: '15:00', version: 2 })
    const stale = await refused(() => amend(first, { at: '16:00' }))
    expect([stale.code, (stale.stored as { id: string }).id]).toEqual(['stale-version', moved.id])
    const { record: cancelled } = await amend(moved, { status: 'cancelled', note: 'The device is away.' })
    expect((await list(clientId)).items.map(({ id, status, note }) => [id, status, note])).toEqual([
      [cancelled.id, 'cancelled', 'The device is away.'],
    ])
  })

  test('sent again it is the same, and nothing else goes by its id', async () => {
    const clientId = await app.addClient()
    const sent = body()
    const send = (of = clientId) =>
      app.as(desk())['appointment.note']({ params: on.params({ clientId: of }), body: sent })
    expect((await send()).outcome).toBe('new')
    expect((await send()).outcome).toBe('same')
    const other = await app.addClient()
    expect((await refused(() => send(other))).code).toBe('id-taken')
  })

  describe('a practitioner is in one place at a time', () => {
    test('a second appointment over the first is refused in a sentence; right after it is taken', async () => {
      const [one, other] = [await app.addClient('Ada Secret'), await app.addClient()]
      const date = freeDay()
      await noted(one, { on: date, at: '09:30', minutes: 60 })
      for (const [at, minutes] of [
        ['09:30', 60],
        ['10:29', 5],
        ['09:00', 31],
        ['08:00', 600],
      ] as const) {
        const problem = await refused(() => note(other, { on: date, at, minutes }))
        expect([at, problem.code]).toEqual([at, 'time-taken'])
        expect(problem.detail).toBe(
          'This practitioner has an appointment from 09:30 to 10:30 then. Choose another time, or somebody else.',
        )
        expect(JSON.stringify(problem)).not.toContain('Secret')
      }
      await noted(other, { on: date, at: '10:30', minutes: 30 })
      await noted(other, { on: date, at: '09:00', minutes: 30 })
      await noted(other, { on: date, at: '09:30', minutes: 60, practitionerId: app.staff.clinician.id })
    })

    test('an appointment does not stand in its own way, and a cancelled one in nobody’s', async () => {
      const clientId = await app.addClient()
      const date = freeDay()
      const first = await noted(clientId, { on: date, at: '09:30', minutes: 60 })
      const { record } = await amend(first, { at: '10:00' })
      const other = await app.addClient()
      expect((await refused(() => note(other, { on: date, at: '10:30' }))).code).toBe('time-taken')
      const { record: gone } = await amend(record, { status: 'cancelled' })
      await noted(other, { on: date, at: '10:30' })
      expect((await refused(() => amend(gone, { status: 'planned' }))).code).toBe('time-taken')
    })

    test('of many who take the same hour at the same moment one gets it', async () => {
      const clientId = await app.addClient()
      const date = freeDay()
      const tries = await Promise.allSettled(
        Array.from({ length: 6 }, () =>
          app.as(desk())['appointment.note']({ params: on.params({ clientId }), body: body({ on: date }) }),
        ),
      )
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('it is somebody who works here and treats', async () => {
      const clientId = await app.addClient()
      for (const practitionerId of [app.staff.auditor.id, on.id()]) {
        const problem = await refused(() => note(clientId, { practitionerId }))
        expect(problem.fields?.[0]?.field).toBe('practitionerId')
      }
    })
  })

  describe('clocks', () => {
    test('half past nine stays half past nine at the clinic, in winter and in summer', async () => {
      const clientId = await app.addClient()
      const winter = await noted(clientId, { on: '2031-03-29', at: '09:30' })
      const summer = await noted(clientId, { on: '2031-03-30', at: '09:30' })
      expect([winter.startsAt, summer.startsAt]).toEqual(['2031-03-29T08:30:00.000Z', '2031-03-30T07:30:00.000Z'])
      expect([winter.at, summer.at, summer.on]).toEqual(['09:30', '09:30', '2031-03-30'])
    })

    test('a time that the clock skips or shows twice is refused, and the minutes beside it are not', async () => {
      const clientId = await app.addClient()
      const skipped = await refused(() => note(clientId, { on: '2031-03-30', at: '02:30' }))
      expect(skipped.fields?.[0]).toMatchObject({ field: 'at', message: expect.stringContaining('does not exist') })
      const twice = await refused(() => note(clientId, { on: '2031-10-26', at: '02:30' }))
      expect(twice.fields?.[0]).toMatchObject({ field: 'at', message: expect.stringContaining('comes twice') })
      expect((await noted(clientId, { on: '2031-03-30', at: '03:00' })).startsAt).toBe('2031-03-30T01:00:00.000Z')
      expect((await noted(clientId, { on: '2031-10-26', at: '01:59', minutes: 5 })).startsAt).toBe(
        '2031-10-25T23:59:00.000Z',
      )
      expect((await noted(clientId, { on: '2031-10-26', at: '03:00' })).startsAt).toBe('2031-10-26T02:00:00.000Z')
    })

    test('over the night of the change an appointment is as long as it is, not as the clock says', async () => {
      const clientId = await app.addClient()
      // Two hours from half past one by the clock that goes from two to three: until half past four.
      await noted(clientId, { on: '2032-03-28', at: '01:30', minutes: 120 })
      expect((await refused(() => note(clientId, { on: '2032-03-28', at: '04:00' }))).detail).toContain(
        'from 01:30 to 04:30',
      )
      await noted(clientId, { on: '2032-03-28', at: '04:30' })
    })
  })

  describe('from when a session is safe', () => {
    const earliest = async (clientId: string) =>
      await app.as(desk())['appointment.earliest-session']({ params: on.params({ clientId }) })

    test('after a session by the interval of the protocol, counted where she was treated', async () => {
      const { clientId, endedAt } = await on.treat()
      const last = dateAt(Date.parse(endedAt), app.clinic.zone)
      const { earliestOn, because } = await earliest(clientId)
      expect(because).toEqual([{ reason: 'interval', until: later(last, 30), lastSessionOn: last, days: 30 }])
      expect(earliestOn).toBe(later(last, 30))
      const soon = await noted(clientId, { what: 'session', on: later(last, 29), at: '07:00' })
      expect(soon.warned).toEqual({ of: 'too-early', until: later(last, 30) })
      const right = await noted(clientId, { what: 'session', on: later(last, 30), at: '07:00' })
      expect(right.warned).toBeNull()
      const review = await noted(clientId, { what: 'review', on: later(last, 7), at: '07:00' })
      expect(review.warned).toBeNull()
    })

    test('nothing stands in the way of somebody who may be treated and was not yet', async () => {
      const { clientId } = await on.plan()
      expect(await earliest(clientId)).toEqual({ earliestOn: on.today(), because: [] })
    })

    test('without a screening, or with one that says wait, there is no such day, or the one it names', async () => {
      const nobody = await app.addClient()
      expect(await earliest(nobody)).toEqual({
        earliestOn: null,
        because: [{ reason: 'no-screening', until: null, lastSessionOn: null, days: null }],
      })
      const pregnant = await app.addClient()
      await app.as(app.staff.practitioner)['screening.record']({
        params: on.params(),
        body: { id: on.id(), clientId: pregnant, decidedOn: on.today(), facts: { pregnancy: 'yes' } },
      })
      const { earliestOn, because } = await earliest(pregnant)
      expect([earliestOn, because[0]?.reason]).toEqual([null, 'screening'])
    })
  })

  describe('who may', () => {
    test('a client reads hers and notes none; nobody else’s client reads it', async () => {
      const clientId = await app.addClient()
      const other = await app.addClient()
      const record = await noted(clientId)
      expect((await refused(() => note(clientId, {}, app.clientActor(clientId)))).code).toBe('not-allowed')
      expect((await refused(() => note(clientId, {}, app.staff.auditor))).code).toBe('not-allowed')
      expect((await refused(() => list(clientId, app.clientActor(other)))).code).toBe('not-found')
      expect((await list(clientId, app.clientActor(clientId, true))).items).toHaveLength(1)
      // By way of another client’s address nothing of hers is changed.
      expect((await refused(() => amend({ ...record, clientId: other }))).code).toBe('not-found')
    })

    test('the clinic sees who comes next, from today on, without what is cancelled', async () => {
      const clientId = await app.addClient('Ada Comes')
      const date = later(on.today(), 2000)
      const second = await noted(clientId, { on: date, at: '11:00' })
      const first = await noted(clientId, { on: date, at: '08:00' })
      await amend(await noted(clientId, { on: date, at: '14:00' }), { status: 'cancelled' })
      await noted(clientId, { on: later(on.today(), -3), at: '08:00' })
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await app
          .as(desk())
          ['appointment.upcoming']({ params: on.params(), query: { limit: 3, ...(cursor ? { cursor } : {}) } })
        seen.push(...page.items.filter(({ client }) => client.name === 'Ada Comes').map(({ id }) => id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(seen).toEqual([first.id, second.id])
    })
  })

  test('“I cannot come” marks the appointment until it is moved, and only for her own', async () => {
    const clientId = await app.addClient()
    const her = app.clientActor(clientId)
    const record = await noted(clientId)
    const say = (of: string, who: Actor = her, cannotComeTo = record.appointmentId) => {
      app.wait(1000)
      return app.as(who)['message.write']({
        params: on.params({ clientId: of }),
        body: { id: on.id(), about: 'appointment', text: 'I cannot come.', writtenAt: on.at(), cannotComeTo },
      })
    }
    expect(record.cannotCome).toBe(false)
    await say(clientId)
    expect((await list(clientId, desk())).items[0]?.cannotCome).toBe(true)
    const { items } = await app.as(desk())['message.today']({ params: on.params(), query: { limit: 100 } })
    expect(items.find(({ client }) => client.id === clientId)?.cannotCome).toBe(true)
    const { record: moved } = await amend(record, { at: '12:00' })
    expect(moved.cannotCome).toBe(false)
    const other = await app.addClient()
    expect((await refused(() => say(other, app.clientActor(other)))).code).toBe('not-found')
    expect((await refused(() => say(clientId, her, moved.id))).code).toBe('not-found')
    expect((await refused(() => say(clientId, desk()))).fields?.[0]?.field).toBe('cannotComeTo')
  })

  test('she gets an e-mail of a change where she allowed it, and it says nothing of when or what', async () => {
    const { record: client } = await app.as(desk())['client.add']({
      params: on.params(),
      body: {
        id: on.id(),
        detailsId: on.id(),
        name: 'Ada Mail',
        contact: { email: 'ada@post.example' },
        born: '1990-05-01',
        language: 'en',
        zone: 'Europe/Berlin',
      },
    })
    const mails = () =>
      app.clinic.run(async (tx) => {
        const rows = await tx.selectFrom('outgoing_mail').selectAll().execute()
        return rows
          .map(({ id, message_enc }) => {
            const place = { table: 'outgoing_mail', column: 'message_enc', id }
            return JSON.parse(app.clinic.keys.open(place, message_enc)) as Message
          })
          .filter(({ kind }) => kind === 'appointments-changed')
      })
    await noted(client.id)
    expect(await mails()).toEqual([])
    await app.as(app.clientActor(client.id))['contact-consent.record']({
      params: on.params({ clientId: client.id }),
      body: { id: on.id(), channel: 'email', purpose: 'appointments', status: 'given' },
    })
    await noted(client.id, { what: 'session' })
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail?.to).toBe('ada@post.example')
    expect(Object.keys(mail?.values ?? {})).toEqual(['clinic', 'link'])
  })
})
