/**
 * Who did what, beside the write that it tells of. The lines of a clinic form a chain: each holds the hash of the one before,
 * and the head is sealed with the clinic's key, so that a line can be neither changed, nor removed, nor put elsewhere unseen.
 */

import { createHash } from 'node:crypto'
import type { Actor, Context } from '../context.ts'
import { type Database, type Json, json, prepared, type Tx } from '../database/index.ts'
import { type ClinicKeys, canonical, type KeyRing, sameBytes } from '../keys/index.ts'

export interface AuditEntry {
  /** `screening.recorded` */
  readonly action: string
  /** What it was done to: the record's id. */
  readonly subject: string
  /** Nothing personal: the chain is never erased. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** What a line says, in the form that is hashed. */
interface Line {
  readonly clinicId: string
  readonly seq: number
  /** An instant with milliseconds. */
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: unknown
}

/** Before the first line. */
const start = Buffer.alloc(32)

/** Appends a line in the caller's transaction. Lines of one clinic wait for each other, so this comes last in a use case. */
export async function audit(
  { tx, clinicId, actor, now, keys }: Pick<Context, 'tx' | 'clinicId' | 'actor' | 'now' | 'keys'>,
  { action, subject, details = {} }: AuditEntry,
): Promise<void> {
  const head = await lockHead(tx, clinicId)
  // What the database will give back, so that the hash is of what is stored.
  const stored: unknown = JSON.parse(json(details))
  const line: Line = {
    clinicId,
    seq: head.seq + 1,
    at: new Date(now).toISOString(),
    actor: printActor(actor),
    action,
    subject,
    details: stored,
  }
  const hash = hashOf(head.hash, line)
  await Promise.all([
    insertLine(tx, { ...line, details: json(stored), previousHash: head.hash, hash }),
    updateHead(tx, { clinicId, seq: line.seq, hash, seal: sealOf(keys, line.seq, hash) }),
  ])
}

const insertLine = prepared(
  (
    tx,
    {
      clinicId,
      seq,
      at,
      actor,
      action,
      subject,
      details,
      previousHash,
      hash,
    }: Line & { readonly details: Json; readonly previousHash: Buffer; readonly hash: Buffer },
  ) =>
    tx
      .insertInto('audit_lines')
      .values({ clinic_id: clinicId, seq, at, actor, action, subject, details, previous_hash: previousHash, hash }),
)

interface Head {
  readonly clinicId: string
  readonly seq: number
  readonly hash: Buffer
  readonly seal: Buffer
}

const updateHead = prepared((tx, { clinicId, seq, hash, seal }: Head) =>
  tx.updateTable('audit_heads').set({ seq, hash, seal }).where('clinic_id', '=', clinicId),
)

/** Begins the chain of a new clinic, in the transaction that makes the clinic. */
export async function beginAudit(tx: Tx, clinicId: string, keys: ClinicKeys): Promise<void> {
  await tx
    .insertInto('audit_heads')
    .values({ clinic_id: clinicId, seq: 0, hash: start, seal: sealOf(keys, 0, start) })
    .execute()
}

/** `staff:<id>`: no name, since the chain is never erased. */
export function printActor(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
    case 'api-key':
      return `${actor.kind}:${actor.id}`
    case 'client':
      return `${actor.guardian ? 'guardian' : 'client'}:${actor.id}`
    case 'system':
      return 'system'
  }
}

export type AuditVerdict =
  | { readonly whole: true; readonly lines: number }
  /** `seq`: the first line that is not as it was written, or is missing. */
  | { readonly whole: false; readonly seq: number; readonly why: string }

/** Reads the chain of one clinic from its start, while lines may go on being added to it. */
export async function verifyAudit(database: Database, keyRing: KeyRing, clinicId: string): Promise<AuditVerdict> {
  return await database.asClinic(
    clinicId,
    async (tx) => verifyChain(tx, clinicId, await keyRing.forClinic(tx, clinicId)),
    // One view of head and lines.
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function verifyChain(tx: Tx, clinicId: string, keys: ClinicKeys): Promise<AuditVerdict> {
  const broken = (seq: number, why: string): AuditVerdict => ({ whole: false, seq, why })
  const head = await tx.selectFrom('audit_heads').selectAll().where('clinic_id', '=', clinicId).executeTakeFirst()
  if (!head) return broken(0, 'The head of the chain is missing.')
  let seq = 0
  let previous: Buffer = start
  for (;;) {
    const page = await tx
      .selectFrom('audit_lines')
      .selectAll()
      .where('clinic_id', '=', clinicId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(1000)
      .execute()
    for (const row of page) {
      seq++
      if (row.seq !== seq) return broken(seq, `Line ${seq} is missing; the next one is ${row.seq}.`)
      if (!sameBytes(row.previous_hash, previous)) {
        return broken(
          seq,
          `Line ${seq} does not follow the line before it: one of them was changed, moved or replaced.`,
        )
      }
      const { actor, action, subject, details } = row
      const line: Line = { clinicId, seq, at: row.at.toISOString(), actor, action, subject, details }
      if (!sameBytes(row.hash, hashOf(previous, line))) {
        return broken(seq, `Line ${seq} does not say what it said when it was written.`)
      }
      previous = row.hash
    }
    if (page.length < 1000) break
  }
  if (!sameBytes(head.seal, sealOf(keys, head.seq, head.hash))) {
    return broken(seq, `The seal does not fit: the end of the chain, line ${head.seq}, was not written by Needlepoint.`)
  }
  if (head.seq > seq) return broken(seq + 1, `Line ${seq + 1} is missing; the chain had ${head.seq} lines.`)
  if (head.seq < seq) return broken(head.seq + 1, `Line ${head.seq + 1} was added past the end of the chain.`)
  if (!sameBytes(head.hash, previous)) {
    return broken(seq, `The chain was written anew: its last line is not the one that was sealed.`)
  }
  return { whole: true, lines: seq }
}

async function lockHead(tx: Tx, clinicId: string): Promise<{ seq: number; hash: Buffer }> {
  const [head] = (await selectHead(tx, { clinicId })).rows
  if (head) return head
  throw new Error(`The clinic ${clinicId} has no audit chain.`)
}

const selectHead = prepared((tx, { clinicId }: { readonly clinicId: string }) =>
  tx.selectFrom('audit_heads').select(['seq', 'hash']).where('clinic_id', '=', clinicId).forUpdate(),
)

function hashOf(previous: Uint8Array, line: Line): Buffer {
  return createHash('sha256').update(previous).update(canonical(line)).digest()
}

function sealOf(keys: ClinicKeys, seq: number, hash: Uint8Array): Buffer {
  return keys.hash('audit', `${seq} ${Buffer.from(hash).toString('hex')}`)
}
