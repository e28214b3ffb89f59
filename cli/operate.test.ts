/** What an operator types, through the real launcher, on a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../server/database/index.ts'
import { withEmptyPostgres } from '../server/test-support/empty-postgres.ts'
import { type Ran, run } from './launcher.testing.ts'
import { root } from './protocol.ts'

let folder = ''
const servers = new Set<ChildProcess>()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'needlepoint-operate-'))
})
afterAll(() => {
  for (const server of servers) server.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

const unset = Object.fromEntries(
  Object.keys(process.env).flatMap((name) => (/^(NEEDLEPOINT_|DATABASE_|PORT$)/.test(name) ? [[name, '']] : [])),
)
const envOf = (name: string) => ({ ...unset, NEEDLEPOINT_DATA: join(folder, name), PORT: '0' })

/** `needlepoint …` on a data folder. */
const on =
  (name: string) =>
  (...args: readonly string[]): Promise<Ran> =>
    run(args, { env: envOf(name) })

/** @returns what it printed as JSON, once it went well */
async function well<T = Record<string, unknown>>(ran: Promise<Ran>): Promise<T> {
  const { code, stdout, stderr } = await ran
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as T
}

interface Serving {
  readonly address: string
  end(): Promise<number | null>
}

async function serve(name: string): Promise<Serving> {
  const child = spawn(process.execPath, [join(root, 'cli', 'needlepoint.js'), 'serve'], {
    env: { ...process.env, ...envOf(name), NEEDLEPOINT_LOG: 'silent' },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  servers.add(child)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let said = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (text) => {
      said += text
      const found = /Needlepoint is at (\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    void ended.then((code) => reject(new Error(`serve ended with ${code}: ${said}`)))
  })
  return {
    address,
    end() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

describe('an operator', () => {
  let clinicId = ''
  const backup = () => join(folder, 'backup.tar')

  test('is told where there is no Needlepoint yet, and nothing is made there', async () => {
    const { code, stderr } = await on('one')('audit', 'verify')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^There is no Needlepoint in .*one\. Name its folder with NEEDLEPOINT_DATA/)
    expect(readdirSync(folder)).toEqual([])
  })

  test('makes a clinic before the server runs', async () => {
    const made = await well<{ clinicId: string; link: string }>(
      on('one')(
        'user',
        'clinic',
        'add',
        '--name',
        'Studio Haut',
        '--zone',
        'Europe/Berlin',
        '--owner',
        'olga@x.example',
      ),
    )
    clinicId = made.clinicId
    expect(made.link).toContain(`/invitation/${clinicId}#`)
    const { stdout } = await on('one')('user', 'list', '--text')
    expect(stdout).toBe('Nobody signs in yet. Invite somebody with `needlepoint user add EMAIL --role owner`.\n')
  })

  test('works beside the running server, which does what is asked', async () => {
    const server = await serve('one')
    const needlepoint = on('one')
    const invited = await well<{ link: string; clinic: string }>(
      needlepoint('user', 'add', 'ines@x.example', '--role', 'practitioner,clinician'),
    )
    expect(invited.clinic).toBe('Studio Haut')
    expect(invited.link.startsWith(`${server.address}/invitation/${clinicId}#`)).toBe(true)
    const [, token] = invited.link.split('#')
    const accepted = await fetch(`${server.address}/api/auth/invitation/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.address },
      body: JSON.stringify({ clinicId, token, name: 'Ines', password: 'correct horse battery staple' }),
    })
    expect(accepted.status).toBe(200)

    const { users } = await well<{ users: object[] }>(needlepoint('user', 'list'))
    expect(users).toMatchObject([
      {
        email: 'ines@x.example',
        disabled: false,
        clinics: [{ name: 'Studio Haut', roles: ['clinician', 'practitioner'] }],
      },
    ])
    const reset = await well<{ link: string }>(needlepoint('user', 'reset', 'ines@x.example'))
    expect(reset.link).toContain(`${server.address}/new-password#`)
    expect((await needlepoint('user', 'disable', 'ines@x.example', '--text')).stdout).toContain('can no longer sign in')
    expect((await needlepoint('user', 'list', '--text')).stdout).toMatch(/ines@x\.example +disabled/)
    await well(needlepoint('user', 'enable', 'INES@x.example'))
    expect((await needlepoint('user', 'clinic', 'list', '--text')).stdout).toContain(clinicId)
    expect((await needlepoint('user', 'disable', 'nobody@x.example')).stderr).toContain(
      'Nobody signs in as nobody@x.example.',
    )

    const rotated = await well<{ clinics: object[] }>(needlepoint('rotate-keys', 'clinics', '--clinic', 'studio haut'))
    expect(rotated.clinics).toEqual([{ clinicId, name: 'Studio Haut' }])
    const verified = await well<{ clinics: object[] }>(needlepoint('audit', 'verify'))
    expect(verified.clinics).toMatchObject([{ clinicId, verdict: { whole: true } }])

    const written = await needlepoint('backup', backup(), '--text')
    expect(written).toMatchObject({ code: 0, stderr: '' })
    expect(written.stdout).toContain('THE MASTER KEY IS NOT IN IT')
    expect(statSync(backup()).mode & 0o777).toBe(0o600)
    expect((await needlepoint('backup', backup())).stderr).toContain('is there already. Choose another name')
    await well(needlepoint('backup', 'check', backup()))

    for (const alone of [['rotate-keys', 'master'], ['restore', backup()], ['serve']]) {
      const { code, stderr } = await needlepoint(...alone)
      expect([code, stderr]).toEqual([2, expect.stringContaining('is in use by process')])
    }
    expect(await server.end()).toBe(0)
  })

  test('replaces the master key, and an older backup still goes in with the old one', async () => {
    const needlepoint = on('one')
    const before = readFileSync(join(folder, 'one', 'master.key'), 'utf8')
    const { keptIn } = await well<{ keptIn: string }>(needlepoint('rotate-keys', 'master'))
    expect(readFileSync(keptIn, 'utf8')).toBe(before)
    expect(readFileSync(join(folder, 'one', 'master.key'), 'utf8')).not.toBe(before)
    for (const file of [keptIn, join(folder, 'one', 'master.key')]) expect(statSync(file).mode & 0o777).toBe(0o600)
    await well(needlepoint('audit', 'verify'))
    await (await serve('one')).end()

    const restore = () => on('two')('restore', backup(), '--text')
    expect((await restore()).stderr).toMatch(/A backup holds no master key.* Put that key into .*master\.key/)
    mkdirSync(join(folder, 'two'), { recursive: true })
    copyFileSync(keptIn, join(folder, 'two', 'master.key'))
    const restored = await restore()
    expect(restored).toMatchObject({ code: 0, stderr: '' })
    expect(restored.stdout).toMatch(/Studio Haut: the audit chain of \d+ lines is whole\./)
    expect((await restore()).stderr).toContain('The database is not empty')
    expect(await well(on('two')('migrate'))).toEqual({ applied: [] })
  })

  test('learns which line of the audit chain is not as it was written', async () => {
    const database = await openDatabase({ dataFolder: join(folder, 'two') })
    await database.asSystem((tx) =>
      tx
        .updateTable('audit_lines' as never)
        .set({ action: 'x' } as never)
        .where('seq' as never, '=', 3 as never)
        .execute(),
    )
    await database.close()
    const { code, stdout } = await on('two')('audit', 'verify', '--text')
    expect(code).toBe(1)
    expect(stdout).toContain(`○ Studio Haut (${clinicId}): BROKEN at line 3.`)
  })

  test.each([
    [['user'], 'What about users? There are: clinic, add, list, reset, disable, enable.'],
    [['user', 'ad'], 'There is no `user ad`. Did you mean `user add`?'],
    [['user', 'add'], 'Whom? One e-mail address'],
    [['user', 'add', 'ines@x.example'], 'As what? Say it with --role'],
    [['user', 'add', 'ines@x.example', '--role', 'ownr'], 'There is no role “ownr”. Did you mean “owner”?'],
    [['user', 'add', 'ines', '--role', 'owner'], '“ines” is no e-mail address.'],
    [
      ['user', 'add', 'i@x.example', '--role', 'owner', '--clinic', 'Elsewhere'],
      'There is no clinic “Elsewhere”. There are:',
    ],
    [['user', 'clinic'], 'What about clinics?'],
    [['user', 'clinic', 'add'], 'What is the clinic called?'],
    [['user', 'clinic', 'add', '--name', 'X', '--zone', 'Mars/Olympus'], 'There is no time zone “Mars/Olympus”.'],
    [['user', 'list', '--role', 'owner'], '`user list` takes no --role.'],
    [['audit'], 'There is: `needlepoint audit verify`.'],
    [['backup'], 'Into which file?'],
    [['backup', '/no/such/folder/b.tar'], 'There is no folder /no/such/folder to write the backup into.'],
    [['backup', 'check', '/no/such/file'], 'There is no file /no/such/file.'],
    [['restore'], 'Which backup?'],
    [['rotate-keys'], 'Which keys?'],
    [['rotate-keys', 'master', '--clinic', 'x'], '--clinic has no place here'],
    [['migrate', 'now'], '`migrate` takes no words.'],
    [['serve', 'now'], '`serve` takes no words.'],
    [['serve', '--day', '2026-01-01'], '`serve` takes no --day.'],
  ])('%j is answered with a sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await on('two')(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('went wrong')
  })

  test('is told of every setting that is wrong', async () => {
    const env = { ...envOf('two'), NEEDLEPOINT_LOG: 'loud', NEEDLEPOINT_RATE_LIMIT: 'many' }
    const { code, stderr } = await run(['user', 'list'], { env })
    expect(code).toBe(2)
    expect(stderr).toMatch(/NEEDLEPOINT_LOG is “loud”.*\nNEEDLEPOINT_RATE_LIMIT is “many”/)
  })
})

describe.skipIf(inject('postgresUrl') === null)('an operator of a PostgreSQL server', () => {
  test('migrates before a server starts, and sees what was done', async () => {
    await withEmptyPostgres(async (url) => {
      const needlepoint = (...args: string[]) => run(args, { env: { ...envOf('pg'), DATABASE_URL: url } })
      expect((await needlepoint('user', 'list')).stderr).toContain('then run `needlepoint migrate`')
      const { applied } = await well<{ applied: string[] }>(needlepoint('migrate'))
      expect(applied).toContain('database/0001-roles')
      expect((await needlepoint('migrate', '--text')).stdout).toContain('is up to date')
      await well(needlepoint('user', 'clinic', 'add', '--name', 'Studio Haut'))

      const serving = await openDatabase({ databaseUrl: url, dataFolder: folder })
      await serving.ping()
      expect((await needlepoint('rotate-keys', 'master')).stderr).toContain('A server runs on this database')
      await serving.close()
      await well(needlepoint('rotate-keys', 'master'))
      await well(needlepoint('audit', 'verify'))
    })
  })
})
