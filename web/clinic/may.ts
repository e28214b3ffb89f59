/**
 * What each role is offered. The server decides who may; this only keeps from sight what would be refused. A test holds it against
 * the server's table.
 */
import type { Role } from './session.ts'
import { useWork } from './workplace.tsx'

const all: readonly Role[] = ['owner', 'clinician', 'practitioner', 'front-desk', 'auditor']
const care: readonly Role[] = ['clinician', 'practitioner']
const desk: readonly Role[] = ['clinician', 'practitioner', 'front-desk']
const readers: readonly Role[] = ['owner', 'clinician', 'practitioner', 'auditor']
const staff: readonly Role[] = ['owner', 'clinician', 'practitioner', 'front-desk']

export const rolesThatMay = {
  'client.add': staff,
  'client.change': staff,
  'client.invite': staff,
  'contact-consent.read': all,
  'contact-consent.record': staff,
  'record-view.read': ['owner', 'auditor'],
  'erasure.read': ['owner', 'clinician', 'auditor'],
  'erasure.answer': ['owner'],
  'enquiry.read': staff,
  'enquiry.settle': staff,
  'screening.read': readers,
  'screening.record': desk,
  'screening.override': ['clinician'],
  'plan.record': care,
  'consent.witness': desk,
  'consent.withdraw': desk,
  'preflight.read': readers,
  'preflight.record': care,
  'session.read': readers,
  'session.record': care,
  'check-in.read': readers,
  'check-in.answer': care,
  'message.read': all,
  'message.write': desk,
  'appointment.read': all,
  'appointment.record': staff,
  'file.read': readers,
  'file.add': desk,
  'today.read': staff,
  'device.manage': ['owner', 'clinician'],
  'stock.move': staff,
  'price.manage': ['owner'],
  'protocol.tighten': ['clinician'],
  'clinic.change': ['owner'],
  'staff.invite': ['owner'],
  'staff.change': ['owner'],
  'staff.recover': ['owner'],
  'api-key.manage': ['owner'],
  'audit.read': ['owner', 'auditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>
export type Permission = keyof typeof rolesThatMay

export function useMay(): (permission: Permission) => boolean {
  const { is } = useWork()
  return (permission) => is(...rolesThatMay[permission])
}
