/**
 * Tells the clinic of check-ins: those who may answer as soon as one arrives, and those above when nobody has read it in time.
 * The message says neither whose it is nor what it says. That somebody was told stands in the same transaction as the message,
 * so a job that runs twice, or on two servers, tells once.
 */

import { alerts, isUrgent } from '@needlepoint/contract/response-times'
import { staffEmails } from '../accounts/staff-emails.ts'
import { audit } from '../audit/audit.ts'
import type { Actor, Role } from '../context.ts'
import type { JobParts } from '../jobs/handlers.ts'
import type { MessageKind } from '../mail/messages.ts'
import { sendLater } from '../mail/queue.ts'
import { type AlertReason, addAlert, findToAlert, listOverdue, type Overdue } from './check-in-alerts.ts'

const system: Actor = { kind: 'system' }

const whoIsTold: Readonly<Record<AlertReason, readonly Role[]>> = {
  arrived: ['clinician', 'practitioner'],
  overdue: ['owner', 'clinician'],
}

/** Once for each check-in that somebody has to act on, unless it was read already. */
export async function alertOfCheckIn(parts: JobParts, checkIn: Overdue): Promise<void> {
  await alert(parts, checkIn, 'arrived')
}

/** @returns nothing; a clinic whose alert fails does not keep the others from theirs */
export async function alertOfOverdue(parts: JobParts): Promise<void> {
  const failures: unknown[] = []
  for (const checkIn of await listOverdue(parts.database, parts.now(), 1000))
    await alert(parts, checkIn, 'overdue').catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function alert(
  { database, keyRing, site, now }: JobParts,
  { clinicId, checkInId }: Overdue,
  reason: AlertReason,
) {
  await database.asClinic(clinicId, async (tx) => {
    const at = now()
    const checkIn = await findToAlert({ tx, clinicId }, checkInId)
    if (!checkIn || checkIn.read || !alerts(checkIn.level)) return
    const context = { tx, clinicId, actor: system, now: at, keys: await keyRing.forClinic(tx, clinicId) }
    const told = await staffEmails(context, whoIsTold[reason])
    // A clinic whose owner has not said yet who treats: better she than nobody.
    const emails = told.length > 0 ? told : await staffEmails(context, ['owner'])
    if (!(await addAlert(context, { checkInId, reason, recipients: emails.length }))) return
    const { name, language } = await tx
      .selectFrom('clinics')
      .select(['name', 'language'])
      .where('clinic_id', '=', clinicId)
      .executeTakeFirstOrThrow()
    const kind: MessageKind =
      reason === 'overdue' ? 'check-in-overdue' : isUrgent(checkIn.level) ? 'check-in-urgent' : 'check-in-waiting'
    const values = { clinic: name, link: `${site.url}/clinic/${clinicId}` }
    for (const to of emails) await sendLater(context, { to, kind, language, values })
    await audit(context, { action: 'check-in.alerted', subject: checkInId, details: { reason, told: emails.length } })
  })
}
