/** Aftercare over HTTP: today, “may I …?” and a product, for the version of the session that holds, where the client lives. */
import { intakeOf } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentRoutes } from '../consent/routes.ts'
import type { Actor } from '../context.ts'
import { planningRoutes } from '../planning/routes.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { recoveryRoutes } from '../recovery/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  calmReport,
  describeOnEachDatabase,
  type Journey,
  journey,
  refusal,
  type TestApp,
  type Treated,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { treatmentRoutes } from '../treatment/routes.ts'
import { aftercareRoutes } from './routes.ts'

const hour = 3_600_000
const day = 24 * hour

describeOnEachDatabase('aftercare', (opened) => {
  let app: TestApp
  let on: Journey
  beforeAll(async () => {
    app = await testApp(opened(), [
      ...practiceRoutes,
      ...screeningRoutes,
      ...planningRoutes,
      ...consentRoutes,
      ...treatmentRoutes,
      ...aftercareRoutes,
      ...recoveryRoutes,
    ])
    on = journey(app)
  }, 60_000)
  afterAll(() => app?.close(), 60_000)

  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const today = (sessionId: string, at?: string, who: Actor = app.staff.practitioner) =>
    app.as(who)['aftercare.today']({ params: on.params({ sessionId }), query: at === undefined ? {} : { at } })
  const mayI = (sessionId: string, activity: string, at?: string, who: Actor = app.staff.practitioner) =>
    app.as(who)['aftercare.may-i']({
      params: on.params({ sessionId }),
      body: { activity, ...(at === undefined ? {} : { at }) },
    })
  const product = (sessionId: string, label: string, at?: string) =>
    app.as(app.staff.practitioner)['aftercare.check-product']({
      params: on.params({ sessionId }),
      body: { label, ...(at === undefined ? {} : { at }) },
    })
  const later = ({ endedAt }: Treated, ms: number) => on.at(Date.parse(endedAt) + ms)
  const report = (of: Treated, at: string, more: object = {}) =>
    app.as(app.clientActor(of.clientId))['check-in.record']({
      params: on.params(),
      body: {
        id: on.id(),
        clientId: of.clientId,
        sessionId: of.sessionId,
        reportedAt: at,
        report: { ...calmReport(testPathway), ...more },
      },
    })

  test('today is what the engine says for the session as it was charted and what is known of her', async () => {
    const of = await on.treat()
    const at = later(of, 3 * hour)
    const { screeningId, planId } = of
    const screening = await on.by()['screening.show']({ params: on.params({ screeningId }) })
    const plan = await on.by()['plan.show']({ params: on.params({ planId }) })
    const { aftercare, healed, ...moment } = await today(of.sessionId, at)
    const session = { at: of.endedAt, zone: 'Europe/Berlin', depthMm: 1, deviceClass: 'pen' }
    const own = testPathway.aftercare({ session, now: at, facts: intakeOf({ screening, plan }), healed: false })
    expect(aftercare).toEqual(JSON.parse(JSON.stringify(own)))
    expect(aftercare.dont.length).toBeGreaterThan(5)
    expect(moment).toEqual({ sessionId: of.sessionId, at })
    expect(healed.answer).toBe('no')
  })

  test('while the channels may be open she is not healed; after that nobody knows without a check-in', async () => {
    const of = await on.treat()
    const answers = await Promise.all([3, 71, 73].map((hours) => today(of.sessionId, later(of, hours * hour))))
    expect(answers.map(({ healed }) => healed.answer)).toEqual(['no', 'no', 'dont-know'])
    expect(answers[2]?.healed.ask).not.toContain('hoursSinceSession')
  })

  test('the gym is no on the day after, with the moment from which; a retinol serum too', async () => {
    const of = await on.treat()
    const gym = await mayI(of.sessionId, 'the gym', later(of, day))
    expect([gym.mayI.activity, gym.mayI.answer]).toEqual(['gym', 'no'])
    expect(gym.mayI.until).not.toBeNull()
    const serum = await product(of.sessionId, 'Aqua, Glycerin, Retinol', later(of, day))
    expect(serum.product.answer).toBe('no')
    expect(serum.product.because.map(({ inci }) => inci)).toContain('Retinol')
  })

  test('without a moment it answers for now', async () => {
    const of = await on.treat()
    const { at } = await today(of.sessionId)
    expect(Math.abs(Date.parse(at) - app.now())).toBeLessThan(60_000)
  })

  test('healed is what the last check-in said, as of then: what waits for it ends, and begins again when she is worse', async () => {
    const of = await on.treat()
    app.wait(20 * day)
    const phases = ({ aftercare }: Awaited<ReturnType<typeof today>>) => aftercare.dont.map(({ phase }) => phase)
    const waiting = await today(of.sessionId)
    expect(phases(waiting)).toContain('depends-on-healing')
    await report(of, on.at())
    const healed = await today(of.sessionId)
    expect(healed.healed.answer).toBe('yes')
    expect(phases(healed)).toEqual(phases(waiting).filter((phase) => phase !== 'depends-on-healing'))
    app.wait(hour * 2)
    await report(of, on.at(), { redness: 2 })
    const worse = await today(of.sessionId)
    expect(worse.healed.answer).toBe('no')
    expect(phases(worse)).toEqual(phases(waiting).map(() => 'active'))
    // An hour before she was.
    expect((await today(of.sessionId, on.at(app.now() - hour))).healed.answer).toBe('yes')
  })

  test('channels are not closed in a day, whatever she sees in the mirror', async () => {
    const of = await on.treat()
    app.wait(day)
    await report(of, on.at())
    expect((await today(of.sessionId)).healed.answer).toBe('no')
  })

  test('after an amendment everything counts from the new version, whichever one is asked about', async () => {
    const of = await on.treat()
    app.wait(5 * day)
    await report(of, on.at(), { redness: 2 })
    const { id: _i, clientId: _c, planId: _p, ...chart } = on.sessionBody(of)
    const endedAt = later(of, -30 * 60_000)
    const { record } = await on.by()['session.amend']({
      params: on.params({ sessionId: of.sessionId }),
      body: { id: on.id(), reason: 'The time was wrong.', ...chart, endedAt },
    })
    const at = later(of, hour)
    const [old, current] = [await today(of.sessionId, at), await today(record.id, at)]
    expect(old).toEqual(current)
    expect(current.sessionId).toBe(record.id)
    const until = ({ aftercare }: typeof current) => aftercare.dont.map((entry) => entry.until)
    const own = testPathway.aftercare({ session: { at: endedAt, zone: chart.zone }, now: at })
    expect(until(current)[0]).toBe(own.dont[0]?.until)
    // The check-in of the first version is one of this session: without it nobody would know.
    expect((await today(record.id)).healed.answer).toBe('no')
  })

  test('days are hers: across the night the clocks change, day two ends at the same time on her wall', async () => {
    app.wait(Date.parse('2027-03-26T09:00:00Z') - app.now())
    const of = await on.treat({ zone: 'America/New_York' })
    const berlin = await on.treat({ zone: 'Europe/Berlin' })
    const until = async ({ sessionId, endedAt }: Treated) => {
      const { aftercare } = await today(sessionId, on.at(Date.parse(endedAt) + hour))
      const end = aftercare.dont.find(
        ({ until: ends }) => ends !== null && Date.parse(ends) - Date.parse(endedAt) > 3 * day,
      )
      return Date.parse(end?.until ?? '') - Date.parse(endedAt)
    }
    // In Berlin one of these days has 23 hours; in New York the clocks changed two weeks before.
    expect((await until(of)) - (await until(berlin))).toBe(hour)
    const late = await today(berlin.sessionId, '2027-03-27T22:30:00Z')
    expect(late.aftercare.day).toBe(1)
    expect((await today(berlin.sessionId, '2027-03-27T23:30:00Z')).aftercare.day).toBe(2)
    expect((await today(of.sessionId, '2027-03-27T23:30:00Z')).aftercare.day).toBe(1)
  })

  describe('who and what', () => {
    test.each(['front-desk', 'auditor', 'owner', 'clinician'] as const)(
      'the %s may read it, and it is noted',
      async (role) => {
        const of = await on.treat()
        await mayI(of.sessionId, 'gym', undefined, app.staff[role])
        const views = await app.clinic.run((tx) =>
          tx.selectFrom('record_views').select(['viewed_by', 'what']).where('client_id', '=', of.clientId).execute(),
        )
        expect(views).toEqual([{ viewed_by: `staff:${app.staff[role].id}`, what: 'session' }])
      },
    )

    test('she reads her own, and nobody else’s', async () => {
      const [mine, theirs] = [await on.treat(), await on.treat()]
      const herself = app.clientActor(mine.clientId)
      expect((await today(mine.sessionId, undefined, herself)).sessionId).toBe(mine.sessionId)
      expect((await refused(() => today(theirs.sessionId, undefined, herself))).code).toBe('not-found')
      expect((await refused(() => mayI(theirs.sessionId, 'gym', undefined, herself))).code).toBe('not-found')
      expect((await refused(() => today(on.id()))).code).toBe('not-found')
    })

    test('nothing has healed before the session; what to leave before it may be asked', async () => {
      const of = await on.treat()
      const before = later(of, -day)
      for (const call of [() => today(of.sessionId, before), () => product(of.sessionId, 'Aqua', before)])
        expect((await refused(call)).fields?.map(({ field }) => field)).toEqual(['at'])
      expect((await mayI(of.sessionId, 'sun', before)).mayI.activity).not.toBeUndefined()
    })

    test('words that nobody understands are answered, and a label that is none is refused', async () => {
      const of = await on.treat()
      expect((await mayI(of.sessionId, 'xylophone')).mayI.answer).toBe('depends')
      expect((await refused(() => product(of.sessionId, ' '))).fields?.map(({ field }) => field)).toEqual(['label'])
    })
  })
})
