/** The pre-flight check over HTTP: what the record says counts, whatever is said at the chair. */
import type { InputOf } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentRoutes } from '../consent/routes.ts'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { planningRoutes } from '../planning/routes.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  describeOnEachDatabase,
  type Journey,
  journey,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { treatmentRoutes } from './routes.ts'

type Body = InputOf<'preflight.record'>['body']
const dayMs = 86_400_000

describeOnEachDatabase('the pre-flight check', (opened) => {
  let app: TestApp
  let on: Journey
  beforeAll(async () => {
    app = await testApp(opened(), [
      ...practiceRoutes,
      ...screeningRoutes,
      ...planningRoutes,
      ...consentRoutes,
      ...treatmentRoutes,
    ])
    on = journey(app)
  }, 60_000)
  afterAll(() => app?.close(), 60_000)

  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  /** Planned, consented, with a device and a lot that may be used. */
  async function inOrder(facts = {}) {
    const planned = await on.plan(facts)
    const consentId = await on.consent(planned)
    return { ...planned, consentId, deviceId: await on.device(), lotId: await on.lot() }
  }
  type InOrder = Awaited<ReturnType<typeof inOrder>>
  const checked = async (of: InOrder, more: Partial<Body> = {}) =>
    (await on.preflight(on.preflightBody(of, more))).record
  const rulesOf = ({ result }: Awaited<ReturnType<typeof checked>>) => result.findings.map(({ rule }) => rule)

  describe('recording', () => {
    test('somebody whose papers are in order and who was looked at is ready, and all that it was decided from is kept', async () => {
      const of = await inOrder()
      app.wait(dayMs)
      const body = on.preflightBody(of)
      const { outcome, record } = await on.preflight(body)
      expect(outcome).toBe('new')
      expect(record).toMatchObject({
        id: body.id,
        deviceId: of.deviceId,
        cartridgeLotId: of.lotId,
        result: { decision: 'ready', final: true, findings: [], ask: [] },
        deviceResult: null,
        differs: false,
        protocol: testPathway.hash,
        recordedBy: { kind: 'staff', id: app.staff.practitioner.id },
      })
      expect(record.facts).toMatchObject({
        ...body.facts,
        consentSigned: true,
        screeningDecision: 'proceed',
        sessionsDone: 0,
      })
      // Decided again from what was kept, it comes out the same.
      expect(JSON.parse(JSON.stringify(testPathway.preflight(record.facts, record.checkedOn)))).toEqual(record.result)
      expect(await on.by()['preflight.show']({ params: on.params({ preflightId: record.id }) })).toEqual(record)
    })

    test('what nobody has looked at is not ready, and is asked', async () => {
      const { gloves: _, ...facts } = on.preflightBody(await inOrder()).facts as Record<string, unknown>
      const record = await checked(await inOrder(), { facts })
      expect(record.result).toMatchObject({ decision: 'not-ready', final: false, ask: ['gloves'] })
    })

    test('sent twice it is one check, whatever has changed since; other content under its id is refused', async () => {
      const of = await inOrder()
      const body = on.preflightBody(of)
      const { record } = await on.preflight(body)
      await on.by()['lot.recall']({
        params: on.params({ lotId: of.lotId }),
        body: { recalledOn: on.today() },
      })
      expect(await on.preflight(body)).toEqual({ outcome: 'same', record })
      const other = await refused(() => on.preflight({ ...body, cartridgeLotId: undefined }))
      expect(other).toMatchObject({ code: 'id-taken', stored: { id: body.id } })
    })

    test('the device’s result is kept beside ours, and where the two part somebody is shown', async () => {
      const of = await inOrder()
      const { result } = await checked(of)
      const rules = result.findings.map(({ rule }) => rule)
      const { decision, final, protocol } = result
      const same = await checked(of, { deviceResult: { decision, final, rules, protocol } })
      expect([same.differs, same.deviceResult?.decision]).toEqual([false, decision])
      const tampered = await checked(of, {
        deviceResult: { decision: 'ready', final: true, rules: [], protocol },
        facts: { ...on.preflightBody(of).facts, gloves: false },
      })
      expect(tampered).toMatchObject({ differs: true, result: { decision: 'not-ready' } })
    })

    test('a check of tomorrow is not yet; one of yesterday that comes in late is taken', async () => {
      const of = await inOrder()
      const day = (ms: number) => on.at(app.now() + ms).slice(0, 10)
      expect((await refused(() => checked(of, { checkedOn: day(2 * dayMs) }))).code).toBe('not-yet')
      app.wait(2 * dayMs)
      expect((await checked(of, { checkedOn: day(-dayMs) })).checkedOn).toBe(day(-dayMs))
    })

    test.each(['owner', 'front-desk', 'auditor', 'client'] as const)('the %s checks nobody', async (role) => {
      const of = await inOrder()
      const who: Actor = role === 'client' ? app.clientActor(of.clientId) : app.staff[role]
      const call = () => app.as(who)['preflight.record']({ params: on.params(), body: on.preflightBody(of) })
      expect((await refused(call)).code).toBe('not-allowed')
    })

    test('a plan, a device and a lot of the clinic have to be there, and the plan is this client’s', async () => {
      const [of, other] = [await inOrder(), await inOrder()]
      for (const more of [
        { planId: other.planId },
        { planId: on.id() },
        { clientId: on.id() },
        { deviceId: on.id() },
        { cartridgeLotId: on.id() },
      ])
        expect((await refused(() => checked(of, more))).code).toBe('not-found')
    })

    test('what the engine refuses names its field', async () => {
      const of = await inOrder()
      const facts = { ...on.preflightBody(of).facts, temperature: { value: 99, unit: 'Cel' }, glovs: true }
      const problem = await refused(() => checked(of, { facts }))
      expect(problem.fields?.map(({ field }) => field)).toEqual(['facts.temperature', 'facts.glovs'])
    })
  })

  describe('the record', () => {
    test.each([
      ['consentSigned', true],
      ['consentWithdrawn', false],
      ['consentAgeDays', 1],
      ['screeningDecision', 'proceed'],
      ['screeningAgeDays', 0],
      ['sessionsDone', 0],
      ['daysSinceLastSession', 400],
      ['plannedMaxDepthMm', 3],
      ['cartridgeExpiry', 400],
      ['cartridgeRecalled', false],
      ['deviceRecalled', false],
      ['deviceAuthorized', true],
      ['deviceClass', 'pen'],
    ])('nobody says %s at the chair: it is refused by name', async (fact, value) => {
      const of = await inOrder()
      const facts = { ...on.preflightBody(of).facts, [fact]: value }
      const problem = await refused(() => checked(of, { facts }))
      expect(problem.fields?.map(({ field }) => field)).toEqual([`facts.${fact}`])
    })

    test('without a signature nobody is ready, and with one that was taken back nobody is either', async () => {
      const planned = await on.plan()
      const of = { ...planned, consentId: '', deviceId: await on.device(), lotId: await on.lot() }
      expect(rulesOf(await checked(of))).toContain('consent-unsigned')
      const consentId = await on.consent(planned)
      expect((await checked(of)).result.decision).not.toBe('not-ready')
      await app.as(app.clientActor(of.clientId))['consent.withdraw']({
        params: on.params({ consentId }),
        body: { id: on.id(), withdrawnAt: on.at() },
      })
      const after = await checked(of)
      expect(after.result.decision).toBe('not-ready')
      expect(rulesOf(after)).toContain('consent-withdrawn')
    })

    test('a consent is about the device that was planned', async () => {
      const of = await inOrder()
      const record = await checked({ ...of, deviceId: await on.device({ deviceClass: 'roller' }) })
      expect(rulesOf(record)).toContain('consent-other-plan')
    })

    test('a plan that was replaced is not carried out', async () => {
      const of = await inOrder()
      const { record: newer } = await on.by()['plan.record']({
        params: on.params(),
        body: {
          id: on.id(),
          clientId: of.clientId,
          screeningId: of.screeningId,
          plannedOn: on.today(),
          facts: {},
          supersedes: of.planId,
        },
      })
      expect((await refused(() => checked(of))).code).toBe('step-missing')
      // The consent was to the other plan.
      expect(rulesOf(await checked({ ...of, planId: newer.id }))).toContain('consent-unsigned')
    })

    test('a screening that says no by now, and one that is too old, stop it', async () => {
      const of = await inOrder()
      await on.by()['screening.record']({
        params: on.params(),
        body: {
          id: on.id(),
          clientId: of.clientId,
          decidedOn: on.today(),
          facts: { ...safeAnswers(testPathway, on.today()), pregnancy: 'yes' },
        },
      })
      expect(rulesOf(await checked(of))).toContain('screening-forbids')
      const old = await inOrder()
      app.wait(91 * dayMs)
      expect(rulesOf(await checked(old))).toContain('screening-old')
    })

    test('a newer screening lowers the depth of the plan, and never raises it', async () => {
      const of = await inOrder()
      const before = await checked(of)
      await on.by()['screening.record']({
        params: on.params(),
        body: {
          id: on.id(),
          clientId: of.clientId,
          decidedOn: on.today(),
          facts: { ...safeAnswers(testPathway, on.today()), easyBruising: true },
        },
      })
      const after = await checked(of)
      expect([before, after].map(({ facts }) => facts.plannedMaxDepthMm)).toEqual([1, 0.5])
      expect(rulesOf(after)).toContain('depth-over-plan')
      const deeper = await inOrder({ easyBruising: true })
      await on.by()['screening.record']({
        params: on.params(),
        body: {
          id: on.id(),
          clientId: deeper.clientId,
          decidedOn: on.today(),
          facts: safeAnswers(testPathway, on.today()),
        },
      })
      expect((await checked(deeper)).facts.plannedMaxDepthMm).toBe(0.5)
    })

    test('what a clinician has to clear, a practitioner cannot: she says so in an override, or at the chair', async () => {
      const clientId = await app.addClient()
      const { record: screening } = await on.by()['screening.record']({
        params: on.params(),
        body: {
          id: on.id(),
          clientId,
          decidedOn: on.today(),
          facts: { ...safeAnswers(testPathway, on.today()), plannedDepthMm: 2 },
        },
      })
      expect(screening.holds).toBe('clinician-review')
      await app.as(app.staff.clinician)['screening.override']({
        params: on.params({ screeningId: screening.id }),
        body: { id: on.id(), decision: 'clinician-review', reason: 'Each time again.' },
      })
      const { record: plan } = await on.by()['plan.record']({
        params: on.params(),
        body: { id: on.id(), clientId, screeningId: screening.id, plannedOn: on.today(), facts: {} },
      })
      app.wait(1000)
      const planned = { clientId, screeningId: screening.id, planId: plan.id }
      const of = {
        ...planned,
        consentId: await on.consent(planned),
        deviceId: await on.device(),
        lotId: await on.lot(),
      }
      const body = on.preflightBody(of)
      const open = await checked(of)
      expect([open.result.decision, open.result.ask]).toEqual(['not-ready', ['clinicianCleared']])
      const facts = { ...body.facts, clinicianCleared: true }
      const problem = await refused(() => on.preflight({ ...body, facts }))
      expect(problem.fields?.map(({ field }) => field)).toEqual(['facts.clinicianCleared'])
      const cleared = await on.preflight(on.preflightBody(of, { facts }), 'clinician')
      expect(cleared.record.result.decision).toBe('ready-with-precautions')
    })

    test('an expired lot, a recalled one, none at all, and a device that was set aside stop it', async () => {
      const of = await inOrder()
      expect(rulesOf(await checked({ ...of, lotId: await on.lot({ expiresOn: '2020-01-01' }) }))).toContain(
        'cartridge-expired',
      )
      const lotId = await on.lot()
      await on.by()['lot.recall']({ params: on.params({ lotId }), body: { recalledOn: on.today() } })
      expect(rulesOf(await checked({ ...of, lotId }))).toContain('cartridge-recalled')
      const none = await checked(of, { cartridgeLotId: undefined })
      expect(none.result.decision).toBe('not-ready')
      expect(rulesOf(none)).toContain('lot-unrecorded')
      await on.by('owner')['device.change-status']({
        params: on.params({ deviceId: of.deviceId }),
        body: { status: 'quarantined' },
      })
      expect(rulesOf(await checked(of))).toContain('device-recalled')
      const noDevice = await checked(of, { deviceId: undefined })
      expect(noDevice.result.decision).toBe('not-ready')
    })

    test('a device that the regulator has not cleared is said', async () => {
      const of = await inOrder()
      const record = await checked({ ...of, deviceId: await on.device({ authorized: false }) })
      expect(rulesOf(record)).toContain('device-unauthorized')
    })
  })

  describe('reading', () => {
    test('the checks of a client come newest first, page by page; whoever looks is noted', async () => {
      const of = await inOrder()
      const ids: string[] = []
      for (let i = 0; i < 3; i++) {
        app.wait(1000)
        ids.push((await checked(of)).id)
      }
      const list = (query: { limit: number; cursor?: string }, who: Actor = app.staff.owner) =>
        app.as(who)['preflight.list']({ params: on.params({ clientId: of.clientId }), query })
      const first = await list({ limit: 2 })
      const second = await list({ limit: 2, cursor: first.next as string })
      expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids.toReversed())
      expect(second.next).toBeNull()
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select('what').where('client_id', '=', of.clientId).execute(),
      )
      expect(views).toEqual([{ what: 'session' }, { what: 'session' }])
      expect((await refused(() => list({ limit: 2 }, app.staff['front-desk']))).code).toBe('not-allowed')
      expect((await refused(() => list({ limit: 2 }, app.clientActor(of.clientId)))).code).toBe('not-allowed')
      const key: Actor = { kind: 'api-key', id: newId(app.now()), name: 'Sync', scopes: ['records:read'] }
      expect((await list({ limit: 9 }, key)).items.length).toBe(3)
    })

    test('a check that is not there is not found', async () => {
      const show = () => on.by()['preflight.show']({ params: on.params({ preflightId: on.id() }) })
      expect((await refused(show)).code).toBe('not-found')
    })
  })
})
