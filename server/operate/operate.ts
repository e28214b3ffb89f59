/** Has something done: by the server that holds the embedded database while it runs, else in this process. */
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Config } from '../config.ts'
import type { Progress } from './backup/write-backup.ts'
import { controlPath, type Question, type Said } from './control.ts'
import { type InputOf, type Operated, type OperationName, type ResultOf, runOperation } from './operations.ts'
import { OperateProblem } from './problem.ts'

export interface AskOptions {
  readonly say?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

/** @throws what `isForOperator` knows, with a sentence */
export async function operate<Name extends OperationName>(
  config: Config,
  operation: Name,
  input: InputOf<Name>,
  { say = () => {}, signal = new AbortController().signal }: AskOptions = {},
): Promise<ResultOf<Name>> {
  const socket = config.databaseUrl ? undefined : await reachServer(config.dataFolder)
  if (socket) return await askServer(socket, { operation, input }, say, signal)
  // These make a database where there is none.
  if (operation !== 'clinic.add' && operation !== 'demo.add') requireDatabase(config)
  const { openParts } = await import('../parts.ts')
  const parts = await openParts(config, 'embedded')
  try {
    const operated: Operated = { ...parts, accounts: onlyOnce(async () => await accountsOf(parts)) }
    const result = await runOperation(operated, operation, input, { say, signal })
    // As it would come from a server.
    return JSON.parse(JSON.stringify(result)) as ResultOf<Name>
  } finally {
    await parts.close()
  }
}

/** In the wrong folder an empty database would be made, and would seem to be the right one. @throws OperateProblem */
export function requireDatabase({ databaseUrl, dataFolder }: Config): void {
  if (databaseUrl || existsSync(join(dataFolder, 'database'))) return
  throw new OperateProblem(
    `There is no Needlepoint in ${dataFolder}. Name its folder with NEEDLEPOINT_DATA, or its database with DATABASE_URL. ` +
      '`npm start` makes a new one.',
  )
}

/** @returns undefined when no server runs on the folder */
async function reachServer(dataFolder: string): Promise<Socket | undefined> {
  const path = controlPath(dataFolder)
  if (process.platform !== 'win32' && !isOurs(path)) return undefined
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return socket
  } catch {
    // Left over by a server that was killed: the lock of the folder tells.
    return undefined
  }
}

/** A long name of a folder puts the socket where others might put one of theirs. */
function isOurs(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && (found.uid === process.getuid?.() || process.getuid?.() === 0)
}

async function askServer<Result>(
  socket: Socket,
  question: Question,
  say: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Result> {
  const leave = () => socket.destroy()
  signal.addEventListener('abort', leave)
  socket.on('error', () => {})
  socket.write(`${JSON.stringify(question)}\n`)
  const lines = createInterface({ input: socket })
  // It hears of an end and not of a line that breaks.
  socket.once('close', () => lines.close())
  try {
    for await (const line of lines) {
      const said = JSON.parse(line) as Said
      if ('progress' in said) say(said.progress as Progress)
      else if ('result' in said) return said.result as Result
      else throw said.ours ? new Error(said.problem) : new OperateProblem(said.problem)
    }
  } finally {
    signal.removeEventListener('abort', leave)
    socket.destroy()
  }
  signal.throwIfAborted()
  throw new OperateProblem('The server was stopped before it had answered. Start it, or try again without it.')
}

export async function accountsOf({ config, database, keyRing, masters, address }: Omit<Operated, 'accounts'>) {
  const [{ openAccounts }, { openMailer }] = await Promise.all([
    import('../accounts/index.ts'),
    import('../mail/mailer.ts'),
  ])
  return await openAccounts({
    database,
    keys: keyRing,
    masters,
    mailer: openMailer({ smtpUrl: config.mailUrl, from: config.mailFrom, outbox: join(config.dataFolder, 'outbox') }),
    url: address,
    idleMinutes: config.idleMinutes,
    now: Date.now,
    log: () => {},
  })
}

function onlyOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
