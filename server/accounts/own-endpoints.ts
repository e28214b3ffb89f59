/**
 * Endpoints of ours beside better-auth's: links and invitations, which open sessions; who am I; sessions listed, ended, locked
 * and unlocked. They are a plugin, so that cookies and rate limits are the same for all.
 */
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Role } from '../context.ts'
import type { Database } from '../database/index.ts'
import { newId } from '../ids.ts'
import type { KeyRing } from '../keys/index.ts'
import { clientSession } from './auth.ts'
import { askForClientLink, openClientLink } from './client-links.ts'
import { demoDoor } from './demo-door.ts'
import { type Accept, acceptInvitation, findInvitation } from './invitations.ts'
import type { Lockout } from './lockout.ts'
import type { Site } from './origin.ts'
import { whyWeak } from './passwords.ts'
import { findSession, lacking, readSessionToken, type SessionRules } from './sessions.ts'

export interface OwnEndpointOptions {
  readonly database: Database
  readonly keys: KeyRing
  readonly site: Site
  readonly rules: SessionRules
  readonly lockout: Lockout
  readonly now: () => number
}

const clinicId = z.uuid().lowercase()
const token = z.string().regex(/^[\w-]{43}$/u, 'This is not the whole link.')

/** One answer for unknown, used, expired and replaced: from outside they look the same. */
const linkExpired = () =>
  new APIError('GONE', {
    code: 'LINK_EXPIRED',
    message: 'This link was used already, or it is too old. Ask for a new one: it comes by e-mail.',
  })

/** She may not know that somebody else is signed in here, and what is not sent yet of theirs would be lost. */
const anotherSignedIn = () =>
  new APIError('CONFLICT', {
    code: 'ANOTHER_SIGNED_IN',
  })

export interface Me {
  readonly kind: 'staff' | 'client'
  /** Of staff; clients are known by their record alone. */
  readonly email: string | null
  readonly lacking: ReturnType<typeof lacking> | null
  readonly secondFactors: { readonly totp: boolean; readonly passkeys: number }
  readonly expiresAt: string
  readonly clinics: readonly MyClinic[]
}
export interface MyClinic {
  readonly clinicId: string
  readonly name: string
  readonly demo: boolean
  /** Of staff; empty for a client. */
  readonly roles: readonly Role[]
  /** Of a client, or of the child that a guardian acts for. */
  readonly clientId: string | null
  readonly guardian: boolean
}

