/** What can go wrong with the database, in words that the HTTP layer can turn into a status. */

/** The database cannot be opened. The message is for the operator: what happened and what to do. */
export class CannotOpenDatabase extends Error {
  override name = 'CannotOpenDatabase'
}

/**
 * `lost`: no connection. `busy`: every connection or a needed row was taken for too long. `slow`: a statement took too long.
 * `full`: no room on its disk or in its memory. `closed`: this server is shutting down.
 */
export type WhyUnavailable = 'lost' | 'busy' | 'slow' | 'full' | 'closed'

/** The database does not answer now. The next call may succeed: nothing has to be restarted. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
  readonly why: WhyUnavailable
  /** The connection broke during the commit. Sending the same ids again tells. */
  readonly mayHaveCommitted: boolean

  constructor(why: WhyUnavailable, cause?: unknown, mayHaveCommitted = false) {
    super(sentences[why], { cause })
    this.why = why
    this.mayHaveCommitted = mayHaveCommitted
  }
}

const sentences: Readonly<Record<WhyUnavailable, string>> = {
  lost: 'The database does not answer.',
  busy: 'The database is too busy.',
  slow: 'The database took too long.',
  full: 'The database has no room left.',
  closed: 'The database is being closed.',
}

/** A promise of the schema that a row would have broken. */
export type BrokenPromise = 'unique' | 'reference' | 'check' | 'missing' | 'bad-value' | 'not-allowed'

const promises: Readonly<Record<string, BrokenPromise>> = {
  '23505': 'unique',
  '23503': 'reference',
  '23514': 'check',
  '23502': 'missing',
  // Row-level security and privileges.
  '42501': 'not-allowed',
}

/** @returns which promise of the schema was broken, and the constraint's name; undefined for any other error */
export function brokenPromise(error: unknown): { promise: BrokenPromise; constraint?: string } | undefined {
  const code = codeOf(error)
  if (code === undefined) return undefined
  // Class 22: a text that is no JSON, a NUL in a text, a number out of range.
  const promise = promises[code] ?? (code.startsWith('22') ? 'bad-value' : undefined)
  if (!promise) return undefined
  const { constraint } = error as { constraint?: unknown }
  return typeof constraint === 'string' ? { promise, constraint } : { promise }
}

/** A transaction that lost against another and may simply be run again. */
export function isWorthRetrying(error: unknown): boolean {
  const code = codeOf(error)
  // Serialisation failure, deadlock.
  if (code === '40001' || code === '40P01') return true
  // A statement prepared before a migration.
  return code === '0A000' && String((error as Error).message).includes('cached plan')
}

const why: Readonly<Record<string, WhyUnavailable>> = {
  ECONNREFUSED: 'lost',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  ENOTFOUND: 'lost',
  EAI_AGAIN: 'lost',
  ETIMEDOUT: 'lost',
  EHOSTUNREACH: 'lost',
  ENETUNREACH: 'lost',
  ENOENT: 'lost',
  // Read-only: we are talking to a standby while another server takes over.
  '25006': 'lost',
  // Idle in a transaction for too long.
  '25P03': 'busy',
  // Too many connections.
  '53300': 'busy',
  '55P03': 'busy',
  '53100': 'full',
  '53200': 'full',
  '57014': 'slow',
  '57P01': 'lost',
  '57P02': 'lost',
  '57P03': 'lost',
  '57P05': 'lost',
  '58030': 'lost',
}

/** What `pg` says in words only. */
const lostWords =
  /^Connection terminated|^Client has encountered a connection error|^Client was closed|^timeout expired|discarded$/

/** @returns why the database cannot be used now; undefined for an error of the statement itself */
export function whyUnavailable(error: unknown): WhyUnavailable | undefined {
  if (error instanceof DatabaseUnavailable) return error.why
  const code = codeOf(error)
  if (code !== undefined && why[code]) return why[code]
  if (code?.startsWith('08')) return 'lost'
  if (!(error instanceof Error)) return undefined
  if (error.message.startsWith('timeout exceeded when trying to connect')) return 'busy'
  if (error.message.startsWith('Cannot use a pool after calling end')) return 'closed'
  return lostWords.test(error.message) ? 'lost' : undefined
}

export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
