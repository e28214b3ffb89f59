/**
 * Structured logs without personal data: which route, how it went, how long it took, and ids. No address is logged as it was
 * sent, no body, no name; of an error its kind and place, for messages of databases quote what was stored.
 */
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** @param level `silent` writes nothing */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, req: () => undefined, res: () => undefined },
    },
    ...(destination ? [destination] : []),
  )
}

/** The kind of an error, where it was thrown, and what caused it; never its message. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(isOurs(error) ? { message: error.message } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** Sentences that we wrote ourselves for operators, and that hold nothing of anybody. */
const isOurs = (error: Error) =>
  error.name === 'ContractBroken' || error.name === 'DatabaseUnavailable' || error.name === 'CannotOpenDatabase'
