/** Writes a file whole or not at all: a reader never meets half of it, and a full disk leaves the old one. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { sentenceOf } from './input/source.ts'
import { Stop } from './stop.ts'

/** @throws Stop in a sentence */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new Stop(sentenceOf(path, error))
  }
}
