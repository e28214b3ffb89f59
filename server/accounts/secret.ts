/** The secret that signs cookies and encrypts TOTP secrets. Made once, kept in the database under the master key. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/index.ts'
import { decrypt, encrypt } from '../keys/cipher.ts'
import { type MasterKey, MasterKeyProblem, type MasterKeys } from '../keys/index.ts'

const id = 'better-auth'
const place = 'accounts/secrets/better-auth'
/** There is one master key at a time, and the row names it. */
const wrappingId = '00000000-0000-0000-0000-000000000000'

interface WrappedSecret {
  readonly wrapped: Buffer
  readonly master_key_id: string
}

/**
 * @returns 32 bytes in base64
 * @throws MasterKeyProblem when another master key has wrapped it
 */
export async function loadSecret(database: Database, masters: MasterKeys, now: number): Promise<string> {
  const wrapped = wrap(masters.current, randomBytes(32))
  // Two servers that start together agree on whichever came first.
  await sql`insert into accounts.secrets (id, wrapped, master_key_id, created_at)
    values (${id}, ${wrapped}, ${masters.current.id}, ${new Date(now)}) on conflict do nothing`.execute(database.kysely)
  return unwrap(masters, await read(database)).toString('base64')
}

/** Wraps it under the current master key. @returns whether it was under an older one */
export async function rewrapSecret(database: Database, masters: MasterKeys): Promise<boolean> {
  const row = await read(database)
  if (row.master_key_id === masters.current.id) return false
  await sql`update accounts.secrets set wrapped = ${wrap(masters.current, unwrap(masters, row))},
    master_key_id = ${masters.current.id} where id = ${id}`.execute(database.kysely)
  return true
}

async function read(database: Database): Promise<WrappedSecret> {
  const { rows } =
    await sql<WrappedSecret>`select wrapped, master_key_id from accounts.secrets where id = ${id}`.execute(
      database.kysely,
    )
  const row = rows[0]
  if (!row) throw new Error('The secret of the accounts has gone.')
  return row
}

function wrap({ key }: MasterKey, bytes: Buffer): Buffer {
  return encrypt({ id: wrappingId, key }, place, bytes)
}

function unwrap({ current, older }: MasterKeys, { wrapped, master_key_id }: WrappedSecret): Buffer {
  const master = [current, ...older].find((each) => each.id === master_key_id)
  if (!master) {
    throw new MasterKeyProblem(
      `The secret of the accounts is under the master key ${master_key_id}, and the one in use is ${current.id}. ` +
        'Put that key back, or add it after a comma to NEEDLEPOINT_MASTER_KEY.',
    )
  }
  return decrypt(() => master.key, place, wrapped)
}
