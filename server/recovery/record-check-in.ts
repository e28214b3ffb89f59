/**
 * Stores a report, triages it again, and queues what tells the clinic. The device has told her already what to do; where the
 * two differ both are kept, the more urgent one counts, and somebody is shown the difference. A report is never too late.
 */

import { type InputOf, type OutputOf, triageReport } from '@needlepoint/contract'
import { type Level, levels, type Triage } from '@needlepoint/pathway'
import { may } from '../accounts/permissions.ts'
import { listReports } from '../aftercare/reports.ts'
import { decideOn, refuseBlank } from '../answers.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../database/index.ts'
import { sentBefore } from '../database/sent-before.ts'
import { differencesBetween, triageInShort } from '../decide-again.ts'
import { clocksDiffer, requireHappened } from '../happened.ts'
import { mergeById } from '../http/merge.ts'
import { problems } from '../http/problems.ts'
import type { Caller } from '../http/serve-endpoint.ts'
import { queue } from '../jobs/queue.ts'
import { requireOpenRecord } from '../practice/require-client.ts'
import { type AfterSession, afterVersions, intakeFor } from '../treatment/after-session.ts'
import { listVersions, type SessionRow } from '../treatment/sessions.ts'
import { addCheckIn, findCheckInRow } from './check-ins.ts'
import { presentCheckIn } from './present-check-in.ts'

type Body = InputOf<'check-in.record'>['body']

/** @throws problems.notFound, problems.notYet, problems.invalidFields, problems.idTaken */
export async function recordCheckIn(
  context: Context,
  { body }: InputOf<'check-in.record'>,
  caller: Caller,
): Promise<OutputOf<'check-in.record'>> {
  const { tx, clinicId, actor, keys } = context
  const { id, clientId } = body
  caller.about(clientId)
  const fingerprint = keys.fingerprint(body)
  const [before, versions] = await Promise.all([
    sentBefore(tx, 'check_ins', { clinicId, id, fingerprint }),
    listVersions(context, body.sessionId),
  ])
  const outcome = before ?? (await triageAndStore(context, body, versions, fingerprint))
  if (outcome === 'new') {
    await Promise.all([
      queue(context, 'check-in.triaged', { clinicId, checkInId: id }),
      audit(context, { action: 'check-in.recorded', subject: id }),
    ])
  }
  return await mergeById({
    outcome,
    sent: body,
    show: async () => {
      const row = await findCheckInRow(context, id)
      if (!row) throw problems.notFound('check-in')
      return await presentCheckIn(context, row)
    },
    mayRead: (shown) => may(actor, 'check-in.read', shown.clientId),
  })
}

async function triageAndStore(
  context: Context,
  body: Body,
  versions: readonly SessionRow[],
  fingerprint: Buffer,
): Promise<Outcome> {
  const { pathway } = context
  const { id, clientId, sessionId, report, words, deviceTriage } = body
  const after = afterVersions(context, versions)
  if (after.clientId !== clientId) throw problems.notFound('session')
  // She herself has no way in any more.
  if (context.actor.kind !== 'client') await requireOpenRecord(context, clientId)
  const reportedAt = requireReportedAt(context, body, after)
  if (words === undefined) refuseBlank('report', report)
  const sessionIds = versions.map((version) => version.id)
  const [earlier, intake] = await Promise.all([listReports(context, sessionIds, reportedAt), intakeFor(context, after)])
  // Before the chart was amended she may have reported at what now counts as the session itself.
  const at = new Date(Math.max(reportedAt, after.row.ended_at.getTime())).toISOString()
  const { triage, heldAgainst } = decideOn('report', () =>
    triageReport(pathway, { session: after.session, reportedAt: at, report, earlier, intake }),
  )
  return await addCheckIn(context, {
    id,
    clientId,
    sessionId,
    reportedAt,
    report,
    words,
    heldAgainst,
    triage,
    deviceTriage,
    differs: differencesBetween(deviceTriage, triageInShort(triage)).length > 0,
    level: moreUrgent(triage.level, deviceTriage?.level),
    urgency: moreUrgent(urgencyOf(triage), deviceTriage && urgencyOf(deviceTriage)),
    fingerprint,
  })
}

/**
 * @returns milliseconds since 1970
 * @throws problems.notYet, problems.invalidFields
 */
function requireReportedAt({ now }: Context, body: Body, { versions }: AfterSession): number {
  const reportedAt = requireHappened('reportedAt', body.reportedAt, now)
  // Of any version: a chart that was amended since must not shut out a report that was right when it was made.
  const ended = Math.min(...versions.map(({ ended_at }) => ended_at.getTime()))
  if (reportedAt >= ended - clocksDiffer) return reportedAt
  const expected = 'an instant after the session'
  const message = `“reportedAt” lies before the session. Check the clock of the device. Expected ${expected}.`
  throw problems.invalidFields([{ field: 'reportedAt', message, expected }])
}

/** What open answers could still make of it. */
const urgencyOf = ({ level, atMost, final }: Pick<Triage, 'level' | 'atMost' | 'final'>): Level =>
  final ? level : moreUrgent(level, atMost)

function moreUrgent(a: Level, b: Level | undefined): Level {
  return b !== undefined && levels.indexOf(b) > levels.indexOf(a) ? b : a
}
