/**
 * The data of a house in which the demo was made, ready to be copied: making it takes longer than most of what tests then do with
 * it. It is made anew when anything that it is made from changes, and when it is old: what is told of today would be of yesterday.
 */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../../server/config.ts'
import { operate } from '../../../server/operate/operate.ts'

const root = join(import.meta.dirname, '../../..')
const cache = join(root, 'node_modules/.cache/needlepoint')
const sources = ['server', 'contract', 'pathway', 'compiler', 'knowledge', 'package-lock.json']
const oldMs = 20 * 60_000

/** @param configFor a data folder */
export async function fillWithDemo(dataFolder: string, configFor: (folder: string) => Config): Promise<void> {
  const kept = join(cache, `demo-${hashOfSources()}`)
  if (!isFresh(kept)) {
    mkdirSync(cache, { recursive: true })
    const made = mkdtempSync(join(cache, 'demo-making-'))
    try {
      await operate(configFor(join(made, 'data')), 'demo.add', { zone: 'Europe/Berlin' })
      for (const name of readdirSync(cache)) {
        const old = join(cache, name)
        if (/^demo-[0-9a-f]/.test(name) && !isFresh(old)) rmSync(old, { recursive: true, force: true })
      }
      // Another test may have made it meanwhile: one is as good as the other.
      if (!existsSync(kept)) renameSync(join(made, 'data'), kept)
    } catch (error) {
      if (!isFresh(kept)) throw error
    } finally {
      rmSync(made, { recursive: true, force: true })
    }
  }
  cpSync(kept, dataFolder, { recursive: true })
}

function isFresh(folder: string): boolean {
  const made = statSync(folder, { throwIfNoEntry: false })?.birthtimeMs
  return made !== undefined && Date.now() - made < oldMs
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    const entry = statSync(join(root, path), { throwIfNoEntry: false })
    if (!entry || /(^|\/)(node_modules|dist)$|\.test\.ts$/.test(path)) return
    if (entry.isFile()) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
    else for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`)
  }
  for (const path of sources) add(path)
  return hash.digest('hex').slice(0, 12)
}
