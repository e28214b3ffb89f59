/** Keeps other sites from acting with the cookie of somebody who is signed in here (CSRF). */
import { isLoopback } from '../mail/mailer.ts'

/** The addresses that our pages come from, and what they mean for cookies and passkeys. */
export interface Site {
  /** `https://needlepoint.example`, without a path. */
  readonly url: string
  readonly origins: readonly string[]
  /** Cookies travel over TLS only. */
  readonly secure: boolean
  /** The host that passkeys are bound to. */
  readonly host: string
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * @param url where browsers reach the server
 * @throws Error for plain http to anything but this machine: cookies and links would travel in the clear
 */
export function siteOf(url: string): Site {
  const { protocol, hostname, origin, port } = new URL(url)
  const loopback = isLoopback(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback)) {
    throw new Error(
      `NEEDLEPOINT_URL is ${url}. Over plain http, sign-in works on this machine only. Put a proxy with TLS in front and give its https address.`,
    )
  }
  // A trial is opened by either name of this machine.
  const others =
    loopback && protocol === 'http:'
      ? ['localhost', '127.0.0.1'].map((host) => `http://${host}${port ? `:${port}` : ''}`)
      : []
  return { url: origin, origins: [...new Set([origin, ...others])], secure: protocol === 'https:', host: hostname }
}

/** True for a request that another site may have made. A request without a cookie and from no browser is nobody's. */
export function isCrossSite(headers: Headers, { origins }: Site): boolean {
  const { origin, 'sec-fetch-site': from, cookie } = headers
  if (typeof origin === 'string') return !origins.includes(origin)
  if (typeof from === 'string') return from !== 'same-origin' && from !== 'none'
  return cookie !== undefined
}
