/** What the operator of a server does about people who sign in: `needlepoint user add | list | reset | disable | enable`. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Accounts, invitationLink, passwordLink, removeSecondFactor } from '../accounts/index.ts'
import { addInvitation } from '../accounts/invitations.ts'
import { findAccount } from '../accounts/staff-account.ts'
import { audit, beginAudit } from '../audit/audit.ts'
import type { Role } from '../context.ts'
import type { Database, Tx } from '../database/index.ts'
import { newId } from '../ids.ts'
import { type KeyRing, normaliseEmail } from '../keys/index.ts'

/** The message is for the operator. */
export class UserProblem extends Error {
  override name = 'UserProblem'
}

export interface Operating {
  readonly database: Database
  readonly keys: KeyRing
  readonly accounts: Accounts
  readonly now: () => number
}

export interface NewClinic {
  readonly name: string
  /** IANA zone. */
  readonly zone: string
  /** BCP 47. */
  readonly language: string
  readonly demo?: boolean
}

/** Makes a clinic with its keys and its audit chain. @returns its id */
export async function makeClinic(
  { database, keys, now }: Omit<Operating, 'accounts'>,
  clinic: NewClinic,
): Promise<string> {
  try {
    new Intl.DateTimeFormat('en', { timeZone: clinic.zone })
  } catch {
    throw new UserProblem(`There is no time zone “${clinic.zone}”. Write it like Europe/Berlin.`)
  }
  const clinicId = newId(now())
  await database.asClinic(clinicId, async (tx) => {
    await tx
      .insertInto('clinics')
      .values({
        clinic_id: clinicId,
        name: clinic.name,
        zone: clinic.zone,
        language: clinic.language,
        demo: clinic.demo ?? false,
        created_at: new Date(now()),
      })
      .execute()
    const made = await keys.makeKeys(tx, clinicId)
    await beginAudit(tx, clinicId, made)
    await audit(
      { tx, clinicId, keys: made, now: now(), actor: { kind: 'system' } },
      { action: 'clinic.made', subject: clinicId },
    )
  })
  return clinicId
}

export interface NewUser {
  readonly email: string
  readonly roles: readonly Role[]
  /** The clinic she is to work in. */
  readonly clinicId: string
}

/**
 * Invites somebody without mail: the operator hands the link over. She chooses her password herself.
 * @returns the link, which works once
 * @throws UserProblem
 */
export async function addUser(
  { database, keys, accounts, now }: Operating,
  { email, roles, clinicId }: NewUser,
): Promise<string> {
  requireEmail(email)
  const { token } = await database.asClinic(clinicId, async (tx) => {
    const clinic = await tx
      .selectFrom('clinics')
      .select('clinic_id')
      .where('clinic_id', '=', clinicId)
      .executeTakeFirst()
    if (!clinic) throw new UserProblem(`There is no clinic ${clinicId}.`)
    const context = {
      tx,
      clinicId,
      keys: await keys.forClinic(tx, clinicId),
      now: now(),
      actor: { kind: 'system' },
    } as const
    return await addInvitation(context, { id: newId(now()), email, roles })
  })
  if (token === undefined) throw new Error('A new id was taken already.')
  return invitationLink(accounts.site, clinicId, token)
}

/** @throws UserProblem */
export function requireEmail(email: string): void {
  if (!/^[^\s@]+@[^\s@]+$/u.test(email)) throw new UserProblem(`“${email}” is no e-mail address.`)
}

export interface ListedUser {
  readonly email: string
  readonly disabled: boolean
  readonly secondFactors: readonly string[]
  readonly lastSeen: Date | null
  readonly clinics: readonly {
    readonly clinicId: string
    readonly name: string
    readonly roles: readonly Role[]
    readonly status: string
  }[]
}

export async function listUsers({ database }: Pick<Operating, 'database'>): Promise<ListedUser[]> {
  return await database.asSystem(async (tx) => {
    const { rows } = await sql<ListedUser>`
      select u."email", u."disabledAt" is not null as disabled,
        array_remove(array[
          case when u."twoFactorEnabled" then 'totp' end,
          case when exists (select from accounts."passkey" p where p."userId" = u."id") then 'passkey' end
        ], null) as "secondFactors",
        (select max(s."seenAt") from accounts."session" s where s."userId" = u."id") as "lastSeen",
        coalesce((
          select json_agg(json_build_object('clinicId', c.clinic_id, 'name', c.name, 'roles', d.roles, 'status', d.status) order by c.name)
          from staff st join clinics c on c.clinic_id = st.clinic_id
          join staff_details d on d.clinic_id = st.clinic_id and d.staff_id = st.id
            and not exists (select from staff_details later where later.clinic_id = st.clinic_id and later.supersedes = d.id)
          where st.user_id = u."id"
        ), '[]'::json) as clinics
      from accounts."user" u where u."kind" = 'staff' order by u."email"`.execute(tx)
    return rows
  })
}

/**
 * Removes somebody's second factor, ends her sessions and makes a link for a new password.
 * @returns the link, which works for an hour
 * @throws UserProblem
 */
export async function resetUser(operating: Operating, email: string): Promise<string> {
  const { accounts } = operating
  const userId = await change(operating, email, 'staff.reset-by-operator', removeSecondFactor)
  const { internalAdapter } = await accounts.auth.$context
  const token = newResetToken()
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt: new Date(Date.now() + 3_600_000),
  })
  return passwordLink(accounts.site, token)
}

/** Ends her sessions and lets her in no more, in any clinic. @throws UserProblem */
export async function disableUser(operating: Operating, email: string): Promise<void> {
  await change(operating, email, 'staff.disabled-by-operator', async (tx, userId) => {
    await sql`update accounts."user" set "disabledAt" = ${new Date(operating.now())} where "id" = ${userId}`.execute(tx)
    await sql`delete from accounts."session" where "userId" = ${userId}`.execute(tx)
  })
}

/** @throws UserProblem */
export async function enableUser(operating: Operating, email: string): Promise<void> {
  await change(operating, email, 'staff.enabled-by-operator', (tx, userId) =>
    sql`update accounts."user" set "disabledAt" = null where "id" = ${userId}`.execute(tx),
  )
}

/** Changes an account, and tells the chain of each clinic where she works. All or nothing. */
async function change(
  { database, keys, now }: Operating,
  email: string,
  action: string,
  work: (tx: Tx, userId: string) => Promise<unknown>,
): Promise<string> {
  return await database.asSystem(async (tx) => {
    const account = await findAccount(tx, normaliseEmail(email))
    if (!account) throw new UserProblem(`Nobody signs in as ${email}. \`needlepoint user list\` shows who does.`)
    await work(tx, account.id)
    const posts = await tx
      .selectFrom('staff')
      .select(['clinic_id', 'id'])
      .where('user_id', '=', account.id)
      .orderBy('clinic_id')
      .execute()
    for (const { clinic_id: clinicId, id } of posts) {
      const clinicKeys = await keys.forClinic(tx, clinicId)
      await audit({ tx, clinicId, keys: clinicKeys, now: now(), actor: { kind: 'system' } }, { action, subject: id })
    }
    return account.id
  })
}

const newResetToken = () => randomBytes(24).toString('base64url')