export function ownEndpoints({ database, keys, site, rules, lockout, now }: OwnEndpointOptions) {
  const inClinic = <T>(clinic: string, work: Parameters<typeof database.asClinic<T>>[1]) =>
    database.asClinic(clinic, work)

  /** @returns undefined for a clinic that does not exist */
  const clinicOf = async (tx: Parameters<Parameters<typeof database.asClinic>[1]>[0], id: string) =>
    await tx.selectFrom('clinics').select('name').where('clinic_id', '=', id).executeTakeFirst()

  return {
    id: 'needlepoint',
    endpoints: {
      enterDemo: demoDoor({ database, keys, rules, now }),

      openLink: createAuthEndpoint(
        '/link/open',
        { method: 'POST', body: z.object({ clinicId, token, instead: z.boolean().optional() }) },
        async (ctx) => {
          const before = await getSessionFromCtx(ctx)
          const opened = await inClinic(ctx.body.clinicId, async (tx) => {
            if (!(await clinicOf(tx, ctx.body.clinicId))) return undefined
            const clinicKeys = await keys.forClinic(tx, ctx.body.clinicId)
            const link = await openClientLink(
              { tx, clinicId: ctx.body.clinicId, keys: clinicKeys, now: now() },
              ctx.body.token,
            )
            // Thrown in here: nothing of it is stored, and the link opens another time.
            if (link && before && before.user.id !== link.userId && !ctx.body.instead) throw anotherSignedIn()
            return link
          })
          if (!opened) throw linkExpired()
          const { internalAdapter } = ctx.context
          const user = await internalAdapter.findUserById(opened.userId)
          if (!user) throw linkExpired()
          // Whoever was signed in on this device is not any more.
          if (before) await internalAdapter.deleteSession(before.session.token)
          const expiresAt = new Date(now() + clientSession * 1000)
          const session = await internalAdapter.createSession(user.id, false, { expiresAt }, true)
          await setSessionCookie(ctx, { session, user }, false, { maxAge: clientSession })
          return ctx.json({ clinicId: ctx.body.clinicId, clientId: opened.clientId })
        },
      ),

      askForLink: createAuthEndpoint(
        '/link/ask',
        {
          method: 'POST',
          body: z.union([z.object({ clinicId, token }), z.object({ clinicId, email: z.email().max(254) })]),
        },
        async (ctx) => {
          const asked = ctx.body
          // Not awaited: it takes longer where there is somebody to write to.
          void inClinic(asked.clinicId, async (tx) => {
            if (!(await clinicOf(tx, asked.clinicId))) return
            const clinicKeys = await keys.forClinic(tx, asked.clinicId)
            const actor = { kind: 'system' } as const
            const context = {
              tx,
              clinicId: asked.clinicId,
              keys: clinicKeys,
              now: now(),
              actor,
            }
            await askForClientLink(context, site, asked)
          }).catch(() => ctx.context.logger.error('A link that was asked for could not be sent.'))
          return ctx.json({ asked: true })
        },
      ),

      lookAtInvitation: createAuthEndpoint(
        '/invitation/look',
        { method: 'POST', body: z.object({ clinicId, token }) },
        async (ctx) => {
          const found = await inClinic(ctx.body.clinicId, async (tx) => {
            if (!(await clinicOf(tx, ctx.body.clinicId))) return undefined
            const clinicKeys = await keys.forClinic(tx, ctx.body.clinicId)
            return await findInvitation(
              { tx, clinicId: ctx.body.clinicId, keys: clinicKeys, now: now() },
              ctx.body.token,
            )
          })
          if (!found) throw linkExpired()
          const { email, roles, clinicName, userId } = found
          return ctx.json({ email, roles, clinicName, hasAccount: userId !== null })
        },
      ),

      acceptInvitation: createAuthEndpoint(
        '/invitation/accept',
        {
          method: 'POST',
          body: z.object({
            clinicId,
            token,
            name: z.string().trim().min(1).max(200),
            /** Left out by somebody who has an account and is signed in. */
            password: z.string().max(1000).optional(),
          }),
        },
        async (ctx) => {
          const { clinicId: clinic, token: secret, name, password } = ctx.body
          const { internalAdapter } = ctx.context
          const found = await inClinic(clinic, async (tx) => {
            if (!(await clinicOf(tx, clinic))) return undefined
            return await findInvitation(
              { tx, clinicId: clinic, keys: await keys.forClinic(tx, clinic), now: now() },
              secret,
            )
          })
          if (!found) throw linkExpired()

          const accept = (account: Accept['account']) =>
            inClinic(clinic, async (tx) => {
              const context = { tx, clinicId: clinic, keys: await keys.forClinic(tx, clinic), now: now() }
              return await acceptInvitation(context, { token: secret, name, account, staffId: newId(now()) })
            })

          if (found.userId !== null) {
            const mine = readSessionToken({ cookie: ctx.headers?.get('cookie') ?? undefined }, rules)
            const session = mine === undefined ? undefined : await findSession(database.kysely, mine, now())
            if (session?.user_id !== found.userId || lacking(session, now(), rules) !== undefined) {
              throw new APIError('UNAUTHORIZED', {
                code: 'SIGN_IN_FIRST',
                message: 'You have an account with this address. Sign in with it, then open the invitation again.',
              })
            }
            if (!(await accept({ userId: found.userId }))) throw linkExpired()
            return ctx.json({ clinicId: clinic })
          }

          const weak = whyWeak(password ?? '', found.email)
          if (weak) throw new APIError('BAD_REQUEST', { code: 'PASSWORD_TOO_WEAK', message: weak })
          const userId = await accept({ passwordHash: await ctx.context.password.hash(password ?? '') })
          const user = userId === undefined ? null : await internalAdapter.findUserById(userId)
          if (!user) throw linkExpired()
          const session = await internalAdapter.createSession(user.id)
          await setSessionCookie(ctx, { session, user })
          return ctx.json({ clinicId: clinic })
        },
      ),

      me: createAuthEndpoint('/me', { method: 'GET' }, async (ctx) => {
        const mine = readSessionToken({ cookie: ctx.headers?.get('cookie') ?? undefined }, rules)
        const session = mine === undefined ? undefined : await findSession(database.kysely, mine, now())
        if (!session) return ctx.json(null)
        return ctx.json(
          await database.asSystem(async (tx): Promise<Me> => {
            const { rows: accounts } = await sql<{ email: string; totp: boolean; passkeys: number }>`
              select u."email", coalesce(u."twoFactorEnabled", false) as totp,
                (select count(*)::int from accounts."passkey" p where p."userId" = u."id") as passkeys
              from accounts."user" u where u."id" = ${session.user_id}`.execute(tx)
            const account = accounts[0]
            const { rows: clinics } = await sql<MyClinic>`
              select c.clinic_id as "clinicId", c.name, c.demo, d.roles, null as "clientId", false as guardian
              from staff s join clinics c on c.clinic_id = s.clinic_id
              join staff_details d on d.clinic_id = s.clinic_id and d.staff_id = s.id and d.status = 'active'
                and not exists (select from staff_details later where later.clinic_id = s.clinic_id and later.supersedes = d.id)
              where s.user_id = ${session.user_id}
              union all
              select c.clinic_id, c.name, c.demo, '{}'::text[], a.client_id, a.guardian_id is not null
              from client_accounts a join clinics c on c.clinic_id = a.clinic_id
              where a.user_id = ${session.user_id} and a.ended_at is null
              order by 2, 1, 5`.execute(tx)
            const lacks = lacking(session, now(), rules) ?? null
            return {
              kind: session.kind,
              email: session.kind === 'staff' ? (account?.email ?? null) : null,
              lacking: lacks,
              secondFactors: { totp: account?.totp ?? false, passkeys: account?.passkeys ?? 0 },
              expiresAt: session.expires_at.toISOString(),
              // Before the second factor nobody learns where she works.
              clinics: lacks === null || lacks === 'unlocking' ? clinics : [],
            }
          }),
        )
      }),

      listOwnSessions: createAuthEndpoint('/sessions', { method: 'GET' }, async (ctx) => {
        const current = await required(ctx.headers)
        const { rows } = await sql<{
          id: string
          startedAt: Date
          seenAt: Date
          expiresAt: Date
          address: string
          device: string
        }>`
          select "id", "createdAt" as "startedAt", "seenAt", "expiresAt", "ipAddress" as address, "userAgent" as device
          from accounts."session" where "userId" = ${current.user_id} and "expiresAt" > ${new Date(now())}
          order by "seenAt" desc`.execute(database.kysely)
        return ctx.json(rows.map((row) => ({ ...row, current: row.id === current.session_id })))
      }),

      endSessions: createAuthEndpoint(
        '/sessions/end',
        {
          method: 'POST',
          body: z.union([z.object({ id: z.string().max(100) }), z.object({ others: z.literal(true) })]),
        },
        async (ctx) => {
          const current = await required(ctx.headers)
          const which = 'id' in ctx.body ? sql`"id" = ${ctx.body.id}` : sql`"id" <> ${current.session_id}`
          const { numAffectedRows } = await sql`
            delete from accounts."session" where "userId" = ${current.user_id} and ${which}`.execute(database.kysely)
          return ctx.json({ ended: Number(numAffectedRows ?? 0n) })
        },
      ),

      lockSession: createAuthEndpoint('/session/lock', { method: 'POST' }, async (ctx) => {
        const current = await required(ctx.headers)
        await sql`update accounts."session" set "seenAt" = 'epoch' where "id" = ${current.session_id}`.execute(
          database.kysely,
        )
        return ctx.json({ locked: true })
      }),

      unlockSession: createAuthEndpoint(
        '/session/unlock',
        { method: 'POST', body: z.object({ password: z.string().max(1000) }) },
        async (ctx) => {
          const current = await required(ctx.headers)
          const wait = await lockout.attempt(`unlock ${current.user_id}`, now())
          if (wait !== undefined) throw lockedOut(wait)
          const accounts = await ctx.context.internalAdapter.findAccounts(current.user_id)
          const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password
          if (!hash || !(await ctx.context.password.verify({ hash, password: ctx.body.password }))) {
            throw new APIError('UNAUTHORIZED', { code: 'INVALID_PASSWORD', message: 'The password is not right.' })
          }
          await lockout.clear(`unlock ${current.user_id}`)
          await sql`update accounts."session" set "seenAt" = ${new Date(now())} where "id" = ${current.session_id}`.execute(
            database.kysely,
          )
          return ctx.json({ unlocked: true })
        },
      ),
    },
  } satisfies BetterAuthPlugin

  /** The door has let it in already; this says whose it is. */
  async function required(headers: Headers | undefined) {
    const mine = readSessionToken({ cookie: headers?.get('cookie') ?? undefined }, rules)
    const session = mine === undefined ? undefined : await findSession(database.kysely, mine, now())
    if (!session)
      throw new APIError('UNAUTHORIZED', { code: 'NOT_SIGNED_IN', message: 'This needs somebody who is signed in.' })
    return session
  }
}

/** Handed on as `Retry-After`. */
export function lockedOut(seconds: number): APIError {
  return new APIError('LOCKED', { code: 'LOCKED_OUT', message: 'Too many attempts failed.', retryAfter: seconds })
}
