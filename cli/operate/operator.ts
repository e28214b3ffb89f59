/** What the operator's verbs share: settings from the environment, and the server's errors as sentences. */
import type { AskOptions, Config, InputOf, OperationName, Progress, ResultOf } from '@needlepoint/server/operate'
import { write } from '../stdio.ts'
import { BAD_INPUT, Stop } from '../stop.ts'
import type { Call } from '../verb.ts'

/** The server's code is loaded by who needs it. */
const load = () => import('@needlepoint/server/operate')
type Operating = Awaited<ReturnType<typeof load>>

/**
 * Does something with the settings that the environment holds.
 * @throws Stop for whatever the operator can do something about
 */
export async function operating<Result>(work: (server: Operating, config: Config) => Promise<Result>): Promise<Result> {
  const server = await load()
  try {
    return await work(server, server.readConfig())
  } catch (error) {
    if (server.isForOperator(error)) throw new Stop(error.message, BAD_INPUT)
    throw error
  }
}

/** Has one thing done. @throws Stop */
export async function ask<Name extends OperationName>(
  name: Name,
  input: InputOf<Name>,
  options?: AskOptions,
): Promise<ResultOf<Name>> {
  return await operating((server, config) => server.operate(config, name, input, options))
}

export type Saying = Pick<Progress, 'done'> & { readonly what: string; readonly of?: number }

const everyMs = 100

/** One line on a terminal that goes on changing. */
export function showDoing({ stdio: { stderr }, flags }: Call): { say(saying: Saying): void; end(): void } {
  if (flags.quiet !== undefined || !stderr.isTTY) return { say: () => {}, end: () => {} }
  let shown = 0
  return {
    say({ what, done, of }) {
      const now = performance.now()
      if (now - shown < everyMs) return
      shown = now
      stderr.write(`\r\u001b[K${what}: ${grouped(done)}${of === undefined ? '' : ` of ${grouped(of)}`}`)
    },
    end() {
      if (shown > 0) stderr.write('\r\u001b[K')
    },
  }
}

/** Ctrl-C breaks off what can be broken off without harm. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const interrupt = new AbortController()
  const onSignal = () => interrupt.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    return await work(interrupt.signal)
  } catch (error) {
    if (interrupt.signal.aborted) throw new Stop('Broken off. Nothing was kept.', 130)
    throw error
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

/** Lines of text for a person, indented as they begin; or JSON. */
export async function answer(call: Call, value: unknown, print: (say: (line: string) => void) => void): Promise<void> {
  if (!call.text) return await call.print(`${JSON.stringify(value, null, 2)}\n`)
  const page = call.newPage()
  print((line) => page.text(line.trimStart(), { indent: line.length - line.trimStart().length }))
  await call.print(page.toString())
}

/** A remark beside the answer, for a person. */
export async function remark({ stdio, flags }: Call, sentence: string): Promise<void> {
  if (flags.quiet === undefined) await write(stdio.stderr, `${sentence}\n`)
}

export const grouped = (count: number): string => count.toLocaleString('en')
