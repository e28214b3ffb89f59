/** How far along a person is: first as a table of cases, then from rows in a database. */
import type { Stage } from '@needlepoint/contract'
import { dateAt } from '@needlepoint/pathway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { json } from '../database/index.ts'
import { newId } from '../ids.ts'
import { planningRoutes } from '../planning/routes.ts'
import { screeningRoutes } from '../screening/routes.ts'
import { describeOnEachDatabase, safeAnswers, type TestApp, testApp, testPathway } from '../test-support/index.ts'
import { practiceRoutes } from './routes.ts'
import { type Progress, stageOf } from './stage.ts'

const today = '2026-11-21'
const nothing: Progress = { screening: null, plan: null, preflight: null, session: null }
const screened = { decidedOn: '2026-11-01', atLeast: 'proceed', atMost: 'proceed', overriddenTo: null } as const
const planned = { plannedOn: '2026-11-02', consented: false }
const signed = { ...planned, consented: true }
const checked = { checkedOn: today, outcome: 'ready', consented: true, used: false } as const
const treated = { endedOn: '2026-11-10', healsUntil: '2027-02-08' }
const old = { endedOn: '2026-01-10', healsUntil: '2026-04-10' }

describe('the stage', () => {
  test.each<[string, Partial<Progress>, Stage]>([
    ['nobody has asked anything', {}, 'added'],
    ['the answers let her go on', { screening: screened }, 'screened'],
    ['answers are missing', { screening: { ...screened, atMost: 'do-not-treat' } }, 'in-review'],
    [
      'answers are missing that could only make her wait longer',
      { screening: { ...screened, atLeast: 'defer', atMost: 'do-not-treat' } },
      'not-now',
    ],
    [
      'a clinician has to look',
      { screening: { ...screened, atLeast: 'clinician-review', atMost: 'clinician-review' } },
      'in-review',
    ],
    [
      'a clinician has looked',
      {
        screening: {
          ...screened,
          atLeast: 'clinician-review',
          atMost: 'clinician-review',
          overriddenTo: 'clinician-review',
        },
      },
      'screened',
    ],
    ['she has to wait', { screening: { ...screened, atLeast: 'defer', atMost: 'defer' } }, 'not-now'],
    [
      'she had to wait, and a clinician decided otherwise',
      { screening: { ...screened, atMost: 'defer', overriddenTo: 'proceed' } },
      'screened',
    ],
    ['a clinician forbids it', { screening: { ...screened, overriddenTo: 'do-not-treat' } }, 'not-now'],
    ['a plan is there', { screening: screened, plan: planned }, 'planned'],
    [
      'the plan is of the same day',
      { screening: screened, plan: { ...planned, plannedOn: screened.decidedOn } },
      'planned',
    ],
    [
      'she was screened again after the plan',
      { screening: { ...screened, decidedOn: '2026-11-03' }, plan: planned },
      'screened',
    ],
    [
      'what was planned is forbidden now',
      { screening: { ...screened, atMost: 'defer', atLeast: 'defer' }, plan: signed },
      'not-now',
    ],
    ['she has signed', { screening: screened, plan: signed }, 'consented'],
    ['she was checked today', { screening: screened, plan: signed, preflight: checked }, 'ready'],
    [
      'she was checked yesterday',
      { screening: screened, plan: signed, preflight: { ...checked, checkedOn: '2026-11-20' } },
      'consented',
    ],
    [
      'the check says no',
      { screening: screened, plan: signed, preflight: { ...checked, outcome: 'not-ready' } },
      'consented',
    ],
    [
      'she withdrew after the check',
      { screening: screened, plan: planned, preflight: { ...checked, consented: false } },
      'planned',
    ],
    [
      'a risk came up after the check',
      { screening: { ...screened, atMost: 'defer', atLeast: 'defer' }, plan: signed, preflight: checked },
      'not-now',
    ],
    [
      'she was treated today after the check',
      {
        screening: screened,
        plan: signed,
        preflight: { ...checked, used: true },
        session: { ...treated, endedOn: today },
      },
      'healing',
    ],
    ['she heals', { screening: screened, plan: signed, session: treated }, 'healing'],
    [
      'she heals, and was screened again',
      { screening: { ...screened, decidedOn: '2026-11-15' }, plan: signed, session: treated },
      'healing',
    ],
    [
      'she sits down for the next session',
      { screening: screened, plan: signed, preflight: checked, session: treated },
      'ready',
    ],
    [
      'it is the day of the last check-in',
      { screening: screened, session: { ...treated, healsUntil: today } },
      'healing',
    ],
    [
      'the last check-in was yesterday',
      {
        screening: { ...screened, decidedOn: '2026-08-01' },
        plan: signed,
        session: { endedOn: '2026-08-22', healsUntil: '2026-11-20' },
      },
      'healed',
    ],
    ['she was treated and never screened here', { session: old }, 'healed'],
    [
      'she comes back for another course',
      { screening: screened, plan: { ...signed, plannedOn: '2026-01-02' }, session: old },
      'screened',
    ],
    ['she is planned for another course', { screening: screened, plan: planned, session: old }, 'planned'],
  ])('%s', (_, progress, stage) => {
    expect(stageOf({ ...nothing, ...progress }, today)).toBe(stage)
  })
})

