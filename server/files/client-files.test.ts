import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pose } from '@needlepoint/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit/audit.ts'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import {
  allowPhotos,
  describeOnEachDatabase,
  refusal,
  type TestApp,
  takeBackPhotos,
  testApp,
} from '../test-support/index.ts'
import { type BlobStore, FileStore, FileStoreUnavailable, FolderStore } from './index.ts'
import { filesRoutes } from './routes.ts'
import { sweepFiles } from './sweep-files.ts'
import { type Bytes, jpeg, pdf, png, secret, tellingNotes } from './test-support/pictures.ts'

/** A folder that can be away, as a bucket can. */
class Leaving implements BlobStore {
  readonly #folder: FolderStore
  away = false
  constructor(root: string) {
    this.#folder = new FolderStore(root)
  }
  #here(): FolderStore {
    if (this.away) throw new FileStoreUnavailable('The file store does not answer.')
    return this.#folder
  }
  written = async () => {}
  write = async (name: string, bytes: Uint8Array) => {
    await this.#here().write(name, bytes)
    await this.written()
  }
  read = async (name: string) => this.#here().read(name)
  remove = async (name: string) => this.#here().remove(name)
  list = (prefix: string) => this.#here().list(prefix)
}

describeOnEachDatabase('Photos and documents', (open) => {
  let app: TestApp
  let folder = ''
  let store: Leaving
  let ada = ''
  let zoe = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'needlepoint-photos-'))
    store = new Leaving(folder)
    app = await testApp(open(), filesRoutes, { files: new FileStore(store) })
    ada = await app.addClient('Ada Example')
    zoe = await app.addClient('Zoe Example')
    await allowPhotos(app, ada)
  })
  afterAll(async () => {
    await app.close()
    await rm(folder, { recursive: true })
  })

  interface Sent {
    readonly id?: string
    readonly clientId?: string
    readonly bytes?: Bytes
    readonly type?: string
    readonly kind?: 'photo' | 'document'
    readonly takenAt?: string
    readonly pose?: Pose
    readonly sessionId?: string
    readonly checkInId?: string
    readonly question?: string
  }
  const telling = jpeg({ notes: tellingNotes(6) })
  const send = (actor: Actor, sent: Sent = {}) => {
    const { id = newId(app.now()), clientId = ada, bytes = telling, type = 'image/jpeg', ...query } = sent
    return app.as(actor)['file.add']({
      params: { clinicId: app.clinic.clinicId, clientId, fileId: id },
      query: { kind: 'photo', ...query },
      body: new Blob([bytes], { type }),
    })
  }
  const at = (fileId: string) => ({ params: { clinicId: app.clinic.clinicId, fileId } })
  const of = (clientId: string) => ({ params: { clinicId: app.clinic.clinicId, clientId } })
  const contents = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  }

  test('a photo comes back as it is shown and tells nothing; what lies on the disk nobody can read', async () => {
    const { practitioner } = app.staff
    const takenAt = new Date(app.now() - 60_000).toISOString()
    const { outcome, record } = await send(practitioner, { takenAt })
    expect(outcome).toBe('new')
    expect(record).toMatchObject({
      clientId: ada,
      kind: 'photo',
      contentType: 'image/jpeg',
      width: 8,
      height: 16,
      takenAt,
    })
    expect(record.recordedBy).toEqual({ kind: 'staff', id: practitioner.id, name: 'Some practitioner' })
    expect(await app.as(practitioner)['file.show'](at(record.id))).toEqual(record)
    const opened = await app.as(practitioner)['file.content'](at(record.id))
    expect([opened.type, opened.size]).toEqual(['image/jpeg', record.size])
    const bytes = Buffer.from(await opened.arrayBuffer())
    expect(bytes.includes(secret)).toBe(false)
    expect(bytes.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff))
    for (const path of await contents()) expect((await readFile(path)).includes('JFIF')).toBe(false)
    expect(await verifyAudit(open().database, open().keyRing, app.clinic.clinicId)).toMatchObject({ whole: true })
  })

  test('what a browser gets neither runs, nor is guessed at, nor stays anywhere on the way', async () => {
    const { clinician } = app.staff
    const sent = await send(clinician, { kind: 'document', bytes: pdf(), type: 'application/pdf' })
    const address = app.app.server.address() as AddressInfo
    app.as(clinician)
    const answer = await fetch(
      `http://127.0.0.1:${address.port}/api/clinics/${app.clinic.clinicId}/files/${sent.record.id}/content`,
      { headers: { authorization: `Test ${JSON.stringify(clinician)}` } },
    )
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="document-[0-9a-f]{12}\.pdf"$/)
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
  })

  test('sent twice it is kept once, and an id that is taken shows what it names', async () => {
    const { clinician } = app.staff
    const id = newId(app.now())
    expect((await send(clinician, { id })).outcome).toBe('new')
    const before = await contents()
    expect((await send(clinician, { id })).outcome).toBe('same')
    const other = await refusal(app, () => send(clinician, { id, bytes: png(), type: 'image/png' }))
    expect(other).toMatchObject({
      code: 'id-taken',
      stored: { id, contentType: 'image/jpeg' },
      sent: { contentType: 'image/png' },
    })
    expect(await refusal(app, () => send(clinician, { id, clientId: zoe }))).toMatchObject({ code: 'id-taken' })
    expect(await contents()).toEqual(before)
  })

  test('what it is is seen by looking: a PNG that is called a JPEG is a PNG, and a zip is nothing', async () => {
    const { record } = await send(app.staff.clinician, { bytes: png() })
    expect(record.contentType).toBe('image/png')
    const zip = new Uint8Array(Buffer.from('PK\x03\x04 pretends to be a photo'))
    const problem = await refusal(app, () => send(app.staff.clinician, { bytes: zip }))
    expect(problem).toMatchObject({ code: 'file-refused', status: 422 })
    expect(problem.detail).toMatch(/^This is an archive.* Send a JPEG, PNG or WebP picture\.$/)
    const svg = new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
    expect(await refusal(app, () => send(app.staff.clinician, { bytes: svg, type: 'image/svg+xml' }))).toMatchObject({
      code: 'wrong-content-type',
    })
  })

  test('a client adds to her own record and sees it; of another’s there is nothing, not even by its id', async () => {
    const me = app.clientActor(ada)
    const { record } = await send(me)
    const another = app.clientActor(zoe)
    expect((await app.as(me)['file.list'](of(ada))).items.map(({ id }) => id)).toContain(record.id)
    expect((await app.as(me)['file.content'](at(record.id))).size).toBe(record.size)
    const calls = [
      () => app.as(another)['file.show'](at(record.id)),
      () => app.as(another)['file.content'](at(record.id)),
      () => app.as(another)['file.list'](of(ada)),
      () => send(another, { clientId: ada }),
    ]
    for (const call of calls) expect(await refusal(app, call)).toMatchObject({ code: 'not-found' })
    const taken = await refusal(app, () => send(another, { id: record.id, clientId: zoe }))
    expect(taken.code).toBe('id-taken')
    expect(taken).not.toHaveProperty('stored')
  })

  test('another clinic finds neither the row nor the content', async () => {
    const { record } = await send(app.staff.clinician)
    const elsewhere = await testApp(open(), filesRoutes, { files: new FileStore(store) })
    try {
      const call = elsewhere.as(elsewhere.staff.clinician)
      const theirs = { params: { clinicId: elsewhere.clinic.clinicId, fileId: record.id } }
      expect(await refusal(elsewhere, () => call['file.content'](theirs))).toMatchObject({ code: 'not-found' })
      expect(await refusal(elsewhere, () => call['file.content'](at(record.id)))).toMatchObject({ code: 'not-found' })
    } finally {
      await elsewhere.close()
    }
  })

  describe('what she allows', () => {
    const purposes = ['record', 'teaching', 'publication', 'marketing'] as const
    const open = (actor: Actor, id: string, purpose?: (typeof purposes)[number]) =>
      app.as(actor)['file.content']({ ...at(id), query: purpose === undefined ? {} : { purpose } })
    const closed = async (actor: Actor, id: string, purpose?: (typeof purposes)[number]) =>
      (await refusal(app, () => open(actor, id, purpose))).code
    const photoOf = async (actor: Actor, clientId: string) => (await send(actor, { clientId })).record.id
    const staffWhoLook = () =>
      (['owner', 'clinician', 'practitioner', 'auditor'] as const).map((role) => app.staff[role])

    test('nobody of the clinic sees a photo that was taken of her before she allows it', async () => {
      const mine = await app.addClient('Mia Example')
      const photo = await photoOf(app.staff.practitioner, mine)
      for (const actor of staffWhoLook())
        for (const purpose of [undefined, ...purposes])
          expect(await closed(actor, photo, purpose)).toBe('consent-not-valid')
      const key = { kind: 'api-key', id: newId(app.now()), name: 'A program', scopes: ['records:read'] } as const
      expect(await closed(key, photo)).toBe('consent-not-valid')
      expect((await open(app.clientActor(mine), photo)).size).toBeGreaterThan(0)
      await allowPhotos(app, mine)
      for (const actor of [...staffWhoLook(), key]) expect((await open(actor, photo)).size).toBeGreaterThan(0)
    })

    test('one purpose is no other: who allows her record has allowed no advert, and the other way round', async () => {
      for (const allowed of purposes) {
        const mine = await app.addClient(`Only ${allowed}`)
        await allowPhotos(app, mine, allowed)
        const photo = await photoOf(app.staff.practitioner, mine)
        for (const purpose of purposes) {
          if (purpose === allowed) expect((await open(app.staff.clinician, photo, purpose)).size).toBeGreaterThan(0)
          else expect(await closed(app.staff.clinician, photo, purpose)).toBe('consent-not-valid')
        }
        expect((await app.as(app.staff.clinician)['file.show'](at(photo))).mayShowFor).toEqual([allowed])
      }
    })

    test('taking it back closes the photos that are there already, at the very next view, and only for that purpose', async () => {
      const mine = await app.addClient('Lia Example')
      const [record, marketing] = [await allowPhotos(app, mine), await allowPhotos(app, mine, 'marketing')]
      const [theirs, hers] = [await photoOf(app.staff.practitioner, mine), await photoOf(app.clientActor(mine), mine)]
      for (const id of [theirs, hers]) {
        expect((await open(app.staff.clinician, id)).size).toBeGreaterThan(0)
        expect((await open(app.staff.clinician, id, 'marketing')).size).toBeGreaterThan(0)
      }
      app.wait(1000)
      await takeBackPhotos(app, marketing)
      for (const id of [theirs, hers]) {
        expect(await closed(app.staff.clinician, id, 'marketing')).toBe('consent-not-valid')
        expect((await open(app.staff.clinician, id)).size).toBeGreaterThan(0)
      }
      app.wait(1000)
      await takeBackPhotos(app, record)
      for (const id of [theirs, hers]) {
        expect(await closed(app.staff.clinician, id)).toBe('consent-not-valid')
        expect((await open(app.clientActor(mine), id)).size).toBeGreaterThan(0)
      }
      const { items } = await app.as(app.staff.clinician)['file.list'](of(mine))
      expect(items.map(({ mayShowFor }) => mayShowFor)).toEqual([[], []])
      // They are kept, and open again when she allows it again.
      await allowPhotos(app, mine)
      for (const id of [theirs, hers]) expect((await open(app.staff.clinician, id)).size).toBeGreaterThan(0)
    })

    test('what she sends because she is worried is seen by those who look after her, and shown to nobody else', async () => {
      const mine = await app.addClient('Zia Example')
      const photo = await photoOf(app.clientActor(mine), mine)
      expect((await open(app.staff.practitioner, photo)).size).toBeGreaterThan(0)
      for (const purpose of ['teaching', 'publication', 'marketing'] as const)
        expect(await closed(app.staff.practitioner, photo, purpose)).toBe('consent-not-valid')
    })

    test('a view that was refused is not on the list of who looked', async () => {
      const mine = await app.addClient('Ria Example')
      const photo = await photoOf(app.staff.practitioner, mine)
      await closed(app.staff.clinician, photo)
      const views = await app.clinic.run((tx) =>
        tx.selectFrom('record_views').select('what').where('client_id', '=', mine).execute(),
      )
      expect(views).toEqual([])
    })

    test('a letter needs no permission for photos', async () => {
      const mine = await app.addClient('Pia Example')
      const letter = { clientId: mine, kind: 'document', bytes: pdf(), type: 'application/pdf' } as const
      const { record } = await send(app.staff.practitioner, letter)
      expect(record.mayShowFor).toBeNull()
      expect((await open(app.staff.practitioner, record.id)).size).toBeGreaterThan(0)
    })
  })

  test('the front desk may add a letter and not look at photos', async () => {
    const { 'front-desk': desk } = app.staff
    const { record } = await send(desk, { kind: 'document', bytes: pdf(), type: 'application/pdf' })
    for (const call of [() => app.as(desk)['file.content'](at(record.id)), () => app.as(desk)['file.list'](of(ada))])
      expect(await refusal(app, call)).toMatchObject({ code: 'not-allowed' })
  })

  test('a page of photos is one visit in the list of who opened the record', async () => {
    const mine = await app.addClient('Eva Example')
    await allowPhotos(app, mine)
    const { auditor } = app.staff
    for (let count = 0; count < 3; count++) {
      const { record } = await send(app.staff.clinician, { clientId: mine })
      await app.as(auditor)['file.content'](at(record.id))
      await app.as(app.clientActor(mine))['file.content'](at(record.id))
    }
    const views = () =>
      app.clinic.run((tx) =>
        tx.selectFrom('record_views').select(['viewed_by', 'what']).where('client_id', '=', mine).execute(),
      )
    expect(await views()).toEqual([{ viewed_by: `staff:${auditor.id}`, what: 'photos' }])
  })

  test('lists come in pages, the newest first, and by kind', async () => {
    const mine = await app.addClient('Ida Example')
    const sent: string[] = []
    for (let count = 0; count < 5; count++)
      sent.unshift((await send(app.staff.clinician, { clientId: mine })).record.id)
    await send(app.staff.clinician, { clientId: mine, kind: 'document', bytes: pdf(), type: 'application/pdf' })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await app
        .as(app.staff.clinician)
        ['file.list']({ ...of(mine), query: { kind: 'photo', limit: 2, cursor } })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(sent)
  })

  test('a photo of tomorrow is refused, and so is one of a client who is not here', async () => {
    const takenAt = new Date(app.now() + 86_400_000).toISOString()
    expect(await refusal(app, () => send(app.staff.clinician, { takenAt }))).toMatchObject({ code: 'not-yet' })
    expect(await refusal(app, () => send(app.staff.clinician, { clientId: newId(app.now()) }))).toMatchObject({
      code: 'not-found',
    })
  })

  test('a photo keeps its pose and the question it answers, so that days can be laid side by side', async () => {
    const me = app.clientActor(ada)
    const { record } = await send(me, { pose: 'left-45', question: 'scarType' })
    expect(record).toMatchObject({ pose: 'left-45', question: 'scarType', sessionId: null, checkInId: null })
    const listed = await app.as(me)['file.list']({ ...of(ada), query: { kind: 'photo' } })
    expect(listed.items.find(({ id }) => id === record.id)).toMatchObject({ pose: 'left-45', question: 'scarType' })
    // The same bytes with another pose are another photo.
    expect(await refusal(app, () => send(me, { id: record.id, pose: 'right-45' }))).toMatchObject({ code: 'id-taken' })
  })

  test('a photo of a session or a check-in that is not hers is refused, and a letter has no pose', async () => {
    const me = app.clientActor(ada)
    const nobodys = newId(app.now())
    expect(await refusal(app, () => send(me, { sessionId: nobodys }))).toMatchObject({ code: 'not-found' })
    expect(await refusal(app, () => send(me, { checkInId: nobodys }))).toMatchObject({ code: 'not-found' })
    const letter = { kind: 'document', bytes: pdf(), type: 'application/pdf', pose: 'front' } as const
    expect(await refusal(app, () => send(me, letter))).toMatchObject({
      code: 'invalid-fields',
      fields: [{ field: 'pose' }],
    })
  })

  test('40 MB are refused at the limit with a sentence, whether or not the sender says how much there is', async () => {
    const { port } = app.app.server.address() as AddressInfo
    const path = `/api/clinics/${app.clinic.clinicId}/clients/${ada}/files/${newId(app.now())}?kind=photo`
    const authorization = `Test ${JSON.stringify(app.staff.clinician)}`
    app.as(app.staff.clinician)
    const megabyte = Buffer.alloc(1_000_000, 0xff)
    const put = (headers: Record<string, string | number>, megabytes: number) =>
      new Promise<{ status: number; body: string; sent: number }>((resolve, reject) => {
        let sent = 0
        const call = request({ port, path, method: 'PUT', headers: { 'content-type': 'image/jpeg', ...headers } })
        call.on('error', reject)
        call.on('response', async (response) => {
          const before = sent
          const body = Buffer.concat(await response.toArray()).toString()
          resolve({ status: response.statusCode ?? 0, body, sent: before })
          call.destroy()
        })
        const more = () => {
          if (call.destroyed || sent >= megabytes) return
          sent++
          call.write(megabyte, () => setImmediate(more))
          if (sent === megabytes) call.end()
        }
        if (megabytes > 0) more()
        else call.flushHeaders()
      })
    const says = /At most 15 MB are taken at once\. Send a smaller file/
    // Told so beforehand, not a byte is waited for.
    const announced = await put({ authorization, 'content-length': 40_000_000 }, 0)
    expect([announced.status, JSON.parse(announced.body)]).toMatchObject([
      413,
      { code: 'too-large', detail: expect.stringMatching(says) },
    ])
    // Not told, it is noticed on the way.
    const streamed = await put({ authorization }, 400)
    expect([streamed.status, JSON.parse(streamed.body).code]).toEqual([413, 'too-large'])
    expect(streamed.sent).toBeLessThan(200)
    // A stranger's is not read at all.
    const stranger = await put({ 'content-length': 10_000_000 }, 0)
    expect([stranger.status, JSON.parse(stranger.body).code]).toEqual([401, 'not-signed-in'])
    // And our own pages do not even send it.
    const large = await refusal(app, () => send(app.staff.clinician, { bytes: new Uint8Array(15_000_001) }))
    expect(large.detail).toMatch(says)
    const full = await refusal(app, () => send(app.staff.clinician, { bytes: new Uint8Array(15_000_000) }))
    expect(full.code).toBe('file-refused')
  })

  test('when the place for files is away, nothing is stored and the sender hears to send it again', async () => {
    const id = newId(app.now())
    store.away = true
    const problem = await refusal(app, () => send(app.staff.clinician, { id })).finally(() => {
      store.away = false
    })
    expect(problem).toMatchObject({ code: 'file-store-away', status: 503 })
    expect((await send(app.staff.clinician, { id })).outcome).toBe('new')
  })

  test('a content that no row names is swept, and none that a row names or is about to', async () => {
    const { database, keyRing } = open()
    const { record } = await send(app.staff.clinician)
    const files = new FileStore(store)
    const { keys } = app.clinic
    await sweepFiles({ database, keyRing, files })
    const needed = (await contents()).length
    await files.put(keys, Buffer.from('of a transaction that failed'))
    expect(await contents()).toHaveLength(needed + 1)
    expect(await sweepFiles({ database, keyRing, files })).toBe(1)
    // Somebody sweeps just when a content is there and its row not yet.
    const outside = AsyncLocalStorage.snapshot()
    let sweeping: Promise<number> | undefined
    store.written = async () => {
      sweeping = outside(() => sweepFiles({ database, keyRing, files }))
      await Promise.race([sweeping, sleep(500)])
    }
    const added = await send(app.staff.clinician, { bytes: png({ width: 11 }), type: 'image/png' })
    store.written = async () => {}
    expect(await sweeping).toBe(0)
    expect((await app.as(app.staff.clinician)['file.content'](at(added.record.id))).size).toBe(added.record.size)
    expect(await contents()).toHaveLength(needed + 1)
    expect((await app.as(app.staff.clinician)['file.content'](at(record.id))).size).toBe(record.size)
  })
})
