/** Check-ins over HTTP: what she reports is triaged again, none is lost for being late, and the most urgent comes first. */
import { type InputOf, intakeOf, triageReport } from '@needlepoint/contract'
import { type Answers, levels, type Triage } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit/index.ts'
import { consentRoutes } from '../consent/routes.ts'
import type { Actor } from '../context.ts'
import { planningRoutes } from '../planning/routes.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  calmReport,
  describeOnEachDatabase,
  type Journey,
  journey,
  randomReport,
  refusal,
  type TestApp,
  type Treated,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { treatmentRoutes } from '../treatment/routes.ts'
import { recoveryRoutes } from './routes.ts'

type Body = InputOf<'check-in.record'>['body']
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const allRoutes = [
  ...practiceRoutes,
  ...screeningRoutes,
  ...planningRoutes,
  ...consentRoutes,
  ...treatmentRoutes,
  ...recoveryRoutes,
]
const calm = calmReport(testPathway)

describeOnEachDatabase('a check-in', (opened) => {
  let app: TestApp
  let on: Journey
  beforeAll(async () => {
    app = await testApp(opened(), allRoutes)
    on = journey(app)
  }, 60_000)
  afterAll(() => app?.close(), 60_000)

  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const herself = (of: Pick<Treated, 'clientId'>) => app.clientActor(of.clientId)
  const body = (of: Treated, more: Partial<Body> = {}): Body => ({
    id: on.id(),
    clientId: of.clientId,
    sessionId: of.sessionId,
    reportedAt: on.at(),
    report: calm,
    ...more,
  })
  const send = (sent: Body, who: Actor = app.clientActor(sent.clientId)) =>
    app.as(who)['check-in.record']({ params: on.params(), body: sent })
  const recorded = async (of: Treated, more: Partial<Body> = {}) => (await send(body(of, more))).record
  const show = (checkInId: string, who: Actor = app.staff.practitioner) =>
    app.as(who)['check-in.show']({ params: on.params({ checkInId }) })
  const jobs = () =>
    app.clinic.run(async (tx) => {
      const { rows } = await sql<{ data: { checkInId: string } }>`
        select data from pgboss.job where name = 'check-in.triaged'
          and data->>'clinicId' = ${app.clinic.clinicId}`.execute(tx)
      return rows.map(({ data }) => data)
    })
  const short = ({ level, atMost, final, findings, protocol }: Triage) => ({
    level,
    atMost,
    final,
    rules: findings.map(({ rule }) => rule),
    protocol,
  })
  const amend = (of: Treated, endedAt: string) => {
    const { id: _i, clientId: _c, planId: _p, ...chart } = on.sessionBody(of)
    return on.by()['session.amend']({
      params: on.params({ sessionId: of.sessionId }),
      body: { id: on.id(), reason: 'The time was wrong.', ...chart, endedAt },
    })
  }

  describe('recording', () => {
    test('a calm report on day three is expected; it is kept with what it was held against, and its job is there', async () => {
      const of = await on.treat()
      app.wait(3 * day)
      const sent = body(of, { words: 'It feels tight.' })
      const { outcome, record } = await send(sent)
      expect(outcome).toBe('new')
      expect(record).toMatchObject({
        ...sent,
        day: 3,
        level: 'expected',
        triage: { level: 'expected', final: true, findings: [] },
        deviceTriage: null,
        differs: false,
        reads: [],
        protocol: testPathway.hash,
      })
      expect(await jobs()).toEqual([{ clinicId: app.clinic.clinicId, checkInId: sent.id }])
      const row = await app.clinic.run((tx) =>
        tx.selectFrom('check_ins').selectAll().where('id', '=', sent.id).executeTakeFirstOrThrow(),
      )
      expect(row.words_enc?.toString('latin1')).not.toContain('tight')
      const held = row.held_against as Parameters<typeof testPathway.triage>[0]
      const again = testPathway.triage({ ...held, report: sent.report, previous: held.previous ?? {} })
      expect(JSON.parse(JSON.stringify(again))).toEqual(row.triage)
    })

    test('sent twice it is one report with one job, also when both arrive at once', async () => {
      const of = await on.treat()
      const sent = body(of)
      const before = (await jobs()).length
      const both = await Promise.all([send(sent), send(sent)])
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['new', 'same'])
      expect((await send(sent)).outcome).toBe('same')
      expect((await jobs()).length).toBe(before + 1)
      const other = await refused(() => send({ ...sent, words: 'Other.' }))
      expect(other).toMatchObject({ code: 'id-taken', stored: { id: sent.id } })
    })

    test('two reports of one client at once are two, and the audit trail is whole', async () => {
      const of = await on.treat()
      const both = await Promise.all([send(body(of)), send(body(of, { report: { ...calm, redness: 4 } }))])
      expect(both.map(({ outcome }) => outcome)).toEqual(['new', 'new'])
      const { database, keyRing } = opened()
      expect(await verifyAudit(database, keyRing, app.clinic.clinicId)).toMatchObject({ whole: true })
    })

    test('a report is never too late: one from the first evening that arrives weeks later counts for that evening', async () => {
      app.waitForMorning()
      const of = await on.treat()
      const reportedAt = on.at(app.now() + 4 * hour)
      app.wait(40 * day)
      const record = await recorded(of, { reportedAt, report: { ...calm, redness: 3 } })
      expect(record).toMatchObject({ reportedAt, day: 0, level: 'expected' })
      expect(Date.parse(record.recordedAt) - Date.parse(reportedAt)).toBeGreaterThan(39 * day)
    })

    test('a clock that is a little ahead is taken at its word, and both times are kept; one that is far ahead is not', async () => {
      const of = await on.treat()
      const reportedAt = on.at(app.now() + 4 * minute)
      const record = await recorded(of, { reportedAt })
      expect(record.reportedAt).toBe(reportedAt)
      expect(Date.parse(record.recordedAt)).toBeLessThan(Date.parse(reportedAt))
      const problem = await refused(() => recorded(of, { reportedAt: on.at(app.now() + 6 * minute) }))
      expect([problem.code, problem.fields?.[0]?.field]).toEqual(['not-yet', 'reportedAt'])
    })

    test('nobody reports what was before the session, except for a clock that is a little behind', async () => {
      const of = await on.treat()
      const ended = Date.parse(of.endedAt)
      expect((await recorded(of, { reportedAt: on.at(ended - 4 * minute) })).day).toBe(0)
      const problem = await refused(() => recorded(of, { reportedAt: on.at(ended - 6 * minute) }))
      expect(problem.fields?.map(({ field }) => field)).toEqual(['reportedAt'])
    })

    test('a chart that was amended counts, for reports of either version, and shuts none out', async () => {
      app.waitForMorning()
      const of = await on.treat()
      app.wait(2 * hour)
      const reportedAt = on.at(Date.parse(of.endedAt) + 20 * minute)
      const { record: amended } = await amend(of, on.at(Date.parse(of.endedAt) + hour))
      const early = await recorded(of, { reportedAt })
      expect(early).toMatchObject({ sessionId: of.sessionId, reportedAt, day: 0 })
      const heldAgainst = await app.clinic.run((tx) =>
        tx.selectFrom('check_ins').select('held_against').where('id', '=', early.id).executeTakeFirstOrThrow(),
      )
      expect(heldAgainst.held_against).toMatchObject({ session: { at: amended.endedAt }, now: amended.endedAt })
      // Worse than the report before it, which named the other version.
      const worse = await recorded({ ...of, sessionId: amended.id }, { report: { ...calm, redness: 2 } })
      const held = await app.clinic.run((tx) =>
        tx.selectFrom('check_ins').select('held_against').where('id', '=', worse.id).executeTakeFirstOrThrow(),
      )
      expect(held.held_against).toMatchObject({ previous: { redness: 0 } })
    })

    test('a report that she stopped half way reaches a person; one with words alone too; a blank one is none', async () => {
      const of = await on.treat()
      const half = await recorded(of, { report: { redness: 1 } })
      expect(half.triage.final).toBe(false)
      expect(levels.indexOf(half.level)).toBeGreaterThanOrEqual(levels.indexOf('contact-clinic'))
      expect((await recorded(of, { report: {}, words: 'Please call me.' })).level).toBe('contact-clinic')
      expect((await refused(() => recorded(of, { report: {} }))).fields?.map(({ field }) => field)).toEqual(['report'])
    })

    test('what she told once and still holds is not asked again; yesterday’s “no pus” says nothing of today', async () => {
      const of = await on.treat()
      const { needleReuse: _n, unsafeProvider: _u, ...without } = calm as Record<string, unknown>
      app.wait(hour)
      expect((await recorded(of, { report: without })).triage.ask).toEqual(['needleReuse', 'unsafeProvider'])
      await recorded(of)
      app.wait(day)
      expect((await recorded(of, { report: without })).triage).toMatchObject({ final: true, ask: [] })
      const { pus: _p, ...noPus } = calm as Record<string, unknown>
      expect((await recorded(of, { report: noPus })).triage).toMatchObject({ final: false, ask: ['pus'] })
    })

    test('a wrong answer is named, and what she says now goes over what the intake said', async () => {
      const of = await on.treat()
      const wrong = { ...calm, redness: 9, spreadng: true }
      expect((await refused(() => recorded(of, { report: wrong }))).fields?.map(({ field }) => field)).toEqual([
        'report.redness',
        'report.spreadng',
      ])
      // The intake said type II, which this way of tanning contradicts: her report is not refused for that.
      const { outcome } = await send(body(of, { report: { ...calm, sunReaction: 'never-burns' } }))
      expect(outcome).toBe('new')
    })

    test('staff may send what she says on the telephone; the auditor and the owner send nothing', async () => {
      const of = await on.treat()
      for (const role of ['front-desk', 'practitioner', 'clinician'] as const)
        expect((await send(body(of), app.staff[role])).record.recordedBy.id).toBe(app.staff[role].id)
      for (const role of ['auditor', 'owner'] as const)
        expect((await refused(() => send(body(of), app.staff[role]))).code).toBe('not-allowed')
    })

    test('it is hers: no client reports for another, nor after another’s session', async () => {
      const [mine, theirs] = [await on.treat(), await on.treat()]
      expect((await refused(() => send(body(theirs), herself(mine)))).code).toBe('not-found')
      expect((await refused(() => send(body(mine, { sessionId: theirs.sessionId })))).code).toBe('not-found')
      expect((await refused(() => send(body(mine, { sessionId: on.id() })))).code).toBe('not-found')
      // Nobody reads another record by reusing its id.
      const sent = body(theirs)
      await send(sent)
      const problem = await refused(() => send({ ...body(mine), id: sent.id }))
      expect([problem.code, problem.stored]).toEqual(['id-taken', undefined])
    })

    test('days are hers: the night the clocks change has 23 hours and is one night', async () => {
      app.wait(Date.parse('2027-03-27T20:00:00Z') - app.now())
      const berlin = await on.treat()
      const tokyo = await on.treat({ zone: 'Asia/Tokyo' })
      app.wait(3 * day)
      const dayOf = async (of: Treated, reportedAt: string) => (await recorded(of, { reportedAt })).day
      // Midnight in Berlin is at 23:00 UTC before the change and at 22:00 after it.
      expect(await dayOf(berlin, '2027-03-27T22:59:00Z')).toBe(0)
      expect(await dayOf(berlin, '2027-03-27T23:01:00Z')).toBe(1)
      expect(await dayOf(berlin, '2027-03-28T21:59:00Z')).toBe(1)
      expect(await dayOf(berlin, '2027-03-28T22:01:00Z')).toBe(2)
      expect(await dayOf(tokyo, '2027-03-28T14:59:00Z')).toBe(0)
      expect(await dayOf(tokyo, '2027-03-28T15:01:00Z')).toBe(1)
    })
  })

  describe('the device', () => {
    test('comes to the same as we do for forty reports at random, from what it can read of the record', async () => {
      const random = mulberry(20_261_121)
      const of = await on.treat()
      const own = app.as(herself(of))
      const { screeningId, planId, sessionId } = of
      const screening = await own['screening.show']({ params: on.params({ screeningId }) })
      const plan = await own['plan.show']({ params: on.params({ planId }) })
      const session = await own['session.show']({ params: on.params({ sessionId }) })
      const earlier: { reportedAt: string; report: Answers }[] = []
      const seen = new Set<string>()
      for (let i = 0; i < 40; i++) {
        app.wait(Math.floor(random() * 40) * hour + minute)
        const reportedAt = on.at()
        const report = randomReport(testPathway, random)
        const { triage } = triageReport(testPathway, {
          session: {
            at: session.endedAt,
            zone: session.zone,
            deviceClass: session.device.deviceClass,
            ...(session.depthMm === null ? {} : { depthMm: session.depthMm }),
          },
          reportedAt,
          report,
          earlier,
          intake: intakeOf({ screening, plan }),
        })
        earlier.push({ reportedAt, report })
        const record = await recorded(of, { reportedAt, report, deviceTriage: short(triage) })
        expect(record).toMatchObject({ differs: false, level: triage.level })
        expect(record.triage).toEqual(JSON.parse(JSON.stringify(triage)))
        seen.add(triage.level)
      }
      expect(seen.size).toBeGreaterThan(2)
    })

    test('that was tampered with never lowers the level, and somebody is shown', async () => {
      const of = await on.treat()
      const worse = { ...calm, breathingTrouble: true }
      const quiet = {
        level: 'expected' as const,
        atMost: 'expected' as const,
        final: true,
        rules: [] as string[],
        protocol: testPathway.hash,
      }
      const record = await recorded(of, { report: worse, deviceTriage: quiet })
      expect(record).toMatchObject({ level: 'emergency', differs: true, deviceTriage: quiet })
    })

    test('that was more worried than we are is believed', async () => {
      const of = await on.treat()
      app.wait(3 * day)
      const worried = {
        level: 'same-day' as const,
        atMost: 'same-day' as const,
        final: true,
        rules: [] as string[],
        protocol: testPathway.hash,
      }
      const record = await recorded(of, { deviceTriage: worried })
      expect(record).toMatchObject({ level: 'same-day', differs: true, triage: { level: 'expected' } })
    })
  })

  describe('a report that cannot be stored', () => {
    test('leaves no job behind, and no report', async () => {
      const lost = await testApp(opened(), allRoutes)
      const there = journey(lost)
      const of = await there.treat()
      const { clinicId } = lost.clinic
      // What comes last in the transaction fails.
      await opened().database.asSystem((tx) => tx.deleteFrom('audit_heads').where('clinic_id', '=', clinicId).execute())
      const sent = { ...body(of), reportedAt: there.at(), clientId: of.clientId }
      const failed = lost.as(lost.clientActor(of.clientId))['check-in.record']({
        params: there.params(),
        body: sent,
      })
      await expect(failed).rejects.toMatchObject({ problem: { code: 'internal-error' } })
      const counts = await lost.clinic.run(async (tx) => {
        const { rows } = await sql<{ jobs: number; reports: number }>`
          select (select count(*)::int from pgboss.job where name = 'check-in.triaged' and data->>'clinicId' = ${clinicId}) as jobs,
            (select count(*)::int from check_ins) as reports`.execute(tx)
        return rows[0]
      })
      expect(counts).toEqual({ jobs: 0, reports: 0 })
      await lost.close()
    })
  })

  describe('reading', () => {
    const markRead = (checkInId: string, more: { id?: string; note?: string } = {}, who: Actor = app.staff.clinician) =>
      app.as(who)['check-in.mark-read']({ params: on.params({ checkInId }), body: { id: on.id(), ...more } })

    test('she sees that somebody has read it, and when, and not what colleagues wrote', async () => {
      const of = await on.treat()
      const { id } = await recorded(of)
      const readId = on.id()
      const { outcome, record } = await markRead(id, { id: readId, note: 'Called her, all is well.' })
      expect(outcome).toBe('new')
      expect(record).toMatchObject({ readBy: { id: app.staff.clinician.id, name: 'Some clinician' } })
      expect((await markRead(id, { id: readId, note: 'Called her, all is well.' })).outcome).toBe('same')
      expect((await refused(() => markRead(id, { id: readId }))).code).toBe('id-taken')
      expect((await show(id)).reads).toMatchObject([{ note: 'Called her, all is well.' }])
      expect((await show(id, herself(of))).reads).toMatchObject([
        { note: null, readBy: { name: null }, readAt: record.readAt },
      ])
      const list = await app.as(herself(of))['check-in.list']({ params: on.params({ clientId: of.clientId }) })
      expect(list.items).toMatchObject([{ id, readAt: record.readAt, hasWords: false }])
    })

    test.each(['owner', 'front-desk', 'auditor', 'client'] as const)('the %s marks nothing as read', async (role) => {
      const of = await on.treat()
      const { id } = await recorded(of)
      const who = role === 'client' ? herself(of) : app.staff[role]
      expect((await refused(() => markRead(id, {}, who))).code).toBe('not-allowed')
      expect((await refused(() => markRead(on.id()))).code).toBe('not-found')
    })

    test('the front desk, who may send one for her, reads none; a stranger finds none; whoever looks is noted', async () => {
      const [mine, theirs] = [await on.treat(), await on.treat()]
      const { id } = await recorded(mine)
      expect((await refused(() => show(id, app.staff['front-desk']))).code).toBe('not-allowed')
      expect((await refused(() => show(id, herself(theirs)))).code).toBe('not-found')
      expect((await refused(() => show(on.id()))).code).toBe('not-found')
      await show(id, app.staff.owner)
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select(['viewed_by', 'what']).where('client_id', '=', mine.clientId).execute(),
      )
      expect(views).toEqual([{ viewed_by: `staff:${app.staff.owner.id}`, what: 'check-in' }])
    })

    test('her reports come last first, page by page', async () => {
      const of = await on.treat()
      const ids: string[] = []
      for (let i = 0; i < 3; i++) {
        app.wait(hour)
        ids.push((await recorded(of)).id)
      }
      const list = (query: { limit: number; cursor?: string }) =>
        on.by()['check-in.list']({ params: on.params({ clientId: of.clientId }), query })
      const first = await list({ limit: 2 })
      const second = await list({ limit: 2, cursor: first.next as string })
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed())
      expect((await refused(() => list({ limit: 2, cursor: 'AAAA' }))).fields?.[0]?.field).toBe('cursor')
    })
  })

  describe('today', () => {
    test('what cannot wait comes first, then who waits longest; what was read is gone; an unfinished one counts as what it may be', async () => {
      const fresh = await testApp(opened(), allRoutes)
      const there = journey(fresh)
      const of = await there.treat()
      fresh.wait(3 * day)
      const send_ = async (report: Answers) => {
        fresh.wait(minute)
        const { record } = await fresh.as(fresh.clientActor(of.clientId))['check-in.record']({
          params: there.params(),
          body: { ...body(of), id: there.id(), reportedAt: there.at(), report },
        })
        return record
      }
      const expected = await send_(calm)
      const first = await send_({ ...calm, spreadingRedness: true, pus: true })
      const certain = await send_({ ...calm, burnBlister: true })
      const emergency = await send_({ ...calm, breathingTrouble: true })
      const second = await send_({ ...calm, spreadingRedness: true, pus: true })
      const { breathingTrouble: _, ...open } = calm as Record<string, unknown>
      const unfinished = await send_(open)
      const call = await send_({ ...calm, redness: 1 })
      const levelsOf = [first, certain, unfinished, call].map(({ level, triage }) => [level, triage.final])
      expect(levelsOf).toEqual([
        ['same-day', false],
        ['same-day', true],
        ['contact-clinic', false],
        ['contact-clinic', true],
      ])
      const today = (query: { limit?: number; cursor?: string } = {}, role: keyof TestApp['staff'] = 'practitioner') =>
        fresh.as(fresh.staff[role])['check-in.today']({ params: there.params(), query })
      // Where redness spreads, whether she vomits is still open.
      expect([first, unfinished].map(({ triage }) => triage.atMost)).toEqual(['emergency', 'emergency'])
      const order = [emergency, first, second, unfinished, certain, call, expected].map(({ id }) => id)
      const { items } = await today()
      expect(items.map(({ id }) => id)).toEqual(order)
      expect(items[0]).toMatchObject({
        client: { id: of.clientId, name: 'Ada Example' },
        level: 'emergency',
        readAt: null,
        hasWords: false,
      })
      const page = await today({ limit: 2 })
      const rest = await today({ limit: 9, cursor: page.next as string })
      expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(order)
      await fresh.as(fresh.staff.practitioner)['check-in.mark-read']({
        params: there.params({ checkInId: emergency.id }),
        body: { id: there.id() },
      })
      expect((await today()).items.map(({ id }) => id)).toEqual(order.slice(1))
      // The front desk sees who waits and how urgently, and nothing of the report.
      const desk = await today({}, 'front-desk')
      expect(desk.items.map(({ id }) => id)).toEqual(order.slice(1))
      expect(desk.items[0]).toMatchObject({ client: { name: 'Ada Example' }, level: 'same-day', day: 3 })
      expect(desk.items.map(({ rules, hasWords }) => [rules, hasWords])).toEqual(desk.items.map(() => [null, null]))
      expect((await today()).items[1]?.rules?.length).toBeGreaterThan(0)
      await expect(today({}, 'auditor')).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
      const client = fresh.as(fresh.clientActor(of.clientId))['check-in.today']({ params: there.params() })
      await expect(client).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
      await fresh.close()
    })
  })
})

/** Numbers at random that are the same in every run. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
