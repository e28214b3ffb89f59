/** Seals the copy of a consent: made once, kept as it is, with its hash in the audit chain. */
import { sql } from 'kysely'
import { audit, printActor } from '../../audit/audit.ts'
import type { Actor, Context } from '../../context.ts'
import { addFileRow, lockFiles } from '../../files/files.ts'
import { newId } from '../../ids.ts'
import type { JobParts } from '../../jobs/handlers.ts'
import { sha256 } from '../../keys/index.ts'
import { requireClient } from '../../practice/require-client.ts'
import { type ConsentRow, findConsentRow, openConsent } from '../consents.ts'

type Sealing = Pick<Context, 'tx' | 'clinicId' | 'keys' | 'files' | 'now' | 'actor'>

/** Soon after the signature, so that nobody has to ask for it. */
export async function sealSigned(
  { database, keyRing, files, now }: JobParts,
  { clinicId, consentId }: { readonly clinicId: string; readonly consentId: string },
): Promise<void> {
  const actor: Actor = { kind: 'system' }
  await database.asClinic(clinicId, async (tx) => {
    const context = { tx, clinicId, actor, now: now(), files, keys: await keyRing.forClinic(tx, clinicId) }
    const consent = await findConsentRow(context, consentId)
    if (consent) await sealCopy(context as Sealing, consent)
  })
}

/** @returns the SHA-256 of the copy, which is made now where there is none yet */
export async function sealCopy(context: Sealing, consent: ConsentRow): Promise<string> {
  const { tx, clinicId, keys, files, now } = context
  if (consent.copy_hash !== null) return consent.copy_hash
  const name = `needlepoint consent copy ${consent.id}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
  const sealed = (await findConsentRow(context, consent.id))?.copy_hash
  if (sealed) return sealed
  const bytes = await copyOf(context, consent)
  const hash = sha256(bytes)
  await lockFiles(tx, clinicId, 'adding')
  const fileId = newId(now)
  const content = { bytes: new Uint8Array(bytes), contentType: 'application/pdf' as const, width: null, height: null }
  const fingerprint = keys.fingerprint({ consentId: consent.id, hash })
  await addFileRow(context as Context, {
    ...{ id: fileId, clientId: consent.client_id, kind: 'consent', takenAt: undefined, belongs: {} },
    ...{ content, hash, fingerprint },
  })
  await files.put(keys, bytes)
  await tx
    .insertInto('consent_copies')
    .values({
      clinic_id: clinicId,
      consent_id: consent.id,
      file_id: fileId,
      recorded_at: new Date(now),
      recorded_by: printActor(context.actor),
    })
    .execute()
  await audit(context, { action: 'consent.sealed', subject: consent.id, details: { sha256: hash } })
  return hash
}

async function copyOf(context: Sealing, consent: ConsentRow): Promise<Buffer> {
  const { signature, signerName, evidence } = openConsent(context, consent)
  const { zone } = await requireClient(context, consent.client_id)
  // What sets type is large, and a server starts far more often than the first copy after a start is made.
  const { writeCopy } = await import('./write-copy.ts')
  const says = new Map(consent.risks.map((risk) => [risk.risk, risk.says]))
  return await writeCopy({
    id: consent.id,
    document: consent.document,
    documentHash: consent.document_hash,
    language: consent.language,
    understood: consent.understood.map((risk) => says.get(risk) ?? risk),
    protocol: consent.protocol_hash,
    signerName,
    signedBy: consent.signed_by,
    signature,
    signedAt: consent.signed_at,
    receivedAt: new Date(evidence.receivedAt),
    ip: evidence.ip,
    userAgent: evidence.userAgent,
    witness: evidence.witness?.name ?? null,
    zone,
  })
}
