import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs, { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { KeyRing, masterKeyFrom } from '../keys/index.ts'
import { type TestDatabase, testClinic } from '../test-support/index.ts'
import { findPostgres, type PostgresServer, startPostgres, whenReady } from '../test-support/postgres-server.ts'
import { lockFolder } from './folder-lock.ts'
import { type Database, DatabaseUnavailable, migrate, openDatabase, readMigrations } from './index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'needlepoint-recovery-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

const asTest = (database: Database): TestDatabase => ({
  database,
  keyRing: new KeyRing({ current: masterKeyFrom(randomBytes(32)), older: [] }),
  url: undefined,
  close: () => database.close(),
})

describe('The embedded database', () => {
  let database: Database
  let dataFolder = ''
  beforeAll(async () => {
    dataFolder = join(folder, 'data')
    database = await openDatabase({ dataFolder })
    await migrate(database)
  }, 60_000)
  afterAll(() => database.close())

  test('syncs each commit to the disk, and nothing in a transaction that only reads', async () => {
    const clinic = await testClinic(asTest(database))
    const sync = vi.spyOn(fs, 'fsyncSync')
    syncBuiltinESMExports()
    await clinic.run((tx) => tx.selectFrom('clients').selectAll().execute())
    expect(sync).not.toHaveBeenCalled()
    await testClinic(asTest(database))
    expect(sync).toHaveBeenCalled()
  })

  test('opens again by itself after a disk that failed, with all that was acknowledged', async () => {
    const kept = await testClinic(asTest(database))
    const sync = vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
      throw Object.assign(new Error('EIO'), { code: 'EIO', errno: -5 })
    })
    syncBuiltinESMExports()
    await expect(testClinic(asTest(database))).rejects.toBeInstanceOf(DatabaseUnavailable)
    sync.mockRestore()
    syncBuiltinESMExports()
    expect(await kept.run((tx) => tx.selectFrom('clinics').select('name').execute())).toEqual([{ name: 'A test' }])
    await testClinic(asTest(database))
  })

  test('refuses a second server on the same folder, and says who holds it', async () => {
    await expect(openDatabase({ dataFolder })).rejects.toThrow(
      new RegExp(`The data folder .* is in use by process ${process.pid} since 20.*\\. Stop that server first`),
    )
    await database.ping()
  })
})

