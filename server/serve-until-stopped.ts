/** Serves until somebody ends it: the first signal lets requests finish, a second one ends at once. */
import { type Config, ConfigProblem, readConfig } from './config.ts'
import { isForOperator, OperateProblem } from './operate/problem.ts'
import { openServer, type Server, type ServerOptions } from './server.ts'

export { type Config, ConfigProblem, isForOperator, OperateProblem, readConfig }

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

export interface ServeOptions extends ServerOptions {
  /** Sentences for whoever started it. */
  readonly say: (sentence: string) => void
  readonly onReady?: (server: Server) => void
}

/** @throws what `isForOperator` knows, when it cannot start */
export async function serveUntilStopped(config: Config, { say, onReady, ...options }: ServeOptions): Promise<void> {
  let stop = () => {}
  const stopping = new Promise<void>((resolve) => {
    stop = resolve
  })
  let asked = false
  const onSignal = (signal: (typeof signals)[number]) => {
    // 130 for SIGINT and so on, as a shell tells it.
    if (asked) process.exit(signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 129)
    asked = true
    say('Stopping: what is being answered is finished first. Once more ends it at once.')
    stop()
  }
  for (const signal of signals) process.on(signal, onSignal)
  try {
    const server = await openServer(config, options)
    for (const sentence of greeting(server)) say(sentence)
    onReady?.(server)
    await stopping
    await server.close()
    say('Stopped.')
  } finally {
    for (const signal of signals) process.off(signal, onSignal)
  }
}

export function greeting({ address, database, applied, clinics, demoAllowed, says }: Server): string[] {
  const where = database === 'embedded' ? 'the embedded database' : 'PostgreSQL'
  const offer = demoAllowed
    ? `There is no clinic yet. ${address}/demo makes one with made-up clients, to be removed again with one click. Or make yours, in another terminal:`
    : 'There is no clinic yet. Make one, in another terminal:'
  return [
    ...(applied.length > 0 ? ['The database was brought up to date.'] : []),
    ...says,
    `Needlepoint is at ${address} and keeps its records in ${where}. Ctrl-C stops it.`,
    ...(clinics > 0
      ? []
      : [offer, '  npx needlepoint user clinic add --name "Your clinic" --owner you@clinic.example']),
  ]
}
