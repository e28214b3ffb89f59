/** Devices, stock and prices over HTTP: what may be used today, what is there, and what it cost when. */
import type { Api, InputOf } from '@needlepoint/contract'
import { dateAt } from '@needlepoint/pathway'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, refusal, type TestApp, testApp } from '../test-support/index.ts'
import { practiceRoutes } from './routes.ts'

describeOnEachDatabase('devices, stock and prices', (opened) => {
  let app: TestApp
  let owner: Api
  beforeAll(async () => {
    app = await testApp(opened(), practiceRoutes)
    owner = app.as(app.staff.owner)
  })
  afterAll(() => app?.close())

  const id = () => newId(app.now())
  const params = (more: Record<string, string> = {}) => ({ clinicId: app.clinic.clinicId, ...more }) as never
  const refused = (call: () => Promise<unknown>) => refusal(app, call)
  const day = (from: number) => dateAt(app.now() + from * 86_400_000, app.clinic.zone)
  const key = (...scopes: string[]): Actor => ({ kind: 'api-key', id: id(), name: 'Shop', scopes })

  describe('devices', () => {
    const pen = (more: Partial<InputOf<'device.add'>['body']> = {}) => ({
      id: id(),
      deviceClass: 'pen',
      name: 'Pen, room 2',
      serial: 'P-1042',
      authorized: true,
      ...more,
    })
    const add = (body = pen(), by = owner) => by['device.add']({ params: params(), body })
    const change = (deviceId: string, status: 'in-service' | 'quarantined' | 'retired', by = owner) =>
      by['device.change-status']({ params: params({ deviceId }), body: { status } })

    test('a device is added once, and taken out of service and back', async () => {
      const body = pen()
      const { outcome, record } = await add(body)
      expect(outcome).toBe('new')
      expect(record).toMatchObject({ ...body, udi: null, status: 'in-service' })
      expect((await add(body)).outcome).toBe('same')
      expect((await change(record.id, 'quarantined')).status).toBe('quarantined')
      // Whoever sends the first message again hears how it is now, and puts nothing back into service.
      expect((await add(body)).record.status).toBe('quarantined')
      await change(record.id, 'quarantined')
      await change(record.id, 'in-service')
      const lines = await app.clinic.run((tx) =>
        tx.selectFrom('audit_lines').select('action').where('subject', '=', record.id).execute(),
      )
      expect(lines.map(({ action }) => action)).toEqual([
        'device.added',
        'device.status-changed',
        'device.status-changed',
      ])
      const { items } = await owner['device.list']({ params: params() })
      expect(items).toContainEqual(record)
    })

    test('a class that the protocol does not know is named, with the nearest one', async () => {
      const problem = await refused(() => add(pen({ deviceClass: 'pem' })))
      expect(problem).toMatchObject({ code: 'invalid-fields', fields: [{ field: 'deviceClass', nearest: 'pen' }] })
    })

    test('an id of another device is refused, and a device that is not there not found', async () => {
      const { record } = await add()
      const problem = await refused(() => add(pen({ id: record.id, name: 'Another' })))
      expect(problem).toMatchObject({ code: 'id-taken', stored: { name: 'Pen, room 2' } })
      expect((await refused(() => change(id(), 'retired'))).code).toBe('not-found')
    })

    test('the desk sees devices and changes none', async () => {
      const { record } = await add()
      const desk = app.as(app.staff['front-desk'])
      expect((await desk['device.list']({ params: params() })).items.length).toBeGreaterThan(0)
      expect((await refused(() => add(pen(), desk))).code).toBe('not-allowed')
      expect((await refused(() => change(record.id, 'retired', desk))).code).toBe('not-allowed')
    })
  })

  describe('stock', () => {
    type Lot = InputOf<'lot.add'>['body']
    const cartridge = (more: Partial<Lot> = {}): Lot => ({
      id: id(),
      kind: 'cartridge',
      product: '12-needle cartridge',
      lot: 'C2291',
      expiresOn: day(300),
      ...more,
    })
    const add = async (more: Partial<Lot> = {}) =>
      (await owner['lot.add']({ params: params(), body: cartridge(more) })).record
    const move = (lotId: string, kind: InputOf<'stock.move'>['body']['kind'], quantity: number, moveId = id()) =>
      owner['stock.move']({ params: params({ lotId }), body: { id: moveId, kind, quantity } })
    const find = async (lotId: string, by = owner) =>
      (await by['lot.list']({ params: params(), query: { limit: 100 } })).items.find((lot) => lot.id === lotId)
    const recall = (lotId: string, recalledOn: string) =>
      owner['lot.recall']({ params: params({ lotId }), body: { recalledOn } })

    test('what came in less what went out is in stock, and a repeated message counts once', async () => {
      const lot = await add()
      expect(lot).toMatchObject({ inStock: 0, usable: true, recalledOn: null })
      const received = id()
      expect((await move(lot.id, 'received', 40, received)).outcome).toBe('new')
      expect((await move(lot.id, 'received', 40, received)).outcome).toBe('same')
      await move(lot.id, 'used', -3)
      await move(lot.id, 'discarded', -1)
      await move(lot.id, 'counted', 2)
      expect(await find(lot.id)).toMatchObject({ inStock: 38 })
      expect((await refused(() => move(lot.id, 'received', 41, received))).code).toBe('id-taken')
    })

    test.each([
      ['received', -1],
      ['used', 1],
      ['returned', 5],
      ['discarded', 2],
      ['counted', 0],
    ] as const)('%s pieces cannot be %i: the sign would turn the stock around', async (kind, quantity) => {
      const lot = await add()
      expect(await refused(() => move(lot.id, kind, quantity))).toMatchObject({
        code: 'invalid-fields',
        fields: [{ field: 'quantity' }],
      })
    })

    test('a lot may be used until the day on which it expires, and no longer', async () => {
      const usable = async (expiresOn: string) => (await add({ expiresOn })).usable
      expect([await usable(day(1)), await usable(day(0)), await usable(day(-1))]).toEqual([true, true, false])
    })

    test('a recall is not taken back, and the earlier day counts', async () => {
      const lot = await add()
      expect(await refused(() => recall(lot.id, day(1)))).toMatchObject({
        code: 'not-yet',
        fields: [{ field: 'recalledOn' }],
      })
      expect(await recall(lot.id, day(-2))).toMatchObject({ recalledOn: day(-2), usable: false })
      expect((await recall(lot.id, day(0))).recalledOn).toBe(day(-2))
      expect((await recall(lot.id, day(-9))).recalledOn).toBe(day(-9))
      expect(await find(lot.id)).toMatchObject({ recalledOn: day(-9), usable: false })
      expect((await refused(() => recall(id(), day(0)))).code).toBe('not-found')
    })

    test('the list goes page by page and each lot comes once', async () => {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await owner['lot.list']({ params: params(), query: cursor ? { limit: 3, cursor } : { limit: 3 } })
        seen.push(...page.items.map((lot) => lot.id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect(seen.length).toBeGreaterThan(6)
      expect(new Set(seen).size).toBe(seen.length)
      const foreign = await refused(() =>
        owner['client.list']({ params: params(), query: { cursor: 'WyJsb3RzIixbXV0' } }),
      )
      expect(foreign.fields?.[0]?.field).toBe('cursor')
    })

    test('a program that may only write is not told what stands there', async () => {
      const lot = await add()
      const shop = app.as(key('practice:write'))
      const problem = await refused(() =>
        shop['lot.add']({ params: params(), body: cartridge({ id: lot.id, lot: 'OTHER' }) }),
      )
      expect([problem.code, problem.stored]).toEqual(['id-taken', undefined])
    })
  })

  describe('prices', () => {
    type Price = InputOf<'price.set'>['body']
    const price = (more: Partial<Price> = {}): Price => ({
      id: id(),
      item: 'session',
      amount: 24_000,
      currency: 'EUR',
      validFrom: day(-30),
      ...more,
    })
    const set = async (more: Partial<Price> = {}, by = owner) =>
      (await by['price.set']({ params: params(), body: price(more) })).record
    const list = async (item: string, by = owner) =>
      (await by['price.list']({ params: params() })).items
        .filter((each) => each.item === item)
        .map(({ amount, validFrom }) => `${amount} from ${validFrom}`)

    test('the price of today and those to come are listed; what was charged before is kept', async () => {
      const item = 'peel'
      await set({ item, amount: 100, validFrom: day(-60) })
      await set({ item, amount: 200, validFrom: day(-1) })
      await set({ item, amount: 300, validFrom: day(30) })
      expect(await list(item)).toEqual([`200 from ${day(-1)}`, `300 from ${day(30)}`])
      const kept = await app.clinic.run((tx) => tx.selectFrom('prices').select('id').where('item', '=', item).execute())
      expect(kept).toHaveLength(3)
    })

    test('a wrong price is corrected, and the second who corrects it sees the first correction', async () => {
      const item = 'consultation'
      const wrong = await set({ item, amount: 9 })
      await set({ item, amount: 900, supersedes: wrong.id })
      expect(await list(item)).toEqual([`900 from ${day(-30)}`])
      const problem = await refused(() => set({ item, amount: 90, supersedes: wrong.id }))
      expect(problem).toMatchObject({ code: 'stale-version', stored: { amount: 900 }, sent: { amount: 90 } })
      expect((await refused(() => set({ item, supersedes: id() }))).code).toBe('not-found')
    })

    test('of two prices for one day the one that was set last counts', async () => {
      const item = 'cream'
      await set({ item, amount: 10 })
      app.wait(1000)
      await set({ item, amount: 11 })
      expect(await list(item)).toEqual([`11 from ${day(-30)}`])
      await set({ item, amount: 20, validFrom: day(9) })
      app.wait(1000)
      await set({ item, amount: 21, validFrom: day(9) })
      expect(await list(item)).toEqual([`11 from ${day(-30)}`, `21 from ${day(9)}`])
    })

    test('everybody who works here reads prices, and the owner alone sets them', async () => {
      await set({ item: 'scan' })
      for (const role of ['clinician', 'practitioner', 'front-desk', 'auditor'] as const) {
        expect(await list('scan', app.as(app.staff[role]))).toHaveLength(1)
        expect((await refused(() => set({}, app.as(app.staff[role])))).code).toBe('not-allowed')
      }
    })
  })
})
