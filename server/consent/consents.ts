/** All SQL about consents. What was signed is kept as it was, also after it was taken back. */
import type { Signature } from '@needlepoint/contract'
import type { DisclosedRisk } from '@needlepoint/pathway'
import { printActor } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { addRow, json, type Outcome } from '../database/index.ts'
import type { WrittenDocument } from './write-document.ts'

type Reading = Pick<Context, 'tx' | 'clinicId'>

/** How a signature came about. It is encrypted as a whole. */
export interface Evidence {
  readonly ip: string
  readonly userAgent: string
  /** An instant of the server's clock. */
  readonly receivedAt: string
  /** Who held the device, when it was the clinic's. */
  readonly witness: { readonly staffId: string; readonly name: string } | null
  /** The guardian's first version, where one signed. */
  readonly guardianId: string | null
}

export interface ConsentSummaryRow {
  readonly id: string
  readonly client_id: string
  readonly plan_id: string
  readonly kind: 'treatment' | 'photos'
  readonly purposes: string[]
  readonly language: string
  readonly document_hash: string
  readonly signed_at: Date
  readonly withdrawn_at: Date | null
  /** SHA-256 of the sealed copy; null where none was made yet. */
  readonly copy_hash: string | null
  readonly recorded_at: Date
  readonly recorded_by: string
}

export interface ConsentRow extends ConsentSummaryRow {
  readonly document: string
  readonly risks: DisclosedRisk[]
  readonly understood: string[]
  readonly protocol_hash: string
  readonly signature_enc: Buffer
  readonly signer_name_enc: Buffer
  readonly signed_by: 'client' | 'guardian'
  readonly evidence_enc: Buffer
}

export interface NewConsent {
  readonly id: string
  readonly clientId: string
  readonly planId: string
  readonly kind: 'treatment' | 'photos'
  readonly purposes: string[]
  readonly written: WrittenDocument
  readonly understood: string[]
  readonly signedBy: 'client' | 'guardian'
  readonly signerName: string
  readonly signature: Signature
  /** Milliseconds since 1970. */
  readonly signedAt: number
  readonly evidence: Evidence
  readonly fingerprint: Buffer
}

const place = (column: string, id: string) => ({ table: 'consents', column, id })

export function addConsent({ tx, clinicId, actor, keys, now }: Context, consent: NewConsent): Promise<Outcome> {
  const { id, clientId, planId, kind, purposes, written, understood, signedBy, fingerprint } = consent
  return addRow(tx, 'consents', {
    clinic_id: clinicId,
    id,
    client_id: clientId,
    plan_id: planId,
    kind,
    purposes,
    language: written.language,
    document: written.document,
    document_hash: written.documentHash,
    risks: json(written.risks),
    understood,
    protocol_hash: written.protocol,
    signature_enc: keys.seal(place('signature_enc', id), JSON.stringify(consent.signature)),
    signer_name_enc: keys.seal(place('signer_name_enc', id), consent.signerName),
    signed_by: signedBy,
    signed_at: new Date(consent.signedAt),
    evidence_enc: keys.seal(place('evidence_enc', id), JSON.stringify(consent.evidence)),
    fingerprint,
    recorded_at: new Date(now),
    recorded_by: printActor(actor),
  })
}

/** What is encrypted of a consent, in clear. */
export function openConsent({ keys }: Pick<Context, 'keys'>, row: ConsentRow) {
  const open = (column: 'signature_enc' | 'signer_name_enc' | 'evidence_enc') =>
    keys.open(place(column, row.id), row[column])
  return {
    signature: JSON.parse(open('signature_enc')) as Signature,
    signerName: open('signer_name_enc'),
    evidence: JSON.parse(open('evidence_enc')) as Evidence,
  }
}

export async function findConsentRow(context: Reading, id: string): Promise<ConsentRow | undefined> {
  return (await whole(context).where('c.id', '=', id).executeTakeFirst()) as ConsentRow | undefined
}

/** Consents to one plan, the one that was signed last first. */
export async function listConsentsToPlan(
  context: Reading,
  planId: string,
  kind: 'treatment' | 'photos',
): Promise<ConsentRow[]> {
  return (await whole(context)
    .where('c.plan_id', '=', planId)
    .where('c.kind', '=', kind)
    .orderBy('c.signed_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()) as ConsentRow[]
}

/** Consents of one client to a treatment, whatever the plan, the one that was signed last first. */
export async function listTreatmentConsents(context: Reading, clientId: string): Promise<ConsentRow[]> {
  return (await whole(context)
    .where('c.client_id', '=', clientId)
    .where('c.kind', '=', 'treatment')
    .orderBy('c.signed_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()) as ConsentRow[]
}

/** All of one client in short, the one that was signed last first. */
export async function listAllConsents(context: Reading, clientId: string): Promise<ConsentSummaryRow[]> {
  return await summaries(context)
    .where('c.client_id', '=', clientId)
    .orderBy('c.signed_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}

export interface Place {
  readonly recordedAt: Date
  readonly id: string
}

/** Of one client, the newest first. */
export async function listConsentRows(
  context: Reading,
  clientId: string,
  { limit, after }: { readonly limit: number; readonly after: Place | undefined },
): Promise<ConsentSummaryRow[]> {
  let query = summaries(context).where('c.client_id', '=', clientId)
  if (after) {
    query = query.where((on) =>
      on(on.refTuple('c.recorded_at', 'c.id'), '<', on.tuple(after.recordedAt, after.id as never)),
    )
  }
  return await query.orderBy('c.recorded_at', 'desc').orderBy('c.id', 'desc').limit(limit).execute()
}

const whole = (context: Reading) =>
  summaries(context).select([
    'c.document',
    'c.risks',
    'c.understood',
    'c.protocol_hash',
    'c.signature_enc',
    'c.signer_name_enc',
    'c.signed_by',
    'c.evidence_enc',
  ])

/**
 * Whoever signs anew has signed the same thing twice. Taken back is the thing and not the paper: all that she had signed of it by
 * then, for a treatment whatever the plan, and none of what she signs afterwards.
 */
const summaries = ({ tx, clinicId }: Reading) =>
  tx
    .selectFrom('consents as c')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('consents as same')
          .innerJoin('consent_withdrawals as w', (join) =>
            join.onRef('w.clinic_id', '=', 'same.clinic_id').onRef('w.consent_id', '=', 'same.id'),
          )
          .select('w.withdrawn_at')
          .whereRef('same.clinic_id', '=', 'c.clinic_id')
          .whereRef('same.client_id', '=', 'c.client_id')
          .whereRef('same.kind', '=', 'c.kind')
          .whereRef('same.purposes', '=', 'c.purposes')
          .whereRef('w.withdrawn_at', '>=', 'c.signed_at')
          .orderBy('w.withdrawn_at')
          .limit(1)
          .as('withdrawal'),
      (join) => join.onTrue(),
    )
    .leftJoin('consent_copies as copy', (join) =>
      join.onRef('copy.clinic_id', '=', 'c.clinic_id').onRef('copy.consent_id', '=', 'c.id'),
    )
    .leftJoin('files as f', (join) =>
      join.onRef('f.clinic_id', '=', 'copy.clinic_id').onRef('f.id', '=', 'copy.file_id'),
    )
    .select([
      'c.id',
      'c.client_id',
      'c.plan_id',
      'c.kind',
      'c.purposes',
      'c.language',
      'c.document_hash',
      'c.signed_at',
      'withdrawal.withdrawn_at',
      'f.hash as copy_hash',
      'c.recorded_at',
      'c.recorded_by',
    ])
    .where('c.clinic_id', '=', clinicId)
