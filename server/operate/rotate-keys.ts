/**
 * New keys. A clinic's key encrypts from now on, and what the older ones encrypted stays readable. The master key wraps all of
 * them: a new one takes its place at once, and the old one is needed only to read older backups.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { rewrapSecret } from '../accounts/secret.ts'
import { audit } from '../audit/audit.ts'
import type { Database } from '../database/index.ts'
import {
  KeyRing,
  loadMasterKeys,
  type MasterKey,
  type MasterKeys,
  masterKeyFile,
  masterKeyFrom,
} from '../keys/index.ts'
import type { Parts } from '../parts.ts'
import { chooseClinic, listClinics } from './clinics.ts'
import { OperateProblem } from './problem.ts'
import { requireAlone } from './require-alone.ts'

/** Gives a clinic, or each of them, a new key, and tells its audit chain. @returns which clinics */
export async function rotateClinicKeys(
  { database, keyRing }: Pick<Parts, 'database' | 'keyRing'>,
  wanted: string | undefined,
  now: number,
): Promise<{ readonly clinics: readonly { readonly clinicId: string; readonly name: string }[] }> {
  const clinics = wanted === undefined ? await listClinics(database) : [await chooseClinic(database, wanted)]
  for (const { clinicId } of clinics) {
    await database.asClinic(clinicId, async (tx) => {
      await keyRing.rotate(tx, clinicId)
      const keys = await keyRing.forClinic(tx, clinicId)
      const actor = { kind: 'system' } as const
      await audit({ tx, clinicId, keys, now, actor }, { action: 'clinic.key-rotated', subject: clinicId })
    })
  }
  return { clinics: clinics.map(({ clinicId, name }) => ({ clinicId, name })) }
}

export interface NewMaster {
  readonly now: string
  /** Ids of those that are out of use. */
  readonly before: readonly string[]
  /** How many keys were wrapped anew. */
  readonly wrapped: number
  /** Where the old key was put; null when the key is in the environment. */
  readonly keptIn: string | null
}

/**
 * Puts a new master key in the place of the old one. What is cut off half way is finished by doing it again: until all is wrapped
 * anew, both keys are in place. No server may run on the database, since it holds the old key alone in its memory.
 * @throws OperateProblem
 */
export async function rotateMasterKey({ config, database, masters }: Parts, now: number): Promise<NewMaster> {
  if (config.masterKey) return await rewrapFromEnvironment(database, masters, now)
  await requireAlone(database, 'it knows the old master key alone')
  const path = masterKeyFile(config.dataFolder)
  // An earlier try that was cut off has left its new key here already.
  if (masters.older.length === 0) {
    writeSafely(path, [masterKeyFrom(randomBytes(32)), masters.current])
  }
  const both = loadMasterKeys(config, false)
  const wrapped = await rewrapAll(database, both, now)
  const [old] = both.older
  let keptIn: string | null = null
  for (const key of both.older) {
    keptIn = join(config.dataFolder, `master-${key.id}.key`)
    if (!existsSync(keptIn)) writeSafely(keptIn, [key])
  }
  if (!old) throw new Error('The new master key has gone.')
  writeSafely(path, [both.current])
  return { now: both.current.id, before: both.older.map(({ id }) => id), wrapped, keptIn }
}

/** The environment is the operator's: she puts the new key in, we wrap, she takes the old one out. */
async function rewrapFromEnvironment(database: Database, masters: MasterKeys, now: number): Promise<NewMaster> {
  if (masters.older.length === 0) {
    throw new OperateProblem(
      'NEEDLEPOINT_MASTER_KEY holds one key. Make another one with `openssl rand -base64 32`, set NEEDLEPOINT_MASTER_KEY to ' +
        'the new key, a comma and the old key, restart every server with it, and run this again. Nothing was changed.',
    )
  }
  const wrapped = await rewrapAll(database, masters, now)
  return { now: masters.current.id, before: masters.older.map(({ id }) => id), wrapped, keptIn: null }
}

async function rewrapAll(database: Database, masters: MasterKeys, now: number): Promise<number> {
  const keys = await new KeyRing(masters).rewrap(database)
  const { rows } = await sql<{ made: boolean }>`select exists (select from accounts.secrets) as made`.execute(
    database.kysely,
  )
  const secret = rows[0]?.made ? await rewrapSecret(database, masters) : false
  const keyRing = new KeyRing({ current: masters.current, older: [] })
  await keyRing.check(database)
  if (keys > 0) {
    for (const { clinicId } of await listClinics(database))
      await tell(database, keyRing, clinicId, 'clinic.keys-rewrapped', now)
  }
  return keys + (secret ? 1 : 0)
}

/** Adds a line to a clinic's audit chain. */
async function tell(
  database: Database,
  keyRing: KeyRing,
  clinicId: string,
  action: string,
  now: number,
): Promise<void> {
  await database.asClinic(clinicId, async (tx) => {
    const keys = await keyRing.forClinic(tx, clinicId)
    await audit({ tx, clinicId, keys, now, actor: { kind: 'system' } }, { action, subject: clinicId })
  })
}

/** Never half a key file: whoever loses it loses everything. */
function writeSafely(path: string, keys: readonly MasterKey[]): void {
  const draft = `${path}.part`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, keys.map(({ key }) => `${key.toString('base64')}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
