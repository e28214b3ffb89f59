import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siteOf } from '../../accounts/origin.ts'
import { Visitor } from '../../accounts/test-support/visitor.ts'
import { audit } from '../../audit/audit.ts'
import { type Config, readConfig } from '../../config.ts'
import type { Database } from '../../database/index.ts'
import { newId } from '../../ids.ts'
import { queue } from '../../jobs/index.ts'
import { openParts, type Parts } from '../../parts.ts'
import { openProtocols } from '../../protocols.ts'
import { readProtocol } from '../../read-protocol.ts'
import { type DatabaseKind, databasesHere, testDatabase } from '../../test-support/index.ts'
import { makeDemo } from '../demo/make-demo.ts'
import { accountsOf } from '../operate.ts'
import { makeClinic } from '../users.ts'
import { checkBackup } from './read-backup.ts'
import { restore } from './restore.ts'
import { fullName, readTables, settle } from './tables.ts'
import { writeBackup } from './write-backup.ts'

let folder = ''
const closing: (() => Promise<void>)[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'needlepoint-backup-'))
})
afterAll(async () => {
  for (const close of closing) await close()
  rmSync(folder, { recursive: true, force: true })
})

const masterKey = randomBytes(32).toString('base64')

/** A database that was made once is copied for each test. */
let made: Promise<string> | undefined
const emptyDatabase = () =>
  (made ??= (async () => {
    const config = readConfig({ NEEDLEPOINT_DATA: join(folder, 'empty'), NEEDLEPOINT_MASTER_KEY: masterKey })
    await (await openParts(config, 'always')).close()
    return join(config.dataFolder, 'database')
  })())

/** An empty place of its own. */
async function place(kind: DatabaseKind, key = masterKey): Promise<Config> {
  const env: NodeJS.ProcessEnv = {
    NEEDLEPOINT_DATA: join(folder, newId(Date.now())),
    NEEDLEPOINT_MASTER_KEY: key,
    NEEDLEPOINT_LOG: 'silent',
  }
  if (kind === 'postgres') {
    const opened = await testDatabase('postgres')
    await opened.database.close()
    closing.push(() => opened.close())
    env.DATABASE_URL = opened.url
  } else cpSync(await emptyDatabase(), join(String(env.NEEDLEPOINT_DATA), 'database'), { recursive: true })
  return readConfig(env)
}

const email = 'olga@clinic.example'
const password = 'correct horse battery staple'
const photo = randomBytes(300_000)

/** A clinic with what is hard to keep: bytes, microseconds, big numbers, the order of keys, lists, and rows that name each other. */
async function fill(parts: Parts): Promise<string> {
  const { database, keyRing, files } = parts
  const accounts = await accountsOf(parts)
  const operating = { database, keys: keyRing, accounts, now: Date.now }
  const clinicId = await makeClinic(operating, {
    name: 'Haut & „Häute“ 🪡\n\\N',
    zone: 'Europe/Berlin',
    language: 'de',
  })
  await makeClinic(operating, { name: 'Another', zone: 'Asia/Kathmandu', language: 'en' })
  const { addUser } = await import('../users.ts')
  const link = await addUser(operating, { email, roles: ['owner', 'clinician'], clinicId })
  const accepted = await new Visitor(accounts).post('/invitation/accept', {
    clinicId,
    token: link.split('#')[1],
    name: 'Olga',
    password,
  })
  expect(accepted.status).toBe(200)
  await database.asClinic(clinicId, async (tx) => {
    const keys = await keyRing.forClinic(tx, clinicId)
    const clientId = newId(Date.now())
    const at = '1999-12-31T23:59:59.123456Z'
    const recorded = { recorded_at: at, recorded_by: 'system' }
    await tx
      .insertInto('clients')
      .values({ clinic_id: clinicId, id: clientId, fingerprint: Buffer.from([0, 255, 10, 92]), ...recorded })
      .execute()
    // Corrections made on a device whose clock was behind sort before what they correct, and fill more than one page.
    const versions = Array.from({ length: 150 }, () => newId(Date.now()))
      .sort()
      .reverse()
    for (const [i, id] of versions.entries()) {
      await tx
        .insertInto('overlays')
        .values({
          clinic_id: clinicId,
          id,
          supersedes: versions[i - 1] ?? null,
          hash: `sha256:${i}`,
          yaml: 'a: 1\n# \t„\\“\r\n',
          document: '{"z":1,"a":{"10":"ten","9":1e-7},  "a2":"\\u0000 is text \\"here\\""}' as never,
          valid_from: '0999-02-28',
          fingerprint: keys.fingerprint(id),
          ...recorded,
        })
        .execute()
    }
    await queue({ tx }, 'check-in.triaged', { clinicId, checkInId: clientId })
    const { hash, size } = await files.put(keys, photo)
    await tx
      .insertInto('files')
      .values({
        clinic_id: clinicId,
        id: newId(Date.now()),
        client_id: clientId,
        kind: 'photo',
        hash,
        size,
        content_type: 'image/jpeg',
        fingerprint: keys.fingerprint(hash),
        ...recorded,
      })
      .execute()
  })
  return clinicId
}

