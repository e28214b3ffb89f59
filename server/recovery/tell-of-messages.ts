/** Tells by e-mail that there is a message. It says neither who wrote nor what: mail can be read over a shoulder. */
import type { Message } from '@needlepoint/contract'
import { whoReceives } from '../accounts/client-links.ts'
import { holdsContactConsent } from '../accounts/contact-consents.ts'
import { staffEmails } from '../accounts/staff-emails.ts'
import type { Context, Role } from '../context.ts'
import { sendLater } from '../mail/queue.ts'
import { readClinic } from '../practice/clinics.ts'

const whoIsTold: Readonly<Record<Message['about'], readonly Role[]>> = {
  care: ['clinician', 'practitioner'],
  appointment: ['front-desk'],
}

export async function tellStaff(context: Context, about: Message['about']): Promise<void> {
  const { name, language } = await readClinic(context)
  const link = `${context.site.url}/clinic/${context.clinicId}`
  for (const to of await emailsFor(context, about))
    await sendLater(context, { to, kind: 'message-waiting', language, values: { clinic: name, link } })
}

/** A clinic without a front desk, or whose owner has not said yet who treats: better somebody than nobody. */
async function emailsFor(context: Context, about: Message['about']): Promise<string[]> {
  for (const roles of [whoIsTold[about], ['clinician', 'practitioner'], ['owner']] as const) {
    const emails = await staffEmails(context, roles)
    if (emails.length > 0) return emails
  }
  return []
}

/** Only where she, or her guardian, has said that the clinic may write to her about her care. */
export async function tellClient(context: Context, clientId: string): Promise<void> {
  if (!(await holdsContactConsent(context, clientId, { channel: 'email', purpose: 'care' }))) return
  const to = await whoReceives(context, clientId)
  if (to?.email === undefined) return
  const { name } = await readClinic(context)
  const link = `${context.site.url}/c/${context.clinicId}/messages`
  await sendLater(context, {
    to: to.email,
    kind: 'message-answered',
    language: to.language,
    values: { clinic: name, link },
  })
}
