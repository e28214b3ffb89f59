/**
 * How a client reaches her record without a password: a link by e-mail that works once and for a while. For a child it goes
 * to the guardian. We keep a keyed hash of it, so nobody who reads the database can open a record with what is there.
 */
import { dateAt } from '@needlepoint/pathway'
import { sql } from 'kysely'
import { audit, printActor } from '../audit/audit.ts'
import type { Actor, Context } from '../context.ts'
import { HttpProblem, problems } from '../http/problems.ts'
import { newId } from '../ids.ts'
import { normaliseEmail } from '../keys/index.ts'
import { sendLater } from '../mail/queue.ts'
import { requireClient } from '../practice/require-client.ts'
import { asOperator } from './as-operator.ts'
import { clientLink, clientLinkLasts, printUntil } from './links.ts'
import { lockClinic } from './lock-clinic.ts'
import { isOfAge } from './majority.ts'
import type { Site } from './origin.ts'
import { may } from './permissions.ts'
import { newToken } from './tokens.ts'

/** Milliseconds. Asking again sooner sends nothing more: nobody's mailbox is filled by somebody else. */
const askedAgainAfter = 60_000

export interface ClientLinkSettings {
  readonly clientId: string
  /** The guardian's first row; without it the client herself, or for a child her guardian. */
  readonly guardianId?: string | undefined
}

type LinkContext = Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now' | 'actor'>

/**
 * Sends a new link; older ones stop working.
 * @returns until when it works, in milliseconds since 1970
 * @throws problems.notAllowed, problems.notFound, problems.stepMissing when there is no e-mail address, or no guardian for a child
 */
export async function sendClientLink(context: Context, site: Site, settings: ClientLinkSettings): Promise<number> {
  if (!may(context.actor, 'client.invite')) throw problems.notAllowed()
  return await send(context, site, settings)
}

async function send(context: LinkContext, site: Site, { clientId, guardianId }: ClientLinkSettings): Promise<number> {
  const { tx, clinicId, keys, now, actor } = context
  const to = await findRecipient(context, clientId, guardianId)
  if (to.email === undefined)
    throw problems.stepMissing('There is no e-mail address to send the link to. Add one first.')
  const { token } = newToken()
  const id = newId(now)
  const expiresAt = now + clientLinkLasts
  await tx
    .updateTable('client_links')
    .set({ revoked_at: new Date(now) })
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .where('guardian_id', to.guardianId === null ? 'is' : '=', to.guardianId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  await tx
    .insertInto('client_links')
    .values({
      clinic_id: clinicId,
      id,
      client_id: clientId,
      guardian_id: to.guardianId,
      token_hash: keys.hash('link', token),
      expires_at: new Date(expiresAt),
      recorded_at: new Date(now),
      recorded_by: printActor(actor),
    })
    .execute()
  const clinic = await tx
    .selectFrom('clinics')
    .select('name')
    .where('clinic_id', '=', clinicId)
    .executeTakeFirstOrThrow()
  await sendLater(context, {
    to: to.email,
    kind: to.guardianId === null ? 'client-link' : 'guardian-link',
    language: to.language,
    values: {
      clinic: clinic.name,
      until: printUntil(expiresAt, to.language, to.zone),
      link: clientLink(site, clinicId, token),
    },
  })
  const details = { link: id, guardian: to.guardianId !== null }
  await audit(context, { action: 'client.link-sent', subject: clientId, details })
  return expiresAt
}

/** Who is written to about a record: the client, or for a child her guardian. @returns undefined where there is nobody */
export async function whoReceives(
  context: Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now'>,
  clientId: string,
): Promise<Recipient | undefined> {
  try {
    return await findRecipient(context, clientId, undefined)
  } catch (error) {
    if (error instanceof HttpProblem) return undefined
    throw error
  }
}

export interface Recipient {
  readonly guardianId: string | null
  readonly email: string | undefined
  readonly language: string
  readonly zone: string
}

/** Where a message to a client goes: to herself, or for a child to her guardian. @throws problems.notFound, problems.stepMissing */
export async function findRecipient(
  { tx, clinicId, keys, now }: Pick<LinkContext, 'tx' | 'clinicId' | 'keys' | 'now'>,
  clientId: string,
  guardianId: string | undefined,
): Promise<Recipient> {
  const details = await tx
    .selectFrom('client_details as d')
    .select(['d.id', 'd.contact_enc', 'd.born_enc', 'd.language', 'd.zone'])
    .where('d.clinic_id', '=', clinicId)
    .where('d.client_id', '=', clientId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('client_details as later')
            .select('later.id')
            .where('later.clinic_id', '=', clinicId)
            .whereRef('later.supersedes', '=', 'd.id'),
        ),
      ),
    )
    .executeTakeFirst()
  if (!details) throw problems.notFound('client')
  const { language, zone } = details
  const born = keys.openOptional({ table: 'client_details', column: 'born_enc', id: details.id }, details.born_enc)
  const ofAge = isOfAge(born, dateAt(now, zone))
  if (guardianId !== undefined && ofAge === true)
    throw problems.stepMissing('This client is of age: nobody acts for her any more. Send the link to herself.')
  if (guardianId === undefined && ofAge !== false) {
    const contact = keys.open({ table: 'client_details', column: 'contact_enc', id: details.id }, details.contact_enc)
    return { guardianId: null, email: emailIn(contact), language, zone }
  }
  const guardian = (await findGuardians({ tx, clinicId }, clientId)).find(
    ({ first }) => guardianId === undefined || first === guardianId,
  )
  if (!guardian) {
    throw guardianId === undefined
      ? problems.stepMissing('A client of this age needs a guardian. Add one first.')
      : problems.notFound('guardian')
  }
  const contact = keys.open({ table: 'guardians', column: 'contact_enc', id: guardian.id }, guardian.contact_enc)
  return { guardianId: guardian.first, email: emailIn(contact), language, zone }
}

