/** The real server in a process of its own, as it is started anywhere, over a database that is there already. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../knowledge.ts'
import type { Asked, Memory, Sent } from './watch-server.ts'

export interface ServeOptions {
  readonly dataFolder: string
  /** `postgres://…`; undefined for the embedded database in the folder. */
  readonly databaseUrl?: string | undefined
  /** Connections to PostgreSQL. */
  readonly connections?: number
  /** Whether it can be asked for its memory and its statements. Loading what answers takes a part of the start. */
  readonly watched?: boolean
}

export interface Served {
  readonly host: string
  readonly port: number
  readonly pid: number
  /** From the start of the process until `/health/ready` answered 200. */
  readonly readyMs: number
  /** After the garbage was collected. */
  memory(): Promise<Memory>
  /** Begins to note which statements are sent to the database. */
  note(): Promise<void>
  /** What was sent since. */
  noted(): Promise<Sent[]>
  stop(): Promise<void>
}

const longestStart = 60_000

export async function serve({
  dataFolder,
  databaseUrl,
  connections = 10,
  watched = true,
}: ServeOptions): Promise<Served> {
  const host = '127.0.0.1'
  const port = await freePort(host)
  const env = {
    ...withoutOurs(process.env),
    NEEDLEPOINT_HOST: host,
    PORT: String(port),
    NEEDLEPOINT_DATA: dataFolder,
    DATABASE_CONNECTIONS: String(connections),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    // All callers here have one address. The limit is counted as ever, and never met.
    NEEDLEPOINT_RATE_LIMIT: '999999',
    NODE_ENV: 'production',
  }
  const watching = watched ? ['--import', join(import.meta.dirname, 'watch-server.ts')] : []
  const start = performance.now()
  const args = [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), ...watching, 'server/main.js']
  // The log is written as ever, to nowhere.
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-4_000)
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    await untilReady(`http://${host}:${port}/health/ready`, child)
  } catch (error) {
    child.kill('SIGKILL')
    throw new Error(`The server did not become ready. It said:\n${said}`, { cause: error })
  }
  const readyMs = performance.now() - start
  return {
    host,
    port,
    pid: child.pid as number,
    readyMs,
    memory: () => ask<Memory>(child, 'memory'),
    async note() {
      await ask(child, 'note')
    },
    noted: () => ask<Sent[]>(child, 'noted'),
    async stop() {
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), 40_000)
      await ended
      clearTimeout(impatience)
    },
  }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + longestStart
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return
    await sleep(5)
  }
  throw new Error(child.exitCode === null ? 'It took too long.' : `It ended with ${child.exitCode}.`)
}

function ask<Answer>(child: ChildProcess, asked: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer))
    child.once('exit', () => reject(new Error('The server ended.')))
    child.send(asked)
  })
}

function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('NEEDLEPOINT_') && name !== 'DATABASE_URL'),
  )
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
