/**
 * A clinician decides otherwise than the rules, towards more caution or less. The rules advise, also where they say “do not
 * treat”: whoever decides against them puts a name, a role and a reason under it, and both decisions stay.
 */

import type { InputOf, OutputOf } from '@needlepoint/contract'
import { cellOf } from '../accounts/permissions.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { addOverride, findOverride } from './overrides.ts'
import { findHoldingRow, findScreeningRow } from './screenings.ts'
import { presentScreening } from './show-screening.ts'

type Input = InputOf<'screening.override'>

/** @throws problems.notFound, problems.notAllowed, problems.idTaken; problems.staleVersion when another screening counts by now */
export async function overrideScreening(context: Context, input: Input): Promise<OutputOf<'screening.override'>> {
  const { tx, clinicId, keys } = context
  const { params, body } = input
  const { id, decision } = body
  const fingerprint = keys.fingerprint({ screeningId: params.screeningId, ...body })
  const outcome =
    (await sentBefore(tx, 'overrides', { clinicId, id, fingerprint })) ?? (await store(context, input, fingerprint))
  // Which screening it was and what now counts; why is in the record, encrypted.
  const details = { screening: params.screeningId, decision }
  if (outcome === 'new') await audit(context, { action: 'screening.overridden', subject: id, details })
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const override = await findOverride(context, id)
      if (!override) throw problems.notFound('override')
      return override
    },
    // Whoever may override reads every screening of the clinic.
    mayRead: () => true,
  })
}

async function store(context: Context, { params, body }: Input, fingerprint: Buffer): Promise<Outcome> {
  const { actor } = context
  const role = actor.kind === 'staff' && actor.roles.find((each) => cellOf('screening.override', each) === 'yes')
  if (actor.kind !== 'staff' || !role) throw problems.notAllowed()
  const screening = await findScreeningRow(context, params.screeningId)
  if (!screening) throw problems.notFound('screening')
  await requireOpenRecord(context, screening.client_id)
  const holding = await findHoldingRow(context, screening.client_id)
  if (holding && holding.id !== screening.id)
    throw problems.staleVersion(body, await presentScreening(context, holding))
  return await addOverride(context, { ...body, screeningId: screening.id, staffId: actor.id, role, fingerprint })
}