describeOnEachDatabase('the stage, from what is stored', (opened) => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp(opened(), [...practiceRoutes, ...screeningRoutes, ...planningRoutes])
  })
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const nurse = () => app.as(app.staff.practitioner)
  const day = (from = 0) => dateAt(app.now() + from * 86_400_000, app.clinic.zone)

  test('a person goes from the desk to healed, and the list says so at every step', async () => {
    const clientId = await app.addClient('Ada Pathway', { zone: app.clinic.zone })
    const other = await app.addClient('Somebody Else', { zone: app.clinic.zone })
    const stage = async () => {
      const { items } = await nurse()['client.list']({ params: params() })
      expect(items.find((item) => item.id === other)?.stage).toBe('added')
      const shown = await nurse()['client.show']({ params: params({ clientId }) })
      expect(items.find((item) => item.id === clientId)?.stage).toBe(shown.stage)
      return shown.stage
    }
    expect(await stage()).toBe('added')

    const screen = async (facts: object, supersedes?: string) => {
      const body = {
        id: id(),
        clientId,
        decidedOn: day(),
        facts: facts as never,
        ...(supersedes ? { supersedes } : {}),
      }
      return (await nurse()['screening.record']({ params: params(), body })).record
    }
    const safe = safeAnswers(testPathway, day())
    const open = await screen({ age: 34 })
    expect(await stage()).toBe('in-review')
    const pregnant = await screen({ ...safe, pregnancy: 'yes' }, open.id)
    expect([pregnant.holds === 'proceed', await stage()]).toEqual([false, 'not-now'])
    const override = (decision: 'proceed' | 'do-not-treat') =>
      app.as(app.staff.clinician)['screening.override']({
        params: params({ screeningId: pregnant.id }),
        body: { id: id(), decision, reason: 'A second look.' },
      })
    await override('proceed')
    expect(await stage()).toBe('screened')
    app.wait(1000)
    await override('do-not-treat')
    expect(await stage()).toBe('not-now')
    const screening = await screen(safe, pregnant.id)
    expect(await stage()).toBe('screened')

    const { record: plan } = await nurse()['plan.record']({
      params: params(),
      body: {
        id: id(),
        clientId,
        screeningId: screening.id,
        plannedOn: day(),
        facts: { goals: ['acneScars'], areas: ['cheeks'] },
      },
    })
    expect(await stage()).toBe('planned')

    const { clinicId, keys } = app.clinic
    const row = () => ({
      clinic_id: clinicId,
      id: id(),
      client_id: clientId,
      plan_id: plan.id,
      fingerprint: Buffer.from(id()),
      recorded_at: new Date(app.now()),
      recorded_by: 'system',
      protocol_hash: testPathway.hash,
    })
    const consent = row()
    const sealed = (column: string) => keys.seal({ table: 'consents', column, id: consent.id }, '{}')
    await app.clinic.run((tx) =>
      tx
        .insertInto('consents')
        .values({
          ...consent,
          kind: 'treatment',
          language: 'en',
          document: 'A text.',
          document_hash: 'a'.repeat(64),
          risks: json([]),
          signature_enc: sealed('signature_enc'),
          signer_name_enc: sealed('signer_name_enc'),
          signed_by: 'client',
          signed_at: new Date(app.now()),
          evidence_enc: sealed('evidence_enc'),
        })
        .execute(),
    )
    expect(await stage()).toBe('consented')

    const preflight = row()
    await app.clinic.run((tx) =>
      tx
        .insertInto('preflights')
        .values({
          ...preflight,
          checked_on: day(),
          facts: json({}),
          result: json({}),
          outcome: 'ready-with-precautions',
          differs: false,
        })
        .execute(),
    )
    expect(await stage()).toBe('ready')

    const device = { id: id(), deviceClass: 'pen', name: 'Pen', authorized: true }
    await app.as(app.staff.owner)['device.add']({ params: params(), body: device })
    const lot = { id: id(), kind: 'cartridge' as const, product: 'Cartridge', lot: 'C1' }
    await app.as(app.staff.owner)['lot.add']({ params: params(), body: lot })
    const { protocol_hash: _, ...session } = row()
    await app.clinic.run((tx) =>
      tx
        .insertInto('sessions')
        .values({
          ...session,
          preflight_id: preflight.id,
          ended_at: new Date(app.now()),
          zone: app.clinic.zone,
          device_id: device.id,
          cartridge_lot_id: lot.id,
          practitioner_id: app.staff.practitioner.id,
          facts: json({}),
        })
        .execute(),
    )
    expect(await stage()).toBe('healing')

    // Should the cartridge be recalled, this is whom to call.
    const uses = await nurse()['lot.used-in']({ params: params({ lotId: lot.id }) })
    expect(uses.items).toEqual([{ sessionId: session.id, clientId, endedAt: expect.any(String), as: 'cartridge' }])

    const { checkIns } = testPathway.checkInPlan({ at: new Date(app.now()).toISOString(), zone: app.clinic.zone })
    const days = Math.max(...checkIns.map((checkIn) => checkIn.day))
    app.wait(days * 86_400_000)
    expect(await stage()).toBe('healing')

    // A check-in that nobody has read is counted for her, with how urgent it is.
    const report = (level: 'watch' | 'same-day' | 'expected') => {
      const { plan_id: __, protocol_hash, ...checkIn } = row()
      return app.clinic.run((tx) =>
        tx
          .insertInto('check_ins')
          .values({
            ...checkIn,
            protocol_hash,
            session_id: session.id,
            reported_at: new Date(app.now()),
            report: json({}),
            triage: json({}),
            differs: false,
            level: 'expected',
            urgency: level,
            held_against: json({}),
          })
          .execute(),
      )
    }
    for (const level of ['watch', 'same-day', 'expected'] as const) await report(level)
    const listed = (await nurse()['client.list']({ params: params() })).items.find((item) => item.id === clientId)
    expect(listed).toMatchObject({ unread: 3, urgent: 'same-day' })

    app.wait(86_400_000)
    expect(await stage()).toBe('healed')
    await screen(safeAnswers(testPathway, day()))
    expect(await stage()).toBe('screened')
  })
})
