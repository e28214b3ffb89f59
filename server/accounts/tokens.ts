/** Secrets that we hand out once: links, invitations, API keys. We keep their hash; 256 random bits need no salt. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Token {
  /** 43 characters that are safe in an address. */
  readonly token: string
  readonly hash: Buffer
}

export function newToken(): Token {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** What `newToken` makes; anything else is not worth a look at the database. */
export function looksLikeToken(text: unknown): text is string {
  return typeof text === 'string' && /^[\w-]{43}$/u.test(text)
}

/**
 * Reads a cookie that better-auth signed: `value.signature`, the signature an HMAC-SHA-256 in base64.
 * @returns undefined when nobody with our secret signed it
 */
export function readSignedValue(cookie: string, secret: string): string | undefined {
  const dot = cookie.lastIndexOf('.')
  if (dot < 1) return undefined
  const value = cookie.slice(0, dot)
  const given = Buffer.from(cookie.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(value).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined
}

/** @returns the cookie's value, decoded; undefined when there is none or it is not decodable */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue
    try {
      return decodeURIComponent(pair.slice(equals + 1).trim())
    } catch {
      return undefined
    }
  }
  return undefined
}
