/** Puts a protocol where the engine finds it. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Protocol } from '@needlepoint/pathway'

/** Writes the whole file or nothing: a reader never sees half a protocol. */
export function writeProtocol(path: string, protocol: Protocol): void {
  const draft = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(draft, `${JSON.stringify(protocol)}\n`)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
