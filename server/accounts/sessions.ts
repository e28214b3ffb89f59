/** Sessions as the database has them: whose a cookie is, and what has been shown for it. */
import { sql, type Transaction } from 'kysely'
import type { Database, Tables } from '../database/index.ts'
import type { SecondFactor } from './auth.ts'
import type { Headers } from './origin.ts'
import { readCookie, readSignedValue } from './tokens.ts'

export interface Session {
  readonly session_id: string
  readonly user_id: string
  readonly kind: 'staff' | 'client'
  readonly second_factor: SecondFactor | null
  /** An app with codes or a passkey is set up. */
  readonly has_factor: boolean
  readonly seen_at: Date
  readonly expires_at: Date
}

/** What a session still lacks before it may do anything. A client's lacks nothing: her link or passkey is enough. */
export type Lacking = 'second factor' | 'a second factor set up' | 'unlocking'

export interface SessionRules {
  readonly secret: string
  readonly secure: boolean
  /** Milliseconds without a request after which a session of staff locks. */
  readonly idleAfter: number
  /** The operator allows a demo. */
  readonly demo: boolean
}

/** Seconds between two notes that a session is in use. */
const noted = 30

export const cookieName = (secure: boolean) => `${secure ? '__Secure-' : ''}needlepoint.session_token`

/** @returns the session's token if a cookie of ours is there */
export function readSessionToken({ cookie }: Headers, { secret, secure }: SessionRules): string | undefined {
  const value = typeof cookie === 'string' ? readCookie(cookie, cookieName(secure)) : undefined
  return value === undefined ? undefined : readSignedValue(value, secret)
}

/** @returns undefined when it has ended, or the account is disabled */
export async function findSession(on: Transaction<Tables> | Database['kysely'], token: string, now: number) {
  const { rows } = await sql<Session>`select * from accounts.session_of(${token}, ${new Date(now)})`.execute(on)
  return rows[0]
}

export function lacking(session: Session, now: number, { idleAfter, demo }: SessionRules): Lacking | undefined {
  // It does not lock either: there is no password to unlock it with, and nothing to protect.
  if (session.second_factor === 'demo') return demo ? undefined : 'second factor'
  if (session.kind === 'client') return undefined
  if (!session.has_factor) return 'a second factor set up'
  if (session.second_factor === null) return 'second factor'
  if (now - session.seen_at.getTime() > idleAfter) return 'unlocking'
  return undefined
}

/** True when it is time to note that the session is in use. */
export function isNotable(session: Session, now: number): boolean {
  return session.kind === 'staff' && now - session.seen_at.getTime() > noted * 1000
}

export async function noteUse(on: Transaction<Tables> | Database['kysely'], { session_id }: Session, now: number) {
  await sql`select accounts.touch_session(${session_id}, ${new Date(now)})`.execute(on)
}
