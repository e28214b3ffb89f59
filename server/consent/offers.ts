/** All SQL about texts that were given to somebody to read. */
import type { Offer } from '@needlepoint/contract'
import { recordedByIn } from '../accounts/recorded-by.ts'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, type Outcome } from '../database/index.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

export interface NewOffer {
  readonly id: string
  readonly clientId: string
  readonly planId: string
  readonly documentHash: string
  readonly language: string
  /** What the clinic asks for now, as `printCoolingOff` writes it. */
  readonly coolingOff: string | null
  readonly fingerprint: Buffer
}

export function addOffer({ tx, clinicId, actor, now }: Context, offer: NewOffer): Promise<Outcome> {
  return addRow(tx, 'consent_offers', {
    clinic_id: clinicId,
    id: offer.id,
    client_id: offer.clientId,
    plan_id: offer.planId,
    document_hash: offer.documentHash,
    language: offer.language,
    given_at: new Date(now),
    cooling_off: offer.coolingOff,
    fingerprint: offer.fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

export interface Given {
  readonly given_at: Date
  readonly cooling_off: string | null
}

/** Every time that a text was given, the first time first. */
export async function listGiven({ tx, clinicId }: Reading, planId: string, documentHash: string): Promise<Given[]> {
  return await tx
    .selectFrom('consent_offers')
    .select(['given_at', 'cooling_off'])
    .where('clinic_id', '=', clinicId)
    .where('plan_id', '=', planId)
    .where('document_hash', '=', documentHash)
    .orderBy('given_at')
    .execute()
}

export async function findOffer(context: Context, id: string): Promise<(Offer & { clientId: string }) | undefined> {
  const { tx, clinicId } = context
  const row = await tx
    .selectFrom('consent_offers')
    .select(['id', 'client_id', 'plan_id', 'language', 'document_hash', 'given_at', 'recorded_at', 'recorded_by'])
    .where('clinic_id', '=', clinicId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const by = await recordedByIn(context, [row.recorded_by])
  return {
    id: row.id,
    clientId: row.client_id,
    planId: row.plan_id,
    language: row.language,
    documentHash: row.document_hash,
    givenAt: row.given_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: by(row.recorded_by),
  }
}
