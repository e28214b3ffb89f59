/** Keys with which programs call. */
import type { ApiKey, InputOf, OutputOf } from '@needlepoint/contract'
import {
  addApiKey as add,
  type ListedApiKey,
  listApiKeys as list,
  revokeApiKey as revoke,
} from '../accounts/api-keys.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'

const present = ({ id, name, startsWith, scopes, expiresAt, revokedAt, addedAt }: ListedApiKey): ApiKey => ({
  id,
  name,
  startsWith,
  scopes: [...scopes],
  expiresAt: expiresAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
  addedAt: addedAt.toISOString(),
})

/**
 * Makes a key and shows it this once.
 * @throws problems.idTaken when it was made before; problems.invalidFields for a key that would have expired already
 */
export async function addApiKey(
  context: Context,
  { body: { id, name, scopes, expiresAt } }: InputOf<'api-key.add'>,
): Promise<OutputOf<'api-key.add'>> {
  const until = expiresAt === undefined ? null : Date.parse(expiresAt)
  if (until !== null && until <= context.now) {
    const message = 'The key would have expired already. Give it a time to come, or none.'
    throw problems.invalidFields([{ field: 'expiresAt', message, expected: 'an instant to come' }])
  }
  const key = await add(context, { id, name, scopes: [...new Set(scopes)], expiresAt: until })
  const record = (await list(context)).find((listed) => listed.id === id)
  if (!record) throw new Error('A key that was added is not there.')
  return { key, record: present(record) }
}

export async function listApiKeys(context: Context): Promise<OutputOf<'api-key.list'>> {
  return { items: (await list(context)).map(present) }
}

/** @throws problems.notFound */
export async function revokeApiKey(
  context: Context,
  { params: { keyId } }: InputOf<'api-key.revoke'>,
): Promise<OutputOf<'api-key.revoke'>> {
  await revoke(context, { id: keyId })
  return { revoked: true }
}
