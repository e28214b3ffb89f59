/** Removes the demo: every row of its clinic at once, then its files. Without the rows nobody can decrypt those any more. */
import { findDemo, lockDemo, removeRows, wroteMeanwhile } from './demos.ts'
import type { DemoParts } from './make-demo.ts'

/** How often we try when somebody goes on writing in it. */
const mostTries = 5

/** @returns false where there was none. @throws FileStoreUnavailable */
export async function removeDemo(parts: Pick<DemoParts, 'database' | 'files'>): Promise<boolean> {
  const { files } = parts
  const clinicId = await removeRecords(parts)
  if (clinicId === undefined) return false
  for await (const name of files.list(clinicId)) await files.blobs.remove(name)
  return true
}

async function removeRecords({ database }: Pick<DemoParts, 'database'>): Promise<string | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.asSystem(async (tx) => {
        await lockDemo(tx)
        const demo = await findDemo(tx)
        if (demo) await removeRows(tx, demo.clinicId)
        return demo?.clinicId
      })
    } catch (error) {
      if (tries >= mostTries || !wroteMeanwhile(error)) throw error
    }
  }
}
