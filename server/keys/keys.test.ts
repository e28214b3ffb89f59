import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, testClinic } from '../test-support/index.ts'
import { CannotDecrypt, ClinicKeys, canonical, KeyRing, loadMasterKeys, masterKeyFrom, type Place } from './index.ts'

const clinicId = newId(Date.now())
const makeKeys = (clinic = clinicId) =>
  new ClinicKeys(clinic, [{ id: newId(Date.now()), key: randomBytes(32), usedFrom: 0 }], randomBytes(32))
const keys = makeKeys()
const place: Place = { table: 'client_details', column: 'name_enc', id: newId(Date.now()) }

describe('What is encrypted', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 }).filter((each) => each.isWellFormed())

  test('opens again, whatever it says', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(keys.open(place, keys.seal(place, each))).toBe(each)
      }),
    )
  })

  test('never looks the same twice, nor shows what it says', () => {
    const sealed = keys.seal(place, 'Zoë Example')
    expect(sealed.equals(keys.seal(place, 'Zoë Example'))).toBe(false)
    expect(sealed.includes('Example')).toBe(false)
  })

  test('opens in no other clinic, table, column or row', () => {
    const sealed = keys.seal(place, 'x')
    for (const other of [{ table: 'guardians' }, { column: 'contact_enc' }, { id: newId(Date.now()) }]) {
      expect(() => keys.open({ ...place, ...other }, sealed)).toThrow(CannotDecrypt)
    }
    expect(() => makeKeys().open(place, sealed)).toThrow(CannotDecrypt)
  })

  test('does not open when any bit of it was changed, or when it was cut', () => {
    const sealed = keys.seal(place, 'isotretinoin until May')
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => keys.open(place, changed)).toThrow(CannotDecrypt)
      }),
    )
    for (let length = 0; length < sealed.length; length++) {
      expect(() => keys.open(place, sealed.subarray(0, length))).toThrow(CannotDecrypt)
    }
  })
})

test('Equal values have one fingerprint, others have another, and so has every clinic', () => {
  const sent = { b: [1, { d: null, c: 'x' }], a: undefined }
  expect(keys.fingerprint(sent)).toEqual(keys.fingerprint({ b: [1, { c: 'x', d: null }] }))
  expect(keys.fingerprint(sent)).not.toEqual(keys.fingerprint({ b: [{ c: 'x', d: null }, 1] }))
  expect(keys.fingerprint(sent)).not.toEqual(makeKeys().fingerprint(sent))
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

describe('The master key', () => {
  let dataFolder = ''
  beforeAll(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'needlepoint-keys-'))
  })
  afterAll(() => rmSync(dataFolder, { recursive: true }))

  test('is made at the first start, for its owner alone, and stays', () => {
    expect(() => loadMasterKeys({ dataFolder }, false)).toThrow('A new key could read nothing')
    const made = loadMasterKeys({ dataFolder }, true)
    expect(statSync(join(dataFolder, 'master.key')).mode & 0o777).toBe(0o600)
    expect(loadMasterKeys({ dataFolder }, true)).toEqual(made)
  })

  test.skipIf(process.platform === 'win32')('is refused when others can read it', () => {
    chmodSync(join(dataFolder, 'master.key'), 0o644)
    expect(() => loadMasterKeys({ dataFolder }, true)).toThrow('chmod 600')
  })

  test('comes from the environment in base64 or hex, and nothing else is taken for one', () => {
    const key = randomBytes(32)
    for (const masterKey of [key.toString('base64'), key.toString('hex')]) {
      expect(loadMasterKeys({ masterKey, dataFolder }, false).current).toEqual(masterKeyFrom(key))
    }
    for (const masterKey of ['secret', randomBytes(31).toString('base64'), `${key.toString('hex')},x`]) {
      expect(() => loadMasterKeys({ masterKey, dataFolder }, false)).toThrow('32 random bytes')
    }
  })
})

describeOnEachDatabase('The keys of a clinic', (open) => {
  const master = masterKeyFrom(randomBytes(32))

  test('are rotated: old rows stay readable, and what is new is under the new key once every server knows it', async () => {
    let now = Date.now()
    const ring = new KeyRing({ current: master, older: [] }, () => now)
    const elsewhere = new KeyRing({ current: master, older: [] }, () => now)
    const { run, clinicId } = await testClinic({ ...open(), keyRing: ring })
    now += 120_000
    const before = await run((tx) => elsewhere.forClinic(tx, clinicId))
    const old = before.seal(place, 'old')
    await run((tx) => ring.rotate(tx, clinicId))

    const soon = await run((tx) => ring.forClinic(tx, clinicId))
    // The other server has not asked again, and must be able to read what is written now.
    expect(before.open(place, soon.seal(place, 'meanwhile'))).toBe('meanwhile')
    now += 61_000
    const later = await run((tx) => ring.forClinic(tx, clinicId))
    const fresh = later.seal(place, 'new')
    expect(later.isOlder(old)).toBe(true)
    expect(later.isOlder(fresh)).toBe(false)
    const theirs = await run((tx) => elsewhere.forClinic(tx, clinicId))
    expect([theirs.open(place, old), theirs.open(place, fresh)]).toEqual(['old', 'new'])
    expect(theirs.hash('name', 'zoe')).toEqual(before.hash('name', 'zoe'))
  })

  test('are wrapped again under a new master key, after which the old one opens nothing', async () => {
    const { database } = open()
    const next = masterKeyFrom(randomBytes(32))
    await testClinic(open())
    const { run, clinicId } = await testClinic({ ...open(), keyRing: new KeyRing({ current: master, older: [] }) })
    const old = await run((tx) => new KeyRing({ current: master, older: [] }).forClinic(tx, clinicId))
    const sealed = old.seal(place, 'kept')
    // Another clinic of this database is under a key that is not here: nothing is half done.
    await expect(new KeyRing({ current: next, older: [master] }).rewrap(database)).rejects.toThrow('Put that key back')
    await database.asSystem((tx) => tx.deleteFrom('clinic_keys').where('clinic_id', '!=', clinicId).execute())
    expect(await new KeyRing({ current: next, older: [master] }).rewrap(database)).toBe(2)
    const ring = new KeyRing({ current: next, older: [] })
    await ring.check(database)
    expect((await run((tx) => ring.forClinic(tx, clinicId))).open(place, sealed)).toBe('kept')
    await expect(new KeyRing({ current: master, older: [] }).check(database)).rejects.toThrow('Put that key back')
  })

  test('that a transaction made and undid are not believed in', async () => {
    const { database } = open()
    const ring = new KeyRing({ current: master, older: [] })
    const id = newId(Date.now())
    const make = (end: boolean) =>
      database.asClinic(id, async (tx) => {
        const row = { clinic_id: id, name: 'x', zone: 'Europe/Berlin', created_at: new Date() }
        await tx.insertInto('clinics').values(row).execute()
        await ring.makeKeys(tx, id)
        const made = await ring.forClinic(tx, id)
        if (!end) throw new Error('undone')
        return made
      })
    await expect(make(false)).rejects.toThrow('undone')
    const made = await make(true)
    const found = await database.asClinic(id, (tx) => ring.forClinic(tx, id))
    expect(found.open(place, made.seal(place, 'x'))).toBe('x')
  })
})
