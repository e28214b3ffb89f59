/**
 * A clinic sees its own data only, tried over every route: with addresses of another clinic, with ids of another clinic in our
 * own addresses, and with such ids in what is sent. Nothing of the other clinic may come back, and nothing there may change.
 */
import { type Endpoint, endpoints, isBinary, ofClinic } from '@needlepoint/contract'
import { type Example, examples } from '@needlepoint/contract/examples'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { siteOf } from '../accounts/origin.ts'
import { may, type Permission, roles, scopes } from '../accounts/permissions.ts'
import { buildApp } from '../app.ts'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { routes } from '../routes.ts'
import { describeOnEachDatabase, testPathway } from '../test-support/index.ts'
import { contentOf, idsOf, type LivedInClinic, livedInClinic } from '../test-support/lived-in-clinic.ts'

interface Try {
  readonly what: string
  readonly method: Endpoint['method']
  readonly url: string
  readonly actor: Actor
  readonly body?: unknown
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

describeOnEachDatabase('Two clinics in one database', (opened) => {
  let mine: LivedInClinic
  let theirs: LivedInClinic
  let app: FastifyInstance
  let actors: readonly Actor[]

  beforeAll(async () => {
    theirs = await livedInClinic(opened())
    mine = await livedInClinic(opened())
    actors = [
      mine.everybody,
      ...roles.map(
        (role) => ({ kind: 'staff', id: mine.ids.staffId ?? '', name: `A ${role}`, roles: [role] }) as const,
      ),
      mine.client,
      { ...mine.client, guardian: true } as Actor,
      { kind: 'api-key', id: mine.ids.keyId ?? '', name: 'A key with every scope', scopes },
    ]
    const { database, keyRing } = opened()
    app = await buildApp({
      config: { rateLimit: null, lagWindow: 600_000 },
      database,
      keyRing,
      files: mine.files,
      site: siteOf('http://localhost:3000'),
      pathwayFor: async () => testPathway,
      // Whoever is signed in here is signed in to this clinic alone, as the accounts' own tests show.
      authenticate: async ({ headers }, clinicId) => {
        const actor = actors[Number(headers['x-actor'])]
        return actor && clinicId === mine.clinicId ? { clinicId, actor } : null
      },
      may: (actor, permission, clientId) => may(actor, permission as Permission, clientId),
      routes,
    })
  }, 120_000)

  const send = ({ method, url, actor, body }: Try): Promise<LightMyRequestResponse> =>
    app.inject({
      method,
      url,
      headers: {
        'x-actor': String(actors.indexOf(actor)),
        ...(body === undefined ? {} : { 'content-type': Buffer.isBuffer(body) ? 'image/png' : 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })

  test('nothing of the other is read and nothing is written there, by whatever ids one asks', async () => {
    const foreign = await idsOf(opened(), theirs.clinicId)
    const before = await contentOf(opened(), theirs.clinicId)
    const tries = Object.values(endpoints as Readonly<Record<string, Endpoint>>)
      .filter((endpoint) => ofClinic(endpoint))
      .flatMap((endpoint) => actors.flatMap((actor) => triesOf(endpoint, actor, mine, theirs)))
    expect(tries.length).toBeGreaterThan(1_000)
    let accepted = 0
    for (const each of tries) {
      const answer = await send(each)
      const what = `${each.what}: ${each.method} ${each.url} → ${answer.statusCode} ${answer.body.slice(0, 400)}`
      expect(answer.statusCode, what).toBeLessThan(500)
      if (answer.statusCode < 400) accepted += 1
      // What one sent may come back as one sent it; anything else of theirs is a leak.
      const sent = new Set(`${each.url} ${JSON.stringify(each.body ?? '')}`.match(uuid) ?? [])
      const leaked = (answer.body.match(uuid) ?? []).filter((id) => foreign.has(id) && !sent.has(id))
      expect(leaked, what).toEqual([])
      if (each.what !== 'our own record names theirs') expect(answer.statusCode, what).toBeGreaterThanOrEqual(400)
    }
    expect(await contentOf(opened(), theirs.clinicId)).toEqual(before)
    // Some of what is sent does not say whose it is (a page to read from, a search): that alone is answered.
    expect(accepted).toBeLessThan(tries.length / 3)
  }, 600_000)

  test('the same addresses with our own ids are answered, so the refusals above mean something', async () => {
    const reads = Object.values(endpoints as Readonly<Record<string, Endpoint>>).filter(
      (endpoint) => ofClinic(endpoint) && endpoint.method === 'GET' && endpoint.callers.includes('staff'),
    )
    expect(reads.length).toBeGreaterThan(20)
    for (const endpoint of reads) {
      const url = addressOf(endpoint, mine.clinicId, mine.ids)
      const answer = await send({ what: 'our own', method: 'GET', url, actor: mine.everybody })
      expect(answer.statusCode, `${url} → ${answer.body.slice(0, 400)}`).toBe(200)
    }
  }, 120_000)
})

function addressOf({ path }: Endpoint, clinicId: string, ids: Readonly<Record<string, string>>): string {
  return path.replace(':clinicId', clinicId).replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-${name}`)
}

function triesOf(endpoint: Endpoint, actor: Actor, mine: LivedInClinic, theirs: LivedInClinic): Try[] {
  const { method, body, name } = endpoint
  const given = isBinary(body) ? Buffer.from('89504e470d0a1a0a', 'hex') : exampleOf(name)
  const at = (url: string, what: string, sent = given): Try =>
    sent === undefined ? { what: `${name}, ${what}`, method, url, actor } : { what, method, url, actor, body: sent }
  const tries = [
    at(addressOf(endpoint, theirs.clinicId, theirs.ids), 'their address'),
    at(addressOf(endpoint, theirs.clinicId, mine.ids), 'our record in their clinic'),
  ]
  for (const parameter of endpoint.path.match(/(?<=:)\w+/g) ?? []) {
    if (parameter === 'clinicId') continue
    const id = theirs.ids[parameter] ?? ''
    tries.push(at(addressOf(endpoint, mine.clinicId, { ...mine.ids, [parameter]: id }), 'their record'))
  }
  // One field at a time, so that no other refusal hides that it was followed.
  const ours = addressOf(endpoint, mine.clinicId, mine.ids)
  for (const field of idFields(given)) {
    for (const id of new Set([theirs.ids[field] ?? theirs.ids.sessionId, theirs.ids.clientId])) {
      const sent = { ...(withOurs(given, mine) as object), id: newId(Date.now()), [field]: id }
      tries.push({ what: 'our own record names theirs', method, url: ours, actor, body: sent })
    }
  }
  return tries
}

function exampleOf(name: string): unknown {
  return (examples as Readonly<Record<string, Example>>)[name]?.body
}

/** Fields of a body that hold the id of something that is there already, besides the record's own. */
function idFields(body: unknown): string[] {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return []
  return Object.entries(body).flatMap(([field, value]) =>
    field !== 'id' && typeof value === 'string' && value.match(uuid)?.[0] === value ? [field] : [],
  )
}

/** The example with our ids where it has those of the documentation. */
function withOurs(body: unknown, { ids }: LivedInClinic): unknown {
  return Object.fromEntries(Object.entries(body as object).map(([field, value]) => [field, ids[field] ?? value]))
}
