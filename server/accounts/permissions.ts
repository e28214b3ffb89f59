/**
 * Who may do what: one table, read by the server, by `docs/permissions.md` and by the test that executes it row by row.
 * A permission is a noun of the product and a verb. Nobody may do what has no row;
 * somebody with several roles may do what any of them may.
 */
import type { Actor, Role } from '../context.ts'

export const roles = ['owner', 'clinician', 'practitioner', 'front-desk', 'auditor'] as const satisfies readonly Role[]

/** @returns the roles among these, once each and in the order of the table */
export const sortRoles = (given: readonly string[]): Role[] => roles.filter((role) => given.includes(role))

/** Everybody a column stands for: the roles of staff, a client and a guardian. */
export type Column = Role | 'client' | 'guardian'
export const columns = [...roles, 'client', 'guardian'] as const satisfies readonly Column[]

/** What an API key can be given. A key never signs, overrides, manages staff or opens another key. */
export const scopes = [
  'clients:read',
  'clients:write',
  'records:read',
  'records:write',
  'practice:read',
  'practice:write',
  'audit:read',
] as const
export type Scope = (typeof scopes)[number]

/**
 * `yes` of the whole clinic, `own` of one's own record alone (a guardian: of the child's), `–` no.
 * Columns: owner, clinician, practitioner, front desk, auditor, client, guardian; then the scope that an API key needs.
 */
const rows = {
  //                          owner  clinic pract  desk   audit  client guard  scope
  'client.list': /*        */ ['yes', 'yes', 'yes', 'yes', 'yes', '–', '–', 'clients:read'],
  'client.read': /*        */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'clients:read'],
  'client.add': /*         */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', 'clients:write'],
  'client.change': /*      */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', 'clients:write'],
  'client.invite': /*      */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', 'clients:write'],
  'contact-consent.read': ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'clients:read'],
  'contact-consent.record': ['yes', 'yes', 'yes', 'yes', '–', 'own', 'own', 'clients:write'],
  'language.choose': /*    */ ['–', '–', '–', '–', '–', 'own', 'own', '–'],
  'record-view.read': /*   */ ['yes', '–', '–', '–', 'yes', 'own', 'own', '–'],
  'erasure.read': /*       */ ['yes', 'yes', '–', '–', 'yes', '–', '–', '–'],
  'erasure.answer': /*     */ ['yes', '–', '–', '–', '–', '–', '–', '–'],

  'enquiry.read': /*       */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', '–'],
  'enquiry.settle': /*     */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', '–'],
  'intake-draft.read': /*  */ ['–', '–', '–', '–', '–', 'own', 'own', '–'],
  'intake-draft.keep': /*  */ ['–', '–', '–', '–', '–', 'own', 'own', '–'],
  'screening.read': /*     */ ['yes', 'yes', 'yes', '–', 'yes', 'own', 'own', 'records:read'],
  'screening.record': /*   */ ['–', 'yes', 'yes', 'yes', '–', 'own', 'own', 'records:write'],
  'screening.override': /* */ ['–', 'yes', '–', '–', '–', '–', '–', '–'],
  'plan.read': /*          */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'records:read'],
  'plan.record': /*        */ ['–', 'yes', 'yes', '–', '–', '–', '–', 'records:write'],
  'consent.read': /*       */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'records:read'],
  'consent.offer': /*      */ ['–', 'yes', 'yes', 'yes', '–', '–', '–', '–'],
  'consent.sign': /*       */ ['–', '–', '–', '–', '–', 'own', 'own', '–'],
  'consent.witness': /*    */ ['–', 'yes', 'yes', 'yes', '–', '–', '–', '–'],
  'consent.withdraw': /*   */ ['–', 'yes', 'yes', 'yes', '–', 'own', 'own', '–'],
  'preflight.read': /*     */ ['yes', 'yes', 'yes', '–', 'yes', '–', '–', 'records:read'],
  'preflight.record': /*   */ ['–', 'yes', 'yes', '–', '–', '–', '–', 'records:write'],
  'session.read': /*       */ ['yes', 'yes', 'yes', '–', 'yes', 'own', 'own', 'records:read'],
  'session.record': /*     */ ['–', 'yes', 'yes', '–', '–', '–', '–', 'records:write'],
  'session.sign': /*       */ ['–', 'yes', '–', '–', '–', '–', '–', '–'],
  'aftercare.read': /*     */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'records:read'],
  'check-in.read': /*      */ ['yes', 'yes', 'yes', '–', 'yes', 'own', 'own', 'records:read'],
  'check-in.record': /*    */ ['–', 'yes', 'yes', 'yes', '–', 'own', 'own', 'records:write'],
  'check-in.answer': /*    */ ['–', 'yes', 'yes', '–', '–', '–', '–', '–'],
  // Of messages, those about her treatment are read by whoever reads check-ins, and answered by whoever answers those.
  'message.read': /*       */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', '–'],
  'message.write': /*      */ ['–', 'yes', 'yes', 'yes', '–', 'own', 'own', '–'],
  'file.read': /*          */ ['yes', 'yes', 'yes', '–', 'yes', 'own', 'own', 'records:read'],
  'file.add': /*           */ ['–', 'yes', 'yes', 'yes', '–', 'own', 'own', 'records:write'],

  'today.read': /*         */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', 'practice:read'],
  'appointment.read': /*   */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', '–'],
  'appointment.record': /* */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', '–'],
  'device.read': /*        */ ['yes', 'yes', 'yes', 'yes', 'yes', '–', '–', 'practice:read'],
  'device.manage': /*      */ ['yes', 'yes', '–', '–', '–', '–', '–', 'practice:write'],
  'stock.read': /*         */ ['yes', 'yes', 'yes', 'yes', 'yes', '–', '–', 'practice:read'],
  'stock.move': /*         */ ['yes', 'yes', 'yes', 'yes', '–', '–', '–', 'practice:write'],
  'price.read': /*         */ ['yes', 'yes', 'yes', 'yes', 'yes', '–', '–', 'practice:read'],
  'price.manage': /*       */ ['yes', '–', '–', '–', '–', '–', '–', 'practice:write'],
  'protocol.read': /*      */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'practice:read'],
  'protocol.tighten': /*   */ ['–', 'yes', '–', '–', '–', '–', '–', '–'],

  'clinic.read': /*        */ ['yes', 'yes', 'yes', 'yes', 'yes', 'own', 'own', 'practice:read'],
  'clinic.change': /*      */ ['yes', '–', '–', '–', '–', '–', '–', '–'],
  'staff.read': /*         */ ['yes', 'yes', 'yes', 'yes', 'yes', '–', '–', 'practice:read'],
  'staff.invite': /*       */ ['yes', '–', '–', '–', '–', '–', '–', '–'],
  'staff.change': /*       */ ['yes', '–', '–', '–', '–', '–', '–', '–'],
  'staff.recover': /*      */ ['yes', '–', '–', '–', '–', '–', '–', '–'],
  'api-key.manage': /*     */ ['yes', '–', '–', '–', '–', '–', '–', '–'],
  'audit.read': /*         */ ['yes', '–', '–', '–', 'yes', '–', '–', 'audit:read'],
} as const satisfies Readonly<Record<string, Row>>