interface CurrentGuardian {
  readonly id: string
  /** The first version, which names the guardian. */
  readonly first: string
  readonly contact_enc: Buffer
}

/** @returns guardians who still are, in the order in which they were added */
async function findGuardians(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  clientId: string,
): Promise<CurrentGuardian[]> {
  const { rows } = await sql<CurrentGuardian & { status: string }>`
    with recursive versions as (
      select id, id as first, contact_enc, status from guardians
      where clinic_id = ${clinicId} and client_id = ${clientId} and supersedes is null
      union all
      select g.id, v.first, g.contact_enc, g.status from guardians g join versions v on g.supersedes = v.id
      where g.clinic_id = ${clinicId}
    )
    select v.* from versions v where v.status = 'active'
      and not exists (select from guardians later where later.clinic_id = ${clinicId} and later.supersedes = v.id)
    order by v.first`.execute(tx)
  return rows
}

/** @param guardianId the guardian's first version */
async function isGuardian(
  context: Pick<Context, 'tx' | 'clinicId'>,
  clientId: string,
  guardianId: string,
): Promise<boolean> {
  return (await findGuardians(context, clientId)).some(({ first }) => first === guardianId)
}

/**
 * Whether somebody is a guardian of the client, and the client not yet of age: on that birthday the record is hers alone.
 * @param guardianId the guardian's first version
 */
export async function mayActFor(
  context: Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now'>,
  clientId: string,
  guardianId: string,
): Promise<boolean> {
  if (!(await isGuardian(context, clientId, guardianId))) return false
  const { born, today } = await requireClient(context, clientId)
  return isOfAge(born, today) !== true
}

function emailIn(contact: string): string | undefined {
  const { email } = JSON.parse(contact) as { readonly email?: string | null }
  return email ? normaliseEmail(email) : undefined
}

/** Whose page a link opens. */
export interface OpenedLink {
  readonly userId: string
  readonly clientId: string
}

/**
 * Uses up a link and finds, or makes, the account that it opens. Of two who use it at the same moment one is refused.
 * @returns undefined when it opens nothing: unknown, used, expired or replaced, which look the same from outside
 */
export async function openClientLink(
  { tx, clinicId, keys, now }: Pick<Context, 'tx' | 'clinicId' | 'keys' | 'now'>,
  token: string,
): Promise<OpenedLink | undefined> {
  const at = new Date(now)
  const link = await tx
    .updateTable('client_links')
    .set({ used_at: at })
    .where('clinic_id', '=', clinicId)
    .where('token_hash', '=', keys.hash('link', token))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['id', 'client_id', 'guardian_id'])
    .executeTakeFirst()
  if (!link) return undefined
  const { client_id: clientId, guardian_id: guardianId } = link
  if (guardianId !== null && !(await mayActFor({ tx, clinicId, keys, now }, clientId, guardianId))) return undefined
  const known = await tx
    .selectFrom('client_accounts')
    .select('user_id')
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .where('guardian_id', guardianId === null ? 'is' : '=', guardianId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const actor: Actor = { kind: 'client', id: guardianId ?? clientId, clientId, guardian: guardianId !== null }
  const sharing = known || guardianId === null ? undefined : await accountOfGuardian()
  const userId = known?.user_id ?? sharing ?? newId(now)
  if (!known) {
    if (sharing === undefined)
      await asOperator(tx, () =>
        sql`insert into accounts."user" ("id", "name", "email", "emailVerified", "kind")
        values (${userId}, '', ${`${userId}@client.invalid`}, false, 'client')`.execute(tx),
      )
    await tx
      .insertInto('client_accounts')
      .values({
        clinic_id: clinicId,
        id: newId(now),
        client_id: clientId,
        user_id: userId,
        guardian_id: guardianId,
        recorded_at: at,
        recorded_by: printActor(actor),
      })
      .execute()
  }
  await audit(
    { tx, clinicId, keys, now, actor },
    { action: 'client.link-opened', subject: clientId, details: { link: link.id } },
  )
  return { userId, clientId }

  /**
   * Somebody who acts for several children signs in once. The same mailbox stands for the same person: whoever reads it could
   * open each of these links anyway.
   */
  async function accountOfGuardian(): Promise<string | undefined> {
    const emailOf = async (of: { readonly client_id: string; readonly guardian_id: string | null }) => {
      const current = (await findGuardians({ tx, clinicId }, of.client_id)).find(
        ({ first }) => first === of.guardian_id,
      )
      return (
        current &&
        emailIn(keys.open({ table: 'guardians', column: 'contact_enc', id: current.id }, current.contact_enc))
      )
    }
    const email = await emailOf({ client_id: clientId, guardian_id: guardianId })
    if (email === undefined) return undefined
    const others = await tx
      .selectFrom('client_accounts')
      .select(['user_id', 'client_id', 'guardian_id'])
      .where('clinic_id', '=', clinicId)
      .where('guardian_id', 'is not', null)
      .where('client_id', '<>', clientId)
      .where('ended_at', 'is', null)
      .orderBy('recorded_at')
      .execute()
    const ofThisChild = await tx
      .selectFrom('client_accounts')
      .select('user_id')
      .where('clinic_id', '=', clinicId)
      .where('client_id', '=', clientId)
      .execute()
    // An account whose way to this child was once ended does not get it back by itself.
    const closed = new Set(ofThisChild.map(({ user_id }) => user_id))
    for (const other of others) if (!closed.has(other.user_id) && (await emailOf(other)) === email) return other.user_id
    return undefined
  }
}

