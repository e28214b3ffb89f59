/** What the server and the operator's commands both stand on: the database, the master key, the clinics' keys and the files. */
import { addressOf, type Config, usualPort } from './config.ts'
import { type Database, openDatabase } from './database/index.ts'
import { type FileStore, openFileStore } from './files/index.ts'
import { KeyRing, loadMasterKeys, type MasterKeys } from './keys/index.ts'
import { bringUpToDate, type WhenToMigrate } from './operate/bring-up-to-date.ts'

export interface Parts {
  readonly config: Config
  readonly database: Database
  readonly masters: MasterKeys
  readonly keyRing: KeyRing
  readonly files: FileStore
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[]
  /** Where people reach the server; links begin with it. */
  readonly address: string
  close(): Promise<void>
}

/** @throws CannotOpenDatabase, MasterKeyProblem with a sentence for the operator */
export async function openParts(config: Config, when: WhenToMigrate): Promise<Parts> {
  const database = await openDatabase(config)
  try {
    const applied = await bringUpToDate(database, when)
    const masters = loadMasterKeys(config, !(await holdsWrapped(database)))
    const keyRing = new KeyRing(masters)
    await keyRing.check(database)
    return {
      config,
      database,
      masters,
      keyRing,
      files: openFileStore(config.files),
      applied,
      address: addressOf(config, config.port || usualPort),
      close: () => database.close(),
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** True when a master key has wrapped something already: another one could not open it. */
async function holdsWrapped(database: Database): Promise<boolean> {
  return await database.asSystem(async (tx) => {
    const key = await tx.selectFrom('clinic_keys').select('id').limit(1).executeTakeFirst()
    const secret = await tx
      .withSchema('accounts')
      .selectFrom('secrets' as never)
      .select('id' as never)
      .executeTakeFirst()
    return key !== undefined || secret !== undefined
  })
}
