/** The accounts as the rest of the server sees them: an endpoint for signing in, and who calls. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { audit } from '../audit/audit.ts'
import type { Role } from '../context.ts'
import { type Database, DatabaseUnavailable } from '../database/index.ts'
import { HttpProblem, problemBody, problemHeaders, problems } from '../http/problems.ts'
import type { KeyRing, MasterKeys } from '../keys/index.ts'
import type { Mailer } from '../mail/mailer.ts'
import { type Message, type MessageKind, wordsIn } from '../mail/messages.ts'
import { addressHeader, basePath, openAuth } from './auth.ts'
import { type Authenticate, authenticating } from './authenticate.ts'
import { doorOf } from './doors.ts'
import { passwordLink } from './links.ts'
import { openLockout } from './lockout.ts'
import { isCrossSite, type Site, siteOf } from './origin.ts'
import { ownEndpoints } from './own-endpoints.ts'
import { whyWeak } from './passwords.ts'
import { loadSecret } from './secret.ts'
import {
  cookieName,
  findSession,
  lacking,
  noteUse,
  readSessionToken,
  type Session,
  type SessionRules,
} from './sessions.ts'
import { useUp } from './used-codes.ts'

export interface AccountsOptions {
  readonly database: Database
  readonly keys: KeyRing
  readonly masters: MasterKeys
  readonly mailer: Mailer
  /** Where browsers reach the server: `https://needlepoint.example`. */
  readonly url: string
  /** Minutes without a request after which a session of staff locks. */
  readonly idleMinutes: number
  /** The operator allows a demo, into which anybody may go as anybody. No when not given. */
  readonly demo?: boolean
  /** How often one address may ask, beside the doors that have a limit of their own, is not limited here. Limited when not given. */
  readonly unlimited?: boolean
  /** Milliseconds since 1970. better-auth has a clock of its own; this one is for what is ours. */
  readonly now: () => number
  /** Hears of what happened, never of whom it is about. */
  readonly log: (level: 'info' | 'warn' | 'error', what: string) => void
}

export interface Accounts {
  readonly site: Site
  /**
   * Answers everything below `/api/auth`.
   * @param address the caller's, for rate limits
   */
  readonly handle: (request: Request, address: string, requestId?: string) => Promise<Response>
  readonly authenticate: Authenticate
  /** For tests and operators. */
  readonly auth: ReturnType<typeof openAuth>
}

/** Bytes; a passkey's answer is the largest thing that comes. */
const bodyLimit = 64 * 1024

