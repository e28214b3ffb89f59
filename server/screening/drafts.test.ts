/** Intakes under way, over HTTP: what another device finds, what two devices do to each other, and who may see it. */
import type { InputOf, IntakeDraft } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import {
  clientsOwn,
  describeOnEachDatabase,
  refusal,
  safeAnswers,
  type TestApp,
  testApp,
} from '../test-support/index.ts'
import { testPathway } from '../test-support/test-app.ts'
import { draftLasts, sweepDrafts } from './drafts.ts'
import { screeningRoutes } from './routes.ts'

type Body = InputOf<'intake-draft.keep'>['body']

describeOnEachDatabase('an intake under way', (opened) => {
  let app: TestApp
  let day: string
  beforeAll(async () => {
    app = await testApp(opened(), screeningRoutes)
    day = new Date(app.now() - 86_400_000).toISOString().slice(0, 10)
  }, 60_000)
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const version = () => id().replaceAll('-', '')
  const params = (clientId: string) => ({ clinicId: app.clinic.clinicId, clientId })
  const as = (clientId: string, guardian = false) => app.as(app.clientActor(clientId, guardian))
  const draft = (more: Partial<Body> = {}): Body => ({
    id: id(),
    version: version(),
    basedOn: null,
    day,
    facts: { age: 34, smoker: 'rather-not-say' },
    open: ['eczema'],
    path: [{ facts: ['age'], list: false }],
    at: null,
    confirm: null,
    ...more,
  })
  const keep = (clientId: string, body: Body, by = as(clientId)) =>
    by['intake-draft.keep']({ params: params(clientId), body })
  const show = async (clientId: string, by = as(clientId)): Promise<IntakeDraft | null> =>
    (await by['intake-draft.show']({ params: params(clientId) })).draft
  const refused = (call: () => Promise<unknown>) => refusal(app, call)

  test('she finds on her tablet what she answered on her phone, to the page', async () => {
    const clientId = await app.addClient()
    expect(await show(clientId)).toBeNull()
    const first = draft()
    expect((await keep(clientId, first)).outcome).toBe('new')
    const { basedOn: _, ...content } = first
    expect(await show(clientId)).toMatchObject({ ...content, clientId })
    const next = draft({ id: first.id, basedOn: first.version, facts: { age: 35 }, open: [] })
    await keep(clientId, next)
    expect(await show(clientId)).toMatchObject({ version: next.version, facts: { age: 35 }, open: [] })
  })

  test('an answer that was lost on its way is sent again, and kept once', async () => {
    const clientId = await app.addClient()
    const sent = draft()
    expect((await keep(clientId, sent)).outcome).toBe('new')
    expect((await keep(clientId, sent)).outcome).toBe('same')
    const slip = await refused(() => keep(clientId, { ...sent, facts: { age: 40 } }))
    expect(slip.code).toBe('id-taken')
  })

  test('two devices that both went on: neither is overwritten, she is shown both and chooses', async () => {
    const clientId = await app.addClient()
    const start = draft()
    await keep(clientId, start)
    const phone = draft({ id: start.id, basedOn: start.version, facts: { age: 34, smoker: 'no' } })
    const tablet = draft({ id: start.id, basedOn: start.version, facts: { age: 34, smoker: 'yes' } })
    await keep(clientId, phone)
    const problem = await refused(() => keep(clientId, tablet))
    expect(problem).toMatchObject({ code: 'stale-version', outcome: 'superseded' })
    expect(problem.stored).toMatchObject({ version: phone.version, facts: { smoker: 'no' } })
    expect(problem.sent).toMatchObject({ version: tablet.version, facts: { smoker: 'yes' } })
    await keep(clientId, { ...tablet, basedOn: phone.version })
    expect(await show(clientId)).toMatchObject({ version: tablet.version, facts: { smoker: 'yes' } })
  })

  test('two devices that began each for itself, at the same moment: one is kept, the other hears of it', async () => {
    const clientId = await app.addClient()
    const both = [draft({ facts: { age: 30 } }), draft({ facts: { age: 31 } })]
    const outcomes = await Promise.allSettled(both.map((each) => keep(clientId, each)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const kept = await show(clientId)
    const other = both.find((each) => each.id !== kept?.id) as Body
    await keep(clientId, { ...other, basedOn: kept?.version ?? null })
    expect(await show(clientId)).toMatchObject({ id: other.id, facts: other.facts })
  })

  test('once she has sent it, nothing of it is left, and the other device is told so', async () => {
    const clientId = await app.addClient()
    const sent = draft({ facts: clientsOwn(testPathway, safeAnswers(testPathway, day)) })
    await keep(clientId, sent)
    await as(clientId)['screening.record']({
      params: { clinicId: app.clinic.clinicId },
      body: { id: sent.id, clientId, decidedOn: day, facts: sent.facts },
    })
    expect(await show(clientId)).toBeNull()
    const late = await refused(() => keep(clientId, draft({ id: sent.id, basedOn: sent.version })))
    expect(late.code).toBe('already-done')
    // A new one begins as ever.
    expect((await keep(clientId, draft())).outcome).toBe('new')
  })

  test('she can throw it away', async () => {
    const clientId = await app.addClient()
    await keep(clientId, draft())
    const drop = () => as(clientId)['intake-draft.drop']({ params: params(clientId) })
    expect(await drop()).toEqual({ dropped: true })
    expect(await drop()).toEqual({ dropped: false })
    expect(await show(clientId)).toBeNull()
  })

  test('nobody touched it for a season: it is gone, and a younger one is not', async () => {
    const [old, young] = [await app.addClient(), await app.addClient()]
    await keep(old, draft())
    await sweepDrafts(opened().database, app.now() + draftLasts - 60_000)
    expect(await show(old)).not.toBeNull()
    app.wait(120_000)
    await keep(young, draft())
    await sweepDrafts(opened().database, app.now() + draftLasts - 60_000)
    expect(await show(old)).toBeNull()
    expect(await show(young)).not.toBeNull()
  })

  describe('nobody else', () => {
    test('not the clinic, which gets it when she sends it', async () => {
      const clientId = await app.addClient()
      await keep(clientId, draft())
      for (const member of Object.values(app.staff)) {
        const by = app.as(member)
        expect((await refused(() => show(clientId, by))).code).toBe('not-allowed')
        expect((await refused(() => keep(clientId, draft(), by))).code).toBe('not-allowed')
      }
    })

    test('not another client, by her id or by that of the draft', async () => {
      const [hers, mine] = [await app.addClient(), await app.addClient()]
      const theirs = draft()
      await keep(hers, theirs)
      expect((await refused(() => show(hers, as(mine)))).code).toBe('not-found')
      expect((await refused(() => keep(hers, draft(), as(mine)))).code).toBe('not-found')
      const taken = await refused(() => keep(mine, draft({ id: theirs.id })))
      expect(taken.code).toBe('id-taken')
      expect(JSON.stringify(taken)).not.toContain(theirs.version)
      expect(await show(hers)).toMatchObject({ version: theirs.version })
    })

    test('her guardian may', async () => {
      const clientId = await app.addClient()
      await keep(clientId, draft())
      expect(await show(clientId, as(clientId, true))).not.toBeNull()
    })

    test('the database holds it encrypted', async () => {
      const clientId = await app.addClient()
      await keep(clientId, draft({ facts: { goals: ['stretchMarks'] } }))
      const { rows } = await opened().database.executeSql('select encode(draft_enc, $1) as text from intake_drafts', [
        'escape',
      ])
      expect(rows.length).toBeGreaterThan(0)
      for (const { text } of rows) expect(String(text)).not.toContain('stretchMarks')
    })
  })

  describe('is refused', () => {
    test('when it is larger than anybody could answer', async () => {
      const clientId = await app.addClient()
      const facts = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`made${at}`, 'x'.repeat(1_900)]))
      expect((await refused(() => keep(clientId, draft({ facts })))).code).toBe('too-large')
    })

    test('when it holds what only the clinic can judge, and it is named', async () => {
      const clientId = await app.addClient()
      const problem = await refused(() => keep(clientId, draft({ facts: { fitzpatrick: 'II' } })))
      expect(problem).toMatchObject({ code: 'invalid-fields', fields: [{ field: 'facts.fitzpatrick' }] })
    })

    test('when its day is still to come', async () => {
      const clientId = await app.addClient()
      expect((await refused(() => keep(clientId, draft({ day: '2090-01-01' })))).code).toBe('not-yet')
    })
  })
})
