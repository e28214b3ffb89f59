/**
 * How bytes are encrypted: AES-256-GCM under a key with an id. What was encrypted for one place opens at no other: its place
 * is authenticated along with it.
 *
 *     byte 0       format, 1
 *     1 to 16      id of the key, a UUID
 *     17 to 28     nonce, random
 *     29 to n-17   encrypted bytes
 *     last 16      authentication tag
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { parseUuid, printUuid } from '../ids.ts'

const format = 1
const nonceAt = 17
const bodyAt = 29
const tagLength = 16

/** What was stored is not what we encrypted for this place, or its key is not here. */
export class CannotDecrypt extends Error {
  override name = 'CannotDecrypt'
}

export interface Key {
  /** A UUID. */
  readonly id: string
  /** A key that is used often is prepared once, with `createSecretKey`. */
  readonly key: Buffer | KeyObject
}

export function encrypt({ id, key }: Key, place: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(bodyAt - nonceAt)
  const head = Buffer.concat([Buffer.of(format), parseUuid(id), nonce])
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(aad(head, place))
  return Buffer.concat([head, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** @throws CannotDecrypt */
export function decrypt(
  keyOf: (id: string) => Buffer | KeyObject | undefined,
  place: string,
  sealed: Uint8Array,
): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < bodyAt + tagLength || bytes[0] !== format) {
    throw new CannotDecrypt(`What is stored for ${place} has no format that is known here.`)
  }
  const id = keyId(bytes)
  const key = keyOf(id)
  if (!key) throw new CannotDecrypt(`The key ${id}, which ${place} is encrypted with, is not here.`)
  const head = bytes.subarray(0, bodyAt)
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(nonceAt), { authTagLength: tagLength })
  decipher.setAAD(aad(head, place))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(bodyAt, -tagLength)), decipher.final()])
  } catch {
    throw new CannotDecrypt(`What is stored for ${place} was changed, or was moved there from elsewhere.`)
  }
}

/** @returns the id of the key that `sealed` was encrypted with */
export function keyId(sealed: Uint8Array): string {
  return printUuid(sealed.subarray(1, nonceAt))
}

/** Format and key id are authenticated too. */
function aad(head: Buffer, place: string): Buffer {
  return Buffer.concat([head.subarray(0, nonceAt), Buffer.from(place)])
}
