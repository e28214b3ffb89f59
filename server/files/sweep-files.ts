/**
 * Removes contents that no row names: what was written for a transaction that then failed, and what was erased. To be called
 * now and then, such as once an hour.
 */
import type { Database, Tx } from '../database/index.ts'
import type { KeyRing } from '../keys/index.ts'
import { type FileStore, nameOf } from './file-store.ts'
import { listHashes, lockFiles } from './files.ts'

interface Sweeping {
  readonly database: Database
  readonly keyRing: KeyRing
  readonly files: FileStore
}

/**
 * @returns how many contents were removed
 * @throws FileStoreUnavailable
 */
export async function sweepFiles({ database, keyRing, files }: Sweeping): Promise<number> {
  const clinics = await database.asSystem((tx) => tx.selectFrom('clinics').select('clinic_id').execute())
  let removed = 0
  for (const { clinic_id: clinicId } of clinics) {
    // Listing a bucket takes long, so nothing waits for it; what it finds is looked at again under the lock.
    const found: string[] = []
    for await (const name of files.list(clinicId)) found.push(name)
    const suspects = await database.asClinic(clinicId, (tx) => withoutRow(tx, clinicId, found))
    if (suspects.length === 0) continue
    removed += await database.asClinic(clinicId, async (tx) => {
      await lockFiles(tx, clinicId, 'sweeping')
      const sure = await withoutRow(tx, clinicId, suspects)
      for (const name of sure) await files.blobs.remove(name)
      return sure.length
    })
  }
  return removed

  async function withoutRow(tx: Tx, clinicId: string, names: readonly string[]): Promise<string[]> {
    const keys = await keyRing.forClinic(tx, clinicId)
    const named = new Set((await listHashes({ tx, clinicId })).map((hash) => nameOf(keys, hash)))
    return names.filter((name) => !named.has(name))
  }
}
