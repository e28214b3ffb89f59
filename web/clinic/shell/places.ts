/** The places of the clinic's app, in the order of the pathway, with whom they are for and the key after `g` that leads there. */
import type { Role } from '../session.ts'

const everybody: readonly Role[] = ['owner', 'clinician', 'practitioner', 'front-desk', 'auditor']

export const places = [
  { to: '/clinic/$clinicId', text: 'nav.today', key: 't', says: 'shortcuts.goToday', roles: everybody.slice(0, 4) },
  { to: '/clinic/$clinicId/clients', text: 'nav.clients', key: 'c', says: 'shortcuts.goClients', roles: everybody },
  { to: '/clinic/$clinicId/practice', text: 'nav.practice', key: 'p', says: 'shortcuts.goPractice', roles: everybody },
] as const satisfies readonly { roles: readonly Role[]; [key: string]: unknown }[]
