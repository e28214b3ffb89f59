/** Whether the clinic takes enquiries, and under which address people find it. */
import type { InputOf, OutputOf } from '@needlepoint/contract'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { countEnquiries, isDoorOpen, setDoor } from './enquiries.ts'

export async function showDoor(context: Context): Promise<OutputOf<'enquiry.door'>> {
  const { waiting } = await countEnquiries(context)
  return { open: await isDoorOpen(context), address: addressOf(context), waiting }
}

export async function changeDoor(
  context: Context,
  { body: { open } }: InputOf<'enquiry.set-door'>,
): Promise<OutputOf<'enquiry.set-door'>> {
  if ((await isDoorOpen(context)) !== open) {
    await setDoor(context, open)
    const action = open ? 'clinic.enquiries-opened' : 'clinic.enquiries-closed'
    await audit(context, { action, subject: context.clinicId })
  }
  return await showDoor(context)
}

const addressOf = ({ site, clinicId }: Context) => `${site.url}/screen?clinic=${clinicId}`