/**
 * Sends another link to whoever an old link, or an e-mail address, belongs to. It tells nobody whether there was anybody.
 */
export async function askForClientLink(
  context: LinkContext,
  site: Site,
  asked: { readonly token: string } | { readonly email: string },
): Promise<void> {
  const { tx, clinicId, keys, now } = context
  // Two who ask at the same moment are one who asks twice.
  await lockClinic(tx, clinicId)
  const recipients = 'token' in asked ? await byToken() : await byEmail(asked.email)
  for (const recipient of recipients) {
    const { clientId, guardianId } = recipient
    const justSent = await tx
      .selectFrom('client_links')
      .select('id')
      .where('clinic_id', '=', clinicId)
      .where('client_id', '=', clientId)
      .where('recorded_at', '>', new Date(now - askedAgainAfter))
      .executeTakeFirst()
    if (justSent) continue
    try {
      await send(context, site, { clientId, guardianId })
    } catch (error) {
      // No address, no guardian: whoever asks learns nothing of it. Nothing has been written then.
      if (!(error instanceof HttpProblem)) throw error
    }
  }

  async function byToken(): Promise<ClientLinkSettings[]> {
    const rows = await tx
      .selectFrom('client_links')
      .select(['client_id', 'guardian_id'])
      .where('clinic_id', '=', clinicId)
      .where('token_hash', '=', keys.hash('link', (asked as { token: string }).token))
      .execute()
    return rows.map(({ client_id, guardian_id }) => ({ clientId: client_id, guardianId: guardian_id ?? undefined }))
  }

  /** A shared mailbox can belong to several; each gets her own. */
  async function byEmail(email: string): Promise<ClientLinkSettings[]> {
    const { rows } = await sql<{ client_id: string }>`
      select distinct s.client_id from client_search s
      where s.clinic_id = ${clinicId} and s.kind = 'email' and s.blind = ${keys.hash('email', normaliseEmail(email))}
        and not exists (select from client_details later where later.clinic_id = ${clinicId} and later.supersedes = s.details_id)
      limit 5`.execute(tx)
    return rows.map(({ client_id }) => ({ clientId: client_id }))
  }
}

/**
 * Takes the way in from a guardian who no longer is one, or from a client whose device was lost.
 * @throws problems.notAllowed
 */
export async function endClientAccess(context: Context, { clientId, guardianId }: ClientLinkSettings): Promise<void> {
  const { tx, clinicId, actor, now } = context
  if (!may(actor, 'client.invite')) throw problems.notAllowed()
  const at = new Date(now)
  const ended = await tx
    .updateTable('client_accounts')
    .set({ ended_at: at })
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .where('guardian_id', guardianId === undefined ? 'is' : '=', guardianId ?? null)
    .where('ended_at', 'is', null)
    .returning('user_id')
    .execute()
  await tx
    .updateTable('client_links')
    .set({ revoked_at: at })
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .where('guardian_id', guardianId === undefined ? 'is' : '=', guardianId ?? null)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  for (const { user_id } of ended) {
    // Of a guardian who acts for another child, too, the account stays.
    const opensMore = await tx
      .selectFrom('client_accounts')
      .select('id')
      .where('clinic_id', '=', clinicId)
      .where('user_id', '=', user_id)
      .where('ended_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (opensMore) continue
    // The account opens nothing else, so its passkeys go with it.
    await asOperator(tx, () =>
      sql`delete from accounts."user" where "id" = ${user_id} and "kind" = 'client'`.execute(tx),
    )
  }
  await audit(context, {
    action: 'client.access-ended',
    subject: clientId,
    details: { guardian: guardianId !== undefined },
  })
}