/** @throws MasterKeyProblem, and Error for an address that cookies would not be safe on */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { database, keys, masters, mailer, url, idleMinutes, demo = false, now, unlimited = false, log } = options
  const site = siteOf(url)
  const secret = await loadSecret(database, masters, now())
  const rules: SessionRules = { secret, secure: site.secure, idleAfter: idleMinutes * 60_000, demo }
  const lockout = openLockout(database, secret)

  /** Not awaited by anybody: how long mail takes would tell whether an address is known. */
  function mail<Kind extends MessageKind>(message: Message<Kind>): void {
    mailer
      .send(message)
      .catch((error: unknown) => log('warn', error instanceof Error ? error.message : 'Mail was refused.'))
  }

  /** In the language of the clinic where she works. */
  function mailTo<Kind extends MessageKind>(to: string, message: Pick<Message<Kind>, 'kind' | 'values'>): void {
    void idOf(to)
      .then((userId) => languageOf(userId))
      .catch(() => 'en')
      .then((language) => mail({ ...message, to, language }))
  }

  const auth = openAuth({
    database,
    site,
    secret,
    log,
    unlimited,
    sendPasswordReset: (to, token) =>
      mailTo(to, { kind: 'password-reset', values: { link: passwordLink(site, token) } }),
    onPasswordChanged: (to) => mailTo(to, { kind: 'password-changed', values: {} }),
    plugins: [ownEndpoints({ database, keys, site, rules, lockout, now })],
  })

  async function answer(request: Request, address: string): Promise<Response> {
    const path = new URL(request.url).pathname.slice(basePath.length)
    const door = doorOf(request.method, path)
    if (door === undefined) throw problems.noSuchRoute()
    const headers = Object.fromEntries(request.headers)
    if (request.method !== 'GET' && isCrossSite(headers, site)) throw problems.crossSite()

    const token = readSessionToken(headers, rules)
    const session = token === undefined ? undefined : await findSession(database.kysely, token, now())
    if (door !== 'anyone') passDoor(session, door)
    if (door !== 'anyone' && request.method !== 'GET' && session?.second_factor === 'demo')
      throw problems.notAllowed('Accounts of the demo are everybody’s: nothing about signing in can be changed here.')
    // A code that confirms a new app comes with a session, and then it is enrolling.
    if (path === '/two-factor/verify-totp' && session) passDoor(session, 'enrolling')

    const body = request.method === 'GET' ? undefined : await readBody(request)
    // A trusted device would be a way around the second factor.
    if (body && 'trustDevice' in body) delete body.trustDevice
    const email = typeof body?.email === 'string' ? body.email : ''
    if (path === '/sign-in/email') {
      const wait = await lockout.attempt(email, now())
      if (wait !== undefined) throw problems.lockedOut(wait)
    }
    if (path === '/change-password' || path === '/reset-password') {
      const of = session && path === '/change-password' ? await emailOf(session.user_id) : ''
      const weak = whyWeak(String(body?.newPassword ?? ''), of)
      if (weak) throw problems.invalidFields([{ field: 'newPassword', message: weak }])
    }
    if (path === '/change-password' && body) body.revokeOtherSessions = true

    const forwarded = new Headers(request.headers)
    forwarded.set(addressHeader, address)
    forwarded.delete('content-length')
    // What comes without a body is handed on with an empty one.
    if (body !== undefined) forwarded.set('content-type', 'application/json')
    const response = await auth.handler(
      // Whatever name the caller knows us by, better-auth is told its own.
      new Request(`${site.url}${basePath}${path}${new URL(request.url).search}`, {
        method: request.method,
        headers: forwarded,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const reply = response.headers.get('content-type')?.includes('json')
      ? ((await response.json().catch(() => null)) as Record<string, unknown> | null)
      : null
    if (response.status >= 400) throw problemOf(response, reply)

    const issued = newToken(response, rules)
    const opened = issued === undefined ? undefined : await findSession(database.kysely, issued, now())
    if (
      path === '/two-factor/verify-totp' &&
      opened &&
      !(await useUp(database, secret, opened.user_id, String(body?.code), now()))
    ) {
      await sql`delete from accounts."session" where "id" = ${opened.session_id}`.execute(database.kysely)
      throw usedCode()
    }
    await after(path, session, email, opened)
    // The cookie is for the browser alone; no page needs the token.
    if (reply && 'token' in reply) delete reply.token
    if (reply && typeof reply.session === 'object') delete reply.session
    const given = new Headers(response.headers)
    given.delete('content-length')
    given.set('cache-control', 'no-store')
    given.set('content-type', 'application/json; charset=utf-8')
    return new Response(JSON.stringify(reply), {
      status: response.status === 302 ? 200 : response.status,
      headers: given,
    })
  }

  function passDoor(session: Session | undefined, door: 'enrolling' | 'signed-in' | 'returning'): void {
    if (!session) throw problems.notSignedIn()
    const lacks = lacking(session, now(), rules)
    switch (lacks) {
      case undefined:
        return
      case 'a second factor set up':
        if (door === 'enrolling') return
        throw problems.secondFactorNeeded('Set up a second factor first: an app that shows codes, or a passkey.')
      case 'second factor':
        throw problems.secondFactorNeeded('Sign in with your second factor: the password alone is not enough.')
      case 'unlocking':
        if (door === 'returning') return
        throw problems.sessionLocked()
    }
  }

  /** What follows from an answer: counts are cleared, people and the audit chain are told. */
  async function after(
    path: string,
    session: Session | undefined,
    email: string,
    opened: Session | undefined,
  ): Promise<void> {
    if (path === '/sign-in/email') await lockout.clear(email)
    if (session?.kind === 'staff' && path !== '/session/lock') await noteUse(database.kysely, session, now())
    const action = actionOf(path, session)
    const of = opened ?? session
    if (!action || of?.kind !== 'staff') return
    if (action === 'staff.second-factor-added') {
      const language = await languageOf(of.user_id)
      const factor = wordsIn(language).factors[path.startsWith('/passkey') ? 'passkey' : 'app']
      mail({ to: await emailOf(of.user_id), kind: 'second-factor-added', language, values: { factor } })
    }
    if (path === '/change-password')
      mail({
        to: await emailOf(of.user_id),
        kind: 'password-changed',
        language: await languageOf(of.user_id),
        values: {},
      })
    await tell(of.user_id, action)
  }

  async function emailOf(userId: string): Promise<string> {
    const { rows } = await sql<{ email: string }>`select "email" from accounts."user" where "id" = ${userId}`.execute(
      database.kysely,
    )
    return rows[0]?.email ?? ''
  }

  async function idOf(email: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`select "id" from accounts."user" where "email" = ${email}`.execute(
      database.kysely,
    )
    return rows[0]?.id ?? ''
  }

  /** BCP 47, of the first clinic where she works; English for who works in none. */
  async function languageOf(userId: string): Promise<string> {
    const { rows } = await database.asSystem((tx) =>
      sql<{ language: string }>`
        select c.language from staff s join clinics c on c.clinic_id = s.clinic_id
        where s.user_id = ${userId} order by c.demo, c.created_at, c.clinic_id limit 1`.execute(tx),
    )
    return rows[0]?.language ?? 'en'
  }

  /** Adds a line to the chain of each clinic where she works. */
  async function tell(userId: string, action: string): Promise<void> {
    const posts = await database.asSystem(async (tx) => {
      const { rows } = await sql<{ clinicId: string; id: string; roles: Role[] }>`
        select s.clinic_id as "clinicId", s.id, d.roles from staff s
        join staff_details d on d.clinic_id = s.clinic_id and d.staff_id = s.id and d.status = 'active'
          and not exists (select from staff_details later where later.clinic_id = s.clinic_id and later.supersedes = d.id)
        where s.user_id = ${userId}`.execute(tx)
      return rows
    })
    for (const { clinicId, id, roles } of posts) {
      await database.asClinic(clinicId, async (tx) => {
        const clinicKeys = await keys.forClinic(tx, clinicId)
        const actor = { kind: 'staff', id, name: '', roles } as const
        await audit({ tx, clinicId, keys: clinicKeys, now: now(), actor }, { action, subject: id })
      })
    }
  }

  return {
    site,
    auth,
    authenticate: authenticating({ database, keys, site, rules, now }),
    async handle(request, address, requestId = randomUUID()) {
      try {
        return await answer(request, address)
      } catch (error) {
        const problem = error instanceof HttpProblem ? error : unexpected(error)
        if (problem.status >= 500)
          log('error', `${problem.code} at sign-in: ${error instanceof Error ? error.name : 'unknown'}`)
        return new Response(JSON.stringify(problemBody(problem, requestId)), {
          status: problem.status,
          headers: {
            'content-type': 'application/problem+json; charset=utf-8',
            'cache-control': 'no-store',
            ...problemHeaders(problem),
          },
        })
      }
    },
  }
}

const unexpected = (error: unknown) =>
  error instanceof DatabaseUnavailable ? problems.databaseAway(5, error) : problems.internalError(error)

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text.length > bodyLimit) throw problems.tooLarge(bodyLimit)
  if (text === '') return {}
  if (!request.headers.get('content-type')?.startsWith('application/json')) throw problems.wrongContentType()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw problems.malformedJson()
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw problems.malformedJson('The body is not a JSON object.')
  return body as Record<string, unknown>
}

