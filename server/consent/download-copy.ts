/** The sealed copy of a consent, for whoever may read the consent. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { recordView } from '../accounts/record-views.ts'
import type { Context } from '../context.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { findConsentRow } from './consents.ts'
import { sealCopy } from './copy/seal-copy.ts'

/** @throws problems.notFound, FileStoreUnavailable */
export async function downloadCopy(
  context: Context,
  { params }: InputOf<'consent.copy'>,
  caller: Caller,
): Promise<OutputOf<'consent.copy'>> {
  const consent = await findConsentRow(context, params.consentId)
  if (!consent) throw problems.notFound('consent')
  caller.about(consent.client_id)
  await recordView(context, consent.client_id, 'consent')
  const hash = await sealCopy(context, consent)
  const content = await context.files.get(context.keys, hash)
  return {
    contentType: 'application/pdf',
    bytes: new Uint8Array(content),
    // Nothing personal: it lands in a folder of downloads.
    fileName: `consent-${consent.id.slice(-12)}.pdf`,
    disposition: 'attachment',
  }
}
