/** The clinic and its protocol over HTTP: what it may change, and that tightening reaches every decision from its day on. */
import { readFileSync } from 'node:fs'
import type { Api, InputOf } from '@needlepoint/contract'
import { dateAt, type Overlay, type Protocol } from '@needlepoint/pathway'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { findProtocol, openProtocols, type Protocols } from '../protocols.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp, testPathway } from '../test-support/index.ts'
import { practiceRoutes } from './routes.ts'

const example = readFileSync(new URL('../../examples/overlay.yaml', import.meta.url), 'utf8')

/** Of a clinic that has said nothing. */
const unreachable = {
  phone: null,
  email: null,
  openingHours: null,
  afterHours: null,
  watchHours: null,
  emergencyNumber: null,
  coolingOff: null,
}

describeOnEachDatabase('the clinic', (opened) => {
  const apps: TestApp[] = []
  let protocols: Protocols
  let app: TestApp
  let clinician: Api
  const logged: string[] = []
  beforeEach(async () => {
    protocols = await openProtocols(opened().database, testPathway.protocol)
    app = await testApp(opened(), practiceRoutes, { pathwayFor: protocols.pathwayFor })
    apps.push(app)
    clinician = app.as(app.staff.clinician)
  })
  afterAll(() => Promise.all(apps.map((each) => each.close())))

  const id = () => newId(app.now())
  const params = () => ({ clinicId: app.clinic.clinicId })
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const day = (from: number) => dateAt(app.now() + from * 86_400_000, app.clinic.zone)
  type Body = InputOf<'overlay.set'>['body']
  const overlay = (more: Partial<Body> = {}): Body => ({ id: id(), yaml: example, validFrom: day(0), ...more })
  const set = (body = overlay(), by = clinician) => by['overlay.set']({ params: params(), body })
  const show = (by = clinician) => by['overlay.show']({ params: params() })
  const inForce = async () => (await clinician['clinic.show']({ params: params() })).protocol
  const pathway = (today: string, from = protocols) =>
    app.clinic.run((tx) => from.pathwayFor(tx, app.clinic.clinicId, today))

  test('its owner changes name, zone and language; nobody else does', async () => {
    const owner = app.as(app.staff.owner)
    const body = { name: 'Clinic by the sea', zone: 'Europe/Lisbon', language: 'pt', ...unreachable }
    const change = (by = owner) => by['clinic.change']({ params: params(), body })
    expect(await change()).toMatchObject(body)
    await change()
    const lines = await app.clinic.run((tx) => tx.selectFrom('audit_lines').select(['action', 'details']).execute())
    expect(lines).toEqual([{ action: 'clinic.changed', details: { changed: ['name', 'zone', 'language'] } }])
    expect((await refused(() => change(clinician))).code).toBe('not-allowed')
    const nowhere = await refused(() =>
      owner['clinic.change']({ params: params(), body: { ...body, zone: 'Mars/Olympus' } }),
    )
    expect(nowhere.fields?.[0]?.field).toBe('zone')
  })

  test('a client reads the name of her clinic', async () => {
    const herself = app.as(app.clientActor(await app.addClient()))
    expect(await herself['clinic.show']({ params: params() })).toMatchObject({ name: 'A test', demo: false })
  })

  describe('how it is reached', () => {
    const reached = {
      phone: '+49 30 23125 000',
      email: 'care@clinic.example',
      openingHours: 'Mo–Fr 9–18 Uhr',
      afterHours: 'Dr. Test calls back within an hour.',
      watchHours: [
        { day: 1, from: '09:00', to: '18:00' },
        { day: 6, from: '10:00', to: '24:00' },
      ],
      emergencyNumber: '112',
      coolingOff: { unit: 'h' as const, amount: 48 },
    }
    const named = { name: 'A test', zone: 'Europe/Berlin', language: 'en' }
    const change = (contact: object) =>
      app.as(app.staff.owner)['clinic.change']({ params: params(), body: { ...named, ...unreachable, ...contact } })
    const read = async () => {
      const herself = app.as(app.clientActor(await app.addClient()))
      return await herself['clinic.show']({ params: params() })
    }

    test('a client reads whom to call and who answers at night, and nobody where nobody was named', async () => {
      expect(await read()).toMatchObject(unreachable)
      await change(reached)
      expect(await read()).toMatchObject(reached)
      await change({ phone: reached.phone })
      expect(await read()).toMatchObject({ ...unreachable, phone: reached.phone })
    })

    test('the audit says what was changed, and not to what', async () => {
      await change({ phone: reached.phone, afterHours: reached.afterHours })
      const lines = await app.clinic.run((tx) => tx.selectFrom('audit_lines').select(['action', 'details']).execute())
      expect(lines).toEqual([{ action: 'clinic.changed', details: { changed: ['phone', 'afterHours'] } }])
    })

    test('hours that cannot be are refused, and the ones from before still hold', async () => {
      await change(reached)
      const nine = { from: '09:00', to: '18:00' }
      for (const watchHours of [
        [{ day: 8, ...nine }],
        [{ day: 1, from: '18:00', to: '09:00' }],
        [{ day: 1, from: '9', to: '18:00' }],
        [
          { day: 1, ...nine },
          { day: 1, ...nine },
        ],
      ])
        expect((await refused(() => change({ ...reached, watchHours }))).code).toBe('invalid-fields')
      expect(await read()).toMatchObject(reached)
    })

    test.each([
      ['phone', 'call me', 'a telephone number'],
      ['email', 'care at clinic', 'an e-mail address'],
      ['openingHours', 'Mo–Fr\nnot on Sundays', 'a text of one line, at most 120 characters'],
      ['afterHours', ' ', 'a text of one line, at most 300 characters'],
      ['afterHours', 'a'.repeat(301), 'a text of one line, at most 300 characters'],
      ['emergencyNumber', '112;ext=1', 'an emergency number in digits'],
    ])('a %s that cannot be one is refused by its name (%j)', async (field, value, expected) => {
      await change(reached)
      const { code, fields } = await refused(() => change({ ...reached, [field]: value }))
      expect(code).toBe('invalid-fields')
      expect(fields).toHaveLength(1)
      expect(fields?.[0]).toMatchObject({ field, message: expect.stringContaining(expected) })
      expect(await read()).toMatchObject(reached)
    })

    test('what is left out by a slip is asked for, and not taken away', async () => {
      await change(reached)
      const { phone: _, ...without } = { ...named, ...reached }
      const send = () => app.as(app.staff.owner)['clinic.change']({ params: params(), body: without as never })
      expect((await refused(send)).fields?.[0]?.field).toBe('phone')
      expect(await read()).toMatchObject(reached)
    })
  })

  describe('tightening the protocol', () => {
    test('without an overlay the protocol decides as it was published', async () => {
      expect(await show()).toEqual({ protocol: testPathway.hash, overlay: null, newest: null })
      expect(await inForce()).toBe(testPathway.hash)
    })

    test('an overlay of today decides from the next request on, and its protocol is kept for replay', async () => {
      const body = overlay()
      const { outcome, record } = await set(body)
      expect(outcome).toBe('new')
      expect(record).toMatchObject({ name: 'Example Skin Clinic', yaml: example, supersedes: null })
      expect(await show()).toEqual({ protocol: `${testPathway.hash}+${record.hash}`, overlay: record, newest: record })
      expect(await inForce()).toBe(`${testPathway.hash}+${record.hash}`)
      const smoker = (await pathway(day(0))).screen({ smoker: true }, day(0))
      expect(smoker.findings.map(({ rule }) => rule)).toContain('house-smoker')
      const kept = await app.clinic.run((tx) => findProtocol(tx, `${testPathway.hash}+${record.hash}`))
      expect(kept?.screening.rules).toHaveProperty('house-smoker')
      expect((await set(body)).outcome).toBe('same')
    })

    test('what a device tightens with is what the server tightens with', async () => {
      const { record } = await set()
      const herself = app.as(app.clientActor(await app.addClient()))
      const { protocol, overlay: shown } = await show(herself)
      expect(shown?.yaml).toBeNull()
      expect(testPathway.tighten(shown?.document as unknown as Overlay).hash).toBe(protocol)
      expect(record.yaml).toBe(example)
    })

    test('an overlay of tomorrow decides tomorrow', async () => {
      const { record } = await set(overlay({ validFrom: day(1) }))
      expect(await show()).toEqual({ protocol: testPathway.hash, overlay: null, newest: record })
      expect((await pathway(day(0))).hash).toBe(testPathway.hash)
      expect((await pathway(day(1))).hash).toBe(`${testPathway.hash}+${record.hash}`)
      app.wait(2 * 86_400_000)
      expect((await show()).overlay).toEqual(record)
    })

    test('the newest version whose day has come holds, also where an older one would begin later', async () => {
      const yaml = (months: number) => `name: Ours\nparameters:\n  isotretinoinWait: ${months}\n`
      const { record: a } = await set(overlay({ yaml: yaml(9) }))
      const { record: b } = await set(overlay({ yaml: yaml(12), validFrom: day(20), supersedes: a.id }))
      const { record: c } = await set(overlay({ yaml: yaml(10), validFrom: day(10), supersedes: b.id }))
      const hash = async (from: number) => (await pathway(day(from))).hash.split('+')[1]
      expect([await hash(0), await hash(9), await hash(10), await hash(30)]).toEqual([a.hash, a.hash, c.hash, c.hash])
      expect((await show()).newest).toMatchObject({ id: c.id, supersedes: b.id, supersededBy: null })
    })

    test('the second who sets one is shown the first', async () => {
      const { record } = await set()
      const blind = await refused(() => set(overlay({ yaml: 'name: Mine\n' })))
      expect(blind).toMatchObject({ code: 'stale-version', stored: { id: record.id } })
      const { record: next } = await set(overlay({ yaml: 'name: Next\n', supersedes: record.id }))
      const late = await refused(() => set(overlay({ yaml: 'name: Late\n', supersedes: record.id })))
      expect(late).toMatchObject({ code: 'stale-version', stored: { id: next.id } })
      expect((await refused(() => set(overlay({ supersedes: id() })))).code).toBe('not-found')
    })

    test('an overlay that loosens is refused as a whole, with the place and the way out', async () => {
      const yaml =
        'name: Ours\nparameters:\n  isotretinoinWait: 1\neffects:\n  keloid-family: proceed-with-precautions\n'
      const problem = await refused(() => set(overlay({ yaml })))
      expect(problem.code).toBe('loosens-protocol')
      expect(problem.fields).toHaveLength(2)
      expect(problem.fields?.[0]).toMatchObject({
        field: 'yaml',
        message: expect.stringMatching(/^Line 3, column 21: .*would loosen the protocol.*$/),
      })
      expect(await inForce()).toBe(testPathway.hash)
    })

    test.each([
      ['no YAML', 'name: [', /^Line 1/],
      ['a rule that does not exist', 'name: Ours\neffects:\n  keloid-famly: do-not-treat\n', /keloid-family/],
      ['a key that nobody knows', 'name: Ours\nparametres: {}\n', /parameters/],
    ])('%s is told with its line', async (_, yaml, says) => {
      const problem = await refused(() => set(overlay({ yaml })))
      expect(problem.code).toBe('invalid-fields')
      expect(problem.fields?.[0]).toMatchObject({ field: 'yaml', message: expect.stringMatching(says) })
    })

    test('the past is decided: an overlay cannot begin before today', async () => {
      const problem = await refused(() => set(overlay({ validFrom: day(-1) })))
      expect(problem.fields?.[0]).toMatchObject({ field: 'validFrom', expected: 'today or later' })
    })

    test('only a clinician tightens', async () => {
      for (const role of ['owner', 'practitioner', 'front-desk', 'auditor'] as const) {
        expect((await refused(() => set(overlay(), app.as(app.staff[role])))).code).toBe('not-allowed')
      }
    })

    test('one clinic tightens for itself alone', async () => {
      await set()
      const other = await testApp(opened(), practiceRoutes, { pathwayFor: protocols.pathwayFor })
      apps.push(other)
      const shown = await other
        .as(other.staff.clinician)
        ['overlay.show']({ params: { clinicId: other.clinic.clinicId } })
      expect(shown).toEqual({ protocol: testPathway.hash, overlay: null, newest: null })
    })
  })

  describe('after an update of the knowledge', () => {
    /** A later edition, in which one parameter is stricter than the clinic's and one rule has another name. */
    const { protocol } = testPathway
    const { 'keloid-family': renamed, ...rules } = protocol.screening.rules
    const later: Protocol = {
      ...protocol,
      hash: `sha256:${'e'.repeat(64)}`,
      parameters: {
        ...protocol.parameters,
        isotretinoinWait: {
          ...(protocol.parameters.isotretinoinWait as Protocol['parameters'][string]),
          values: [{ from: '2026-01-01', value: 24, cites: [], judgement: 'A test.' }],
        },
      },
      screening: { ...protocol.screening, rules: { ...rules, 'keloid-kin': renamed } as never },
    }

    test('the clinic’s rules hold on, what no longer fits is left out and told, and the new document is kept', async () => {
      const { record } = await set()
      const updated = await openProtocols(opened().database, later, { log: (_, what) => logged.push(what) })
      const tightened = await pathway(day(0), updated)
      expect(tightened.hash).toBe(`${later.hash}+${record.hash}`)
      expect(tightened.protocol.screening.rules).toHaveProperty('house-smoker')
      expect(tightened.protocol.parameters.isotretinoinWait?.values.at(-1)?.value).toBe(24)
      expect(logged.at(-1)).toMatch(/left out: parameters\.isotretinoinWait, effects\.keloid-family\./)
      const kept = await app.clinic.run((tx) => findProtocol(tx, tightened.hash))
      expect(kept?.hash).toBe(tightened.hash)
    })

    test('a document that was undone with its transaction is kept by the next one', async () => {
      await set()
      const other: Protocol = { ...later, hash: `sha256:${'d'.repeat(64)}` }
      const updated = await openProtocols(opened().database, other)
      let hash = ''
      const undone = app.clinic.run(async (tx) => {
        hash = (await updated.pathwayFor(tx, app.clinic.clinicId, day(0))).hash
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      const kept = () => app.clinic.run((tx) => findProtocol(tx, hash))
      expect(await kept()).toBeUndefined()
      await pathway(day(0), updated)
      expect((await kept())?.hash).toBe(hash)
    })
  })
})
