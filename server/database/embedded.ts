/**
 * The embedded database: PGlite, which is PostgreSQL in this process, kept in a folder. As it comes it never calls fsync,
 * sends each message of the protocol on its own and stays dead after a fatal error. All three are mended here.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { PoolConfig } from 'pg'
import { DatabaseUnavailable } from './errors.ts'

/** EIO, as WebAssembly numbers errors. */
const inputOutputError = 29

/** Writes reach the disk before a commit is acknowledged. */
class DurableNodeFS extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options)
    const mendFsync = (module: { NODEFS: { stream_ops: Record<string, unknown> } }) => {
      module.NODEFS.stream_ops.fsync = ({ nfd }: { nfd?: number }) => {
        // PostgreSQL also syncs folders, which Emscripten opens without a descriptor.
        if (nfd === undefined) return 0
        try {
          fsyncSync(nfd)
          return 0
        } catch {
          return inputOutputError
        }
      }
    }
    const preRun = [...((emscriptenOpts.preRun as unknown[] | undefined) ?? []), mendFsync]
    return { emscriptenOpts: { ...emscriptenOpts, preRun: preRun as never } }
  }
}

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  // fdatasync, the default on Linux, does nothing in Emscripten.
  ...['-c', 'wal_sync_method=fsync'],
  // The usual 128 MB would be cleared at each start and kept for good; the system caches the files beside it.
  ...['-c', 'shared_buffers=32MB'],
]

/** Where the embedded database lives: a folder, or memory with what a test starts from. */
export type EmbeddedPlace = { readonly folder: string } | { readonly memory: Blob }

/** What the messages of the extended protocol begin with until Sync (S) or Flush (H) asks for an answer. */
const waitsForSync = new Set([...'PBDEC'].map((letter) => letter.charCodeAt(0)))

const flush = 'H'.charCodeAt(0)

export class Embedded {
  readonly #place: EmbeddedPlace
  #pglite: Promise<PGlite>
  #ready: PGlite | undefined
  #broken = false
  #closed = false
  /** Messages that wait for a Sync: the engine takes a whole query at once. */
  #waiting: Uint8Array[] = []
  #connection: { parsedStatements: object; submittedNamedStatements: object } | undefined

  constructor(place: EmbeddedPlace) {
    this.#place = place
    this.#pglite = this.#open()
    // Whoever waits for it hears of a failure.
    this.#pglite.catch(() => {})
  }

  /** How `pg` reaches it: one connection, since the engine has one session. */
  poolConfig(): PoolConfig {
    const config = createPgConfig(this as unknown as PGlite)
    this.#connection = config.connection
    return { ...(config as unknown as PoolConfig), max: 1 }
  }

  /** `pg` waits for it with each new client: the time to open again what broke, and to end what a lost client had begun. */
  get waitReady(): Promise<void> {
    return this.#prepareSession()
  }

  async execProtocolStream(
    message: Uint8Array,
    options: { throwOnError: boolean },
  ): ReturnType<PGlite['execProtocolStream']> {
    const pglite = this.#ready
    if (this.#closed) throw new DatabaseUnavailable('closed')
    if (!pglite || this.#broken) throw new DatabaseUnavailable('lost')
    // `pg` writes into one buffer for all its messages.
    this.#waiting.push(message.slice())
    if (waitsForSync.has(message[0] ?? 0)) return []
    const whole = Buffer.concat(this.#waiting)
    this.#waiting = []
    let answer: Awaited<ReturnType<PGlite['execProtocolStream']>>
    try {
      answer = await pglite.execProtocolStream(whole, options)
    } catch (error) {
      this.#broken = true
      throw new DatabaseUnavailable('lost', error)
    }
    // A dead engine answers nothing, and whoever waits for its answer would wait for ever.
    const fatal = answer.find((each) => each.name === 'error' && /PANIC|FATAL/.test(String(Object(each).severity)))
    if (fatal || (message[0] !== flush && !answer.some((each) => each.name === 'readyForQuery'))) {
      this.#broken = true
      throw new DatabaseUnavailable('lost', fatal)
    }
    return answer
  }

  /** @returns everything in it, for a clone */
  async dump(): Promise<Blob> {
    return await (await this.#pglite).dumpDataDir('none')
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const pglite = await this.#pglite.catch(() => undefined)
    if (pglite && !this.#broken) await pglite.close()
  }

  async #prepareSession(): Promise<void> {
    if (this.#closed) throw new DatabaseUnavailable('closed')
    if (this.#broken) {
      this.#broken = false
      this.#ready = undefined
      this.#pglite = this.#open()
    }
    let pglite: PGlite
    try {
      pglite = await this.#pglite
    } catch (error) {
      this.#broken = true
      throw error
    }
    this.#waiting = []
    if (pglite.isInTransaction()) await pglite.exec('rollback')
  }

  async #open(): Promise<PGlite> {
    // A new session knows none of the statements that the old one had prepared.
    if (this.#connection) Object.assign(this.#connection, { parsedStatements: {}, submittedNamedStatements: {} })
    const place = this.#place
    if ('memory' in place) {
      this.#ready = await PGlite.create({ loadDataDir: place.memory })
      return this.#ready
    }
    if (!existsSync(join(place.folder, 'PG_VERSION'))) await makeDataFolder(place.folder)
    this.#ready = await PGlite.create({ fs: new DurableNodeFS(place.folder), startParams })
    return this.#ready
  }
}

/** @returns an empty database in memory, for a test to migrate and clone */
export async function emptyInMemory(): Promise<Blob> {
  const pglite = await PGlite.create()
  try {
    return await pglite.dumpDataDir('none')
  } finally {
    await pglite.close()
  }
}

/** Makes the database beside its place and moves it there, so that a start that is cut off leaves none rather than half of one. */
async function makeDataFolder(folder: string): Promise<void> {
  const part = `${folder}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true, mode: 0o700 })
  const pglite = await PGlite.create({ fs: new DurableNodeFS(part), startParams })
  await pglite.close()
  syncAll(part)
  renameSync(part, folder)
  syncFile(dirname(folder))
}

function syncAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncAll(path)
    else syncFile(path)
  }
  syncFile(folder)
}

export function syncFile(path: string): void {
  // Windows opens no folder and syncs no file that is open for reading only.
  if (process.platform === 'win32') return
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
