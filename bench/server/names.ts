/**
 * Ids and sign-ins of the synthetic clinics, each made from a number alone: the load generator makes them without asking, and
 * so does the script of pgbench.
 */
import { createHmac } from 'node:crypto'
import { cookieName } from '@needlepoint/server/inside/accounts/sessions.ts'

const kinds = {
  clinic: '01',
  client: '02',
  details: '03',
  account: '04',
  staff: '05',
  device: '06',
  screening: '07',
  plan: '08',
  preflight: '09',
  session: '0a',
  lot: '0b',
} as const

export type Kind = keyof typeof kinds

/** `01900000-0002-7000-8000-000000000042`: all but the digits at the end is the same for one kind. */
export const idStart = (kind: Kind): string => `01900000-00${kinds[kind]}-7000-8000-`
export const digits = 12

export const idOf = (kind: Kind, n: number): string => idStart(kind) + String(n).padStart(digits, '0')

/** The token of a session: of a client by her number, of somebody who treats by that of her clinic. */
export const tokenOf = (kind: 'client' | 'staff', n: number): string =>
  tokenStart(kind) + String(n).padStart(digits, '0')
export const tokenStart = (kind: 'client' | 'staff'): string => `measured-${kind}-`

/** The header that signs somebody in. */
export function cookieOf(kind: 'client' | 'staff', n: number, secret: string): string {
  const token = tokenOf(kind, n)
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `${cookieName(false)}=${encodeURIComponent(`${token}.${signature}`)}`
}

/** How many there are. Clients are numbered from 1 throughout: those of the first clinic, then those of the second. */
export interface Practice {
  readonly clinics: number
  /** In each clinic. */
  readonly clients: number
}
