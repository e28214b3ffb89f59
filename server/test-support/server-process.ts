/** For tests: the server as an operator starts it, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ServerProcess {
  readonly child: ChildProcess
  /** Resolves with the address once it serves. @throws Error with what it said when it ends before */
  readonly serving: Promise<string>
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** What it said to whoever started it. */
  said(): string
}

const started = new Set<ChildProcess>()

/** To be called after the tests: one that failed has stopped nothing. */
export function endServers(): void {
  for (const child of started) child.kill('SIGKILL')
}

/** @param env beside the path; nothing of this process’s settings gets in */
export function startServer(env: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.js')], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: compiled,
      NEEDLEPOINT_LOG: 'error',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  started.add(child)
  let said = ''
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      started.delete(child)
      resolve(code ?? signal)
    })
  })
  const serving = new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (text) => {
      said += text
      const address = /Needlepoint is at (\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    void ended.then((code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  serving.catch(() => {})
  return { child, serving, ended, said: () => said }
}

const compiled = join(tmpdir(), 'needlepoint-compiled')
