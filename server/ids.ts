/** Ids are UUIDv7, made on the device: they sort by time and never collide, and sending a record twice is harmless. */
import { randomBytes } from 'node:crypto'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/**
 * Makes an id for what the server itself adds.
 * @param now milliseconds since 1970
 */
export function newId(now: number): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return printUuid(bytes)
}

/** True for a UUIDv7 in lower case, the only form that is stored. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && uuidV7.test(text)
}

/** True for any UUID in lower case. A clinic's id may be older than this server. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text)
}

export function printUuid(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export function parseUuid(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex')
}
