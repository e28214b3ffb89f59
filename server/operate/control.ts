/**
 * How the operator's commands reach a server that holds the embedded database: a socket in its data folder, which only its owner
 * may open. A line of JSON asks; lines of JSON answer, the last one with the result or with a sentence.
 */
import { createHash } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Log } from '../http/log.ts'
import { type Operated, type OperationName, runOperation } from './operations.ts'
import { isForOperator } from './problem.ts'

/** What is asked. */
export interface Question {
  readonly operation: OperationName
  readonly input: unknown
}

/** A line of the answer. */
export type Said =
  | { readonly progress: unknown }
  | { readonly result: unknown }
  /** `ours`: a defect, and no sentence for the operator. */
  | { readonly problem: string; readonly ours: boolean }

/** Systems take about 100 characters as the name of a socket. */
const longestPath = 100

export function controlPath(dataFolder: string): string {
  const id = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\needlepoint-${id}`
  const inFolder = join(dataFolder, 'operate.sock')
  return Buffer.byteLength(inFolder) <= longestPath ? inFolder : join(tmpdir(), `needlepoint-${id}.sock`)
}

export interface Control {
  /** Breaks off what runs. */
  close(): Promise<void>
}

/** Called by who holds the lock of the folder: a socket that is there already is left over. */
export async function openControl(operated: Operated, log: Log): Promise<Control> {
  const path = controlPath(operated.config.dataFolder)
  const running = new Set<Promise<void>>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const serving = serve(socket, operated, log).finally(() => {
      running.delete(serving)
      sockets.delete(socket)
      socket.destroy()
    })
    running.add(serving)
  })
  if (process.platform !== 'win32') rmSync(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
    // From the first moment: the socket is made while `listen` runs.
    if (process.platform !== 'win32') chmodSync(path, 0o600)
  })
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await Promise.all(running)
      await closed
    },
  }
}

async function serve(socket: Socket, operated: Operated, log: Log): Promise<void> {
  const gone = new AbortController()
  socket.on('close', () => gone.abort())
  // Who asked may be killed at any time.
  socket.on('error', () => gone.abort())
  const answer = (said: Said) => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(said)}\n`)
  }
  try {
    const question = await readQuestion(socket)
    if (!question) return
    const { operation, input } = question
    log.info({ part: 'operate', operation }, 'asked by the operator')
    const say = (progress: unknown) => answer({ progress })
    const result = await runOperation(operated, operation, input as never, { say, signal: gone.signal })
    answer({ result })
  } catch (error) {
    if (gone.signal.aborted) return
    const ours = !isForOperator(error)
    if (ours) log.error({ err: error, part: 'operate' }, 'an operation failed')
    answer({ problem: error instanceof Error ? error.message : String(error), ours })
  }
  await new Promise<void>((resolve) => (socket.destroyed ? resolve() : socket.end(() => resolve())))
}

async function readQuestion(socket: Socket): Promise<Question | undefined> {
  const lines = createInterface({ input: socket })
  // It hears of an end and not of a line that breaks.
  socket.once('close', () => lines.close())
  const line = await new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(undefined))
  })
  lines.close()
  // A reader that is closed pauses what it read from.
  socket.resume()
  return line === undefined ? undefined : (JSON.parse(line) as Question)
}