/** The session that an answer opens. */
function newToken(response: Response, rules: SessionRules): string | undefined {
  const name = cookieName(rules.secure)
  const set = response.headers.getSetCookie().findLast((cookie) => cookie.startsWith(`${name}=`))
  return set === undefined ? undefined : readSessionToken({ cookie: set.split(';', 1)[0] ?? '' }, rules)
}

const usedCode = () =>
  problems.invalidFields([
    { field: 'code', message: 'This code was used already. Wait for the next one: it takes half a minute at most.' },
  ])

/** What the audit chain calls it. */
function actionOf(path: string, session: Session | undefined): string | undefined {
  switch (path) {
    case '/two-factor/verify-totp':
      return session ? 'staff.second-factor-added' : 'staff.signed-in'
    case '/two-factor/verify-backup-code':
    case '/passkey/verify-authentication':
      return 'staff.signed-in'
    case '/passkey/verify-registration':
      return 'staff.second-factor-added'
    case '/two-factor/disable':
    case '/passkey/delete-passkey':
      return 'staff.second-factor-removed'
    case '/change-password':
      return 'staff.password-changed'
    default:
      return undefined
  }
}

/** better-auth's errors in the words of our catalogue. Whatever it says of why, no more than this is told. */
function problemOf(response: Response, reply: Record<string, unknown> | null): HttpProblem {
  const code = String(reply?.code ?? '')
  const message = typeof reply?.message === 'string' ? reply.message : ''
  const retryAfter = Number(reply?.retryAfter ?? response.headers.get('x-retry-after') ?? 60)
  switch (code) {
    case 'LINK_EXPIRED':
      return problems.linkExpired(message)
    case 'ANOTHER_SIGNED_IN':
      return problems.anotherSignedIn()
    case 'INVALID_TOKEN':
      return problems.linkExpired('This link was used already, or it is too old. Ask for a new password again.')
    case 'LOCKED_OUT':
      return problems.lockedOut(retryAfter)
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return problems.lockedOut(15 * 60)
    case 'INVALID_EMAIL_OR_PASSWORD':
    // The account is disabled.
    case 'FAILED_TO_CREATE_SESSION':
      return problems.notSignedIn('The e-mail address or the password is not right.')
    case 'NO_DEMO':
      return problems.notAllowed(message)
    case 'INVALID_EMAIL':
      return problems.invalidFields([
        { field: 'email', message: 'This is no e-mail address.', expected: 'name@place.example' },
      ])
    case 'INVALID_PASSWORD':
      return problems.invalidFields([{ field: 'password', message: 'The password is not right.' }])
    case 'PASSWORD_TOO_WEAK':
      return problems.invalidFields([{ field: 'password', message }])
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return problems.invalidFields([
        { field: 'code', message: 'This code is not right. Codes of an app change every 30 seconds.' },
      ])
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return problems.notSignedIn('Begin again with your password.')
    case 'SIGN_IN_FIRST':
    case 'USER_NOT_VERIFIED':
      return problems.notSignedIn(message)
    case 'INVALID_ORIGIN':
    case 'MISSING_OR_NULL_ORIGIN':
    case 'CROSS_SITE_NAVIGATION_LOGIN_BLOCKED':
      return problems.crossSite()
    case 'VALIDATION_ERROR':
      return problems.invalidFields([
        { field: 'body', message: message.slice(0, 300) || 'Something is missing or not right.' },
      ])
    default:
  }
  switch (response.status) {
    case 401:
      return problems.notSignedIn()
    case 403:
      return problems.notAllowed('This is not open to you, or not in this moment.')
    case 404:
      return problems.noSuchRoute()
    case 429:
      return problems.tooManyRequests(retryAfter)
    default:
      return response.status < 500
        ? problems.invalidFields([
            {
              field: 'body',
              message: code
                ? `This was not taken (${code.toLowerCase().replaceAll('_', '-')}).`
                : 'This was not taken.',
            },
          ])
        : problems.internalError()
  }
}
