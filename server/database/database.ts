/** The database as the rest of the server sees it: transactions of one clinic, and transactions across clinics. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, type Transaction } from 'kysely'
import type { Pool } from 'pg'
import { isUuid } from '../ids.ts'
import { PooledDialect, transactionOver } from './driver.ts'
import { DatabaseUnavailable, isWorthRetrying, whyUnavailable } from './errors.ts'
import type { Tables } from './tables.ts'

export type Tx = Transaction<Tables>

export interface TransactionOptions {
  /** `read committed` when not given. */
  readonly isolationLevel?: 'repeatable read' | 'serializable'
  readonly accessMode?: 'read only'
}

export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** Signed in as the owner of the tables: for migrations and for the schema `accounts`, never for a clinic's rows. */
  readonly kysely: Kysely<Tables>
  readonly pool: Pool
  /**
   * One transaction that sees and writes the rows of one clinic. Anything thrown undoes it. It is run again when it lost
   * against another one, so it must have no effect outside the database.
   * @throws DatabaseUnavailable when the database does not answer
   */
  asClinic<T>(clinicId: string, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** One transaction across clinics, for operators and for finding the clinic of a sign-in. */
  asSystem<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** One statement outside a transaction, as pg-boss wants it: `new PgBoss({ db: { executeSql: database.executeSql } })`. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  /** @throws DatabaseUnavailable */
  ping(): Promise<void>
  /** Waits for running transactions. */
  close(): Promise<void>
}

/** The most that a transaction is run, in all. */
const attempts = 5

interface Running {
  open: boolean
}

/** @param release frees what the pool stands on */
export function overPool(kind: Database['kind'], pool: Pool, release: () => Promise<void>): Database {
  const running = new AsyncLocalStorage<Running | undefined>()
  const dialect = new PooledDialect({ pool, pipelined: kind === 'postgres' })
  const driver = dialect.createDriver()
  const kysely = new Kysely<Tables>({ dialect })
  // A connection that dies while idle is told to the pool, and without a listener it would end the process.
  pool.on('error', () => {})
  let closing: Promise<void> | undefined

  async function once<T>(opening: string, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const connection = await driver.acquireConnection()
    try {
      connection.open(options, opening)
      const result = await work(transactionOver<Tables>(dialect, connection))
      await connection.commit()
      return result
    } catch (error) {
      await connection.rollback()
      throw error
    } finally {
      connection.release()
    }
  }

  async function transact<T>(opening: string, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    if (closing !== undefined) throw new DatabaseUnavailable('closed')
    // With one connection it would wait for itself for ever; with many it would not be one transaction.
    if (running.getStore()?.open) throw new Error('A transaction is open already: pass on its tx.')
    for (let attempt = 1; ; attempt++) {
      const own: Running = { open: true }
      try {
        return await running.run(own, () => once(opening, work, options))
      } catch (error) {
        if (error instanceof DatabaseUnavailable) throw error
        const why = whyUnavailable(error)
        if (why) throw new DatabaseUnavailable(why, error)
        if (attempt >= attempts || !isWorthRetrying(error)) throw error
      } finally {
        own.open = false
      }
      await sleep(Math.random() * 10 * 2 ** attempt)
    }
  }

  /** Outside any transaction that may be open here. */
  async function run(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    if (running.getStore()?.open && kind === 'embedded') {
      throw new Error('A transaction is open already, and the embedded database has one session: use its tx.')
    }
    try {
      const result: unknown = await pool.query(text, values)
      // Several statements in one text answer with a list.
      const last = Array.isArray(result) ? result.at(-1) : result
      return { rows: (last as { rows?: Record<string, unknown>[] })?.rows ?? [] }
    } catch (error) {
      const why = whyUnavailable(error)
      throw why ? new DatabaseUnavailable(why, error) : error
    }
  }

  return {
    kind,
    kysely,
    pool,
    asClinic(clinicId, work, options = {}) {
      if (!isUuid(clinicId)) return Promise.reject(new TypeError('The id of a clinic is a UUID in lower case.'))
      // LOCAL: both settings end with the transaction, whatever becomes of the connection.
      return transact(`set local role needlepoint_app;set local app.clinic_id = '${clinicId}'`, work, options)
    },
    asSystem(work, options = {}) {
      return transact('set local role needlepoint_operator', work, options)
    },
    executeSql: run,
    async ping() {
      await run('select 1')
    },
    close() {
      closing ??= (async () => {
        await kysely.destroy()
        await pool.end()
        await release()
      })()
      return closing
    },
  }
}
