/** Who works here and which programs call, over HTTP, as an owner arranges it. */
import type { Api } from '@needlepoint/contract'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp } from '../test-support/index.ts'
import { practiceRoutes } from './routes.ts'

describeOnEachDatabase('staff', (opened) => {
  const apps: TestApp[] = []
  let app: TestApp
  let owner: Api
  beforeEach(async () => {
    app = await testApp(opened(), practiceRoutes)
    apps.push(app)
    owner = app.as(app.staff.owner)
  })
  afterAll(() => Promise.all(apps.map((each) => each.close())))

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const list = async (by = owner) => (await by['staff.list']({ params: params() })).items
  const member = async (staffId: string) => {
    const found = (await list()).find((each) => each.id === staffId)
    if (!found) throw new Error('She does not work here.')
    return found
  }
  type Change = Parameters<Api['staff.amend']>[0]['body']
  const amend = async (staffId: string, more: Partial<Change> = {}, by = owner) => {
    const { name, roles, status, version } = await member(staffId)
    return await by['staff.amend']({
      params: params({ staffId }),
      body: { id: id(), supersedes: version, name, roles, status, ...more },
    })
  }

  test('everybody sees who works here, as what', async () => {
    const items = await list(app.as(app.staff['front-desk']))
    expect(items.map(({ name, roles }) => `${name}: ${roles.join(', ')}`).toSorted()).toEqual([
      'Some auditor: auditor',
      'Some clinician: clinician',
      'Some front-desk: front-desk',
      'Some owner: owner',
      'Some practitioner: practitioner',
    ])
  })

  test('an owner who treats becomes a clinician too, in one place and from then on', async () => {
    const { outcome, record } = await amend(app.staff.owner.id, { roles: ['clinician', 'owner'] })
    expect([outcome, record.roles]).toEqual(['new', ['owner', 'clinician']])
    expect((await member(app.staff.owner.id)).roles).toEqual(['owner', 'clinician'])
  })

  test('nobody is left without a role, has one twice, or has one that nobody knows', async () => {
    for (const roles of [[], ['owner', 'owner'], ['king']]) {
      const problem = await refused(() => amend(app.staff.practitioner.id, { roles: roles as never }))
      expect(problem.code).toBe('invalid-fields')
      expect(problem.fields?.[0]?.field).toMatch(/^roles/)
    }
  })

  test('sent again it is the same; two who change one version do not undo each other', async () => {
    const { version, name } = await member(app.staff.practitioner.id)
    const change = { id: id(), supersedes: version, name, roles: ['practitioner', 'front-desk'] as const }
    const body = { ...change, roles: [...change.roles], status: 'active' as const }
    const send = (sent: Change) =>
      owner['staff.amend']({ params: params({ staffId: app.staff.practitioner.id }), body: sent })
    expect((await send(body)).outcome).toBe('new')
    expect((await send(body)).outcome).toBe('same')
    expect((await refused(() => send({ ...body, id: id() }))).code).toBe('stale-version')
    expect((await refused(() => send({ ...body, name: 'Another' }))).code).toBe('id-taken')
    // A version of somebody else is not hers to replace.
    const { version: others } = await member(app.staff.clinician.id)
    expect((await refused(() => send({ ...body, id: id(), supersedes: others }))).code).toBe('stale-version')
  })

  test('the clinic keeps an owner', async () => {
    expect((await refused(() => amend(app.staff.owner.id, { status: 'left' }))).code).toBe('last-owner')
    expect((await refused(() => amend(app.staff.owner.id, { roles: ['clinician'] }))).code).toBe('last-owner')
    await amend(app.staff.clinician.id, { roles: ['clinician', 'owner'] })
    expect((await amend(app.staff.owner.id, { roles: ['clinician'] })).outcome).toBe('new')
  })

  test('an invitation names every role, is mailed once, and can be withdrawn', async () => {
    const body = {
      id: id(),
      email: `New.Person-${id()}@clinic.example`,
      roles: ['owner' as const, 'clinician' as const],
      language: 'en',
    }
    const invite = (sent = body) => owner['staff.invite']({ params: params(), body: sent })
    const { outcome, record } = await invite()
    expect([outcome, record.email, record.roles]).toEqual(['new', body.email.toLowerCase(), ['owner', 'clinician']])
    expect((await invite()).outcome).toBe('same')
    expect((await refused(() => invite({ ...body, roles: ['owner'] }))).code).toBe('id-taken')
    const mails = () => app.clinic.run((tx) => tx.selectFrom('outgoing_mail').select('id').execute())
    expect(await mails()).toHaveLength(1)
    const open = async () => (await owner['invitation.list']({ params: params() })).items
    expect(await open()).toEqual([record])
    const revoke = () => owner['invitation.revoke']({ params: params({ invitationId: body.id }) })
    expect(await revoke()).toEqual({ revoked: true })
    expect(await open()).toEqual([])
    expect((await refused(revoke)).code).toBe('not-found')
  })

  test('an owner removes the second factor of a colleague, and not her own', async () => {
    const recover = (staffId: string) => owner['staff.recover']({ params: params({ staffId }) })
    expect(await recover(app.staff.practitioner.id)).toEqual({ recovered: true })
    expect((await refused(() => recover(app.staff.owner.id))).code).toBe('not-allowed')
    expect((await refused(() => recover(id()))).code).toBe('not-found')
  })

  test('nobody but an owner arranges who works here', async () => {
    for (const role of ['clinician', 'practitioner', 'front-desk', 'auditor'] as const) {
      const by = app.as(app.staff[role])
      const calls = [
        () => amend(app.staff.practitioner.id, {}, by),
        () => by['invitation.list']({ params: params() }),
        () => by['staff.recover']({ params: params({ staffId: app.staff.practitioner.id }) }),
        () => by['api-key.list']({ params: params() }),
      ]
      for (const call of calls) expect((await refused(call)).code).toBe('not-allowed')
    }
  })

  test('a key is shown once, listed without itself, and revoked for good', async () => {
    const body = { id: id(), name: 'Booking', scopes: ['clients:read' as const] }
    const add = (more = {}) => owner['api-key.add']({ params: params(), body: { ...body, ...more } })
    const { key, record } = await add()
    expect(key).toMatch(/^np_[\w-]{43}$/)
    expect(record).toMatchObject({ name: 'Booking', startsWith: key.slice(0, 7), revokedAt: null, expiresAt: null })
    expect((await refused(() => add())).code).toBe('id-taken')
    const past = await refused(() => add({ id: id(), expiresAt: '2020-01-01T00:00:00Z' }))
    expect(past.fields?.[0]?.field).toBe('expiresAt')
    const keys = () => owner['api-key.list']({ params: params() })
    expect(JSON.stringify(await keys())).not.toContain(key.slice(8))
    const revoke = () => owner['api-key.revoke']({ params: params({ keyId: body.id }) })
    expect(await revoke()).toEqual({ revoked: true })
    const { revokedAt } = (await keys()).items[0] ?? {}
    app.wait(60_000)
    await revoke()
    expect((await keys()).items[0]?.revokedAt).toBe(revokedAt)
  })
})
