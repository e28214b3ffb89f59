/** Keys of programs. A key belongs to one clinic, has scopes, and can be revoked; we keep its keyed hash. */
import { randomBytes } from 'node:crypto'
import { audit, printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { ClinicKeys } from '../keys/index.ts'

import { may, type Scope } from './permissions.ts'

const prefix = 'np_'

export function looksLikeApiKey(text: unknown): text is string {
  return typeof text === 'string' && /^np_[\w-]{43}$/u.test(text)
}

export function hashApiKey(keys: ClinicKeys, key: string): Buffer {
  return keys.hash('link', `api-key ${key}`)
}

export interface ApiKeySettings {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Milliseconds since 1970; null for ever. */
  readonly expiresAt: number | null
}

/**
 * Makes a key.
 * @returns the key itself; it can never be shown again
 * @throws problems.notAllowed, problems.idTaken
 */
export async function addApiKey(context: Context, { id, name, scopes, expiresAt }: ApiKeySettings): Promise<string> {
  const { tx, clinicId, actor, keys, now } = context
  if (!may(actor, 'api-key.manage')) throw problems.notAllowed()
  const key = prefix + randomBytes(32).toString('base64url')
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('api_keys')
    .values({
      clinic_id: clinicId,
      id,
      name,
      starts_with: key.slice(0, 7),
      key_hash: hashApiKey(keys, key),
      scopes: [...scopes],
      expires_at: expiresAt === null ? null : new Date(expiresAt),
      recorded_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  // The key of the first time cannot be told again, so a second time is not "same".
  if (numInsertedOrUpdatedRows !== 1n) throw problems.idTaken({ id, name })
  await audit(context, { action: 'api-key.added', subject: id, details: { scopes: [...scopes] } })
  return key
}

export interface ListedApiKey {
  readonly id: string
  readonly name: string
  readonly startsWith: string
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly addedAt: Date
}

export async function listApiKeys({ tx, clinicId, actor }: Context): Promise<ListedApiKey[]> {
  if (!may(actor, 'api-key.manage')) throw problems.notAllowed()
  const rows = await tx
    .selectFrom('api_keys')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    startsWith: row.starts_with,
    scopes: row.scopes,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    addedAt: row.recorded_at,
  }))
}

/** Revokes a key at once. Revoking it again changes nothing. @throws problems.notAllowed, problems.notFound */
export async function revokeApiKey(context: Context, { id }: { readonly id: string }): Promise<void> {
  const { tx, clinicId, actor, now } = context
  if (!may(actor, 'api-key.manage')) throw problems.notAllowed()
  const row = await tx
    .selectFrom('api_keys')
    .select('revoked_at')
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw problems.notFound('API key')
  if (row.revoked_at !== null) return
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: new Date(now) })
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .execute()
  await audit(context, { action: 'api-key.revoked', subject: id, details: {} })
}