describe('The lock of a data folder', () => {
  test('is free again when its holder was killed', async () => {
    const held = join(folder, 'held')
    const script = `const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))})
      await lockFolder(${JSON.stringify(held)}); console.log('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect(lockFolder(held)).rejects.toThrow(`in use by process ${child.pid}`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const lock = await lockFolder(held)
    lock.release()
    expect(existsSync(join(held, 'in-use.json'))).toBe(false)
  })

  test('is free when another process has got the number of its holder', async () => {
    const reused = join(folder, 'reused')
    mkdirSync(reused)
    const holder = { pid: process.ppid, host: hostname(), since: '2026-01-01T00:00:00.000Z', processStart: 'long ago' }
    writeFileSync(join(reused, 'in-use.json'), JSON.stringify(holder))
    ;(await lockFolder(reused)).release()
  })

  test('is respected as long as a holder on another machine is alive, and free when his heart stops', {
    timeout: 30_000,
  }, async () => {
    const shared = join(folder, 'shared')
    mkdirSync(shared)
    const path = join(shared, 'in-use.json')
    writeFileSync(
      path,
      JSON.stringify({ pid: 1, host: 'elsewhere', since: '2026-01-01T00:00:00.000Z', processStart: 'x' }),
    )
    const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 300)
    await expect(lockFolder(shared)).rejects.toThrow('in use by process 1 on elsewhere')
    clearInterval(beat)
    ;(await lockFolder(shared)).release()
  })

  test('goes to one of many that want it at once, also when a stale one is in the way', async () => {
    const wanted = join(folder, 'wanted')
    mkdirSync(wanted)
    const gone = { pid: 2 ** 22 + 1, host: hostname(), since: '2026-01-01T00:00:00.000Z', processStart: 'x' }
    writeFileSync(join(wanted, 'in-use.json'), JSON.stringify(gone))
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(wanted)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(JSON.parse(readFileSync(join(wanted, 'in-use.json'), 'utf8'))).toMatchObject({ pid: process.pid })
  })
})

const binaries = findPostgres()
describe.skipIf(!binaries)('A PostgreSQL server', () => {
  let server: PostgresServer
  let database: Database
  beforeAll(async () => {
    if (!binaries) return
    server = startPostgres(binaries, true)
    database = await whenReady(() => openDatabase({ databaseUrl: server.url, dataFolder: folder }))
    await migrate(database)
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await server.stop()
  })

  test('that goes away is told at once, and works again without a restart of ours', { timeout: 30_000 }, async () => {
    const clinic = await testClinic(asTest(database))
    const inTheMiddle = clinic.run(async (tx) => {
      await tx.selectFrom('clinics').selectAll().execute()
      const crashed = server.crash()
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.selectFrom('clinics').selectAll().execute()
      await crashed
    })
    await expect(inTheMiddle).rejects.toMatchObject({
      name: 'DatabaseUnavailable',
      why: 'lost',
      mayHaveCommitted: false,
    })
    await whenReady(() => database.ping())
    expect(await clinic.run((tx) => tx.selectFrom('clinics').select('name').execute())).toEqual([{ name: 'A test' }])
  })

  test('that lacks what we need is refused with a sentence for the operator', async () => {
    const at = (change: (url: URL) => void) => {
      const url = new URL(server.url)
      change(url)
      return openDatabase({ databaseUrl: url.href, dataFolder: folder })
    }
    await expect(
      at((url) => {
        url.pathname = '/missing'
      }),
    ).rejects.toThrow('has no database “missing”. Create it with: createdb missing')
    await expect(
      at((url) => {
        url.port = '1'
      }),
    ).rejects.toThrow('Nothing answers in /')
    await expect(
      openDatabase({ databaseUrl: 'postgres://u:hunter2@127.0.0.1:1/d', dataFolder: folder }),
    ).rejects.toThrow(
      'Nothing answers at 127.0.0.1:1, where DATABASE_URL says that PostgreSQL is. Start it, or correct DATABASE_URL.',
    )
  })

  test('does not let a user without rights migrate, and says which rights', async () => {
    await database.executeSql('create role weak login')
    await database.executeSql('create database weak owner weak')
    const url = new URL(server.url)
    url.username = 'weak'
    url.pathname = '/weak'
    await database.executeSql('revoke needlepoint_app, needlepoint_operator from weak')
    const weak = await openDatabase({ databaseUrl: url.href, dataFolder: folder })
    await expect(migrate(weak)).rejects.toThrow('give it CREATEROLE')
    // With the roles granted, the owner of a database needs to be no superuser, and row-level security binds him too.
    await database.executeSql('grant needlepoint_app, needlepoint_operator to weak')
    expect(await migrate(weak)).toHaveLength(readMigrations().length)
    const [ours, theirs] = [await testClinic(asTest(weak)), await testClinic(asTest(weak))]
    expect(await ours.run((tx) => tx.selectFrom('clinics').select('clinic_id').execute())).toEqual([
      { clinic_id: ours.clinicId },
    ])
    const all = await weak.asSystem((tx) => tx.selectFrom('clinics').select('clinic_id').execute())
    expect(all).toHaveLength(2)
    expect(theirs.clinicId).not.toBe(ours.clinicId)
    await weak.close()
  })

  test('waits no longer than told for a row that another transaction holds', async () => {
    const clinic = await testClinic(asTest(database))
    const impatient = await openDatabase({ databaseUrl: server.url, dataFolder: folder })
    await clinic.run(async (tx) => {
      await tx.selectFrom('audit_heads').selectAll().forUpdate().execute()
      // Its own connection, and not inside the transaction above.
      const waiting = impatient.pool.query("set lock_timeout = '50ms'; select 1 from audit_heads for update")
      await expect(waiting).rejects.toMatchObject({ code: '55P03' })
    })
    await impatient.close()
  })
})

describe('Migrations', () => {
  test('are applied once, refuse to run when one was changed, and when the database is newer', async () => {
    const database = await openDatabase({ dataFolder: join(folder, 'migrations') })
    const migrations = readMigrations()
    expect(await migrate(database)).toEqual(migrations.map(({ name }) => name))
    expect(await migrate(database)).toEqual([])
    const changed = migrations.map((each, i) => (i === 0 ? { ...each, hash: 'x' } : each))
    await expect(migrate(database, changed)).rejects.toThrow('has changed since it was applied')
    await expect(migrate(database, migrations.slice(1))).rejects.toThrow('newer version of Needlepoint')
    const broken = [
      ...migrations,
      { name: 'database/9999-broken', sql: 'create table half (); select nonsense', hash: 'y' },
    ]
    await expect(migrate(database, broken)).rejects.toThrow('9999-broken failed, and nothing was changed')
    expect((await database.executeSql("select to_regclass('half') as half")).rows).toEqual([{ half: null }])
    await database.close()
    await expect(database.ping()).rejects.toMatchObject({ why: 'closed' })
  }, 60_000)
})
