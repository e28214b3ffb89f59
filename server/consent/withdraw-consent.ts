/** Takes a consent back. It covers nothing from then on; what was signed is kept. */

import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { requireHappened } from '../happened.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { type ConsentRow, findConsentRow } from './consents.ts'
import { addWithdrawal, findWithdrawal } from './withdrawals.ts'

type Input = InputOf<'consent.withdraw'>

/** @throws problems.notFound, problems.notYet, problems.invalidFields, problems.alreadyDone, problems.idTaken */
export async function withdrawConsent(
  context: Context,
  { params, body }: Input,
  caller: Caller,
): Promise<OutputOf<'consent.withdraw'>> {
  const { tx, clinicId, keys } = context
  const { id } = body
  const consent = await findConsentRow(context, params.consentId)
  if (!consent) throw problems.notFound('consent')
  caller.about(consent.client_id)
  const fingerprint = keys.fingerprint({ consentId: consent.id, ...body })
  const outcome =
    (await sentBefore(tx, 'consent_withdrawals', { clinicId, id, fingerprint })) ??
    (await store(context, consent, body, fingerprint))
  const details = { consent: consent.id }
  if (outcome === 'new') await audit(context, { action: 'consent.withdrawn', subject: id, details })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const withdrawal = await findWithdrawal(context, id)
      if (!withdrawal) throw problems.notFound('withdrawal')
      return withdrawal
    },
    // The id may name a withdrawal of somebody else.
    mayRead: (shown) => shown.consentId === consent.id,
  })
}

async function store(
  context: Context,
  consent: ConsentRow,
  { id, reason, withdrawnAt }: Input['body'],
  fingerprint: Buffer,
): Promise<Outcome> {
  await requireOpenRecord(context, consent.client_id)
  const at = requireHappened('withdrawnAt', withdrawnAt, context.now)
  if (consent.withdrawn_at !== null) throw problems.alreadyDone('This consent has been taken back before.')
  if (at < consent.signed_at.getTime()) {
    const expected = `${consent.signed_at.toISOString()} or later`
    const message = '“withdrawnAt” is before the consent was signed. Check the clock of the device.'
    throw problems.invalidFields([{ field: 'withdrawnAt', message, expected }])
  }
  return await addWithdrawal(context, { id, consentId: consent.id, withdrawnAt: at, reason, fingerprint })
}
