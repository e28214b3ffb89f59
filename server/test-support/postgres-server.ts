/**
 * A PostgreSQL server for one run of the tests, thrown away after it. It starts in the background while the first tests run.
 * It keeps nothing across a loss of power, which is what makes it fast.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface PostgresBinaries {
  readonly folder: string
  /** `15.18` */
  readonly version: string
}

export interface PostgresServer {
  /** Of the database `postgres`. It answers some time after the start. */
  readonly url: string
  /** Ends every process of it at once, without a word to anybody, and starts it again. It answers after its recovery. */
  crash(): Promise<void>
  stop(): Promise<void>
}

const oldest = 15

/** @returns the newest server that is installed here; undefined when there is none */
export function findPostgres(): PostgresBinaries | undefined {
  if (process.platform === 'win32') return undefined
  const found = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...below('/usr/lib/postgresql', 'bin'),
    ...below('/usr/pgsql-', 'bin'),
    ...below('/opt/homebrew/opt', 'bin'),
    ...below('/usr/local/opt', 'bin'),
  ].flatMap((folder) => {
    if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return []
    const version = /(\d+(\.\d+)*)/.exec(
      spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout,
    )?.[1]
    return version && Number.parseInt(version, 10) >= oldest ? [{ folder, version }] : []
  })
  return found.sort((a, b) => Number.parseInt(b.version, 10) - Number.parseInt(a.version, 10))[0]
}

function below(folder: string, inner: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /postgresql|^\d+$/.test(name))
      .map((name) => join(folder, name, inner))
  } catch {
    return []
  }
}

/** @param durable with fsync, for what is about durability */
export function startPostgres({ folder: binaries }: PostgresBinaries, durable = false): PostgresServer {
  const folder = mkdtempSync(join(tmpdir(), 'needlepoint-pg-'))
  const data = join(folder, 'data')
  const user = notRoot()
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const port = 5432
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    'shared_buffers=64MB',
    'log_min_messages=panic',
    'log_min_error_statement=panic',
    'logging_collector=off',
    ...(process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : []),
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting])

  /** The server ends when its input does: that is when this process ends, however it ends. */
  const run = () => {
    const script = `
      test -s "$2/PG_VERSION" || "$1/initdb" -D "$2" -U postgres -A trust -E UTF8 --locale=C --no-sync >/dev/null || exit 1
      # The shell would report the end of the server.
      exec 2>/dev/null
      bin=$1; data=$2; shift 2
      "$bin/postgres" -D "$data" "$@" >/dev/null 2>&1 </dev/null &
      read _
      kill -QUIT $!
      wait $!`
    return spawn('/bin/sh', ['-c', script, 'sh', binaries, data, ...settings], {
      cwd: folder,
      stdio: ['pipe', 'ignore', 'inherit'],
      ...user,
    })
  }
  let child = run()

  const ended = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = new Promise((resolve) => child.once('exit', resolve))
    child.stdin.end()
    await exit
  }
  return {
    url: `postgres://postgres@localhost:${port}/postgres?host=${encodeURIComponent(folder)}`,
    async crash() {
      await ended()
      child = run()
    },
    async stop() {
      await ended()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function notRoot(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN),
    )
    if (uid && gid) return { uid, gid }
  }
  return undefined
}

/** Runs until it no longer throws, for a server that is starting. */
export async function whenReady<T>(work: () => Promise<T>, seconds = 30): Promise<T> {
  const until = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(100)
    }
  }
}
