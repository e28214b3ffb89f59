/** Screening over HTTP: what is stored, who may see it, and what is refused. */
import type { InputOf } from '@needlepoint/contract'
import { type Answers, replay } from '@needlepoint/pathway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { screeningInShort } from '../decide-again.ts'
import { newId } from '../ids.ts'
import {
  clientsOwn,
  describeOnEachDatabase,
  randomAnswers,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { screeningRoutes } from './routes.ts'

type Body = InputOf<'screening.record'>['body']

describeOnEachDatabase('screening', (opened) => {
  let app: TestApp
  let clientId: string
  let day: string
  let safe: Answers
  beforeAll(async () => {
    app = await testApp(opened(), screeningRoutes)
    clientId = await app.addClient()
    day = new Date(app.now() - 86_400_000).toISOString().slice(0, 10)
    safe = safeAnswers(testPathway, day)
  })
  afterAll(() => app?.close())

  const practitioner = () => app.as(app.staff.practitioner)
  const clinician = () => app.as(app.staff.clinician)
  const herself = (id = clientId) => app.as(app.clientActor(id))
  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const body = (facts: Answers = safe, more: Partial<Body> = {}): Body => ({
    id: id(),
    clientId,
    decidedOn: day,
    facts,
    ...more,
  })
  const record = (sent: Body, by = practitioner()) => by['screening.record']({ params: params(), body: sent })
  const show = (screeningId: string, by = practitioner()) => by['screening.show']({ params: params({ screeningId }) })
  const override = (screeningId: string, decision: 'proceed' | 'defer' | 'clinician-review', by = clinician()) =>
    by['screening.override']({
      params: params({ screeningId }),
      body: { id: id(), decision, reason: 'The dermatologist wrote that it is fine.' },
    })
  const refused = (call: () => Promise<unknown>) => refusal(app, call)

  describe('recording', () => {
    test('what a client answers on her phone is decided again and kept, ready to be replayed', async () => {
      const own = clientsOwn(testPathway, safe)
      const { outcome, record: stored } = await record(body(own), herself())
      expect(outcome).toBe('new')
      expect(stored).toMatchObject({ clientId, decidedOn: day, facts: own, deviceDecision: null, differs: false })
      expect(stored.recordedBy.kind).toBe('client')
      // What only a practitioner can say is still open, so nobody is cleared by what she says alone.
      expect(stored.decision.decision).toEqual(testPathway.screen(own, day).decision)
      expect(stored.holds).toBe(stored.decision.decision.atMost)
      expect(stored.decision.decision.final).toBe(false)
      const again = replay(
        { verb: 'screen', input: { facts: stored.facts, day: stored.decidedOn }, output: stored.decision },
        testPathway.hash,
        () => testPathway.screen(stored.facts, stored.decidedOn),
      )
      expect(again).toMatchObject({ same: true, sameProtocol: true })
      const lines = await app.clinic.run((tx) =>
        tx.selectFrom('audit_lines').select(['action', 'actor']).where('subject', '=', stored.id).execute(),
      )
      expect(lines).toEqual([{ action: 'screening.recorded', actor: expect.stringMatching(/^client:/) }])
    })

    test('sending the same form twice makes one screening', async () => {
      const sent = body()
      const first = await record(sent)
      const second = await record(sent)
      expect([first.outcome, second.outcome]).toEqual(['new', 'same'])
      expect(second.record).toEqual(first.record)
    })

    test('nobody reads another record by reusing its id', async () => {
      const sent = body()
      await record(sent)
      const otherId = await app.addClient('Bea Example')
      const theirs = await refused(() =>
        record({ ...sent, clientId: otherId, facts: clientsOwn(testPathway, safe) }, herself(otherId)),
      )
      expect(theirs).toMatchObject({ code: 'id-taken', outcome: 'refused' })
      expect(theirs.stored).toBeUndefined()
      const mine = await refused(() => record({ ...sent, facts: { age: 35 } }, herself()))
      expect(mine).toMatchObject({ code: 'id-taken', stored: { id: sent.id }, sent: { facts: { age: 35 } } })
    })

    test.each([
      ['an empty one', {}],
      ['one with nothing but gaps', { age: null, goals: { value: null }, skinType: '  ' }],
    ])('a blank form is refused: %s', async (_, facts) => {
      const problem = await refused(() => record(body(facts), herself()))
      expect(problem).toMatchObject({ code: 'invalid-fields', fields: [{ field: 'facts' }] })
    })

    test('“I don’t know” is an answer, and so is “none of these”', async () => {
      expect((await record(body({ bloodThinner: [] }))).outcome).toBe('new')
      expect((await record(body({ pregnancy: 'dont-know' }))).record.decision.clarify).toContain('pregnancy')
    })

    test('the future is refused, and it is her calendar that says what the future is', async () => {
      const east = await app.addClient('Ana East', { zone: 'Pacific/Kiritimati' })
      const west = await app.addClient('Wes West', { zone: 'Pacific/Niue' })
      const dayIn = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(app.now())
      const [todayEast, todayWest] = [dayIn('Pacific/Kiritimati'), dayIn('Pacific/Niue')]
      expect(todayEast > todayWest).toBe(true)
      const facts = { age: 34 }
      expect((await record(body(facts, { clientId: east, decidedOn: todayEast }))).outcome).toBe('new')
      const problem = await refused(() => record(body(facts, { clientId: west, decidedOn: todayEast })))
      expect(problem).toMatchObject({ code: 'not-yet', fields: [{ field: 'decidedOn' }] })
    })

    test('a question that does not exist is named, with the nearest one', async () => {
      const problem = await refused(() => record(body({ ...safe, pregnency: 'no', age: 'old' })))
      expect(problem.code).toBe('invalid-fields')
      expect(problem.fields).toContainEqual(expect.objectContaining({ field: 'facts.pregnency', nearest: 'pregnancy' }))
      expect(problem.fields).toContainEqual(expect.objectContaining({ field: 'facts.age' }))
    })

    test('answers that cannot all be right are named one by one', async () => {
      const [contradiction] = Object.values(testPathway.protocol.screening.contradictions)
      expect(contradiction?.fields.length).toBeGreaterThan(1)
      const contradicting = { ...safe, age: 9, pregnancy: 'menopause' }
      const problem = await refused(() => record(body(contradicting)))
      expect(problem.fields?.map(({ field }) => field).toSorted()).toEqual(['facts.age', 'facts.pregnancy'])
    })

    test('what a practitioner has to judge is not taken from a client or from the front desk', async () => {
      const facts = { age: 34, provider: 'licensed', moleOrLesionInArea: false }
      for (const by of [herself(), app.as(app.clientActor(clientId, true)), app.as(app.staff['front-desk'])]) {
        const problem = await refused(() => record(body(facts), by))
        expect(problem.fields?.map(({ field }) => field)).toEqual(['facts.provider', 'facts.moleOrLesionInArea'])
      }
      expect((await record(body(facts))).outcome).toBe('new')
    })

    test('a client corrects her own answers beside those of the practitioner, and cannot change these', async () => {
      const first = body()
      await record(first)
      const corrected = body({ ...safe, smoker: true }, { supersedes: first.id })
      const tampered = { ...corrected, facts: { ...corrected.facts, plannedDepthMm: 0.2 } }
      const problem = await refused(() => record(tampered, herself()))
      expect(problem.fields?.map(({ field }) => field)).toEqual(['facts.plannedDepthMm'])
      const { record: stored } = await record(corrected, herself())
      expect(stored).toMatchObject({ supersedes: first.id, supersededBy: null })
      expect((await show(first.id)).supersededBy).toBe(corrected.id)
    })

    test('an answer that has grown too old is asked again and clears nobody', async () => {
      const { record: stored } = await record(body({ ...safe, pregnancy: { value: 'no', answeredOn: '2026-01-02' } }))
      expect(stored.decision.stale).toEqual(['pregnancy'])
      expect(stored.decision.ask).toContain('pregnancy')
      expect(stored.holds).not.toBe('proceed')
    })

    test('of two who correct the same screening the second gets both versions to compare', async () => {
      const first = body()
      await record(first)
      const winner = body({ ...safe, smoker: true }, { supersedes: first.id })
      await record(winner)
      const loser = body({ ...safe, age: 35 }, { supersedes: first.id })
      const problem = await refused(() => record(loser))
      expect(problem).toMatchObject({
        code: 'stale-version',
        outcome: 'superseded',
        stored: { id: winner.id },
        sent: { id: loser.id },
      })
      // The front desk records and does not read.
      const blind = await refused(() => record({ ...loser, facts: { age: 35 } }, app.as(app.staff['front-desk'])))
      expect([blind.code, blind.stored]).toEqual(['stale-version', undefined])
    })

    test('no screening replaces one of somebody else, and none is about nobody', async () => {
      const otherId = await app.addClient('Cleo Example')
      const theirs = body(safe, { clientId: otherId })
      await record(theirs)
      for (const by of [practitioner(), herself()]) {
        const facts = { age: 34 }
        expect((await refused(() => record(body(facts, { supersedes: theirs.id }), by))).code).toBe('not-found')
        expect((await refused(() => record(body(facts, { supersedes: id() }), by))).code).toBe('not-found')
        expect((await refused(() => record(body(facts, { clientId: id() }), by))).code).toBe('not-found')
      }
      expect((await refused(() => record(body({ age: 34 }, { clientId: otherId }), herself()))).code).toBe('not-found')
    })

    test.each(['owner', 'auditor'] as const)('the %s reads and records nothing', async (role) => {
      expect((await refused(() => record(body(), app.as(app.staff[role])))).code).toBe('not-allowed')
    })
  })

  describe('device and server', () => {
    test('forty people are decided alike on the device and on the server', async () => {
      let seed = 7
      const random = () => {
        seed = (seed * 48271) % 2147483647
        return seed / 2147483647
      }
      const outcomes = new Set<string>()
      for (let people = 0; people < 40; ) {
        const facts = randomAnswers(testPathway, safe, random)
        let device: ReturnType<typeof screeningInShort>
        try {
          device = screeningInShort(testPathway.screen(facts, day))
        } catch {
          continue // Answers that contradict each other reach nobody.
        }
        people++
        outcomes.add(`${device.atLeast} to ${device.atMost}`)
        const { record: stored } = await record(body(facts, { deviceDecision: device }))
        expect([facts, stored.differs]).toEqual([facts, false])
        expect(stored.deviceDecision).toEqual(device)
      }
      expect(outcomes.size).toBeGreaterThan(6)
    })

    const device = () => screeningInShort(testPathway.screen({ ...safe, smoker: true }, day))
    test.each([
      ['an old protocol', () => ({ protocol: `sha256:${'0'.repeat(64)}` }), ['protocol']],
      [
        'an outcome that was tampered with',
        () => ({ atMost: 'proceed' as const, atLeast: 'proceed' as const }),
        ['atLeast', 'atMost'],
      ],
      ['a rule that is missing', () => ({ rules: [] }), ['rules']],
      ['an open decision said to be final', () => ({ final: false }), ['final']],
    ])('a device is flagged for %s', async (_, wrong, points) => {
      const deviceDecision = { ...device(), ...wrong() }
      const { record: stored } = await record(body({ ...safe, smoker: true }, { deviceDecision }))
      expect(stored).toMatchObject({ differs: true, deviceDecision })
      expect(stored.decision.decision).toEqual(testPathway.screen({ ...safe, smoker: true }, day).decision)
      const comparison = await clinician()['screening.compare']({ params: params({ screeningId: stored.id }) })
      expect(comparison.differs).toBe(true)
      expect(comparison.differences.map(({ what }) => what)).toEqual(points)
      expect(comparison.server).toEqual(device())
    })

    test('the order of the rules is no difference, and a device that decided nothing is none either', async () => {
      const deviceDecision = { ...device(), rules: device().rules.toReversed() }
      expect((await record(body({ ...safe, smoker: true }, { deviceDecision }))).record.differs).toBe(false)
      const { record: stored } = await record(body())
      const comparison = await clinician()['screening.compare']({ params: params({ screeningId: stored.id }) })
      expect(comparison).toMatchObject({ device: null, differs: false, differences: [] })
    })
  })

  describe('reading', () => {
    test('a client reads her own screenings and nobody else’s', async () => {
      const mine = body()
      await record(mine)
      const otherId = await app.addClient('Dora Example')
      expect((await show(mine.id, herself())).id).toBe(mine.id)
      const stranger = herself(otherId)
      expect((await refused(() => show(mine.id, stranger))).code).toBe('not-found')
      expect((await refused(() => stranger['screening.list']({ params: params({ clientId }) }))).code).toBe('not-found')
      expect(
        (await refused(() => stranger['screening.compare']({ params: params({ screeningId: mine.id }) }))).code,
      ).toBe('not-allowed')
      expect((await refused(() => stranger['screening.review']({ params: params() }))).code).toBe('not-allowed')
      expect((await refused(() => show(id()))).code).toBe('not-found')
    })

    test('the front desk records and does not read', async () => {
      const frontDesk = app.as(app.staff['front-desk'])
      const { record: stored } = await record(body({ age: 34 }), frontDesk)
      expect((await refused(() => show(stored.id, frontDesk))).code).toBe('not-allowed')
      expect((await refused(() => frontDesk['screening.list']({ params: params({ clientId }) }))).code).toBe(
        'not-allowed',
      )
    })

    test('whoever of the staff opens a screening is noted, with her name beside what she stored', async () => {
      const { record: stored } = await record(body())
      expect(stored.recordedBy).toEqual({ kind: 'staff', id: app.staff.practitioner.id, name: 'Some practitioner' })
      const views = () =>
        app.clinic.run((tx) =>
          tx.selectFrom('record_views').select(['viewed_by', 'what']).where('client_id', '=', clientId).execute(),
        )
      const before = (await views()).length
      await show(stored.id, herself())
      await show(stored.id, app.as(app.staff.auditor))
      expect((await views()).slice(before)).toEqual([{ viewed_by: `staff:${app.staff.auditor.id}`, what: 'screening' }])
    })

    test('her list has every version, the newest first, and no page repeats or skips one', async () => {
      const listed = await app.addClient('Eve Example')
      const ids: string[] = []
      for (let i = 0; i < 5; i++) {
        app.wait(1000)
        const sent = body({ age: 30 + i }, { clientId: listed, ...(i === 3 ? { supersedes: ids[1] as string } : {}) })
        ids.push(sent.id)
        await record(sent)
      }
      const list = (query: { limit?: number; cursor?: string }) =>
        practitioner()['screening.list']({ params: params({ clientId: listed }), query })
      const read: string[] = []
      let cursor: string | undefined
      do {
        const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) })
        read.push(...page.items.map((item) => item.id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(read).toEqual(ids.toReversed())
      const all = await list({})
      expect(all.items.find((item) => item.id === ids[1])?.supersededBy).toBe(ids[3])
      expect(all.items[0]).toMatchObject({ final: false, overridden: false, holds: all.items[0]?.atMost })
      expect((await refused(() => list({ cursor: 'bm9uc2Vuc2U' }))).fields?.[0]?.field).toBe('cursor')
      expect((await refused(() => practitioner()['screening.list']({ params: params({ clientId: id() }) }))).code).toBe(
        'not-found',
      )
    })
  })

  describe('waiting for a person', () => {
    const waiting = async () =>
      (await clinician()['screening.review']({ params: params(), query: { limit: 100 } })).items.map((item) => item.id)
    const review = { plannedDepthMm: 2 }

    test('the list says who waits, and tells a key that may not list clients no name', async () => {
      const who = await app.addClient('Ida Example')
      const sent = body({ ...safe, ...review }, { clientId: who })
      await practitioner()['screening.record']({ params: params(), body: sent })
      const nameFor = async (api: ReturnType<typeof app.as>) =>
        (await api['screening.review']({ params: params(), query: { limit: 100 } })).items.find(
          ({ client }) => client.id === who,
        )?.client.name
      expect(await nameFor(clinician())).toBe('Ida Example')
      const key = { kind: 'api-key', id: id(), name: 'A program', scopes: ['records:read'] } as const
      expect(await nameFor(app.as(key))).toBeNull()
      expect(await nameFor(app.as({ ...key, scopes: ['records:read', 'clients:read'] }))).toBe('Ida Example')
    })

    test('what a clinician has to review waits until she has decided', async () => {
      const who = await app.addClient('Fay Example')
      const calm = body(safe, { clientId: await app.addClient('Gia Example') })
      await record(calm)
      app.wait(1000)
      const sent = body({ ...safe, ...review }, { clientId: who })
      expect((await record(sent)).record.holds).toBe('clinician-review')
      const before = await waiting()
      expect(before).toContain(sent.id)
      expect(before).not.toContain(calm.id)
      await override(sent.id, 'proceed')
      expect(await waiting()).not.toContain(sent.id)
    })

    test('where device and server part somebody looks, unless the client was screened anew', async () => {
      const who = await app.addClient('Hana Example')
      const deviceDecision = { ...screeningInShort(testPathway.screen(safe, day)), rules: ['made-up'] }
      const sent = body(safe, { clientId: who, deviceDecision })
      await record(sent)
      expect(await waiting()).toContain(sent.id)
      app.wait(1000)
      const newer = body({ ...safe, ...review }, { clientId: who })
      await record(newer)
      expect(await waiting()).not.toContain(sent.id)
      app.wait(1000)
      const corrected = body(safe, { clientId: who, supersedes: newer.id })
      await record(corrected)
      const now = await waiting()
      expect(now).not.toContain(newer.id)
      expect(now).not.toContain(corrected.id)
    })

    test('the oldest comes first, page by page', async () => {
      for (let i = 0; i < 3; i++) {
        app.wait(1000)
        await record(body({ ...safe, ...review }, { clientId: await app.addClient() }))
      }
      const all = await waiting()
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await clinician()['screening.review']({
          params: params(),
          query: { limit: 2, ...(cursor ? { cursor } : {}) },
        })
        paged.push(...page.items.map((item) => item.id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(paged).toEqual(all)
      expect(all.length).toBeGreaterThan(2)
    })
  })

  describe('overriding', () => {
    test('a clinician decides otherwise with a reason, and both decisions stay', async () => {
      const who = await app.addClient('Ida Example')
      const { record: child } = await record(body({ ...safe, age: 17 }, { clientId: who }))
      expect(child.holds).toBe('do-not-treat')
      const { record: overridden } = await override(child.id, 'proceed')
      expect(overridden).toMatchObject({
        screeningId: child.id,
        decision: 'proceed',
        reason: 'The dermatologist wrote that it is fine.',
        role: 'clinician',
        recordedBy: { kind: 'staff', id: app.staff.clinician.id, name: 'Some clinician' },
      })
      const after = await show(child.id, herself(who))
      expect(after.decision).toEqual(child.decision)
      expect(after).toMatchObject({ holds: 'proceed', overrides: [overridden] })
      app.wait(1000)
      await override(child.id, 'defer')
      expect(await show(child.id)).toMatchObject({
        holds: 'defer',
        overrides: [{ decision: 'proceed' }, { decision: 'defer' }],
      })
      const lines = await app.clinic.run((tx) =>
        tx.selectFrom('audit_lines').select(['action', 'details']).where('subject', '=', overridden.id).execute(),
      )
      expect(lines).toEqual([{ action: 'screening.overridden', details: { screening: child.id, decision: 'proceed' } }])
    })

    test('the reason is stored encrypted', async () => {
      const { record: stored } = await record(body(safe, { clientId: await app.addClient() }))
      const { record: overridden } = await override(stored.id, 'defer')
      const row = await app.clinic.run((tx) =>
        tx.selectFrom('overrides').select('reason_enc').where('id', '=', overridden.id).executeTakeFirstOrThrow(),
      )
      expect(row.reason_enc.toString('latin1')).not.toContain('dermatologist')
    })

    test.each(['owner', 'practitioner', 'front-desk', 'auditor'] as const)('the %s overrides nothing', async (role) => {
      const { record: stored } = await record(body(safe, { clientId: await app.addClient() }))
      expect((await refused(() => override(stored.id, 'proceed', app.as(app.staff[role])))).code).toBe('not-allowed')
    })

    test('an owner who is the clinician too overrides as the clinician', async () => {
      const solo = { ...app.staff.owner, roles: ['owner', 'clinician'] as const }
      const { record: stored } = await record(body(safe, { clientId: await app.addClient() }))
      expect((await override(stored.id, 'defer', app.as(solo))).record.role).toBe('clinician')
    })

    test('neither a client nor a program overrides', async () => {
      const { record: stored } = await record(body(safe, { clientId: await app.addClient() }))
      expect((await refused(() => override(stored.id, 'proceed', herself(stored.clientId)))).code).toBe('not-allowed')
      const key = { kind: 'api-key', id: id(), name: 'Sync', scopes: ['records:read', 'records:write'] } as const
      expect((await refused(() => override(stored.id, 'proceed', app.as(key)))).code).toBe('scope-missing')
    })

    test('no reason, no override', async () => {
      const { record: stored } = await record(body(safe, { clientId: await app.addClient() }))
      const blank = { id: id(), decision: 'proceed' as const, reason: '  ' }
      const problem = await refused(() =>
        clinician()['screening.override']({ params: params({ screeningId: stored.id }), body: blank }),
      )
      expect(problem.fields?.[0]?.field).toBe('reason')
      expect((await refused(() => override(id(), 'proceed'))).code).toBe('not-found')
    })

    test('a screening that counts no longer cannot be overridden, and what counts is shown', async () => {
      const who = await app.addClient()
      const { record: old } = await record(body(safe, { clientId: who }))
      app.wait(1000)
      const { record: newer } = await record(body({ ...safe, age: 40 }, { clientId: who }))
      const problem = await refused(() => override(old.id, 'proceed'))
      expect(problem).toMatchObject({ code: 'stale-version', stored: { id: newer.id } })
    })

    test('sending it twice makes one override, also when the screening was replaced meanwhile', async () => {
      const who = await app.addClient()
      const { record: stored } = await record(body(safe, { clientId: who }))
      const sent = { id: id(), decision: 'defer' as const, reason: 'Wait for the letter.' }
      const send = (more = {}) =>
        clinician()['screening.override']({ params: params({ screeningId: stored.id }), body: { ...sent, ...more } })
      expect((await send()).outcome).toBe('new')
      await record(body({ ...safe, age: 40 }, { clientId: who, supersedes: stored.id }))
      expect((await send()).outcome).toBe('same')
      expect((await refused(() => send({ reason: 'Another one.' }))).code).toBe('id-taken')
    })
  })
})
