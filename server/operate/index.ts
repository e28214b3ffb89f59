/** The operator's side of the server, for the command line. What is heavy is loaded when it is asked for. */
import type { Config } from '../config.ts'
import type { Restored, RestoreProgress } from './backup/restore.ts'
import { requireDatabase } from './operate.ts'
import type { NewMaster } from './rotate-keys.ts'

export { roles } from '../accounts/permissions.ts'
export { type Config, ConfigProblem, readConfig } from '../config.ts'
export type { Checked } from './backup/read-backup.ts'
export type { Restored, RestoreProgress } from './backup/restore.ts'
export type { Progress, Written } from './backup/write-backup.ts'
export { type AskOptions, operate } from './operate.ts'
export type { InputOf, OperationName, ResultOf } from './operations.ts'
export { isForOperator, OperateProblem } from './problem.ts'
export type { NewMaster } from './rotate-keys.ts'

/** @returns names of the migrations that were applied */
export async function migrateDatabase(config: Config): Promise<readonly string[]> {
  const { openDatabase, migrate } = await import('../database/index.ts')
  const database = await openDatabase(config)
  try {
    return await migrate(database)
  } finally {
    await database.close()
  }
}

/** Every server has to be stopped. @throws OperateProblem */
export async function replaceMasterKey(config: Config): Promise<NewMaster> {
  requireDatabase(config)
  const [{ openParts }, { rotateMasterKey }] = await Promise.all([import('../parts.ts'), import('./rotate-keys.ts')])
  const parts = await openParts(config, 'never')
  try {
    return await rotateMasterKey(parts, Date.now())
  } finally {
    await parts.close()
  }
}

/** @throws OperateProblem when the place is not empty, or the backup is not whole */
export async function restoreBackup(
  config: Config,
  path: string,
  say?: (progress: RestoreProgress) => void,
): Promise<Restored> {
  const { restore } = await import('./backup/restore.ts')
  return await restore(config, path, say)
}

/** Reads a backup from start to end without using it. @throws OperateProblem when it is not whole */
export async function lookAtBackup(path: string, say?: (bytes: number) => void) {
  const { checkBackup } = await import('./backup/read-backup.ts')
  return await checkBackup(path, say)
}
