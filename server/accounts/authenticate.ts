/** Who calls, and for which clinic. Asked once for each request, so it is one short transaction and one query. */
import { sql, type Transaction } from 'kysely'
import type { Actor, Role } from '../context.ts'
import { type Database, prepared, type Tables } from '../database/index.ts'
import { problems } from '../http/problems.ts'
import { isUuid } from '../ids.ts'
import type { ClinicKeys, KeyRing } from '../keys/index.ts'
import { hashApiKey, looksLikeApiKey } from './api-keys.ts'
import { mayActFor } from './client-links.ts'
import { type Headers, isCrossSite, type Site } from './origin.ts'
import { isNotable, lacking, noteUse, readSessionToken, type Session, type SessionRules } from './sessions.ts'

/** What is needed of a request; a Fastify request has it. */
export interface RequestHead {
  readonly method: string
  readonly headers: Headers
}

export interface Identity {
  readonly clinicId: string
  readonly actor: Actor
}

export interface Authenticating {
  readonly database: Database
  readonly keys: KeyRing
  readonly site: Site
  readonly rules: SessionRules
  readonly now: () => number
}

/** Sent by the pages of somebody who acts for several children: whose record is meant. */
const actsFor = 'needlepoint-client'

/** Sent by pages with what they ask by themselves, so that a page left open still locks. */
const inBackground = 'needlepoint-background'
const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * @returns undefined when nobody is signed in; null when somebody is, but not for this clinic
 * @throws problems.crossSite, problems.secondFactorNeeded, problems.sessionLocked
 */
export type Authenticate = (request: RequestHead, clinicId: string) => Promise<Identity | undefined | null>

export function authenticating({ database, keys, site, rules, now }: Authenticating): Authenticate {
  const names = new Map<string, string>()

  /** A version of somebody's details never changes, so its name is decrypted once. */
  function nameOf(clinicKeys: ClinicKeys, id: string, sealed: Buffer): string {
    let name = names.get(id)
    if (name === undefined) {
      name = clinicKeys.open({ table: 'staff_details', column: 'name_enc', id }, sealed)
      if (names.size >= 1000) names.clear()
      names.set(id, name)
    }
    return name
  }

  return async ({ method, headers }, clinicId) => {
    const { authorization } = headers
    // A key that is sent is the one that counts: a program must not fall back on a cookie that happens to be there.
    if (typeof authorization === 'string') {
      const key = /^Bearer ([\w-]+)$/iu.exec(authorization)?.[1]
      if (!looksLikeApiKey(key)) return undefined
      if (!isUuid(clinicId)) return null
      return await database.asClinic(clinicId, async (tx) => {
        if (!(await exists(tx, clinicId))) return undefined
        const hash = hashApiKey(await keys.forClinic(tx, clinicId), key)
        const at = new Date(now())
        const row = await tx
          .selectFrom('api_keys')
          .select(['id', 'name', 'scopes'])
          .where('clinic_id', '=', clinicId)
          .where('key_hash', '=', hash)
          .where('revoked_at', 'is', null)
          .where((on) => on.or([on('expires_at', 'is', null), on('expires_at', '>', at)]))
          .executeTakeFirst()
        return row && { clinicId, actor: { kind: 'api-key', ...row } }
      })
    }

    const token = readSessionToken(headers, rules)
    if (token === undefined) return undefined
    if (!reading.has(method) && isCrossSite(headers, site)) throw problems.crossSite()
    if (!isUuid(clinicId)) return null
    return await database.asClinic(clinicId, async (tx) => {
      const at = now()
      const wanted = headers[actsFor]
      const callers = (await selectCallers(tx, { clinicId, token, now: new Date(at) })).rows
      const [found] = callers
      if (!found) return undefined
      switch (lacking(found, at, rules)) {
        case 'a second factor set up':
          throw problems.secondFactorNeeded('Set up a second factor first: an app that shows codes, or a passkey.')
        case 'second factor':
          throw problems.secondFactorNeeded('Sign in with your second factor: the password alone is not enough.')
        case 'unlocking':
          throw problems.sessionLocked()
        case undefined:
      }
      // Nobody comes from the demo into another clinic, whatever else her account may have been given.
      if (found.second_factor === 'demo' && !found.is_demo) return null
      if (found.kind === 'client') {
        for (const { client_id: clientId, guardian_id: guardianId } of callers) {
          if (clientId === null || (wanted !== undefined && wanted !== clientId)) continue
          // Guardianship that has ended ends the access, without anybody having to think of it.
          if (guardianId !== null) {
            const context = { tx, clinicId, keys: await keys.forClinic(tx, clinicId), now: at }
            if (!(await mayActFor(context, clientId, guardianId))) continue
          }
          const actor = { kind: 'client', id: guardianId ?? clientId, clientId, guardian: guardianId !== null } as const
          return { clinicId, actor }
        }
        return null
      }
      const { staff_id, details_id, name_enc, roles } = found
      if (staff_id === null || details_id === null || name_enc === null || roles === null) return null
      if (found.status !== 'active') return null
      if (headers[inBackground] === undefined && isNotable(found, at)) await noteUse(tx, found, at)
      const name = nameOf(await keys.forClinic(tx, clinicId), details_id, name_enc)
      return { clinicId, actor: { kind: 'staff', id: staff_id, name, roles } }
    })
  }
}

interface Caller extends Session {
  readonly staff_id: string | null
  readonly details_id: string | null
  readonly name_enc: Buffer | null
  readonly roles: readonly Role[] | null
  readonly status: 'active' | 'suspended' | 'left' | null
  readonly client_id: string | null
  readonly guardian_id: string | null
  /** The clinic is the demo. */
  readonly is_demo: boolean
}

interface Wanted {
  readonly clinicId: string
  readonly token: string
  readonly now: Date
}

/** One, and for a guardian one for each child, the first one added first. */
const selectCallers = prepared(
  (_, { clinicId, token, now }: Wanted) => sql<Caller>`
    select s.*, st.id as staff_id, d.id as details_id, d.name_enc, d.roles, d.status, a.client_id, a.guardian_id,
      exists (select from clinics c where c.clinic_id = ${clinicId} and c.demo) as is_demo
    from accounts.session_of(${token}, ${now}) s
    left join staff st on s.kind = 'staff' and st.clinic_id = ${clinicId} and st.user_id = s.user_id
    left join staff_details d on d.clinic_id = ${clinicId} and d.staff_id = st.id
      and not exists (select from staff_details later where later.clinic_id = ${clinicId} and later.supersedes = d.id)
    left join client_accounts a on s.kind = 'client' and a.clinic_id = ${clinicId} and a.user_id = s.user_id
      and a.ended_at is null
    order by a.recorded_at, a.id
    limit 50`,
)

async function exists(tx: Transaction<Tables>, clinicId: string): Promise<boolean> {
  return (
    (await tx.selectFrom('clinics').select('clinic_id').where('clinic_id', '=', clinicId).executeTakeFirst()) !==
    undefined
  )
}