type Cell = 'yes' | 'own' | '–'
type Row = readonly [...staff: [Cell, Cell, Cell, Cell, Cell], client: Cell, guardian: Cell, scope: Scope | '–']

export type Permission = keyof typeof rows
export const permissions = Object.keys(rows) as Permission[]

/** @returns the cell of the table, for the documentation and its test */
export function cellOf(permission: Permission, column: Column): Cell {
  return rows[permission][columns.indexOf(column)] as Cell
}

/** @returns the scope that lets an API key do it, or undefined where no key may */
export function scopeOf(permission: Permission): Scope | undefined {
  const scope = rows[permission][7]
  return scope === '–' ? undefined : scope
}

/**
 * @param clientId whose record it is about. A client and her guardian may act on her own record alone, so without it
 *   the answer for them is no.
 */
export function may(actor: Actor, permission: Permission, clientId?: string): boolean {
  switch (actor.kind) {
    case 'staff':
      return actor.roles.some((role) => cellOf(permission, role) === 'yes')
    case 'client': {
      const cell = cellOf(permission, actor.guardian ? 'guardian' : 'client')
      return cell === 'yes' || (cell === 'own' && clientId !== undefined && clientId === actor.clientId)
    }
    case 'api-key': {
      const scope = scopeOf(permission)
      return scope !== undefined && actor.scopes.includes(scope)
    }
    case 'system':
      return true
  }
}