/** The demo has rows in nearly every table; a sign-in adds some of the accounts'. */
async function fillWithDemo(parts: Parts): Promise<void> {
  const { pathwayFor } = await openProtocols(parts.database, readProtocol())
  await makeDemo({ ...parts, site: siteOf(parts.address), pathwayFor, now: Date.now })
  const visitor = new Visitor(await accountsOf(parts))
  expect((await visitor.post('/sign-in/email', { email, password: 'not this one' })).status).toBe(401)
  expect((await visitor.post('/sign-in/email', { email, password })).status).toBe(200)
  expect((await visitor.post('/two-factor/enable', { password })).status).toBe(200)
}

/** Every row of every table, as PostgreSQL writes it. */
async function rowsOf(database: Database): Promise<Record<string, string[]>> {
  return await database.asSystem(async (tx) => {
    await settle(tx)
    const all: Record<string, string[]> = {}
    for (const table of await readTables(tx)) {
      const { rows } = await sql<{ row: string }>`
        select each::text as row from ${sql.table(fullName(table))} each order by 1`.execute(tx)
      all[fullName(table)] = rows.map(({ row }) => row)
    }
    return all
  })
}

const kinds = () => databasesHere()
const ways = kinds().flatMap((from) => kinds().map((to) => [from, to] as const))

describe.each(ways)('a backup of %s, restored into %s', (from, to) => {
  test('is the same row by row and file by file, and people sign in as before', async () => {
    const source = await openParts(await place(from), 'always')
    const clinicId = await fill(source)
    await fillWithDemo(source)
    const before = await rowsOf(source.database)
    const path = join(folder, `${from}-${to}.tar`)
    // Work goes on: on PostgreSQL it is done before the backup is, on the embedded database it waits.
    const begun = Promise.withResolvers<void>()
    const meanwhile = begun.promise.then(() =>
      source.database.asClinic(clinicId, async (tx) => {
        const keys = await source.keyRing.forClinic(tx, clinicId)
        const context = { tx, clinicId, keys, now: Date.now(), actor: { kind: 'system' } } as const
        await audit(context, { action: 'test.meanwhile', subject: clinicId })
      }),
    )
    const written = await writeBackup(source, { path, now: Date.now(), say: () => begun.resolve() })
    await meanwhile
    await source.close()
    expect(written.files).toBeGreaterThan(1)
    expect(written.missingFiles).toBe(0)
    expect(Object.values(before).filter((rows) => rows.length > 0).length).toBeGreaterThan(30)

    const config = await place(to)
    const restored = await restore(config, path)
    expect(restored).toMatchObject({ files: written.files, missingFiles: 0, rows: written.rows })
    expect(restored.clinics.map(({ audit: { whole } }) => whole)).toEqual([true, true, true])
    const target = await openParts(config, 'never')
    try {
      expect(await rowsOf(target.database)).toEqual(before)
      const content = await target.database.asClinic(clinicId, async (tx) => {
        const { hash } = await tx.selectFrom('files').select('hash').executeTakeFirstOrThrow()
        return await target.files.get(await target.keyRing.forClinic(tx, clinicId), hash)
      })
      expect(content.equals(photo)).toBe(true)
      const visitor = new Visitor(await accountsOf(target))
      const signedIn = await visitor.post('/sign-in/email', { email, password })
      expect([signedIn.status, (await visitor.get('/me')).body?.lacking]).toEqual([200, 'a second factor set up'])
    } finally {
      await target.close()
    }
  })
})

