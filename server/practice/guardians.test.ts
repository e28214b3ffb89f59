/** Guardians over HTTP, and how a client or her guardian gets into the record and out of it. */
import type { Api, InputOf } from '@needlepoint/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mayActFor } from '../accounts/client-links.ts'
import { newId } from '../ids.ts'
import type { Message } from '../mail/messages.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp } from '../test-support/index.ts'
import { practiceRoutes } from './routes.ts'

type Body = InputOf<'guardian.add'>['body']

describeOnEachDatabase('guardians', (opened) => {
  let app: TestApp
  let desk: Api
  beforeAll(async () => {
    app = await testApp(opened(), practiceRoutes)
    desk = app.as(app.staff['front-desk'])
  })
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const child = (born = '2014-01-01') => app.addClient('Kid Example', { born })
  const body = (more: Partial<Body> = {}): Body => ({
    id: id(),
    name: 'Bea Example',
    contact: { email: 'bea@post.example' },
    relation: 'parent',
    ...more,
  })
  const add = (clientId: string, sent = body()) => desk['guardian.add']({ params: params({ clientId }), body: sent })
  const amend = (clientId: string, guardianId: string, more: Partial<InputOf<'guardian.amend'>['body']> = {}) =>
    desk['guardian.amend']({
      params: params({ clientId, guardianId }),
      body: { ...body(), supersedes: guardianId, status: 'active', ...more },
    })
  const list = async (clientId: string, by = desk) =>
    (await by['guardian.list']({ params: params({ clientId }) })).items
  const send = (clientId: string, guardianId?: string) =>
    desk['client-link.send']({
      params: params({ clientId }),
      body: guardianId === undefined ? {} : { guardianId },
    })
  const openLinks = (clientId: string) =>
    app.clinic.run((tx) =>
      tx
        .selectFrom('client_links')
        .select('guardian_id')
        .where('client_id', '=', clientId)
        .where('revoked_at', 'is', null)
        .execute(),
    )
  const lastMail = () =>
    app.clinic.run(async (tx) => {
      const row = await tx
        .selectFrom('outgoing_mail')
        .selectAll()
        .orderBy('recorded_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      const place = { table: 'outgoing_mail', column: 'message_enc', id: row.id }
      return JSON.parse(app.clinic.keys.open(place, row.message_enc)) as Message
    })

  test('a guardian is added once, keeps her name through every version, and is listed as she is now', async () => {
    const clientId = await child()
    const sent = body()
    const { outcome, record } = await add(clientId, sent)
    expect([outcome, record.guardianId, record.status]).toEqual(['new', sent.id, 'active'])
    expect((await add(clientId, sent)).outcome).toBe('same')
    const { record: amended } = await amend(clientId, sent.id, { name: 'Bea Newname' })
    expect([amended.guardianId, amended.supersedes]).toEqual([sent.id, sent.id])
    const { record: third } = await amend(clientId, sent.id, { supersedes: amended.id, relation: 'legal-guardian' })
    expect(await list(clientId)).toEqual([third])
    expect((await list(clientId, app.as(app.clientActor(clientId))))[0]?.guardianId).toBe(sent.id)
  })

  test('the same id for another person is refused, and of two versions the later writer sees the first', async () => {
    const clientId = await child()
    const { record } = await add(clientId)
    const taken = await refused(() => add(clientId, body({ id: record.id, name: 'Someone Else' })))
    expect(taken).toMatchObject({ code: 'id-taken', stored: { name: 'Bea Example' } })
    // Of another client's guardian nothing is shown.
    const other = await app.addClient()
    const elsewhere = await refused(() => add(other, body({ id: record.id })))
    expect([elsewhere.code, elsewhere.stored]).toEqual(['id-taken', undefined])
    await amend(clientId, record.id, { name: 'First Hand' })
    const stale = await refused(() => amend(clientId, record.id, { name: 'Second Hand' }))
    expect(stale).toMatchObject({
      code: 'stale-version',
      stored: { name: 'First Hand' },
      sent: { name: 'Second Hand' },
    })
  })

  test('a child’s link goes to her guardian; without one the desk is told what is missing', async () => {
    const clientId = await child()
    expect((await refused(() => send(clientId))).code).toBe('step-missing')
    const { record } = await add(clientId)
    const { expiresAt } = await send(clientId)
    expect(Date.parse(expiresAt)).toBeGreaterThan(app.now() + 6 * 86_400_000)
    const mail = await lastMail()
    expect(mail).toMatchObject({ to: 'bea@post.example', kind: 'guardian-link' })
    expect((mail.values as { link: string }).link).toMatch(/^http:\/\/localhost:3000\/c\/[\w-]+\/open#[\w-]{43}$/)
    expect(await openLinks(clientId)).toEqual([{ guardian_id: record.id }])
  })

  test('a guardian whose role has ended is out, with her open links', async () => {
    const clientId = await child()
    const { record } = await add(clientId)
    await send(clientId, record.guardianId)
    const { record: ended } = await amend(clientId, record.id, { status: 'ended' })
    expect(ended.status).toBe('ended')
    expect(await openLinks(clientId)).toEqual([])
    expect((await refused(() => send(clientId, record.guardianId))).code).toBe('not-found')
    expect(await list(clientId)).toMatchObject([{ status: 'ended' }])
  })

  test('on the day on which she comes of age nobody acts for her any more', async () => {
    const today = new Date(app.now()).toISOString().slice(0, 10)
    const born = (years: number) => `${Number(today.slice(0, 4)) - years}${today.slice(4)}`
    const actsFor = async (years: number) => {
      const clientId = await app.addClient('Kid Example', { born: born(years), zone: 'UTC' })
      const { record } = await add(clientId)
      const may = await app.clinic.run((tx) =>
        mayActFor({ tx, clinicId: app.clinic.clinicId, keys: app.clinic.keys, now: app.now() }, clientId, record.id),
      )
      return { clientId, guardianId: record.id, may }
    }
    expect((await actsFor(17)).may).toBe(true)
    const { clientId, guardianId, may } = await actsFor(18)
    expect(may).toBe(false)
    expect((await refused(() => send(clientId, guardianId))).code).toBe('step-missing')
  })

  test('access ends for the client, and what is not there is said to be so', async () => {
    const clientId = await app.addClient()
    const end = (more: { guardianId?: string } = {}, of = clientId) =>
      desk['client-access.end']({ params: params({ clientId: of }), body: more })
    expect(await end()).toEqual({ ended: true })
    expect((await refused(() => end({ guardianId: id() }))).code).toBe('not-found')
    expect((await refused(() => end({}, id()))).code).toBe('not-found')
  })

  test('a client and an auditor change nothing here', async () => {
    const clientId = await child()
    for (const actor of [app.clientActor(clientId), app.staff.auditor]) {
      const problem = await refused(() => app.as(actor)['guardian.add']({ params: params({ clientId }), body: body() }))
      expect(problem.code).toBe('not-allowed')
    }
  })
})
