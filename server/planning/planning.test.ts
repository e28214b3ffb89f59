/** Planning over HTTP: what a plan rests on, who may make one, and when it is out of date. */
import { answeredOn, type InputOf } from '@needlepoint/contract'
import type { Answers } from '@needlepoint/pathway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  describeOnEachDatabase,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { planningRoutes } from './routes.ts'

type Body = InputOf<'plan.record'>['body']
const dayMs = 86_400_000

describeOnEachDatabase('planning', (opened) => {
  let app: TestApp
  /** Yesterday and today, as any zone on earth may have it. */
  let before: string
  let day: string
  let safe: Answers
  beforeAll(async () => {
    app = await testApp(opened(), [...screeningRoutes, ...planningRoutes])
    before = new Date(app.now() - 2 * dayMs).toISOString().slice(0, 10)
    day = new Date(app.now() - dayMs).toISOString().slice(0, 10)
    safe = safeAnswers(testPathway, before)
  })
  afterAll(() => app?.close())

  const practitioner = () => app.as(app.staff.practitioner)
  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)

  async function screened(facts: Answers = safe, clientId?: string, supersedes?: string) {
    const who = clientId ?? (await app.addClient())
    const { record } = await practitioner()['screening.record']({
      params: params(),
      body: { id: id(), clientId: who, decidedOn: before, facts, ...(supersedes ? { supersedes } : {}) },
    })
    app.wait(1000)
    return record
  }
  const override = (screeningId: string, decision: 'proceed' | 'clinician-review' | 'defer') =>
    app.as(app.staff.clinician)['screening.override']({
      params: params({ screeningId }),
      body: { id: id(), decision, reason: 'Seen today.' },
    })
  const body = (of: { id: string; clientId: string }, more: Partial<Body> = {}): Body => ({
    id: id(),
    clientId: of.clientId,
    screeningId: of.id,
    plannedOn: day,
    facts: { goals: ['acneScars'], areas: ['cheeks', 'chin'] },
    ...more,
  })
  const record = (sent: Body, by = practitioner()) => by['plan.record']({ params: params(), body: sent })
  const show = (planId: string, by = practitioner()) => by['plan.show']({ params: params({ planId }) })

  describe('recording', () => {
    test('a plan counts the answers of the screening from their day, and those of the plan over them', async () => {
      const screening = await screened()
      const sent = body(screening, { start: '2030-05-01', notes: 'Wants to start after the wedding.' })
      const { outcome, record: stored } = await record(sent)
      expect(outcome).toBe('new')
      const { notes, ...asked } = sent
      expect(stored).toMatchObject({ ...asked, notes, price: null, newerScreeningId: null, supersededBy: null })
      const answers = { ...answeredOn(before, safe), ...sent.facts }
      expect(stored.plan).toEqual(JSON.parse(JSON.stringify(testPathway.plan(answers, day, '2030-05-01'))))
      expect(stored.plan.areas.map(({ area }) => area).toSorted()).toEqual(['cheeks', 'chin'])
      expect(stored.protocol).toBe(testPathway.hash)
      const row = await app.clinic.run((tx) =>
        tx.selectFrom('plans').select(['input', 'notes_enc']).where('id', '=', stored.id).executeTakeFirstOrThrow(),
      )
      expect(row.input).toMatchObject({ answers, facts: sent.facts, start: '2030-05-01' })
      expect(row.notes_enc?.toString('latin1')).not.toContain('wedding')
    })

    test('what holds for a day is open again after it: no plan says “final” on an answer that is too old', async () => {
      const screening = await screened()
      expect(screening.decision.decision.final).toBe(true)
      const { record: stored } = await record(body(screening))
      expect(testPathway.protocol.facts.pregnancy?.validFor).toEqual({ amount: 1, unit: 'd' })
      const old = await screened({ ...safe, pregnancy: { value: 'no', answeredOn: before } })
      const { record: later } = await record(body(old, { plannedOn: day }))
      expect(later.plan.decision).toEqual(stored.plan.decision)
      app.wait(3 * dayMs)
      const { record: threeDays } = await record(
        body(old, { plannedOn: new Date(app.now() - dayMs).toISOString().slice(0, 10) }),
      )
      expect(threeDays.plan.decision.final).toBe(false)
      app.wait(-3 * dayMs)
    })

    test('it costs what the clinic asked for a session on that day', async () => {
      const price = (validFrom: string, amount: number, supersedes: string | null = null) =>
        app.clinic.run(async (tx) => {
          const priceId = id()
          await tx
            .insertInto('prices')
            .values({
              clinic_id: app.clinic.clinicId,
              id: priceId,
              supersedes,
              item: 'session',
              amount,
              currency: 'EUR',
              valid_from: validFrom,
              fingerprint: Buffer.from('x'),
              recorded_at: new Date(app.now()),
              recorded_by: 'system',
            })
            .execute()
          return priceId
        })
      await price('2019-01-01', 12_000)
      const slip = await price('2020-01-01', 1_500)
      await price('2020-01-01', 15_000, slip)
      await price('2999-01-01', 99_000)
      const { record: stored } = await record(body(await screened()))
      const [course] = stored.plan.courses
      expect(stored.price).toEqual({
        currency: 'EUR',
        perSession: 15_000,
        course: { from: 15_000 * (course?.sessions.from ?? 0), to: 15_000 * (course?.sessions.to ?? 0) },
      })
      expect(stored.plan.cost?.currency).toBe('USD')
    })

    test('sent twice it is one plan, also when another screening counts by now', async () => {
      const screening = await screened()
      const sent = body(screening)
      expect((await record(sent)).outcome).toBe('new')
      await screened({ ...safe, age: 17 }, screening.clientId)
      expect((await record(sent)).outcome).toBe('same')
      expect((await refused(() => record({ ...sent, notes: 'Other.' }))).code).toBe('id-taken')
    })

    test.each(['owner', 'front-desk', 'auditor', 'client'] as const)('the %s plans nothing', async (role) => {
      const screening = await screened()
      const by: Actor = role === 'client' ? app.clientActor(screening.clientId) : app.staff[role]
      expect((await refused(() => record(body(screening), app.as(by)))).code).toBe('not-allowed')
    })

    test('what is wrong names its field', async () => {
      const screening = await screened()
      const fields = async (more: Partial<Body>) =>
        (await refused(() => record(body(screening, more)))).fields?.map(({ field }) => field)
      expect(await fields({ facts: { goals: [], areas: ['cheeks'] } })).toEqual(['facts.goals'])
      expect(await fields({ facts: { gaols: ['acneScars'] } })).toEqual(['facts.gaols'])
      expect(await fields({ start: '2020-01-01' })).toEqual(['start'])
      expect(await fields({ plannedOn: '2020-01-01' })).toEqual(['plannedOn'])
      expect((await refused(() => record(body(screening, { plannedOn: '2190-01-01' })))).code).toBe('not-yet')
    })

    test('a plan names a client, a screening of hers, and a plan of hers', async () => {
      const [mine, theirs] = [await screened(), await screened()]
      const { record: theirPlan } = await record(body(theirs))
      const code = async (sent: Body) => (await refused(() => record(sent))).code
      expect(await code(body({ id: theirs.id, clientId: mine.clientId }))).toBe('not-found')
      expect(await code(body({ id: id(), clientId: mine.clientId }))).toBe('not-found')
      expect(await code(body({ id: mine.id, clientId: id() }))).toBe('not-found')
      expect(await code(body(mine, { supersedes: theirPlan.id }))).toBe('not-found')
      expect(await code(body(mine, { supersedes: id() }))).toBe('not-found')
    })

    test('of two who replace the same plan the second gets both to compare', async () => {
      const screening = await screened()
      const { record: first } = await record(body(screening))
      app.wait(1000)
      const { record: second } = await record(body(screening, { supersedes: first.id }))
      expect((await show(first.id)).supersededBy).toBe(second.id)
      const problem = await refused(() => record(body(screening, { supersedes: first.id, notes: 'Mine.' })))
      expect(problem).toMatchObject({ code: 'stale-version', stored: { id: second.id }, sent: { notes: 'Mine.' } })
    })
  })

  describe('the decision', () => {
    test.each([
      ['a child', { age: 17 }, 'do-not-treat'],
      ['a pregnancy', { pregnancy: 'yes' }, 'defer'],
      ['what a clinician has to review', { plannedDepthMm: 2 }, 'clinician-review'],
    ])('%s is not planned for, unless a clinician decides otherwise', async (_, facts, decision) => {
      const screening = await screened({ ...safe, ...facts })
      expect(screening.holds).toBe(decision)
      const problem = await refused(() => record(body(screening)))
      expect(problem.code).toBe('decision-forbids')
      await override(screening.id, 'proceed')
      expect((await record(body(screening))).outcome).toBe('new')
    })

    test('a clinician who has reviewed may leave it at a review, and one who says wait is obeyed', async () => {
      const screening = await screened({ ...safe, plannedDepthMm: 2 })
      await override(screening.id, 'clinician-review')
      expect((await record(body(screening))).outcome).toBe('new')
      app.wait(1000)
      await override(screening.id, 'defer')
      expect((await refused(() => record(body(screening)))).code).toBe('decision-forbids')
    })

    test('nobody is planned for while questions are open that could forbid it', async () => {
      const { keloid: _, ...open } = safe
      const screening = await screened(open)
      expect(screening.decision.decision.atLeast).toBe('proceed')
      const problem = await refused(() => record(body(screening)))
      expect(problem).toMatchObject({ code: 'decision-forbids' })
      expect(problem.detail).toContain('open')
    })

    test('the answers of a plan are no way around the screening, nor around an override', async () => {
      const screening = await screened()
      const deeper = body(screening, { facts: { plannedDepthMm: 2 } })
      expect((await refused(() => record(deeper))).code).toBe('decision-forbids')
      const overridden = await screened({ ...safe, pregnancy: 'yes' })
      await override(overridden.id, 'proceed')
      const alsoDeeper = body(overridden, { facts: { plannedDepthMm: 2 } })
      expect((await refused(() => record(alsoDeeper))).code).toBe('decision-forbids')
    })

    test('a correction counts also when it is of an earlier day', async () => {
      const who = await app.addClient()
      const at = async (decidedOn: string, supersedes?: string) =>
        (
          await practitioner()['screening.record']({
            params: params(),
            body: { id: id(), clientId: who, decidedOn, facts: safe, ...(supersedes ? { supersedes } : {}) },
          })
        ).record
      const slip = await at(day)
      const corrected = await at(before, slip.id)
      expect((await refused(() => record(body(slip)))).code).toBe('stale-version')
      expect((await record(body(corrected))).outcome).toBe('new')
    })

    test('an old screening is refused, with the one that counts', async () => {
      const old = await screened()
      const corrected = await screened({ ...safe, smoker: true }, old.clientId, old.id)
      expect(await refused(() => record(body(old)))).toMatchObject({
        code: 'stale-version',
        stored: { id: corrected.id },
      })
      const anew = await screened(safe, old.clientId)
      expect(await refused(() => record(body(corrected)))).toMatchObject({
        code: 'stale-version',
        stored: { id: anew.id },
      })
      const writer: Actor = { kind: 'api-key', id: id(), name: 'Sync', scopes: ['records:write'] }
      const blind = await refused(() => record(body(old), app.as(writer)))
      expect([blind.code, blind.stored]).toEqual(['stale-version', undefined])
    })
  })

  describe('reading', () => {
    test('a plan says when the screening that it rests on was replaced', async () => {
      const screening = await screened()
      const { record: stored } = await record(body(screening))
      expect((await show(stored.id)).newerScreeningId).toBeNull()
      const newer = await screened({ ...safe, smoker: true }, screening.clientId)
      expect((await show(stored.id)).newerScreeningId).toBe(newer.id)
      const { items } = await practitioner()['plan.list']({ params: params({ clientId: screening.clientId }) })
      expect(items.map((item) => [item.id, item.newerScreeningId])).toEqual([[stored.id, newer.id]])
    })

    test('a client reads her own plans and nobody else’s, and staff who reads is noted', async () => {
      const [mine, theirs] = [await screened(), await screened()]
      const { record: plan } = await record(body(mine))
      const herself = app.as(app.clientActor(mine.clientId))
      const stranger = app.as(app.clientActor(theirs.clientId))
      const list = (by: typeof herself) => by['plan.list']({ params: params({ clientId: mine.clientId }) })
      expect((await show(plan.id, herself)).id).toBe(plan.id)
      expect((await list(herself)).items.length).toBe(1)
      expect((await refused(() => show(plan.id, stranger))).code).toBe('not-found')
      expect((await refused(() => list(stranger))).code).toBe('not-found')
      expect((await refused(() => show(id()))).code).toBe('not-found')
      await show(plan.id, app.as(app.staff['front-desk']))
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select(['viewed_by', 'what']).where('client_id', '=', mine.clientId).execute(),
      )
      expect(views).toEqual([{ viewed_by: `staff:${app.staff['front-desk'].id}`, what: 'plan' }])
    })

    test('her plans come newest first, page by page', async () => {
      const screening = await screened()
      const ids: string[] = []
      for (let i = 0; i < 3; i++) {
        app.wait(1000)
        ids.push((await record(body(screening))).record.id)
      }
      const list = (query: { limit: number; cursor?: string }) =>
        practitioner()['plan.list']({ params: params({ clientId: screening.clientId }), query })
      const first = await list({ limit: 2 })
      const second = await list({ limit: 2, cursor: first.next as string })
      expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids.toReversed())
      expect(second.next).toBeNull()
    })
  })
})
