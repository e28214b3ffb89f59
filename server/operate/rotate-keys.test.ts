import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '../audit/audit.ts'
import { readConfig } from '../config.ts'
import { masterKeyFrom } from '../keys/index.ts'
import { openParts, type Parts } from '../parts.ts'
import { accountsOf } from './operate.ts'
import { rotateMasterKey } from './rotate-keys.ts'
import { makeClinic } from './users.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'needlepoint-rotate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)

const settings = (env: Readonly<Record<string, string>> = {}) =>
  readConfig({ NEEDLEPOINT_DATA: join(folder, 'data'), NEEDLEPOINT_LOG: 'silent', ...env })
const keyFile = () => join(folder, 'data', 'master.key')
const actionsOf = ({ database }: Parts, clinicId: string) =>
  database.asClinic(clinicId, async (tx) =>
    (await tx.selectFrom('audit_lines').select('action').orderBy('seq').execute()).map(({ action }) => action),
  )

/** Opens, works and closes. */
async function withParts<T>(config: ReturnType<typeof settings>, work: (parts: Parts) => Promise<T>): Promise<T> {
  const parts = await openParts(config, 'embedded')
  try {
    return await work(parts)
  } finally {
    await parts.close()
  }
}

let clinicId = ''

test('A new master key takes the place of the old one, which is kept beside it', async () => {
  const old = await withParts(settings(), async (parts) => {
    await accountsOf(parts)
    clinicId = await makeClinic(
      { database: parts.database, keys: parts.keyRing, now: Date.now },
      { name: 'Studio Haut', zone: 'Europe/Berlin', language: 'de' },
    )
    const master = await rotateMasterKey(parts, Date.now())
    // Two of the clinic, and the secret of the accounts.
    expect(master).toMatchObject({ before: [parts.masters.current.id], wrapped: 3 })
    expect(readFileSync(String(master.keptIn), 'utf8').trim()).toBe(parts.masters.current.key.toString('base64'))
    return parts.masters.current
  })
  await withParts(settings(), async (parts) => {
    expect(parts.masters).toMatchObject({ older: [] })
    expect(parts.masters.current.id).not.toBe(old.id)
    expect(await verifyAudit(parts.database, parts.keyRing, clinicId)).toMatchObject({ whole: true })
    expect(await actionsOf(parts, clinicId)).toContain('clinic.keys-rewrapped')
    await accountsOf(parts)
  })
  await expect(
    withParts(settings({ NEEDLEPOINT_MASTER_KEY: old.key.toString('base64') }), async () => {}),
  ).rejects.toThrow('Put that key back')
})

test('What was cut off half way is finished by doing it again, with the key that was made then', async () => {
  const half = readFileSync(keyFile(), 'utf8')
  const made = randomBytes(32)
  // Both keys were in place, and nothing was wrapped anew yet.
  writeFileSync(keyFile(), `${made.toString('base64')}\n${half}`)
  const master = await withParts(settings(), (parts) => rotateMasterKey(parts, Date.now()))
  expect(master).toMatchObject({ now: masterKeyFrom(made).id, wrapped: 3 })
  expect(readFileSync(keyFile(), 'utf8')).toBe(`${made.toString('base64')}\n`)
  expect(readFileSync(String(master.keptIn), 'utf8')).toBe(half)
})

test('Where the key is in the environment, the operator puts the new one there first', async () => {
  const old = readFileSync(keyFile(), 'utf8').trim()
  rmSync(keyFile())
  const made = randomBytes(32).toString('base64')
  const rotate = (key: string) =>
    withParts(settings({ NEEDLEPOINT_MASTER_KEY: key }), (parts) => rotateMasterKey(parts, Date.now()))
  await expect(rotate(old)).rejects.toThrow('set NEEDLEPOINT_MASTER_KEY to the new key, a comma and the old key')
  expect(await rotate(`${made},${old}`)).toMatchObject({ wrapped: 3, keptIn: null })
  expect(existsSync(keyFile())).toBe(false)
  await withParts(settings({ NEEDLEPOINT_MASTER_KEY: made }), async (parts) => {
    expect(await verifyAudit(parts.database, parts.keyRing, clinicId)).toMatchObject({ whole: true })
  })
})
