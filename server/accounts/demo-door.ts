/**
 * How somebody who tries Needlepoint goes into the demo as anybody: as a role of its staff, or as one of its clients. It opens
 * the clinic that is marked as a demo and no other, and nothing at all unless the operator allows one. The session says of
 * itself that it is of a demo, so that it counts nowhere else (`sessions.ts`, `authenticate.ts`).
 */

import { dateAt } from '@needlepoint/pathway'
import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Role } from '../context.ts'
import type { Database, Tx } from '../database/index.ts'
import { newId } from '../ids.ts'
import type { ClinicKeys, KeyRing } from '../keys/index.ts'
import { requireClient } from '../practice/require-client.ts'
import { openClientLink } from './client-links.ts'
import { isOfAge } from './majority.ts'
import { roles } from './permissions.ts'
import type { SessionRules } from './sessions.ts'
import { newToken } from './tokens.ts'

interface DoorParts {
  readonly database: Database
  readonly keys: KeyRing
  readonly rules: SessionRules
  readonly now: () => number
}

/** Seconds. */
const visit = 12 * 3_600

export const demoNotAllowed =
  'This server has no demo. Its operator can allow one with NEEDLEPOINT_DEMO=1; on a machine of your own it is allowed already.'

const as = z.union([z.strictObject({ role: z.enum(roles) }), z.strictObject({ clientId: z.uuid().lowercase() })])

export function demoDoor({ database, keys, rules, now }: DoorParts) {
  return createAuthEndpoint('/demo/enter', { method: 'POST', body: as }, async (ctx) => {
    if (!rules.demo) throw noDemo(demoNotAllowed)
    const wanted = ctx.body
    const clinicId = await findDemo(database)
    if (clinicId === undefined) throw noDemo('There is no demo at the moment. Make one first.')
    const found = await database.asClinic(clinicId, async (tx) =>
      'role' in wanted
        ? await findStaffOf(tx, clinicId, wanted.role)
        : await openRecord(tx, clinicId, await keys.forClinic(tx, clinicId), wanted.clientId, now()),
    )
    const { internalAdapter } = ctx.context
    const user = found && (await internalAdapter.findUserById(found.userId))
    if (!user) throw noDemo('There is nobody like that in the demo.')
    // Whoever was signed in on this device is not any more.
    const before = await getSessionFromCtx(ctx)
    if (before) await internalAdapter.deleteSession(before.session.token)
    const expiresAt = new Date(now() + visit * 1000)
    const session = await internalAdapter.createSession(user.id, false, { expiresAt }, true)
    await setSessionCookie(ctx, { session, user }, false, { maxAge: visit })
    return ctx.json({ clinicId, clientId: 'clientId' in wanted ? wanted.clientId : null })
  })
}

const noDemo = (message: string) => new APIError('FORBIDDEN', { code: 'NO_DEMO', message })

async function findDemo(database: Database): Promise<string | undefined> {
  const clinic = await database.asSystem((tx) =>
    tx.selectFrom('clinics').select('clinic_id').where('demo', '=', true).orderBy('created_at').executeTakeFirst(),
  )
  return clinic?.clinic_id
}

interface Account {
  readonly userId: string
}

async function findStaffOf(tx: Tx, clinicId: string, role: Role): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select s.user_id as "userId" from staff s
    join staff_details d on d.clinic_id = s.clinic_id and d.staff_id = s.id and d.status = 'active'
      and not exists (select from staff_details later where later.clinic_id = s.clinic_id and later.supersedes = d.id)
    where s.clinic_id = ${clinicId} and ${role} = any(d.roles)
    order by cardinality(d.roles), s.id limit 1`.execute(tx)
  return rows[0]
}

/** As if she opened a link that was mailed to her, or for a child to her guardian. */
async function openRecord(
  tx: Tx,
  clinicId: string,
  keys: ClinicKeys,
  clientId: string,
  now: number,
): Promise<Account | undefined> {
  const context = { tx, clinicId, keys, now }
  const client = await tx
    .selectFrom('client_details')
    .select('client_id')
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  if (!client) return undefined
  const { born, zone } = await requireClient(context, clientId)
  const guardian =
    isOfAge(born, dateAt(now, zone)) === false
      ? await tx
          .selectFrom('guardians')
          .select('id')
          .where('clinic_id', '=', clinicId)
          .where('client_id', '=', clientId)
          .where('supersedes', 'is', null)
          .orderBy('id')
          .executeTakeFirst()
      : undefined
  const { token } = newToken()
  await tx
    .insertInto('client_links')
    .values({
      clinic_id: clinicId,
      id: newId(now),
      client_id: clientId,
      guardian_id: guardian?.id ?? null,
      token_hash: keys.hash('link', token),
      expires_at: new Date(now + 60_000),
      recorded_at: new Date(now),
      recorded_by: 'system',
    })
    .execute()
  return await openClientLink(context, token)
}
