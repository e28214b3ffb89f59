/** Brings a made-up client through the steps of care over HTTP, as far as a test needs her. */
import type { InputOf } from '@needlepoint/contract'
import { type Answers, dateAt, type Fact, type Pathway } from '@needlepoint/pathway'
import { newId } from '../ids.ts'
import { safeAnswers, safestAnswer } from './answers.ts'
import { type TestApp, testPathway } from './test-app.ts'

export interface Planned {
  readonly clientId: string
  readonly screeningId: string
  readonly planId: string
}
export interface Checked extends Planned {
  readonly consentId: string
  readonly deviceId: string
  readonly lotId: string
  readonly preflightId: string
}
export interface Treated extends Checked {
  readonly sessionId: string
  /** An instant. */
  readonly endedAt: string
}

/** What the record says of somebody whose papers are in order; a test sends none of it. */
const inOrder: Answers = {
  // Asks what only matters after an earlier one, too.
  sessionsDone: 1,
  daysSinceLastSession: 400,
  screeningDecision: 'proceed',
  screeningAgeDays: 1,
  consentSigned: true,
  consentVersionCurrent: true,
  consentCoversPlan: true,
  consentWithdrawn: false,
  consentAgeDays: 1,
  coolingOffMet: true,
  plannedMaxDepthMm: 1,
  deviceClass: 'pen',
  deviceAuthorized: true,
  deviceRecalled: false,
  deviceMaxDepthMm: 2,
  cartridgeExpiry: 100,
  cartridgeRecalled: false,
  lotRecorded: true,
}

/** @returns the safest answer to everything that is checked at the chair */
export function safeChecks(pathway: Pathway, intake: Answers, day: string): Answers {
  const sent: Record<string, unknown> = { depthMm: 1 }
  for (;;) {
    const { ask } = pathway.preflight({ ...intake, ...inOrder, ...sent }, day)
    const open = ask.filter((id) => !(id in sent))
    if (open.length === 0) return sent
    for (const id of open) sent[id] = safestAnswer(pathway.protocol.facts[id] as Fact)
  }
}

export function journey(app: TestApp) {
  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const by = (role: keyof TestApp['staff'] = 'practitioner') => app.as(app.staff[role])
  const today = () => dateAt(app.now(), app.clinic.zone)
  const at = (ms = app.now()) => new Date(ms).toISOString()

  /** Screened and planned today. */
  async function plan(facts: Answers = {}, clientId?: string): Promise<Planned> {
    const who = clientId ?? (await app.addClient())
    const day = today()
    const { record: screening } = await by()['screening.record']({
      params: params(),
      body: { id: id(), clientId: who, decidedOn: day, facts: { ...safeAnswers(testPathway, day), ...facts } },
    })
    const { record } = await by()['plan.record']({
      params: params(),
      body: { id: id(), clientId: who, screeningId: screening.id, plannedOn: day, facts: {} },
    })
    app.wait(1000)
    return { clientId: who, screeningId: screening.id, planId: record.id }
  }

  /** She signs on her own device. @returns the consent's id */
  async function consent({ clientId, planId }: Planned): Promise<string> {
    const asked = { kind: 'treatment' as const, purposes: [], language: 'en' }
    const { documentHash, risks } = await by()['consent.prepare']({ params: params({ planId }), body: asked })
    const { record } = await app.as(app.clientActor(clientId))['consent.sign']({
      params: params(),
      body: {
        id: id(),
        clientId,
        planId,
        ...asked,
        documentHash,
        understood: risks.slice(0, 3).map(({ risk }) => risk),
        signedAt: at(),
        signer: { name: 'Ada Example', as: 'client' },
        signature: { kind: 'drawn', strokes: [[12, 40, 180, 22, 300, 61]] },
      },
    })
    app.wait(1000)
    return record.id
  }

  async function device(more: Partial<InputOf<'device.add'>['body']> = {}): Promise<string> {
    const { record } = await by('owner')['device.add']({
      params: params(),
      body: { id: id(), deviceClass: 'pen', name: 'Pen, room 2', authorized: true, ...more },
    })
    return record.id
  }

  async function lot(more: Partial<InputOf<'lot.add'>['body']> = {}): Promise<string> {
    const { record } = await by()['lot.add']({
      params: params(),
      body: { id: id(), kind: 'cartridge', product: '12 needles', lot: 'C2291', expiresOn: '2040-01-01', ...more },
    })
    return record.id
  }

  const preflightBody = (
    of: Planned & { readonly deviceId: string; readonly lotId: string },
    more: Partial<InputOf<'preflight.record'>['body']> = {},
  ): InputOf<'preflight.record'>['body'] => ({
    id: id(),
    clientId: of.clientId,
    planId: of.planId,
    checkedOn: today(),
    deviceId: of.deviceId,
    cartridgeLotId: of.lotId,
    facts: safeChecks(testPathway, safeAnswers(testPathway, today()), today()),
    ...more,
  })
  const preflight = (body: InputOf<'preflight.record'>['body'], role: keyof TestApp['staff'] = 'practitioner') =>
    by(role)['preflight.record']({ params: params(), body })

  /** Everything in order and checked: the first pass may be made. */
  async function check(from?: Planned): Promise<Checked> {
    // A check counts for its day alone.
    app.avoidMidnight()
    const planned = from ?? (await plan())
    const consentId = await consent(planned)
    const with_ = { ...planned, deviceId: await device(), lotId: await lot() }
    const { record } = await preflight(preflightBody(with_))
    if (record.result.decision === 'not-ready') throw new Error(`Not ready: ${JSON.stringify(record.result)}`)
    app.wait(60_000)
    return { ...with_, consentId, preflightId: record.id }
  }

  const sessionBody = (
    of: Checked,
    more: Partial<InputOf<'session.record'>['body']> = {},
  ): InputOf<'session.record'>['body'] => ({
    id: id(),
    clientId: of.clientId,
    planId: of.planId,
    preflightId: of.preflightId,
    endedAt: at(),
    zone: app.clinic.zone,
    deviceId: of.deviceId,
    cartridgeLotId: of.lotId,
    practitionerId: app.staff.practitioner.id,
    zones: [{ area: 'cheeks', depthMm: 1, passes: 4, endpoint: 'pinpoint-bleeding' }],
    products: [],
    facts: {},
    ...more,
  })
  const session = (body: InputOf<'session.record'>['body'], role: keyof TestApp['staff'] = 'practitioner') =>
    by(role)['session.record']({ params: params(), body })

  async function treat(more: Partial<InputOf<'session.record'>['body']> = {}, from?: Planned): Promise<Treated> {
    const checked = await check(from)
    const { record } = await session(sessionBody(checked, more))
    return { ...checked, sessionId: record.id, endedAt: record.endedAt }
  }

  return {
    id,
    params,
    by,
    today,
    at,
    plan,
    consent,
    device,
    lot,
    preflightBody,
    preflight,
    check,
    sessionBody,
    session,
    treat,
  }
}
export type Journey = ReturnType<typeof journey>
