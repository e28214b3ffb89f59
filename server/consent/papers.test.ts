/** Papers over HTTP: time to think before signing, what has changed since, and what she is asked for now. */
import type { CoolingOff, InputOf } from '@needlepoint/contract'
import { type Answers, loadProtocol, type Protocol } from '@needlepoint/pathway'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { planningRoutes } from '../planning/routes.ts'
import { printCoolingOff } from '../practice/cooling-off.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  describeOnEachDatabase,
  type Journey,
  journey,
  type Planned,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { treatmentRoutes } from '../treatment/routes.ts'
import { consentRoutes } from './routes.ts'

const hour = 3_600_000
const asked = { kind: 'treatment' as const, purposes: [], language: 'en' }

/** The same protocol with another sentence about redness: as if the text had been written anew. */
const rewritten = loadProtocol({
  ...testPathway.protocol,
  texts: {
    ...testPathway.protocol.texts,
    en: { ...testPathway.protocol.texts.en, 'risks.redness.says': 'Expect red skin. It may stay for a week.' },
  },
} as Protocol)

describeOnEachDatabase('papers', (opened) => {
  let app: TestApp
  let steps: Journey
  let pathway = testPathway
  beforeAll(async () => {
    const routes = [...screeningRoutes, ...planningRoutes, ...consentRoutes, ...treatmentRoutes, ...practiceRoutes]
    app = await testApp(opened(), routes, { pathwayFor: async () => pathway })
    steps = journey(app)
  })
  afterAll(() => app?.close())
  afterEach(async () => {
    pathway = testPathway
    await want(null)
  })

  const want = (coolingOff: CoolingOff | null) =>
    app.clinic.run((tx) =>
      tx
        .updateTable('clinics')
        .set({ cooling_off: printCoolingOff(coolingOff), name: 'A test' })
        .where('clinic_id', '=', app.clinic.clinicId)
        .execute(),
    )
  const herself = ({ clientId }: Pick<Planned, 'clientId'>) => app.as(app.clientActor(clientId))
  const prepare = ({ planId }: Planned, by = steps.by()) =>
    by['consent.prepare']({ params: steps.params({ planId }), body: asked })
  async function bodyOf(of: Planned, more: Partial<InputOf<'consent.sign'>['body']> = {}) {
    const { documentHash, risks } = await prepare(of)
    return {
      ...{ id: steps.id(), clientId: of.clientId, planId: of.planId, ...asked, documentHash },
      understood: risks.slice(0, 3).map(({ risk }) => risk),
      signedAt: steps.at(),
      signer: { name: 'Ada Example', as: 'client' as const },
      signature: { kind: 'drawn' as const, strokes: [[12, 40, 180, 22, 300, 61]] },
      ...more,
    }
  }
  const sign = async (of: Planned, more: Partial<InputOf<'consent.sign'>['body']> = {}) =>
    herself(of)['consent.sign']({ params: steps.params(), body: await bodyOf(of, more) })
  const witness = async (of: Planned) =>
    steps.by('front-desk')['consent.witness']({ params: steps.params(), body: await bodyOf(of) })
  const papers = async (of: Pick<Planned, 'clientId'>, by = herself(of)) =>
    by['consent.papers']({ params: steps.params({ clientId: of.clientId }) })
  const treatment = async (of: Pick<Planned, 'clientId'>) => {
    const { papers: all } = await papers(of)
    return all.find(({ kind }) => kind === 'treatment')
  }
  const refused = (call: () => Promise<unknown>) => refusal(app, call)

  describe('time to think', () => {
    test('where the clinic wants none, she signs at once', async () => {
      const of = await steps.plan()
      expect((await prepare(of, herself(of))).possibleFrom).toBeNull()
      expect((await sign(of)).outcome).toBe('new')
    })

    test('begins when she first opens the text, and signing before it ends is refused with the moment it ends', async () => {
      await want({ unit: 'h', amount: 48 })
      const of = await steps.plan()
      const opened = app.now()
      const { possibleFrom } = await prepare(of, herself(of))
      const ends = Date.parse(possibleFrom ?? '')
      expect(Math.abs(ends - (opened + 48 * hour))).toBeLessThan(60_000)
      app.wait(10 * hour)
      // Reading it again begins nothing anew.
      expect((await prepare(of, herself(of))).possibleFrom).toBe(possibleFrom)
      expect(await refused(() => sign(of))).toMatchObject({ code: 'cooling-off', status: 409, possibleFrom })
      expect(await refused(() => witness(of))).toMatchObject({ code: 'cooling-off', possibleFrom })
      expect(await treatment(of)).toMatchObject({ state: 'open', givenAt: expect.any(String), possibleFrom })
      app.wait(ends - app.now() - 1000)
      expect((await refused(() => sign(of))).code).toBe('cooling-off')
      app.wait(2000)
      expect(await treatment(of)).toMatchObject({ possibleFrom: null })
      expect((await sign(of)).outcome).toBe('new')
    })

    test('does not begin when her phone only reads ahead for times without a connection', async () => {
      await want({ unit: 'd', amount: 2 })
      const of = await steps.plan()
      const ahead = await herself(of)['consent.prepare']({
        params: steps.params({ planId: of.planId }),
        body: { ...asked, ahead: true },
      })
      expect(ahead.possibleFrom).toBeNull()
      expect((await papers(of)).papers[0]).toMatchObject({ kind: 'treatment', givenAt: null })
      expect((await refused(() => sign(of))).code).toBe('cooling-off')
      expect((await prepare(of, herself(of))).possibleFrom).not.toBeNull()
      expect((await papers(of)).papers[0]?.givenAt).not.toBeNull()
    })

    test('a signature that was made too early is not good because it arrives late, nor because the device’s clock is ahead', async () => {
      await want({ unit: 'h', amount: 24 })
      const of = await steps.plan()
      await prepare(of, herself(of))
      app.wait(20 * hour)
      const early = steps.at()
      expect((await refused(() => sign(of, { signedAt: steps.at(app.now() + 4 * 60_000) }))).code).toBe('cooling-off')
      app.wait(5 * hour)
      expect((await refused(() => sign(of, { signedAt: early }))).code).toBe('cooling-off')
      expect((await sign(of)).outcome).toBe('new')
    })

    test('staff who look at the text begin nothing: she has to be given it, and that is noted', async () => {
      await want({ unit: 'h', amount: 24 })
      const of = await steps.plan()
      const { documentHash } = await prepare(of)
      const problem = await refused(() => witness(of))
      expect([problem.code, problem.possibleFrom]).toEqual(['cooling-off', undefined])
      const give = (
        body = { id: steps.id(), language: 'en', documentHash },
        role: keyof TestApp['staff'] = 'front-desk',
      ) => steps.by(role)['consent.offer']({ params: steps.params({ planId: of.planId }), body })
      const body = { id: steps.id(), language: 'en', documentHash }
      const { outcome, record } = await give(body)
      expect([outcome, record.documentHash, record.recordedBy.name]).toEqual(['new', documentHash, 'Some front-desk'])
      expect((await give(body)).outcome).toBe('same')
      expect((await refused(() => give({ ...body, language: 'de' }))).code).toBe('id-taken')
      expect((await refused(() => give({ ...body, id: steps.id(), documentHash: '0'.repeat(64) }))).code).toBe(
        'document-changed',
      )
      for (const role of ['owner', 'auditor'] as const)
        expect((await refused(() => give({ ...body, id: steps.id() }, role))).code).toBe('not-allowed')
      const lines = await app.clinic.run((tx) =>
        tx.selectFrom('audit_lines').select(['action']).where('subject', '=', body.id).execute(),
      )
      expect(lines).toEqual([{ action: 'consent.given' }])
      app.wait(25 * hour)
      expect((await witness(of)).outcome).toBe('new')
    })

    test('days end at the same time on her wall clock, across a change of the clocks', async () => {
      await want({ unit: 'd', amount: 2 })
      const clientId = await app.addClient('Ada Example', { zone: 'Europe/Berlin' })
      // To the evening before the clocks of Berlin change next.
      const change = nextClockChange(app.now(), 'Europe/Berlin')
      app.wait(change - 18 * hour - app.now())
      const of = await steps.plan({}, clientId)
      const given = app.now()
      const { possibleFrom } = await prepare(of, herself(of))
      const wall = (at: number | string) =>
        new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' })
      expect(wall(possibleFrom ?? 0)).toBe(wall(given))
      const hours = Math.round((Date.parse(possibleFrom ?? '') - given) / hour)
      expect([47, 49]).toContain(hours)
    })

    test('a clinic that shortens it does not shorten what has begun, and one that lengthens it lengthens it at once', async () => {
      await want({ unit: 'h', amount: 48 })
      const of = await steps.plan()
      const { possibleFrom } = await prepare(of, herself(of))
      for (const shorter of [{ unit: 'h', amount: 1 } as const, null]) {
        await want(shorter)
        expect((await prepare(of)).possibleFrom).toBe(possibleFrom)
        app.wait(hour)
        expect((await refused(() => sign(of))).code).toBe('cooling-off')
      }
      await want({ unit: 'd', amount: 7 })
      const longer = (await prepare(of)).possibleFrom
      expect(Date.parse(longer ?? '')).toBeGreaterThan(Date.parse(possibleFrom ?? ''))
    })

    test('a text that has changed is another text, and is thought about anew', async () => {
      await want({ unit: 'h', amount: 24 })
      const of = await steps.plan()
      await prepare(of, herself(of))
      app.wait(23 * hour)
      pathway = rewritten
      const { possibleFrom } = await prepare(of, herself(of))
      expect(Date.parse(possibleFrom ?? '') - app.now()).toBeGreaterThan(23 * hour)
      app.wait(2 * hour)
      expect((await refused(() => sign(of))).code).toBe('cooling-off')
    })

    test('photos need none', async () => {
      await want({ unit: 'd', amount: 14 })
      const of = await steps.plan()
      const photos = { kind: 'photos' as const, purposes: ['record' as const], language: 'en' }
      const { documentHash } = await herself(of)['consent.prepare']({
        params: steps.params({ planId: of.planId }),
        body: photos,
      })
      expect((await sign(of, { ...photos, documentHash, understood: [] })).outcome).toBe('new')
    })

    test('an owner sets it for the clinic, and nobody sets what cannot be one', async () => {
      const named = { name: 'A test', zone: 'Europe/Berlin', language: 'en' }
      const contact = {
        phone: null,
        email: null,
        openingHours: null,
        afterHours: null,
        emergencyNumber: null,
        watchHours: [],
      }
      const change = (coolingOff: unknown, role: keyof TestApp['staff'] = 'owner') =>
        steps.by(role)['clinic.change']({ params: steps.params(), body: { ...named, ...contact, coolingOff } as never })
      expect((await change({ unit: 'd', amount: 3 })).coolingOff).toEqual({ unit: 'd', amount: 3 })
      const of = await steps.plan()
      expect((await papers(of)).coolingOff).toEqual({ unit: 'd', amount: 3 })
      for (const wrong of [{ unit: 'd', amount: 0 }, { unit: 'h', amount: 1.5 }, { unit: 'wk', amount: 1 }, 48])
        expect((await refused(() => change(wrong))).code).toBe('invalid-fields')
      expect((await refused(() => change(null, 'clinician'))).code).toBe('not-allowed')
    })
  })

  describe('the three questions', () => {
    test('without them nobody signs a treatment, on no device', async () => {
      const of = await steps.plan()
      const { asksAbout, risks } = await prepare(of)
      expect(asksAbout).toBe(3)
      const one = { understood: [risks[0]?.risk ?? ''] }
      for (const more of [
        { understood: [] },
        one,
        { understood: [...one.understood, ...one.understood, ...one.understood] },
      ])
        expect((await refused(() => sign(of, more))).fields?.[0]?.field).toBe('understood')
    })
  })

  describe('what is asked of her', () => {
    test('nothing before there is a plan; then the treatment and each use of photos', async () => {
      const clientId = await app.addClient()
      expect(await papers({ clientId })).toEqual({ planId: null, coolingOff: null, papers: [] })
      const of = await steps.plan({}, clientId)
      const { planId, papers: all } = await papers(of)
      expect(planId).toBe(of.planId)
      expect(all.map(({ kind, purposes, state }) => [kind, purposes[0], state])).toEqual([
        ['treatment', undefined, 'open'],
        ['photos', 'record', 'open'],
        ['photos', 'teaching', 'open'],
        ['photos', 'publication', 'open'],
        ['photos', 'marketing', 'open'],
      ])
    })

    test('what was signed is signed, what was taken back is taken back', async () => {
      const of = await steps.plan()
      const consentId = await steps.consent(of)
      expect(await treatment(of)).toMatchObject({ state: 'signed', consentId, changes: [], withdrawnAt: null })
      await herself(of)['consent.withdraw']({
        params: steps.params({ consentId }),
        body: { id: steps.id(), withdrawnAt: steps.at() },
      })
      expect(await treatment(of)).toMatchObject({ state: 'withdrawn', consentId, withdrawnAt: expect.any(String) })
    })

    test('it is nobody else’s to read, and staff who read it are noted', async () => {
      const [mine, theirs] = [await steps.plan(), await steps.plan()]
      expect((await refused(() => papers(theirs, herself(mine)))).code).toBe('not-found')
      await papers(mine, steps.by('front-desk'))
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select('what').where('client_id', '=', mine.clientId).execute(),
      )
      expect(views.map(({ what }) => what)).toContain('consent')
    })

    test('why it cannot be signed now is said: new answers, or a decision against it', async () => {
      const of = await steps.plan()
      expect(await treatment(of)).toMatchObject({ blocked: null })
      await answer(of, { smoker: true })
      expect(await treatment(of)).toMatchObject({ blocked: 'answers-changed' })
      const other = await steps.plan()
      await steps.by('clinician')['screening.override']({
        params: steps.params({ screeningId: other.screeningId }),
        body: { id: steps.id(), decision: 'defer', reason: 'Seen today.' },
      })
      expect(await treatment(other)).toMatchObject({ blocked: 'decision-forbids' })
    })
  })

  const answer = async ({ clientId }: Planned, facts: Answers) => {
    const day = steps.today()
    const { record } = await steps.by()['screening.record']({
      params: steps.params(),
      body: { id: steps.id(), clientId, decidedOn: day, facts: { ...safeAnswers(testPathway, day), ...facts } },
    })
    app.wait(1000)
    return record.id
  }
  const planAgain = async (of: Planned, screeningId: string, facts: Answers = {}): Promise<Planned> => {
    const { record } = await steps.by()['plan.record']({
      params: steps.params(),
      body: {
        id: steps.id(),
        clientId: of.clientId,
        screeningId,
        plannedOn: steps.today(),
        facts,
        supersedes: of.planId,
      },
    })
    app.wait(1000)
    return { ...of, screeningId, planId: record.id }
  }
  /** What the check before the first pass says about papers. */
  const stops = async (of: Planned) => {
    const things = { ...of, deviceId: await steps.device(), lotId: await steps.lot() }
    const { record } = await steps.preflight(steps.preflightBody(things))
    return record.result.findings.filter(({ effect }) => effect === 'stop').map(({ rule }) => rule)
  }

  describe('signing again', () => {
    test('when the text changes it stops the chair, says which sentence, and ends when she has signed the new one', async () => {
      const of = await steps.plan()
      await steps.consent(of)
      expect(await stops(of)).toEqual([])
      pathway = rewritten
      expect(await stops(of)).toEqual(['consent-old-text'])
      const paper = await treatment(of)
      expect(paper?.state).toBe('again')
      expect(paper?.changes).toEqual([
        {
          what: 'risk',
          before: testPathway.protocol.texts.en?.['risks.redness.says'],
          now: 'Expect red skin. It may stay for a week.',
        },
      ])
      await steps.consent(of)
      expect(await stops(of)).toEqual([])
      expect(await treatment(of)).toMatchObject({ state: 'signed', changes: [] })
    })

    test('when the device or the depth of the plan changes, it names both and stops the chair', async () => {
      const of = await steps.plan({ deviceClass: 'pen' })
      await steps.consent(of)
      const screeningId = await answer(of, { deviceClass: 'stamp', plannedDepthMm: 0.5 })
      const again = await planAgain(of, screeningId, { deviceClass: 'stamp' })
      const paper = await treatment(again)
      expect(paper?.state).toBe('again')
      const text = testPathway.protocol.texts.en ?? {}
      expect(paper?.changes).toContainEqual({
        what: 'device',
        before: text['devices.pen.name'],
        now: text['devices.stamp.name'],
      })
      expect(await stops(again)).toContain('consent-unsigned')
      // What is named once is not said again as a line of the text.
      const named = paper?.changes.filter(({ what }) => what === 'text') ?? []
      expect(named.some(({ before, now }) => `${before}${now}`.includes(text['devices.stamp.name'] ?? ''))).toBe(false)
    })

    test('when an answer brings a risk that she was not told of, it names the risk and stops the chair', async () => {
      const of = await steps.plan()
      await steps.consent(of)
      await answer(of, { skinType: 'dry' })
      const paper = await treatment(of)
      expect(paper).toMatchObject({ state: 'again', blocked: 'answers-changed' })
      expect(paper?.changes).toContainEqual({
        what: 'likelier',
        before: null,
        now: testPathway.protocol.texts.en?.['risks.dryness.likelier.dry'],
      })
      expect(await stops(of)).toContain('consent-old-text')
    })

    test('the name of the clinic is part of the text: what changed is said as it stands there', async () => {
      const of = await steps.plan()
      await steps.consent(of)
      await app.clinic.run((tx) =>
        tx.updateTable('clinics').set({ name: 'A & B' }).where('clinic_id', '=', app.clinic.clinicId).execute(),
      )
      expect((await treatment(of))?.changes).toEqual([
        { what: 'text', before: 'At A test.', now: null },
        { what: 'text', before: null, now: 'At A & B.' },
      ])
    })
  })
})

/** The first whole hour from `from` on at which the clocks of a zone change. */
function nextClockChange(from: number, zone: string): number {
  const offset = (at: number) =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(at).split('GMT')[1]
  let at = Math.ceil(from / hour) * hour + 24 * hour
  while (offset(at) === offset(at + hour)) at += hour
  return at + hour
}
