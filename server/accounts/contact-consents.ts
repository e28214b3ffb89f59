/** All SQL about the leave to write to a client. The newest row for a channel and a purpose holds. */
import type { ContactConsent, InputOf } from '@needlepoint/contract'
import type { Selectable } from 'kysely'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome, type Tables } from '../database/index.ts'
import { recordedByIn } from './recorded-by.ts'

type ContactConsentRow = Selectable<Tables['contact_consents']>

const place = (id: string) => ({ table: 'contact_consents', column: 'evidence_enc', id })

export function addContactConsent(
  { tx, clinicId, actor, now, keys }: Context,
  clientId: string,
  body: InputOf<'contact-consent.record'>['body'],
): Promise<Outcome> {
  const { id, channel, purpose, status, evidence } = body
  return addRow(tx, 'contact_consents', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    channel,
    purpose,
    status,
    evidence_enc: keys.sealOptional(place(id), evidence),
    fingerprint: keys.fingerprint({ clientId, ...body }),
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export async function findContactConsent(
  { tx, clinicId }: Context,
  id: string,
): Promise<ContactConsentRow | undefined> {
  return await tx
    .selectFrom('contact_consents')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** @returns what holds now, for each channel and purpose that was ever asked about */
export async function listContactConsents({ tx, clinicId }: Context, clientId: string): Promise<ContactConsentRow[]> {
  return await tx
    .selectFrom('contact_consents')
    .selectAll()
    .distinctOn(['channel', 'purpose'])
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .orderBy('channel')
    .orderBy('purpose')
    .orderBy('recorded_at', 'desc')
    // Within one millisecond a withdrawal counts.
    .orderBy('status', 'desc')
    .execute()
}

/** Whether she has said that she may be written to that way, about that. Where nobody asked, she has not. */
export async function holdsContactConsent(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  clientId: string,
  { channel, purpose }: Pick<ContactConsentRow, 'channel' | 'purpose'>,
): Promise<boolean> {
  const newest = await tx
    .selectFrom('contact_consents')
    .select('status')
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
    .where('channel', '=', channel)
    .where('purpose', '=', purpose)
    .orderBy('recorded_at', 'desc')
    .orderBy('status', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.status === 'given'
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Every change that was ever made, the last one first. */
export async function listContactConsentChanges(
  { tx, clinicId }: Pick<Context, 'tx' | 'clinicId'>,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<ContactConsentRow[]> {
  let query = tx
    .selectFrom('contact_consents')
    .selectAll()
    .where('clinic_id', '=', clinicId)
    .where('client_id', '=', clientId)
  if (after)
    query = query.where((on) =>
      on(on.refTuple('recorded_at', 'id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  return await query.orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

export async function presentContactConsents(
  context: Context,
  rows: readonly ContactConsentRow[],
): Promise<ContactConsent[]> {
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    purpose: row.purpose,
    status: row.status,
    evidence: context.keys.openOptional(place(row.id), row.evidence_enc),
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }))
}
