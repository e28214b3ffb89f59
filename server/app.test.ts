/** HTTP and the database together: a request is a transaction, and a clinic sees its own rows only. */
import { readFileSync } from 'node:fs'
import { createClient, endpoints, type InputOf, NoAnswer, type OutputOf, ProblemError } from '@needlepoint/contract'
import { loadProtocol, type Protocol } from '@needlepoint/pathway'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { siteOf } from './accounts/origin.ts'
import { may, type Permission } from './accounts/permissions.ts'
import { buildApp } from './app.ts'
import { audit } from './audit/audit.ts'
import type { Actor, Context } from './context.ts'
import { addRow } from './database/index.ts'
import { FileStore } from './files/index.ts'
import { mergeById } from './http/merge.ts'
import { problems } from './http/problems.ts'
import { serve } from './http/serve-endpoint.ts'
import { newId } from './ids.ts'
import { describeOnEachDatabase, type TestClinic, testClinic } from './test-support/index.ts'

type Device = OutputOf<'device.list'>['items'][number]

async function listDevices({ tx, clinicId }: Context): Promise<OutputOf<'device.list'>> {
  const rows = await tx.selectFrom('devices').selectAll().where('clinic_id', '=', clinicId).orderBy('id').execute()
  return {
    items: rows.map((row) => ({
      id: row.id,
      deviceClass: row.device_class,
      name: row.name,
      serial: row.serial,
      udi: row.udi,
      authorized: row.authorized,
      status: row.status,
      recordedAt: row.recorded_at.toISOString(),
      recordedBy: { kind: 'staff', id: row.recorded_by, name: null },
    })),
  }
}

/** Fails after its write when the name says so. */
async function addDevice(context: Context, { body }: InputOf<'device.add'>): Promise<OutputOf<'device.add'>> {
  const { tx, clinicId, now, keys } = context
  const outcome = await addRow(tx, 'devices', {
    clinic_id: clinicId,
    id: body.id,
    device_class: body.deviceClass,
    name: body.name,
    serial: body.serial ?? null,
    udi: null,
    authorized: body.authorized,
    fingerprint: keys.fingerprint(body),
    recorded_at: new Date(now),
    recorded_by: 'tester',
  })
  if (body.name === 'breaks') throw new Error('after the write')
  if (outcome === 'new') await audit(context, { action: 'device.added', subject: body.id })
  const show = async (): Promise<Device> => {
    const found = (await listDevices(context)).items.find(({ id }) => id === body.id)
    if (!found) throw problems.notFound('device')
    return found
  }
  return await mergeById({ outcome, sent: body, show, mayRead: () => true })
}

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const owner: Actor = { kind: 'staff', id: 'tester', name: 'T', roles: ['owner'] }

describeOnEachDatabase('the app', (opened) => {
  let mine: TestClinic
  let others: TestClinic
  let app: FastifyInstance
  let address: string
  beforeAll(async () => {
    const { database, keyRing } = opened()
    mine = await testClinic(opened())
    others = await testClinic(opened())
    app = await buildApp({
      config: {},
      database,
      keyRing,
      files: new FileStore({} as never),
      site: siteOf('http://localhost:3000'),
      pathwayFor: async () => pathway,
      authenticate: async ({ headers }, clinicId) =>
        headers.authorization === `Bearer ${clinicId}` ? { clinicId, actor: owner } : undefined,
      may: (actor, permission, clientId) => may(actor, permission as Permission, clientId),
      routes: [serve(endpoints['device.add'], addDevice), serve(endpoints['device.list'], listDevices)],
    })
    const listening: Promise<string> = app.listen({ host: '127.0.0.1', port: 0 })
    address = await listening
  }, 60_000)
  afterAll(() => app?.close())
  afterEach(async () => {
    for (const clinic of [mine, others])
      expect(
        await clinic.run((tx) => tx.selectFrom('devices').select('id').where('name', '=', 'breaks').execute()),
      ).toEqual([])
  })

  const as = ({ clinicId }: TestClinic) =>
    createClient({ baseUrl: address, fetch, headers: () => ({ authorization: `Bearer ${clinicId}` }) })
  const pen = (name = 'Pen') => ({ id: newId(Date.now()), deviceClass: 'pen', name, authorized: true })
  const in_ = ({ clinicId }: TestClinic) => ({ params: { clinicId } })

  test('the typed client writes, reads back, and writes again without harm', async () => {
    const body = pen()
    const first = await as(mine)['device.add']({ ...in_(mine), body })
    const again = await as(mine)['device.add']({ ...in_(mine), body })
    expect([first.outcome, again.outcome]).toEqual(['new', 'same'])
    expect(again.record).toEqual(first.record)
    expect((await as(mine)['device.list'](in_(mine))).items).toContainEqual(first.record)
    const lines = await mine.run((tx) =>
      tx.selectFrom('audit_lines').select('subject').where('subject', '=', body.id).execute(),
    )
    expect(lines.length).toBe(1)
  })

  test('the typed client throws the problem that the server names', async () => {
    const body = pen()
    await as(mine)['device.add']({ ...in_(mine), body })
    const refused = await as(mine)
      ['device.add']({ ...in_(mine), body: { ...body, name: 'Another pen' } })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ProblemError)
    expect((refused as ProblemError).problem).toMatchObject({
      code: 'id-taken',
      outcome: 'refused',
      stored: { name: 'Pen' },
      sent: { name: 'Another pen' },
    })
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1', fetch })
    await expect(nowhere['health.live']()).rejects.toBeInstanceOf(NoAnswer)
    expect(await as(mine)['health.ready']()).toEqual({ status: 'ready' })
  })

  test('another clinic finds nothing, and the same id there is another record', async () => {
    const body = pen()
    await as(mine)['device.add']({ ...in_(mine), body })
    expect((await as(others)['device.list'](in_(others))).items.map(({ id }) => id)).not.toContain(body.id)
    const theirs = await as(others)['device.add']({ ...in_(others), body: { ...body, name: 'Theirs' } })
    expect(theirs).toMatchObject({ outcome: 'new', record: { name: 'Theirs' } })
    await expect(as(others)['device.list'](in_(mine))).rejects.toMatchObject({ problem: { code: 'not-signed-in' } })
  })

  test('what fails after its write leaves nothing behind', async () => {
    await expect(as(mine)['device.add']({ ...in_(mine), body: pen('breaks') })).rejects.toMatchObject({
      problem: { code: 'internal-error' },
    })
  })

  test('of twenty who send one id at once, one stores it and the others are told it is the same', async () => {
    const body = pen()
    const answers = await Promise.all(Array.from({ length: 20 }, () => as(mine)['device.add']({ ...in_(mine), body })))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(
      ['new', ...Array.from({ length: 19 }, () => 'same')].toSorted(),
    )
  })

  test('a clinic that does not exist is not there, even for who would be let in', async () => {
    const clinicId = newId(Date.now())
    const api = createClient({ baseUrl: address, fetch, headers: { authorization: `Bearer ${clinicId}` } })
    await expect(api['device.list']({ params: { clinicId } })).rejects.toMatchObject({ problem: { code: 'not-found' } })
  })
})
