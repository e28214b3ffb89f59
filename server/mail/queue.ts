/**
 * Messages that a transaction wants sent. They are written with what they tell of, so that neither exists without the other,
 * and leave after the commit; a mail server that is away delays them and stops nobody.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/index.ts'
import { newId } from '../ids.ts'
import type { KeyRing } from '../keys/index.ts'
import type { Mailer } from './mailer.ts'
import type { Message, MessageKind } from './messages.ts'

const place = (id: string) => ({ table: 'outgoing_mail', column: 'message_enc', id })

/** Seconds until a message that was refused is tried again: doubled each time, for about a day. */
const firstWait = 30
const longestWait = 3_600
const mostAttempts = 30

/** Sends a message when the caller's transaction has been committed. */
export async function sendLater<Kind extends MessageKind>(
  { tx, clinicId, actor, keys, now }: Pick<Context, 'tx' | 'clinicId' | 'actor' | 'keys' | 'now'>,
  message: Message<Kind>,
): Promise<void> {
  // In the demo anybody may be anybody: it writes to nobody.
  const { demo } = await tx
    .selectFrom('clinics')
    .select('demo')
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
  if (demo) return
  const id = newId(now)
  await tx
    .insertInto('outgoing_mail')
    .values({
      clinic_id: clinicId,
      id,
      message_enc: keys.seal(place(id), JSON.stringify(message)),
      next_attempt_at: new Date(now),
      recorded_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .execute()
}

/**
 * Takes back what waits to be sent to an address. Addresses are encrypted, so each message is opened; few ever wait.
 * Needs the role of an operator, since the app deletes nothing.
 */
export async function forgetMailTo(
  { tx, clinicId, keys }: Pick<Context, 'tx' | 'clinicId' | 'keys'>,
  to: string,
): Promise<void> {
  const rows = await tx
    .selectFrom('outgoing_mail')
    .select(['id', 'message_enc'])
    .where('clinic_id', '=', clinicId)
    .execute()
  for (const { id, message_enc } of rows) {
    const message = JSON.parse(keys.open(place(id), message_enc)) as Message
    if (message.to !== to) continue
    await tx.deleteFrom('outgoing_mail').where('clinic_id', '=', clinicId).where('id', '=', id).execute()
  }
}

export interface MailPump {
  /** Sends what is due. @returns how many were sent */
  run(): Promise<number>
  stop(): Promise<void>
}

export interface PumpOptions {
  readonly database: Database
  readonly keys: KeyRing
  readonly mailer: Mailer
  readonly now: () => number
  readonly log: (level: 'info' | 'warn' | 'error', what: string) => void
  /** Milliseconds between looks; 0 looks only when `run` is called. */
  readonly every: number
}

export function startMailPump({ database, keys, mailer, now, log, every }: PumpOptions): MailPump {
  const stopping = new AbortController()

  /** Takes one message and puts off its next attempt, so that no other server sends it meanwhile. */
  const take = () =>
    database.asSystem(async (tx) => {
      const row = await tx
        .selectFrom('outgoing_mail')
        .selectAll()
        .where('next_attempt_at', '<=', new Date(now()))
        .orderBy('next_attempt_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (!row) return undefined
      const wait = Math.min(longestWait, firstWait * 2 ** row.attempts)
      await tx
        .updateTable('outgoing_mail' as never)
        .set({ attempts: row.attempts + 1, next_attempt_at: new Date(now() + wait * 1000) } as never)
        .where('clinic_id' as never, '=', row.clinic_id as never)
        .where('id' as never, '=', row.id as never)
        .execute()
      const clinicKeys = await keys.forClinic(tx, row.clinic_id)
      return { ...row, message: JSON.parse(clinicKeys.open(place(row.id), row.message_enc)) as Message }
    })

  const remove = (clinicId: string, id: string) =>
    database.asSystem((tx) =>
      tx.deleteFrom('outgoing_mail').where('clinic_id', '=', clinicId).where('id', '=', id).execute(),
    )

  async function run(): Promise<number> {
    for (let sent = 0; ; sent++) {
      const taken = await take()
      if (!taken) return sent
      try {
        await mailer.send(taken.message)
      } catch (error) {
        const last = taken.attempts + 1 >= mostAttempts
        log(
          'warn',
          `${error instanceof Error ? error.message : 'A message was refused.'}${last ? ' It is given up.' : ''}`,
        )
        if (!last) return sent
      }
      await remove(taken.clinic_id, taken.id)
    }
  }

  const looking = (async () => {
    while (every > 0 && !stopping.signal.aborted) {
      await run().catch((error: unknown) =>
        log('warn', `Mail waits: ${error instanceof Error ? error.name : 'error'}.`),
      )
      await sleep(every, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  })()

  return {
    run,
    async stop() {
      stopping.abort()
      await looking
    },
  }
}
