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
