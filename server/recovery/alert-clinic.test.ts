/** Who hears of a check-in, how soon, how often, and how little the message says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siteOf } from '../accounts/origin.ts'
import { consentRoutes } from '../consent/routes.ts'
import { createLog } from '../http/log.ts'
import { openJobs } from '../jobs/index.ts'
import { type Message, writeMessage } from '../mail/messages.ts'
import { planningRoutes } from '../planning/routes.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  calmReport,
  describeOnEachDatabase,
  type Journey,
  journey,
  type TestApp,
  type Treated,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { treatmentRoutes } from '../treatment/routes.ts'
import { alertOfCheckIn, alertOfOverdue } from './alert-clinic.ts'
import { recoveryRoutes } from './routes.ts'

const minute = 60_000
const hour = 60 * minute
const calm = calmReport(testPathway)
const urgent = { ...calm, breathingTrouble: true }
const sameDay = { ...calm, spreadingRedness: true, pus: true, nearEye: false, rapidSpread: false }
const site = siteOf('https://care.example')

describeOnEachDatabase('alerts', (opened) => {
  let app: TestApp
  let on: Journey
  let of: Treated
  beforeAll(async () => {
    app = await testApp(opened(), [
      ...practiceRoutes,
      ...screeningRoutes,
      ...planningRoutes,
      ...consentRoutes,
      ...treatmentRoutes,
      ...recoveryRoutes,
    ])
    on = journey(app)
    of = await on.treat()
    app.wait(72 * hour)
  }, 60_000)
  afterAll(() => app?.close(), 60_000)

  const parts = () => {
    const { database, keyRing } = opened()
    return { database, keyRing, files: app.files, site, now: app.now }
  }
  async function send(report: Readonly<Record<string, unknown>> = calm): Promise<string> {
    app.wait(minute)
    const { record } = await app.as(app.clientActor(of.clientId))['check-in.record']({
      params: on.params(),
      body: { id: on.id(), clientId: of.clientId, sessionId: of.sessionId, reportedAt: on.at(), report },
    })
    return record.id
  }
  const arrived = (checkInId: string) => alertOfCheckIn(parts(), { clinicId: app.clinic.clinicId, checkInId })
  const markRead = (checkInId: string) =>
    app.as(app.staff.practitioner)['check-in.mark-read']({ params: on.params({ checkInId }), body: { id: on.id() } })
  /** Every message that waits, opened; they are gone afterwards. */
  async function mails(of_: TestApp = app): Promise<Message[]> {
    const { clinicId, keys, run } = of_.clinic
    const rows = await run((tx) => tx.selectFrom('outgoing_mail').select(['id', 'message_enc']).orderBy('id').execute())
    await opened().database.asSystem((tx) => tx.deleteFrom('outgoing_mail').where('clinic_id', '=', clinicId).execute())
    return rows.map(({ id, message_enc }) => {
      const place = { table: 'outgoing_mail', column: 'message_enc', id }
      return JSON.parse(keys.open(place, message_enc)) as Message
    })
  }
  const emailOf = (role: keyof TestApp['staff']) => `${role}-${app.staff[role].id}@clinic.example`
  const told = (messages: readonly Message[]) => messages.map(({ to, kind }) => `${kind} ${to}`).toSorted()

  describe('when a check-in arrives', () => {
    test('an emergency is told to everybody who may answer, and the message says neither whose it is nor what it says', async () => {
      await arrived(await send(urgent))
      const messages = await mails()
      expect(told(messages)).toEqual([
        `check-in-urgent ${emailOf('clinician')}`,
        `check-in-urgent ${emailOf('practitioner')}`,
      ])
      const { text, subject, html } = writeMessage(messages[0] as Message)
      for (const part of [text, subject, html]) {
        expect(part).not.toMatch(/Ada Example|breath|emergenc/iu)
        expect(part).not.toContain(of.clientId)
      }
      expect(text).toContain(`https://care.example/clinic/${app.clinic.clinicId}\n`)
    })

    test('what is for a call this week is told in other words; what is expected is told to nobody', async () => {
      await arrived(await send({ redness: 1 }))
      expect((await mails()).map(({ kind }) => kind)).toEqual(['check-in-waiting', 'check-in-waiting'])
      await arrived(await send(calm))
      expect(await mails()).toEqual([])
    })

    test('a job that runs twice, or on two servers at once, tells once', async () => {
      const id = await send(sameDay)
      await Promise.all([arrived(id), arrived(id)])
      await arrived(id)
      expect((await mails()).length).toBe(2)
    })

    test('what was read before the job came is told to nobody; nor what is no longer there', async () => {
      const id = await send(urgent)
      await markRead(id)
      await arrived(id)
      await arrived(on.id())
      expect(await mails()).toEqual([])
    })

    test('where nobody treats yet, the owner is told; those who left and those who are suspended are not', async () => {
      const { items } = await on.by('owner')['staff.list']({ params: on.params() })
      const change = async (role: 'clinician' | 'practitioner', status: 'suspended' | 'active') => {
        const { items: now } = await on.by('owner')['staff.list']({ params: on.params() })
        const member = now.find(({ id }) => id === app.staff[role].id)
        await on.by('owner')['staff.amend']({
          params: on.params({ staffId: app.staff[role].id }),
          body: { id: on.id(), supersedes: member?.version ?? '', name: 'Some', roles: [role], status },
        })
      }
      expect(items.length).toBe(5)
      await change('clinician', 'suspended')
      await arrived(await send(urgent))
      expect(told(await mails())).toEqual([`check-in-urgent ${emailOf('practitioner')}`])
      await change('practitioner', 'suspended')
      await arrived(await send(urgent))
      expect(told(await mails())).toEqual([`check-in-urgent ${emailOf('owner')}`])
      await change('clinician', 'active')
      await change('practitioner', 'active')
    })

    test('the queue brings it: from the report to the message without anybody asking', async () => {
      const { database, keyRing } = opened()
      await database.executeSql("delete from pgboss.job where name = 'check-in.triaged'")
      const { files, now } = app
      const jobs = openJobs({ database, keyRing, files, site, now, log: createLog('silent'), pollSeconds: 0.5 })
      await jobs.start()
      await send(urgent)
      await expect.poll(() => mails(), { timeout: 60_000 }).toHaveLength(2)
      await jobs.stop()
    })
  })

  describe('when nobody reads it', () => {
    const overdue = () => alertOfOverdue(parts())
    const settle = async () => {
      const { items } = await on.by()['check-in.today']({ params: on.params(), query: { limit: 100 } })
      for (const { id } of items) await markRead(id)
      await mails()
    }

    test('the owner and the clinicians hear of an emergency after a quarter of an hour, once', async () => {
      await settle()
      await send(urgent)
      app.wait(14 * minute)
      await overdue()
      expect(await mails()).toEqual([])
      app.wait(2 * minute)
      await Promise.all([overdue(), overdue()])
      await overdue()
      expect(told(await mails())).toEqual([
        `check-in-overdue ${emailOf('clinician')}`,
        `check-in-overdue ${emailOf('owner')}`,
      ])
    })

    test.each([
      ['for the same day', sameDay, 44 * minute, 2 * minute],
      ['for a call', { redness: 1 }, 23 * hour, 2 * hour],
    ])('what is %s may wait longer', async (_, report, before, after) => {
      await settle()
      await send(report)
      app.wait(before)
      await overdue()
      expect(await mails()).toEqual([])
      app.wait(after)
      await overdue()
      expect((await mails()).length).toBe(2)
    })

    test('what was read is not overdue, and what is expected never is', async () => {
      await settle()
      await markRead(await send(urgent))
      await send(calm)
      app.wait(100 * hour)
      await overdue()
      expect(await mails()).toEqual([])
    })

    test('a clinic that cannot be told does not keep the next one from hearing', async () => {
      await settle()
      const routes = [
        ...practiceRoutes,
        ...screeningRoutes,
        ...planningRoutes,
        ...consentRoutes,
        ...treatmentRoutes,
        ...recoveryRoutes,
      ]
      const other = await testApp(opened(), routes)
      const there = journey(other)
      const lost = await there.treat()
      await other.as(other.clientActor(lost.clientId))['check-in.record']({
        params: there.params(),
        body: {
          id: there.id(),
          clientId: lost.clientId,
          sessionId: lost.sessionId,
          reportedAt: there.at(),
          report: urgent,
        },
      })
      await opened().database.asSystem((tx) =>
        tx.deleteFrom('audit_heads').where('clinic_id', '=', other.clinic.clinicId).execute(),
      )
      await send(urgent)
      app.wait(hour)
      await expect(overdue()).rejects.toThrow('no audit chain')
      expect((await mails()).length).toBe(2)
      expect(await mails(other)).toEqual([])
      await other.close()
      await opened().database.asSystem((tx) =>
        tx.deleteFrom('check_ins').where('clinic_id', '=', other.clinic.clinicId).execute(),
      )
    })
  })
})
