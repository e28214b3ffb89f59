/** Opens PostgreSQL when an address is given, and the embedded database in the data folder otherwise. */
import { join } from 'node:path'
import { Pool } from 'pg'
import { type Database, overPool } from './database.ts'
import { Embedded, type EmbeddedPlace } from './embedded.ts'
import { CannotOpenDatabase } from './errors.ts'
import { lockFolder } from './folder-lock.ts'
import { openPool, typeParsers } from './postgres.ts'

export interface DatabaseConfig {
  /** `postgres://…`; undefined for the embedded database. */
  readonly databaseUrl?: string | undefined
  readonly dataFolder: string
  /** Connections to PostgreSQL at most. */
  readonly databaseConnections?: number | undefined
}

/** @throws CannotOpenDatabase with a sentence for the operator */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  if (config.databaseUrl) {
    const pool = await openPool({ url: config.databaseUrl, connections: config.databaseConnections ?? 10 })
    return overPool('postgres', pool, async () => {})
  }
  const lock = await lockFolder(config.dataFolder)
  try {
    const { database } = await openEmbedded({ folder: join(config.dataFolder, 'database') }, () => lock.release())
    return database
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Opens the embedded database without a lock: for tests in memory, and for openDatabase. */
export async function openEmbedded(
  place: EmbeddedPlace,
  released: () => void = () => {},
): Promise<{ database: Database; embedded: Embedded }> {
  const embedded = new Embedded(place)
  try {
    await embedded.waitReady
  } catch (error) {
    const where = 'folder' in place ? ` in ${place.folder}` : ''
    throw new CannotOpenDatabase(
      `The embedded database${where} does not open: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
  const pool = new Pool({ ...embedded.poolConfig(), types: typeParsers, connectionTimeoutMillis: 30_000 })
  const database = overPool('embedded', pool, async () => {
    await embedded.close()
    released()
  })
  return { database, embedded }
}