describe('a backup', () => {
  let source: Parts
  let clinicId = ''
  let path = ''
  let config: Config
  beforeAll(async () => {
    config = await place('embedded')
    source = await openParts(config, 'always')
    clinicId = await fill(source)
    path = join(folder, 'good.tar')
    await writeBackup(source, { path, now: Date.now() })
  }, 60_000)
  afterAll(() => source.close())

  test('holds nothing that is encrypted in clear, and no master key', () => {
    const bytes = readFileSync(path)
    expect(bytes.includes(photo.subarray(0, 32))).toBe(false)
    expect(bytes.includes(masterKey)).toBe(false)
    expect(bytes.includes(Buffer.from(masterKey, 'base64'))).toBe(false)
  })

  test('never writes over a file, and leaves none when it is broken off', async () => {
    const there = join(folder, 'there.tar')
    writeFileSync(there, 'something else')
    await expect(writeBackup(source, { path: there, now: 0 })).rejects.toThrow('is there already')
    expect(readFileSync(there, 'utf8')).toBe('something else')
    const gone = join(folder, 'gone.tar')
    const interrupt = new AbortController()
    const broken = writeBackup(source, { path: gone, now: 0, say: () => interrupt.abort(), signal: interrupt.signal })
    await expect(broken).rejects.toThrow()
    expect([existsSync(gone), existsSync(`${gone}.part`)]).toEqual([false, false])
    await expect(writeBackup(source, { path: join(folder, 'no', 'where.tar'), now: 0 })).rejects.toThrow(
      'There is no folder',
    )
  })

  test('says which photos are gone from the store', async () => {
    const other = await openParts(await place('embedded'), 'always')
    const id = await fill(other)
    for await (const name of other.files.list(id)) await other.files.blobs.remove(name)
    expect(await writeBackup(other, { path: join(folder, 'lacking.tar'), now: 0 })).toMatchObject({ missingFiles: 1 })
    await other.close()
    expect(await restore(await place('embedded'), join(folder, 'lacking.tar'))).toMatchObject({ missingFiles: 1 })
  })

  test('that is damaged anywhere is refused before anything is written', async () => {
    const bytes = readFileSync(path)
    const bad = join(folder, 'bad.tar')
    // A byte in each part of it: heads, rows, photo, end.
    const places = Array.from({ length: 160 }, (_, i) => 7 + Math.floor((i * (bytes.length - 1_100)) / 160))
    // And each of the last entry, which holds the checksum itself.
    for (let at = bytes.length - 3_000; at < bytes.length - 1_024; at += 13) places.push(at)
    for (const at of places) {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ 1
      writeFileSync(bad, copy)
      await expect(checkBackup(bad), `byte ${at}`).rejects.toThrow(/is damaged|is no backup|was made by a newer/)
    }
    for (const length of [0, 100, 512, 40_000, bytes.length - 2_000]) {
      writeFileSync(bad, bytes)
      truncateSync(bad, length)
      await expect(checkBackup(bad), `${length} bytes`).rejects.toThrow(/is damaged|is no backup/)
    }
    const to = readConfig({ NEEDLEPOINT_DATA: join(folder, 'nothing-yet'), NEEDLEPOINT_MASTER_KEY: masterKey })
    await expect(restore(to, bad)).rejects.toThrow('The backup is damaged or was cut off.')
    expect(existsSync(to.dataFolder)).toBe(false)
    writeFileSync(bad, randomBytes(100_000))
    await expect(restore(to, bad)).rejects.toThrow('is no backup of Needlepoint')
    await expect(restore(to, join(folder, 'missing.tar'))).rejects.toThrow('There is no file')
    // The good one goes where nothing was.
    expect(await restore(to, path)).toMatchObject({ files: 1 })
  })

  test('is not restored over somebody’s records, and they stay as they are', async () => {
    const other = await openParts(await place('embedded'), 'always')
    await fill(other)
    const before = await rowsOf(other.database)
    await other.close()
    await expect(restore(other.config, path)).rejects.toThrow('The database is not empty')
    const again = await openParts(other.config, 'never')
    expect(await rowsOf(again.database)).toEqual(before)
    await again.close()
  })

  test('goes into a folder where the server was started once, before there was a clinic', async () => {
    const started = await openParts(await place('embedded'), 'always')
    await accountsOf(started)
    await started.close()
    expect((await restore(started.config, path)).clinics.map(({ clinicId: id }) => id)).toContain(clinicId)
  })

  test('is not restored without its master key, and says which one it needs', async () => {
    const { current } = source.masters
    await expect(restore(await place('embedded', randomBytes(32).toString('base64')), path)).rejects.toThrow(
      new RegExp(`is under the master key ${current.id}, and NEEDLEPOINT_MASTER_KEY holds [0-9a-f]{16}\\.`),
    )
    const { masterKey: _, ...without } = await place('embedded')
    await expect(restore({ ...without, masterKey: undefined }, path)).rejects.toThrow(
      /A backup holds no master key.* Put that key into .*master\.key/,
    )
    const older = await place('embedded', `${randomBytes(32).toString('base64')},${masterKey}`)
    expect(await restore(older, path)).toMatchObject({ files: 1 })
  })

  test('whose audit chain was broken is restored, and the broken line is named', async () => {
    const other = await openParts(await place('embedded'), 'always')
    const id = await fill(other)
    await other.database.asSystem((tx) =>
      sql`update audit_lines set action = 'nothing.happened' where clinic_id = ${id} and seq = 2`.execute(tx),
    )
    const broken = join(folder, 'broken-chain.tar')
    await writeBackup(other, { path: broken, now: 0 })
    await other.close()
    const { clinics } = await restore(await place('embedded'), broken)
    expect(clinics.find(({ clinicId: each }) => each === id)?.audit).toMatchObject({ whole: false, seq: 2 })
  })
})
