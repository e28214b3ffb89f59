/** Charting over HTTP: what it takes to needle somebody, what a chart may say, and how it is corrected. */
import type { InputOf } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentRoutes } from '../consent/routes.ts'
import type { Actor } from '../context.ts'
import { planningRoutes } from '../planning/routes.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  type Checked,
  describeOnEachDatabase,
  type Journey,
  journey,
  refusal,
  safeAnswers,
  type TestApp,
  type Treated,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { treatmentRoutes } from './routes.ts'

type Body = InputOf<'session.record'>['body']
const dayMs = 86_400_000

describeOnEachDatabase('a session', (opened) => {
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
  const chart = (of: Checked, more: Partial<Body> = {}) => on.session(on.sessionBody(of, more))
  const fieldsOf = async (call: () => Promise<unknown>) => (await refused(call)).fields?.map(({ field }) => field)
  const stockOf = async (lotId: string) => {
    const { items } = await on.by()['lot.list']({ params: on.params() })
    return items.find(({ id }) => id === lotId)?.inStock
  }
  const zone = { area: 'cheeks', depthMm: 1, passes: 4, endpoint: 'pinpoint-bleeding' }
  const show = (sessionId: string, who: Actor = app.staff.practitioner) =>
    app.as(who)['session.show']({ params: on.params({ sessionId }) })

  describe('recording', () => {
    test('the chart is kept as it was written, and its cartridge leaves the stock', async () => {
      const of = await on.check()
      const serum = await on.lot({ kind: 'serum', product: 'Hyaluronic acid 1 %', lot: 'S1' })
      const body = on.sessionBody(of, {
        zones: [zone, { ...zone, area: 'cheeks', depthMm: 0.5, endpoint: 'redness' }],
        products: [{ product: 'Hyaluronic acid 1 %', lotId: serum }, { product: 'Saline' }],
        facts: { painScore: 3 },
        notes: 'Tolerated it well.',
      })
      const { outcome, record } = await on.session(body)
      expect(outcome).toBe('new')
      expect(record).toMatchObject({
        id: body.id,
        endedAt: body.endedAt,
        zone: 'Europe/Berlin',
        device: { id: of.deviceId, name: 'Pen, room 2', deviceClass: 'pen' },
        cartridgeLot: { id: of.lotId, product: '12 needles', lot: 'C2291' },
        practitioner: { id: app.staff.practitioner.id, name: 'Some practitioner' },
        depthMm: 1,
        zones: body.zones,
        products: [
          { product: 'Hyaluronic acid 1 %', lot: { id: serum, lot: 'S1' } },
          { product: 'Saline', lot: null },
        ],
        facts: { painScore: 3 },
        notes: 'Tolerated it well.',
        supersedes: null,
        supersededBy: null,
      })
      expect(await show(record.id)).toEqual(record)
      expect(await stockOf(of.lotId)).toBe(-1)
      const stored = await app.clinic.run((tx) =>
        tx.selectFrom('sessions').select('notes_enc').where('id', '=', record.id).executeTakeFirstOrThrow(),
      )
      expect(stored.notes_enc?.toString('latin1')).not.toContain('well')
    })

    test('sent twice it is one session and one cartridge', async () => {
      const of = await on.check()
      const body = on.sessionBody(of)
      await on.session(body)
      expect((await on.session(body)).outcome).toBe('same')
      expect(await stockOf(of.lotId)).toBe(-1)
      const other = await refused(() => on.session({ ...body, notes: 'Other.' }))
      expect(other).toMatchObject({ code: 'id-taken', stored: { id: body.id } })
    })

    test('sent twice at the same moment it is one session and one cartridge, too', async () => {
      const of = await on.check()
      const body = on.sessionBody(of)
      const both = await Promise.all([on.session(body), on.session(body), on.session(body)])
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['new', 'same', 'same'])
      expect(await stockOf(of.lotId)).toBe(-1)
    })

    test('one pre-flight check is for one session, also when two chart at the same moment', async () => {
      const of = await on.check()
      const results = await Promise.allSettled([chart(of), chart(of)])
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect((await refused(() => chart(of))).code).toBe('step-missing')
      expect(await stockOf(of.lotId)).toBe(-1)
    })

    test.each(['owner', 'front-desk', 'auditor', 'client'] as const)('the %s charts nothing', async (role) => {
      const of = await on.check()
      const who: Actor = role === 'client' ? app.clientActor(of.clientId) : app.staff[role]
      const call = () => app.as(who)['session.record']({ params: on.params(), body: on.sessionBody(of) })
      expect((await refused(call)).code).toBe('not-allowed')
    })

    test('a session to come is not yet; a clock that is a little ahead is no reason', async () => {
      const of = await on.check()
      expect((await refused(() => chart(of, { endedAt: on.at(app.now() + 6 * 60_000) }))).code).toBe('not-yet')
      expect((await chart(of, { endedAt: on.at(app.now() + 4 * 60_000) })).outcome).toBe('new')
    })
  })

  describe('before the first pass', () => {
    test('somebody has checked, for this plan, and found her ready', async () => {
      const of = await on.check()
      const facts = { ...on.preflightBody(of).facts, gloves: false }
      const { record: notReady } = await on.preflight(on.preflightBody(of, { facts }))
      expect((await refused(() => chart(of, { preflightId: notReady.id }))).code).toBe('not-ready')
      expect((await refused(() => chart(of, { preflightId: on.id() }))).code).toBe('step-missing')
      const other = await on.check()
      expect((await refused(() => chart(of, { preflightId: other.preflightId }))).code).toBe('step-missing')
      expect((await refused(() => chart(of, { planId: other.planId }))).code).toBe('not-found')
    })

    test('the check is of the same day: yesterday’s makes nobody ready', async () => {
      const of = await on.check()
      app.wait(dayMs)
      const problem = await refused(() => chart(of))
      expect(problem.code).toBe('not-ready')
      expect(problem.detail).toContain('another day')
    })

    test('the device is the one that was checked', async () => {
      const of = await on.check()
      const deviceId = await on.device()
      expect((await refused(() => chart(of, { deviceId }))).code).toBe('not-ready')
    })

    test('the cartridge that was laid out is named', async () => {
      const of = await on.check()
      const problem = await refused(() => chart(of, { cartridgeLotId: undefined }))
      expect([problem.code, problem.detail.includes('“cartridgeLotId”')]).toEqual(['not-ready', true])
    })

    test('a consent that was taken back after the check and before the session ended is respected', async () => {
      const of = await on.check()
      await app.as(app.clientActor(of.clientId))['consent.withdraw']({
        params: on.params({ consentId: of.consentId }),
        body: { id: on.id(), withdrawnAt: on.at() },
      })
      app.wait(1000)
      expect((await refused(() => chart(of))).code).toBe('consent-not-valid')
    })

    test('what she takes back after the session does not undo that it was charted late', async () => {
      const of = await on.check()
      const endedAt = on.at()
      app.wait(60_000)
      await app.as(app.clientActor(of.clientId))['consent.withdraw']({
        params: on.params({ consentId: of.consentId }),
        body: { id: on.id(), withdrawnAt: on.at() },
      })
      expect((await chart(of, { endedAt })).outcome).toBe('new')
    })

    test('a screening that says no by then forbids it; one that comes in after the session does not', async () => {
      const screen = (clientId: string) =>
        on.by()['screening.record']({
          params: on.params(),
          body: {
            id: on.id(),
            clientId,
            decidedOn: on.today(),
            facts: { ...safeAnswers(testPathway, on.today()), pregnancy: 'yes' },
          },
        })
      const [before, after] = [await on.check(), await on.check()]
      const endedAt = on.at()
      await screen(before.clientId)
      app.wait(60_000)
      expect((await refused(() => chart(before))).code).toBe('decision-forbids')
      await screen(after.clientId)
      expect((await chart(after, { endedAt })).outcome).toBe('new')
    })
  })

  describe('the chart', () => {
    test('is no deeper than planned, names areas of the plan, and endpoints that there are; each field is named', async () => {
      const of = await on.check()
      expect(
        await fieldsOf(() =>
          chart(of, {
            zones: [
              { ...zone, depthMm: 1.1 },
              { ...zone, area: 'chin' },
              { ...zone, passes: 45 },
              { ...zone, endpoint: 'pinpoint' },
            ],
            practitionerId: on.id(),
          }),
        ),
      ).toEqual(['zones[0].depthMm', 'zones[1].area', 'zones[2].passes', 'zones[3].endpoint', 'practitionerId'])
      expect(await fieldsOf(() => chart(of, { facts: { painScore: 12 } }))).toEqual(['facts.painScore'])
    })

    test('what comes up between the check and the needles caps the depth of the chart too', async () => {
      const of = await on.check()
      await on.by()['screening.record']({
        params: on.params(),
        body: {
          id: on.id(),
          clientId: of.clientId,
          decidedOn: on.today(),
          facts: { ...safeAnswers(testPathway, on.today()), easyBruising: true },
        },
      })
      app.wait(1000)
      expect(await fieldsOf(() => chart(of))).toEqual(['zones[0].depthMm'])
      expect((await chart(of, { zones: [{ ...zone, depthMm: 0.5 }] })).outcome).toBe('new')
    })

    test.each([
      ['expired', { expiresOn: '2020-01-01' }, 'expired'],
      ['of serum', { kind: 'serum' as const }, 'serum'],
    ])('a lot that is %s is no cartridge to use', async (_, more, word) => {
      const of = await on.check()
      const cartridgeLotId = await on.lot(more)
      const problem = await refused(() => chart(of, { cartridgeLotId }))
      expect(problem.code).toBe('stock-not-usable')
      expect(problem.detail).toContain('“cartridgeLotId”')
      expect(problem.detail).toContain(word)
    })

    test('a recalled lot is refused; recalled after the session it is charted, so that it can be traced', async () => {
      const of = await on.check()
      const recall = (lotId: string) =>
        on.by()['lot.recall']({ params: on.params({ lotId }), body: { recalledOn: on.today() } })
      const endedAt = on.at()
      const recalled = await on.lot()
      await recall(recalled)
      const problem = await refused(() => chart(of, { products: [{ product: 'Serum', lotId: recalled }] }))
      expect([problem.code, problem.detail.includes('“products[0].lotId”')]).toEqual(['stock-not-usable', true])
      app.wait(dayMs)
      await recall(of.lotId)
      expect((await chart(of, { endedAt })).outcome).toBe('new')
    })

    test('a device that was set aside, and lots and devices of nobody, are refused', async () => {
      const of = await on.check()
      expect((await refused(() => chart(of, { cartridgeLotId: on.id() }))).code).toBe('not-found')
      await on.by('owner')['device.change-status']({
        params: on.params({ deviceId: of.deviceId }),
        body: { status: 'quarantined' },
      })
      const problem = await refused(() => chart(of))
      expect([problem.code, problem.detail.includes('“deviceId”')]).toEqual(['stock-not-usable', true])
    })

    test('who needles works here now, and is somebody who may', async () => {
      const of = await on.check()
      for (const practitionerId of [app.staff['front-desk'].id, on.id()])
        expect(await fieldsOf(() => chart(of, { practitionerId }))).toEqual(['practitionerId'])
      const { items } = await on.by('owner')['staff.list']({ params: on.params() })
      const clinician = items.find(({ id }) => id === app.staff.clinician.id)
      await on.by('owner')['staff.amend']({
        params: on.params({ staffId: app.staff.clinician.id }),
        body: {
          id: on.id(),
          supersedes: clinician?.version ?? '',
          name: 'Some clinician',
          roles: ['clinician'],
          status: 'suspended',
        },
      })
      expect(await fieldsOf(() => chart(of, { practitionerId: app.staff.clinician.id }))).toEqual(['practitionerId'])
      expect((await chart(of)).outcome).toBe('new')
    })
  })

  describe('amending', () => {
    const amend = (of: Treated, more: Partial<InputOf<'session.amend'>['body']> = {}, sessionId = of.sessionId) => {
      const { id: _i, clientId: _c, planId: _p, ...rest } = on.sessionBody(of, { endedAt: of.endedAt })
      return on.by()['session.amend']({
        params: on.params({ sessionId }),
        body: { id: on.id(), reason: 'Passes were counted wrongly.', ...rest, ...more },
      })
    }

    test('a correction is a version with its reason, and the first one is kept', async () => {
      const of = await on.treat()
      const { record } = await amend(of, { zones: [{ ...zone, passes: 6 }] })
      expect(record).toMatchObject({
        amendedBecause: 'Passes were counted wrongly.',
        supersedes: of.sessionId,
        zones: [{ passes: 6 }],
      })
      expect(await show(of.sessionId)).toMatchObject({ supersededBy: record.id, zones: [{ passes: 4 }] })
      const { items } = await on.by()['session.list']({ params: on.params({ clientId: of.clientId }) })
      expect(items.map(({ id }) => id)).toEqual([record.id])
      expect(await stockOf(of.lotId)).toBe(-1)
    })

    test('another cartridge is taken, and the one that was not used is put back', async () => {
      const of = await on.treat()
      const cartridgeLotId = await on.lot()
      await amend(of, { cartridgeLotId })
      expect([await stockOf(of.lotId), await stockOf(cartridgeLotId)]).toEqual([0, -1])
    })

    test('of two who correct the same version the second gets both to compare', async () => {
      const of = await on.treat()
      const { record } = await amend(of)
      const problem = await refused(() => amend(of, { notes: 'Mine.' }))
      expect(problem).toMatchObject({ code: 'stale-version', stored: { id: record.id }, sent: { notes: 'Mine.' } })
      const results = await Promise.allSettled([amend(of, {}, record.id), amend(of, {}, record.id)])
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })

    test('sent twice it is one version', async () => {
      const of = await on.treat()
      const id = on.id()
      expect((await amend(of, { id })).outcome).toBe('new')
      expect((await amend(of, { id })).outcome).toBe('same')
      expect((await refused(() => amend(of, { id, notes: 'Other.' }))).code).toBe('id-taken')
    })

    test('a correction is held to the same limits, and the device may have been set aside since', async () => {
      const of = await on.treat()
      expect(await fieldsOf(() => amend(of, { zones: [{ ...zone, depthMm: 3 }] }))).toEqual(['zones[0].depthMm'])
      const expired = await on.lot({ expiresOn: '2020-01-01' })
      expect((await refused(() => amend(of, { cartridgeLotId: expired }))).code).toBe('stock-not-usable')
      expect((await refused(() => amend(of, { endedAt: on.at(app.now() - dayMs) }))).code).toBe('not-ready')
      expect((await refused(() => amend(of, {}, on.id()))).code).toBe('not-found')
      await on.by('owner')['device.change-status']({
        params: on.params({ deviceId: of.deviceId }),
        body: { status: 'retired' },
      })
      expect((await amend(of)).outcome).toBe('new')
    })

    test('the next session comes late enough: the pre-flight check counts from the version that holds', async () => {
      const of = await on.treat()
      await amend(of)
      const again = await on.preflight(on.preflightBody(of))
      expect(again.record.facts).toMatchObject({ sessionsDone: 1 })
      expect(again.record.result.findings.map(({ rule }) => rule)).toContain('too-soon-pen')
    })
  })

  describe('reading', () => {
    test('a client reads what was done to her, without the notes of those who did it; nobody else’s', async () => {
      const [mine, theirs] = [await on.treat({ notes: 'Nervous.' }), await on.treat()]
      const herself = app.clientActor(mine.clientId)
      expect(await show(mine.sessionId, herself)).toMatchObject({ id: mine.sessionId, notes: null, depthMm: 1 })
      expect((await refused(() => show(theirs.sessionId, herself))).code).toBe('not-found')
      const list = (clientId: string) => app.as(herself)['session.list']({ params: on.params({ clientId }) })
      expect((await list(mine.clientId)).items).toMatchObject([
        { id: mine.sessionId, areas: ['cheeks'], deviceClass: 'pen', practitioner: 'Some practitioner' },
      ])
      expect((await refused(() => list(theirs.clientId))).code).toBe('not-found')
      expect((await refused(() => show(mine.sessionId, app.staff['front-desk']))).code).toBe('not-allowed')
      await show(mine.sessionId, app.staff.owner)
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select(['viewed_by', 'what']).where('client_id', '=', mine.clientId).execute(),
      )
      expect(views).toEqual([{ viewed_by: `staff:${app.staff.owner.id}`, what: 'session' }])
    })

    test('sessions come last first, page by page', async () => {
      const first = await on.treat()
      const ids = [first.sessionId]
      for (let i = 0; i < 2; i++) {
        app.wait(40 * dayMs)
        const planned = await on.plan({}, first.clientId)
        ids.push((await on.treat({}, planned)).sessionId)
      }
      const list = (query: { limit: number; cursor?: string }) =>
        on.by()['session.list']({ params: on.params({ clientId: first.clientId }), query })
      const page = await list({ limit: 2 })
      const rest = await list({ limit: 2, cursor: page.next as string })
      expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed())
      expect(rest.next).toBeNull()
    })
  })
})
