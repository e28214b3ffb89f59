/**
 * better-auth does what is done with secrets: passwords, codes, passkeys, sessions, their cookies and rate limits. Who works
 * where, who may open whose record and which keys exist is ours, in tables of the clinic, so that row-level security and the
 * audit chain hold for it too.
 */
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { passkey } from '@better-auth/passkey'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { BetterAuthPlugin } from 'better-auth/types'
import { sql } from 'kysely'
import type { Database } from '../database/index.ts'
import { newId } from '../ids.ts'
import type { Site } from './origin.ts'
import { longest, shortest } from './passwords.ts'

/** Where better-auth's endpoints are mounted. */
export const basePath = '/api/auth'
/** Header in which the server hands over the caller's address; whatever a caller sends under this name is dropped. */
export const addressHeader = 'x-needlepoint-address'

export const hours = 3_600
/** Seconds. Staff sign in once a shift; a client stays signed in through the days that matter most for healing. */
export const staffSession = 12 * hours
export const clientSession = 14 * 24 * hours

/** `demo` is none: it opens the demo's clinic alone, and only where the operator allows a demo. */
export type SecondFactor = 'totp' | 'backup-code' | 'passkey' | 'demo'

/** Endpoints after which a session has shown more than a password. */
const factorShownAt: Readonly<Record<string, SecondFactor>> = {
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'backup-code',
  '/passkey/verify-authentication': 'passkey',
  '/passkey/verify-registration': 'passkey',
  '/demo/enter': 'demo',
}

export interface AuthOptions {
  readonly database: Database
  readonly site: Site
  /** 32 bytes or more, in text. Signs cookies and encrypts TOTP secrets. */
  readonly secret: string
  readonly plugins: readonly BetterAuthPlugin[]
  /** Somebody else counts how often one address asks. What has a rule of its own below is counted all the same. */
  readonly unlimited: boolean
  readonly sendPasswordReset: (email: string, token: string) => void
  readonly onPasswordChanged: (email: string) => void
  /** Hears of a code, never of whom it is about. */
  readonly log: (level: 'info' | 'warn' | 'error', what: string) => void
}

export type Auth = ReturnType<typeof openAuth>

export function openAuth({
  database,
  site,
  secret,
  plugins,
  unlimited,
  sendPasswordReset,
  onPasswordChanged,
  log,
}: AuthOptions) {
  return betterAuth({
    appName: 'Needlepoint',
    baseURL: site.url,
    basePath,
    secret,
    trustedOrigins: [...site.origins],
    // Its whole entry would load databases that we do not have, which takes a part of each start.
    database: kyselyAdapter(database.kysely.withSchema('accounts'), { type: 'postgres' }),
    telemetry: { enabled: false },
    // Its messages can hold addresses, so only that there was one is told.
    logger: { level: 'error', log: (level) => log(level === 'error' ? 'error' : 'info', 'better-auth') },
    advanced: {
      cookiePrefix: 'needlepoint',
      useSecureCookies: site.secure,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId(Date.now()) },
      // Said out loud, because under test better-auth turns both off by itself.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    user: {
      additionalFields: {
        kind: { type: 'string', required: true, input: false },
        disabledAt: { type: 'date', required: false, input: false, returned: false },
      },
    },
    session: {
      expiresIn: staffSession,
      // A session ends when it ends, however much it is used.
      disableSessionRefresh: true,
      additionalFields: {
        secondFactor: { type: 'string', required: false, input: false },
        seenAt: { type: 'date', required: true, input: false },
      },
    },
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      // People come by invitation or from the operator.
      disableSignUp: true,
      minPasswordLength: shortest,
      maxPasswordLength: longest,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: hours,
      // Not awaited: that takes longer for an address that exists.
      sendResetPassword: async ({ user, token }) => sendPasswordReset(user.email, token),
      onPasswordReset: async ({ user }) => onPasswordChanged(user.email),
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 10,
      max: unlimited ? 1_000_000_000 : 60,
      customRules: {
        '/sign-in/email': { window: 60, max: 20 },
        '/request-password-reset': { window: 300, max: 5 },
        '/reset-password': { window: 60, max: 5 },
        '/two-factor/verify-totp': { window: 60, max: 10 },
        '/two-factor/verify-backup-code': { window: 60, max: 5 },
        '/two-factor/*': { window: 60, max: 10 },
        '/passkey/*': { window: 60, max: 30 },
        '/link/open': { window: 60, max: 20 },
        '/link/ask': { window: 300, max: 10 },
        '/invitation/*': { window: 60, max: 20 },
        '/session/unlock': { window: 60, max: 10 },
        '/demo/*': { window: 60, max: 60 },
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, ctx) => {
            const { rows } =
              await sql`select from accounts."user" where "id" = ${session.userId} and "disabledAt" is null`.execute(
                database.kysely,
              )
            if (rows.length === 0) return false
            // A new password gets a new session, which has shown what the one before it had.
            const before = ctx?.path === '/change-password' ? ctx.context.session?.session.secondFactor : undefined
            const secondFactor = factorShownAt[ctx?.path ?? ''] ?? before
            return { data: { ...session, seenAt: new Date(), ...(secondFactor ? { secondFactor } : {}) } }
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: 'Needlepoint', accountLockout: { maxFailedAttempts: 5, durationSeconds: 900 } }),
      passkey({
        rpID: site.host,
        rpName: 'Needlepoint',
        origin: [...site.origins],
        // A passkey stands for two factors only when the device asked for a finger, a face or a PIN.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) => requireVerified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) => requireVerified(verification.authenticationInfo.userVerified),
        },
      }),
      ...plugins,
    ],
  })
}

function requireVerified(verified: boolean | undefined): void {
  if (!verified) {
    throw new APIError('UNAUTHORIZED', {
      code: 'USER_NOT_VERIFIED',
      message: 'The device did not check that it is you. Use one that asks for a finger, a face or a PIN.',
    })
  }
}
