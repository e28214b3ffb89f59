/** Consent over HTTP: what is read, who signs it, and what becomes of it afterwards. */
import type { InputOf, ProblemError } from '@needlepoint/contract'
import type { Answers } from '@needlepoint/pathway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { sha256 } from '../keys/index.ts'
import { findPlanRow } from '../planning/plans.ts'
import { planningRoutes } from '../planning/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import {
  describeOnEachDatabase,
  refusal,
  safeAnswers,
  type TestApp,
  type TestClientDetails,
  testApp,
  testPathway,
} from '../test-support/index.ts'
import { consentInForce } from './consent-in-force.ts'
import { consentRoutes } from './routes.ts'

type SignBody = InputOf<'consent.sign'>['body']
type Asked = Partial<InputOf<'consent.prepare'>['body']>

const dayMs = 86_400_000
const drawn = {
  kind: 'drawn' as const,
  strokes: [
    [12, 40, 180, 22, 300, 61],
    [310, 20, 330, 90],
  ],
}

describeOnEachDatabase('consent', (opened) => {
  let app: TestApp
  let day: string
  let safe: Answers
  beforeAll(async () => {
    app = await testApp(opened(), [...screeningRoutes, ...planningRoutes, ...consentRoutes])
    day = new Date(app.now() - dayMs).toISOString().slice(0, 10)
    safe = safeAnswers(testPathway, day)
  })
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const staff = (role: keyof TestApp['staff'] = 'practitioner') => app.as(app.staff[role])
  const yearsAgo = (years: number) => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`

  interface Planned {
    readonly clientId: string
    readonly planId: string
    readonly screeningId: string
  }

  async function screened(clientId: string, facts: Answers = safe): Promise<string> {
    const { record } = await staff()['screening.record']({
      params: params(),
      body: { id: id(), clientId, decidedOn: day, facts },
    })
    app.wait(1000)
    return record.id
  }
  const override = (screeningId: string, decision: 'proceed' | 'defer') =>
    staff('clinician')['screening.override']({
      params: params({ screeningId }),
      body: { id: id(), decision, reason: 'Seen today.' },
    })
  async function planned(
    facts: Answers = safe,
    { overridden = false, details = {} as TestClientDetails, name = 'Ada Example' } = {},
  ): Promise<Planned> {
    const clientId = await app.addClient(name, details)
    const screeningId = await screened(clientId, facts)
    if (overridden) await override(screeningId, 'proceed')
    const planId = await plan({ clientId, screeningId })
    return { clientId, planId, screeningId }
  }
  async function plan({ clientId, screeningId }: Omit<Planned, 'planId'>, supersedes?: string) {
    const { record } = await staff()['plan.record']({
      params: params(),
      body: { id: id(), clientId, screeningId, plannedOn: day, facts: {}, ...(supersedes ? { supersedes } : {}) },
    })
    app.wait(1000)
    return record.id
  }
  const herself = ({ clientId }: Pick<Planned, 'clientId'>) => app.as(app.clientActor(clientId))

  const prepare = (planId: string, by = staff(), asked: Asked = {}) =>
    by['consent.prepare']({
      params: params({ planId }),
      body: { kind: 'treatment', purposes: [], language: 'en', ...asked },
    })
  async function signBody(of: Planned, more: Partial<SignBody> = {}, asked: Asked = {}): Promise<SignBody> {
    const { kind, purposes, language, documentHash, risks } = await prepare(of.planId, staff(), asked)
    return {
      id: id(),
      clientId: of.clientId,
      planId: of.planId,
      kind,
      purposes: purposes as never,
      language,
      documentHash,
      understood: kind === 'treatment' ? risks.slice(0, 3).map(({ risk }) => risk) : [],
      signedAt: new Date(app.now()).toISOString(),
      signer: { name: 'Ada Example', as: 'client' },
      signature: drawn,
      ...more,
    }
  }
  const sign = (body: SignBody, by = herself(body)) => by['consent.sign']({ params: params(), body })
  const witness = (body: SignBody, by = staff('front-desk')) => by['consent.witness']({ params: params(), body })
  const show = (consentId: string, by = staff()) => by['consent.show']({ params: params({ consentId }) })
  const withdraw = (consentId: string, by = staff(), more = {}) =>
    by['consent.withdraw']({
      params: params({ consentId }),
      body: { id: id(), withdrawnAt: new Date(app.now()).toISOString(), ...more },
    })
  const rename = (name: string) =>
    app.clinic.run((tx) =>
      tx.updateTable('clinics').set({ name }).where('clinic_id', '=', app.clinic.clinicId).execute(),
    )
  const standing = (planId: string, zone = 'Europe/Berlin') =>
    app.clinic.run(async (tx) => {
      const { clinicId } = app.clinic
      const row = await findPlanRow({ tx, clinicId }, planId)
      if (!row) throw new Error('There is no such plan.')
      return await consentInForce({ tx, clinicId, pathway: testPathway }, row, { zone })
    })

  async function guardianOf(clientId: string): Promise<Actor & { kind: 'client' }> {
    const guardianId = id()
    const { clinicId, keys } = app.clinic
    const place = (column: string) => ({ table: 'guardians', column, id: guardianId })
    await app.clinic.run((tx) =>
      tx
        .insertInto('guardians')
        .values({
          clinic_id: clinicId,
          id: guardianId,
          client_id: clientId,
          name_enc: keys.seal(place('name_enc'), 'Gerda Example'),
          contact_enc: keys.seal(place('contact_enc'), '{}'),
          relation: 'parent',
          status: 'active',
          fingerprint: keys.fingerprint(guardianId),
          recorded_at: new Date(app.now()),
          recorded_by: 'system',
        })
        .execute(),
    )
    return { kind: 'client', id: guardianId, clientId, guardian: true }
  }

  describe('the document', () => {
    test('names the risks of this person, with what makes them likelier for her, and no others', async () => {
      const plain = await prepare((await planned()).planId)
      const dry = await prepare(
        (
          await planned(
            { ...safe, skinType: 'dry', fitzpatrick: 'V', sunReaction: 'hardly-burns' },
            { overridden: true },
          )
        ).planId,
      )
      const risk = (document: typeof plain, name: string) => document.risks.find((each) => each.risk === name)
      expect(plain.risks.length).toBeGreaterThan(10)
      for (const { risks, document } of [plain, dry]) {
        for (const { says, likelier } of risks) {
          expect(document).toContain(says)
          for (const reason of likelier) expect(document).toContain(reason.says)
        }
      }
      expect(risk(plain, 'dryness')?.likelier).toEqual([])
      expect(risk(dry, 'dryness')?.likelier.map((reason) => reason.id)).toEqual(['dry'])
      expect(risk(dry, 'dark-marks')?.likelier.map((reason) => reason.id)).toContain('darker-skin')
      // She is not treated with radio waves, so their burns are none of her concern.
      expect(plain.document).not.toContain(testPathway.protocol.texts.en?.['risks.heat-burn.says'])
      expect(risk(plain, 'heat-burn')).toBeUndefined()
      expect(plain.documentHash).toBe(sha256(plain.document))
      expect(plain.document).not.toContain('Ada')
    })

    test('counts the depth that was planned where nobody said how deep', async () => {
      const { plannedDepthMm: _, ...open } = safe
      const document = await prepare((await planned(open, { overridden: true })).planId)
      expect(document.risks.find(({ risk }) => risk === 'redness')?.likelier.map((reason) => reason.id)).toContain(
        'deep',
      )
    })

    test('is the same each time, for whoever asks', async () => {
      const of = await planned()
      const views = () => app.clinic.run((tx) => tx.selectFrom('record_views').select('id').execute())
      const before = await views()
      const [first, again, hers] = [
        await prepare(of.planId),
        await prepare(of.planId),
        await prepare(of.planId, herself(of)),
      ]
      expect([again, hers]).toEqual([first, first])
      expect(await views()).toEqual(before)
    })

    test('is written in her language where we have it, else in English, never in two', async () => {
      const { planId } = await planned()
      const german = await prepare(planId, staff(), { language: 'de-AT' })
      expect(german.language).toBe('de')
      expect(german.document).toContain('# Einwilligung in das Microneedling')
      expect(german.document).not.toContain('What can happen')
      const english = await prepare(planId)
      expect(await prepare(planId, staff(), { language: 'fr' })).toEqual(english)
      expect(german.documentHash).not.toBe(english.documentHash)
    })

    test('asks for each use of photos by itself', async () => {
      const { planId } = await planned()
      const ask = (asked: Asked) => prepare(planId, staff(), asked)
      const [record, marketing] = [
        await ask({ kind: 'photos', purposes: ['record'] }),
        await ask({ kind: 'photos', purposes: ['marketing'] }),
      ]
      expect(record.document).not.toBe(marketing.document)
      expect([record.risks, record.purposes]).toEqual([[], ['record']])
      for (const asked of [
        { kind: 'photos', purposes: [] },
        { kind: 'photos', purposes: ['record', 'marketing'] },
        { kind: 'treatment', purposes: ['record'] },
      ] as Asked[]) {
        expect((await refused(() => ask(asked))).fields?.map(({ field }) => field)).toEqual(['purposes'])
      }
    })

    test('is nobody else’s to read', async () => {
      const [mine, theirs] = [await planned(), await planned()]
      expect((await refused(() => prepare(theirs.planId, herself(mine)))).code).toBe('not-found')
      expect((await refused(() => prepare(id()))).code).toBe('not-found')
    })
  })

  describe('what can be consented to', () => {
    test('not a plan that was replaced: the new one comes back', async () => {
      const of = await planned()
      const body = await signBody(of)
      const newer = await plan(of, of.planId)
      for (const call of [() => prepare(of.planId), () => sign(body), () => witness(body)])
        expect(await refused(call)).toMatchObject({ code: 'stale-version', stored: { id: newer } })
    })

    test('not a plan on old answers', async () => {
      const of = await planned()
      const body = await signBody(of)
      await screened(of.clientId, { ...safe, smoker: true })
      for (const call of [() => prepare(of.planId), () => sign(body), () => witness(body)])
        expect((await refused(call)).code).toBe('step-missing')
    })

    test('not a treatment that a clinician has called off; photos still are', async () => {
      const of = await planned()
      const body = await signBody(of)
      await override(of.screeningId, 'defer')
      for (const call of [() => prepare(of.planId), () => sign(body), () => witness(body)])
        expect((await refused(call)).code).toBe('decision-forbids')
      const photos = await signBody(of, { understood: [] }, { kind: 'photos', purposes: ['record'] })
      expect((await sign(photos)).outcome).toBe('new')
    })
  })

  describe('signing', () => {
    test('a client signs on her own phone, and the exact text is kept', async () => {
      const of = await planned()
      const { document, documentHash, risks } = await prepare(of.planId)
      const body = await signBody(of)
      const { outcome, record } = await sign(body)
      expect(outcome).toBe('new')
      const { id: consentId, signer, signature, understood } = body
      expect(record).toMatchObject({ id: consentId, document, documentHash, risks, signer, signature, understood })
      expect(record).toMatchObject({ evidence: null, withdrawnAt: null, protocol: testPathway.hash })
      expect(record.recordedBy.kind).toBe('client')
      const { evidence } = await show(consentId)
      expect(evidence).toMatchObject({ ip: '127.0.0.1', witness: null, receivedAt: expect.any(String) })
      expect(evidence?.userAgent).not.toBe('')
      const lines = await app.clinic.run((tx) =>
        tx.selectFrom('audit_lines').select('action').where('subject', '=', consentId).execute(),
      )
      expect(lines).toEqual([{ action: 'consent.signed' }])
    })

    test('who signed, how, and from where is stored encrypted', async () => {
      const of = await planned()
      const body = await signBody(of, { signature: { kind: 'typed', name: ' ada  EXAMPLE' } })
      await sign(body)
      const row = await app.clinic.run((tx) =>
        tx.selectFrom('consents').selectAll().where('id', '=', body.id).executeTakeFirstOrThrow(),
      )
      for (const value of [row.signature_enc, row.signer_name_enc, row.evidence_enc])
        expect(value.toString('latin1')).not.toMatch(/ada|example|127\.0/iu)
      expect(JSON.stringify({ ...row, signature_enc: 0, signer_name_enc: 0, evidence_enc: 0 })).not.toMatch(
        /ada example/iu,
      )
    })

    test('on a device of the clinic, whoever is signed in is the witness', async () => {
      const of = await planned()
      const body = await signBody(of)
      const { record } = await witness(body)
      expect(record.evidence?.witness).toBe('Some front-desk')
      expect(record.recordedBy).toMatchObject({ kind: 'staff', name: 'Some front-desk' })
      expect((await show(body.id, herself(of))).evidence).toBeNull()
    })

    test('sent twice it is one consent, also when the plan was replaced meanwhile', async () => {
      const of = await planned()
      const body = await signBody(of)
      expect((await sign(body)).outcome).toBe('new')
      await plan(of, of.planId)
      expect((await sign(body)).outcome).toBe('same')
      expect(await refused(() => sign({ ...body, understood: [] }))).toMatchObject({
        code: 'id-taken',
        stored: { id: body.id },
      })
    })

    test('a text that has changed since it was read is not signed, and comes back anew', async () => {
      const of = await planned()
      const body = await signBody(of)
      await rename('Another name')
      const problem = await refused(() => sign(body))
      const now = await prepare(of.planId)
      expect(now.documentHash).not.toBe(body.documentHash)
      expect(problem).toMatchObject({ code: 'document-changed', stored: now, sent: { id: body.id } })
      await rename('A test')
      const other = await refused(() => sign({ ...body, documentHash: sha256('Something else') }))
      expect(other.code).toBe('document-changed')
    })

    test.each([
      ['a tap', { kind: 'drawn', strokes: [[500, 50, 501, 51]] }, 'signature.strokes'],
      ['a stroke with half a point', { kind: 'drawn', strokes: [[1, 2, 300, 4, 5]] }, 'signature.strokes'],
      ['no stroke', { kind: 'drawn', strokes: [] }, 'signature.strokes'],
      ['no name', { kind: 'typed', name: ' ' }, 'signature.name'],
      ['another name', { kind: 'typed', name: 'Bea Example' }, 'signature.name'],
    ])('%s is no signature', async (_, signature, field) => {
      const body = await signBody(await planned(), { signature: signature as never })
      for (const call of [() => sign(body), () => witness(body)])
        expect((await refused(call)).fields?.[0]?.field).toBe(field)
    })

    test('a very long signature is taken, or refused as too large, and breaks nothing', async () => {
      const stroke = Array.from({ length: 4000 }, (_, i) => i % 1000)
      const body = await signBody(await planned(), {
        signature: { kind: 'drawn', strokes: Array.from({ length: 60 }, () => stroke) },
      })
      const answer = await sign(body).catch((error: unknown) => (error as ProblemError).problem.code)
      expect(typeof answer === 'string' ? answer : answer.outcome).toMatch(/^(?:new|too-large)$/u)
    })

    test('nobody signs tomorrow, nor before the plan was made; a clock that is a little ahead is forgiven', async () => {
      const of = await planned()
      const at = async (ms: number) => await signBody(of, { signedAt: new Date(app.now() + ms).toISOString() })
      const [late, early, ahead] = [await at(dayMs), await at(-dayMs), await at(60_000)]
      expect(await refused(() => sign(late))).toMatchObject({ code: 'not-yet', fields: [{ field: 'signedAt' }] })
      expect((await refused(() => sign(early))).fields?.[0]?.field).toBe('signedAt')
      expect((await sign(ahead)).outcome).toBe('new')
    })

    test('only a risk that was told can be said back', async () => {
      const body = await signBody(await planned(), { understood: ['redness', 'heat-burn'] })
      expect((await refused(() => sign(body))).fields?.map(({ field }) => field)).toEqual(['understood[1]'])
    })

    test('nobody signs for another client, and nobody reads another consent by reusing its id', async () => {
      const [mine, theirs] = [await planned(), await planned()]
      const [body, theirBody] = [await signBody(mine), await signBody(theirs)]
      await sign(theirBody)
      expect((await refused(() => sign(theirBody, herself(mine)))).code).toBe('not-found')
      expect((await refused(() => sign({ ...theirBody, id: id(), clientId: mine.clientId }))).code).toBe('not-found')
      expect((await refused(() => witness({ ...theirBody, id: id(), clientId: mine.clientId }))).code).toBe('not-found')
      const reused = await refused(() => sign({ ...body, id: theirBody.id }))
      expect([reused.code, reused.stored]).toEqual(['id-taken', undefined])
      expect((await refused(() => show(theirBody.id, herself(mine)))).code).toBe('not-found')
    })

    test('staff never signs, and a client is no witness', async () => {
      const body = await signBody(await planned())
      for (const role of ['owner', 'clinician', 'practitioner', 'front-desk', 'auditor'] as const)
        expect((await refused(() => sign(body, staff(role)))).code).toBe('not-allowed')
      for (const role of ['owner', 'auditor'] as const)
        expect((await refused(() => witness(body, staff(role)))).code).toBe('not-allowed')
      expect((await refused(() => witness(body, herself(body)))).code).toBe('not-allowed')
    })
  })

  describe('who is not of age', () => {
    const asGuardian = { signer: { name: 'Gerda Example', as: 'guardian' as const } }

    test('does not sign: the guardian does, in her own name', async () => {
      const of = await planned({ ...safe, age: 17 }, { overridden: true, details: { born: yearsAgo(17) } })
      const guardian = await guardianOf(of.clientId)
      const [own, theirs] = [await signBody(of), await signBody(of, asGuardian)]
      expect((await refused(() => sign(own))).code).toBe('not-allowed')
      expect((await refused(() => witness(own))).code).toBe('not-allowed')
      expect((await refused(() => sign(own, app.as(guardian)))).fields?.[0]?.field).toBe('signer.as')
      expect((await refused(() => sign(theirs))).fields?.[0]?.field).toBe('signer.as')
      const { record } = await sign(theirs, app.as(guardian))
      expect(record.signer).toEqual({ name: 'Gerda Example', as: 'guardian' })
      expect(record.recordedBy).toMatchObject({ kind: 'guardian', id: guardian.id })
    })

    test('is not signed for by a stranger, nor by the guardian of another child', async () => {
      const of = await planned({ ...safe, age: 17 }, { overridden: true, details: { born: yearsAgo(17) } })
      const other = await guardianOf(await app.addClient())
      const body = await signBody(of, asGuardian)
      const stranger = app.as({ ...other, clientId: of.clientId })
      expect((await refused(() => sign(body, stranger))).code).toBe('not-allowed')
      const named = { ...body, signer: { ...body.signer, guardianId: other.id } }
      expect((await refused(() => witness(named))).code).toBe('not-allowed')
      expect((await refused(() => witness(body))).fields?.[0]?.field).toBe('signer.guardianId')
      const guardian = await guardianOf(of.clientId)
      expect((await refused(() => sign(named, app.as(guardian)))).fields?.[0]?.field).toBe('signer.guardianId')
      expect((await witness({ ...body, signer: { ...body.signer, guardianId: guardian.id } })).outcome).toBe('new')
    })

    test('is a child also when only the birthday says so, and also when only the answer does', async () => {
      const byBirth = await planned(safe, { details: { born: yearsAgo(17) } })
      expect((await refused(async () => sign(await signBody(byBirth)))).code).toBe('not-allowed')
      const byAnswer = await planned({ ...safe, age: 17 }, { overridden: true })
      expect((await refused(async () => sign(await signBody(byAnswer)))).code).toBe('not-allowed')
    })

    test('may be a child while nobody knows her age', async () => {
      const { age: _, ...ageless } = safe
      const unknown = await planned(ageless, { overridden: true })
      expect((await refused(async () => sign(await signBody(unknown)))).code).toBe('step-missing')
      const known = await planned(ageless, { overridden: true, details: { born: yearsAgo(30) } })
      expect((await sign(await signBody(known))).outcome).toBe('new')
    })

    test('an adult signs for herself alone', async () => {
      const byAnswer = await planned(safe)
      const asked = await guardianOf(byAnswer.clientId)
      const theirs = await signBody(byAnswer, asGuardian)
      expect((await refused(() => sign(theirs, app.as(asked)))).code).toBe('not-allowed')
      const of = await planned(safe, { details: { born: yearsAgo(30) } })
      const guardian = await guardianOf(of.clientId)
      const body = await signBody(of, asGuardian)
      expect((await refused(() => sign(body, app.as(guardian)))).code).toBe('not-allowed')
      const named = {
        ...(await signBody(of)),
        signer: { name: 'Ada Example', as: 'client' as const, guardianId: guardian.id },
      }
      expect((await refused(() => sign(named))).fields?.[0]?.field).toBe('signer.guardianId')
    })
  })

  describe('keeping and taking back', () => {
    test('what was signed stays as it was, whatever changes', async () => {
      const of = await planned()
      const body = await signBody(of)
      const { record } = await sign(body)
      await rename('Another name')
      await withdraw(body.id)
      const kept = await show(body.id, herself(of))
      await rename('A test')
      expect(kept).toEqual({ ...record, withdrawnAt: expect.any(String) })
      expect(sha256(kept.document)).toBe(kept.documentHash)
    })

    test('a consent is in force until the text, the plan or her mind changes', async () => {
      const of = await planned()
      expect(await standing(of.planId)).toMatchObject({
        consentId: null,
        signedOn: null,
        withdrawn: false,
        current: false,
      })
      const body = await signBody(of)
      await sign(body)
      const signedOn = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(
        new Date(body.signedAt),
      )
      expect(await standing(of.planId, 'Pacific/Kiritimati')).toEqual({
        consentId: body.id,
        signedOn,
        withdrawn: false,
        current: true,
        understood: body.understood,
      })
      await rename('Another name')
      expect(await standing(of.planId)).toMatchObject({ consentId: body.id, current: false })
      await rename('A test')
      await withdraw(body.id)
      expect(await standing(of.planId)).toMatchObject({ consentId: null, withdrawn: true, current: false })
      app.wait(1000)
      const again = await signBody(of)
      await sign(again)
      expect(await standing(of.planId)).toMatchObject({ consentId: again.id, withdrawn: false, current: true })
      const newer = await plan(of, of.planId)
      expect(await standing(newer)).toMatchObject({ consentId: null, withdrawn: false })
    })

    test('what she answers later ends a consent where it brings a risk that she was not told of, and only there', async () => {
      const of = await planned()
      await sign(await signBody(of))
      await screened(of.clientId, { ...safe, alcoholLastDay: 'dont-know' })
      expect(await standing(of.planId)).toMatchObject({ current: true })
      await screened(of.clientId, { ...safe, skinType: 'dry' })
      expect(await standing(of.planId)).toMatchObject({ current: false, withdrawn: false })
    })

    test('a consent to photos is none to the treatment', async () => {
      const of = await planned()
      await sign(await signBody(of, { understood: [] }, { kind: 'photos', purposes: ['teaching'] }))
      expect(await standing(of.planId)).toMatchObject({ consentId: null, withdrawn: false })
    })

    test('she takes it back herself, once, with a reason that is stored encrypted', async () => {
      const of = await planned()
      const consent = await signBody(of)
      await sign(consent)
      const body = { id: id(), withdrawnAt: new Date(app.now()).toISOString(), reason: 'I would rather wait.' }
      const send = (more = {}) =>
        herself(of)['consent.withdraw']({ params: params({ consentId: consent.id }), body: { ...body, ...more } })
      const first = await send()
      expect(first).toMatchObject({ outcome: 'new', record: { ...body, consentId: consent.id } })
      expect((await send()).outcome).toBe('same')
      expect((await refused(() => send({ reason: 'Another.' }))).code).toBe('id-taken')
      expect((await refused(() => send({ id: id() }))).code).toBe('already-done')
      expect((await show(consent.id)).withdrawnAt).toBe(body.withdrawnAt)
      const row = await app.clinic.run((tx) =>
        tx.selectFrom('consent_withdrawals').select('reason_enc').where('id', '=', body.id).executeTakeFirstOrThrow(),
      )
      expect(row.reason_enc?.toString('latin1')).not.toContain('rather')
    })

    test('taken back, nothing stands that she had signed of it before: nobody is treated on an older paper', async () => {
      const of = await planned()
      const first = await signBody(of)
      await sign(first)
      app.wait(1000)
      await rename('The clinic by the sea')
      const second = await signBody(of)
      await sign(second)
      await rename('The clinic')
      app.wait(1000)
      await withdraw(second.id, herself(of))
      expect((await show(first.id)).withdrawnAt).not.toBeNull()
      expect(await standing(of.planId)).toMatchObject({ consentId: null, withdrawn: true, current: false })
      // Also when it is an older paper that she takes in her hand for it.
      app.wait(1000)
      const third = await signBody(of)
      await sign(third)
      expect(await standing(of.planId)).toMatchObject({ consentId: third.id, withdrawn: false, current: true })
      const newer = await plan(of, of.planId)
      const fourth = await signBody({ ...of, planId: newer })
      await sign(fourth)
      app.wait(1000)
      await withdraw(third.id, herself(of))
      expect(await standing(newer)).toMatchObject({ consentId: null, withdrawn: true })
    })

    test('a use of photos that she allowed twice is taken back at once, and another use stays allowed', async () => {
      const of = await planned()
      const allow = async (purpose: 'teaching' | 'marketing') => {
        app.wait(1000)
        const body = await signBody(of, { understood: [] }, { kind: 'photos', purposes: [purpose] })
        return (await sign(body)).record.id
      }
      const [once, other, twice] = [await allow('teaching'), await allow('marketing'), await allow('teaching')]
      app.wait(1000)
      await withdraw(twice, herself(of))
      expect((await show(once)).withdrawnAt).not.toBeNull()
      expect((await show(other)).withdrawnAt).toBeNull()
    })

    test('nobody takes back what is not hers, nor in the future, nor before it was signed', async () => {
      const [mine, theirs] = [await planned(), await planned()]
      const consent = await signBody(mine)
      await sign(consent)
      expect((await refused(() => withdraw(consent.id, herself(theirs)))).code).toBe('not-found')
      expect((await refused(() => withdraw(id()))).code).toBe('not-found')
      expect((await refused(() => withdraw(consent.id, staff('auditor')))).code).toBe('not-allowed')
      const at = (ms: number) => ({ withdrawnAt: new Date(app.now() + ms).toISOString() })
      expect((await refused(() => withdraw(consent.id, staff(), at(dayMs)))).code).toBe('not-yet')
      expect((await refused(() => withdraw(consent.id, staff(), at(-dayMs)))).fields?.[0]?.field).toBe('withdrawnAt')
    })

    test('reusing the id of another withdrawal shows nothing of it', async () => {
      const [mine, theirs] = [await signBody(await planned()), await signBody(await planned())]
      await sign(mine)
      await sign(theirs)
      const { record } = await withdraw(theirs.id, staff(), { reason: 'Private.' })
      const problem = await refused(() => withdraw(mine.id, herself(mine), { id: record.id }))
      expect([problem.code, problem.stored]).toEqual(['id-taken', undefined])
    })

    test('her list has all of them, the newest first, and whoever of the staff looks is noted', async () => {
      const of = await planned()
      const ids: string[] = []
      for (const purpose of ['record', 'teaching', 'marketing'] as const) {
        app.wait(1000)
        const body = await signBody(of, { understood: [] }, { kind: 'photos', purposes: [purpose] })
        ids.push((await sign(body)).record.id)
      }
      await withdraw(ids[1] as string)
      const list = (query = {}, by = staff('front-desk')) =>
        by['consent.list']({ params: params({ clientId: of.clientId }), query })
      const first = await list({ limit: 2 })
      const second = await list({ limit: 2, cursor: first.next as string })
      const items = [...first.items, ...second.items]
      expect(items.map((item) => [item.id, item.withdrawnAt !== null])).toEqual([
        [ids[2], false],
        [ids[1], true],
        [ids[0], false],
      ])
      expect(second.next).toBeNull()
      expect((await list({}, herself(of))).items.length).toBe(3)
      const stranger = herself(await planned())
      expect((await refused(() => list({}, stranger))).code).toBe('not-found')
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select('what').where('client_id', '=', of.clientId).execute(),
      )
      expect(views.map(({ what }) => what)).toEqual(['consent', 'consent'])
    })
  })
})
