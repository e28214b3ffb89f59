/** One consent with the exact text that was signed, or all of a client in short. */
import type { Consent, InputOf, OutputOf } from '@needlepoint/contract'
import { recordView } from '../accounts/record-views.ts'
import { recordedByIn } from '../accounts/recorded-by.ts'
import type { Context } from '../context.ts'
import { cursorOf, pageFrom, timeAndId } from '../http/cursor.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireClient } from '../practice/require-client.ts'
import { type ConsentRow, type ConsentSummaryRow, findConsentRow, listConsentRows, openConsent } from './consents.ts'

/** @throws problems.notFound */
export async function showConsent(
  context: Context,
  { params }: InputOf<'consent.show'>,
  caller: Caller,
): Promise<OutputOf<'consent.show'>> {
  const row = await findConsentRow(context, params.consentId)
  if (!row) throw problems.notFound('consent')
  caller.about(row.client_id)
  await recordView(context, row.client_id, 'consent')
  return await presentConsent(context, row)
}

const cursors = cursorOf('consents', timeAndId)

/** @throws problems.notFound */
export async function listConsents(
  context: Context,
  { params: { clientId }, query: { limit, cursor } }: InputOf<'consent.list'>,
): Promise<OutputOf<'consent.list'>> {
  await requireClient(context, clientId)
  await recordView(context, clientId, 'consent')
  const at = cursors.read(cursor)
  const after = at && { recordedAt: new Date(at[0]), id: at[1] }
  const rows = await listConsentRows(context, clientId, { limit: limit + 1, after })
  const by = await recordedByIn(
    context,
    rows.map((row) => row.recorded_by),
  )
  return pageFrom(
    rows,
    limit,
    (row) => ({ ...inShort(row), recordedBy: by(row.recorded_by) }),
    (row) => cursors.print([row.recorded_at.toISOString(), row.id]),
  )
}

/** How a signature came about is shown to staff alone. */
export async function presentConsent(context: Context, row: ConsentRow): Promise<Consent> {
  const by = await recordedByIn(context, [row.recorded_by])
  const { signature, signerName, evidence } = openConsent(context, row)
  const { ip, userAgent, receivedAt, witness } = evidence
  return {
    ...inShort(row),
    document: row.document,
    risks: row.risks,
    understood: row.understood,
    protocol: row.protocol_hash,
    signer: { name: signerName, as: row.signed_by },
    signature,
    evidence: context.actor.kind === 'staff' ? { ip, userAgent, receivedAt, witness: witness?.name ?? null } : null,
    recordedBy: by(row.recorded_by),
  }
}

const inShort = (row: ConsentSummaryRow) => ({
  id: row.id,
  clientId: row.client_id,
  planId: row.plan_id,
  kind: row.kind,
  purposes: row.purposes,
  language: row.language,
  documentHash: row.document_hash,
  signedAt: row.signed_at.toISOString(),
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  copyHash: row.copy_hash,
  recordedAt: row.recorded_at.toISOString(),
})
