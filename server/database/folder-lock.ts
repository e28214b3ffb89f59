/**
 * One server per data folder. PGlite takes no lock, and a second process would lose rows that the first has committed.
 * The lock is a file that names its holder. It may outlive him (kill -9, power), so a holder that is gone is found out:
 * on this machine by his process, on another one (a shared volume) by a heart that no longer beats.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotOpenDatabase, codeOf } from './errors.ts'

export interface Holder {
  readonly pid: number
  readonly host: string
  /** When he took it, an instant. */
  readonly since: string
  /** When his process started, as this machine's system tells it: another process may have got his number since. */
  readonly processStart: string | null
}

export interface FolderLock {
  readonly holder: Holder
  release(): void
}

const beatEvery = 2_000
/** A blocked event loop skips beats; this many missing ones mean that nobody is there. */
const watchFor = 10_000
/** Taking over is a matter of milliseconds. */
const takeoverIsStaleAfter = 10_000

/** @throws CannotOpenDatabase naming the holder */
export async function lockFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'in-use.json')
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    processStart: processStart(process.pid),
  }
  for (let attempt = 1; attempt <= 20; attempt++) {
    if (create(path, JSON.stringify(holder))) return holding(path, holder)
    const found = readText(path)
    const other = found === undefined ? undefined : await holderIfAlive(path, found)
    if (other) {
      const where = other.host === hostname() ? '' : ` on ${other.host}`
      throw new CannotOpenDatabase(
        `The data folder ${folder} is in use by process ${other.pid}${where} since ${other.since}. ` +
          'Stop that server first, or choose another folder with NEEDLEPOINT_DATA.',
      )
    }
    if (found !== undefined) removeStale(path, found)
    await sleep(10 * attempt)
  }
  throw new CannotOpenDatabase(
    `The data folder ${folder} is being taken by several servers at once. Start one of them.`,
  )
}

function holding(path: string, holder: Holder): FolderLock {
  const beat = setInterval(() => {
    try {
      const now = new Date()
      utimesSync(path, now, now)
    } catch {
      // Somebody removed the file by hand. The next start will not be refused; nothing else is lost.
    }
  }, beatEvery)
  beat.unref()
  return {
    holder,
    release() {
      clearInterval(beat)
      if (readText(path) === JSON.stringify(holder)) rmSync(path, { force: true })
    },
  }
}

/** @returns undefined when the holder is gone */
async function holderIfAlive(path: string, text: string): Promise<Holder | undefined> {
  const found = parse(text)
  if (!found) return undefined
  if (found.host !== hostname()) return (await beats(path)) ? found : undefined
  if (!isAlive(found.pid)) return undefined
  const started = processStart(found.pid)
  if (started !== null && found.processStart !== null) return started === found.processStart ? found : undefined
  // Without a start time our own number in a new life, as in a restarted container, still tells.
  return found.pid !== process.pid || (await beats(path)) ? found : undefined
}

/** Watches rather than compares with the clock: two machines' clocks may differ. */
async function beats(path: string): Promise<boolean> {
  const before = modified(path)
  const until = Date.now() + watchFor
  while (Date.now() < until) {
    await sleep(250)
    const now = modified(path)
    if (now === undefined) return false
    if (now !== before) return true
  }
  return false
}

/** Of several that find the same stale lock one removes it, and none removes the lock that a faster one has just taken. */
function removeStale(path: string, judged: string): void {
  const guard = `${path}.takeover`
  if (!create(guard, String(process.pid))) {
    const since = modified(guard)
    if (since !== undefined && Date.now() - since > takeoverIsStaleAfter) rmSync(guard, { force: true })
    return
  }
  try {
    if (readText(path) === judged) rmSync(path, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

/** Makes the file with its content in one step, so that nobody reads half of it. @returns false when it exists */
function create(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600 })
    try {
      linkSync(draft, path)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      // A file system without hard links.
      writeFileSync(path, content, { flag: 'wx', mode: 0o600 })
    }
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw new CannotOpenDatabase(
      `The file ${path} cannot be written (${codeOf(error)}). Check the folder's permissions.`,
    )
  } finally {
    rmSync(draft, { force: true })
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, host, since, processStart } = JSON.parse(text)
    return Number.isInteger(pid) && pid > 0 && typeof host === 'string' ? { pid, host, since, processStart } : undefined
  } catch {
    return undefined
  }
}

function modified(path: string): number | undefined {
  try {
    return statSync(path).mtimeMs
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not ours to signal, but there.
    return codeOf(error) === 'EPERM'
  }
}

/** @returns null where the system does not tell */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The name in parentheses may hold spaces; the 20th field after it is the start in ticks since boot.
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    if (process.platform !== 'darwin') return null
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout?.trim() || null
  }
}
