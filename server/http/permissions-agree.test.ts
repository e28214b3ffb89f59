import { endpoints, problemKinds, roles, scopes } from '@needlepoint/contract'
import { expect, test } from 'vitest'
import * as table from '../accounts/permissions.ts'

test.each(Object.values(endpoints).filter(({ permission }) => permission !== null))(
  '$name names a permission of the table, with its scope and its callers',
  ({ permission, scope, callers }: { permission: string | null; scope: string | null; callers: readonly string[] }) => {
    expect(table.permissions).toContain(permission)
    const known = permission as table.Permission
    // An endpoint may be closed to keys where its permission is not; never the other way round.
    if (scope !== null) expect(scope).toBe(table.scopeOf(known))
    const clients = table.cellOf(known, 'client') !== '–'
    if (callers.includes('client')) expect(clients).toBe(true)
    if (callers.includes('staff')) expect(table.roles.some((role) => table.cellOf(known, role) === 'yes')).toBe(true)
  },
)

test('roles and scopes are the same in the contract and in the table', () => {
  expect([...roles]).toEqual([...table.roles])
  expect([...scopes]).toEqual([...table.scopes])
})

test('every permission of the table is asked for by some endpoint, or says here why not yet', () => {
  const asked = new Set(Object.values(endpoints).map(({ permission }) => permission as string | null))
  const notYet = ['session.sign']
  expect(table.permissions.filter((permission) => !asked.has(permission)).toSorted()).toEqual(notYet.toSorted())
  expect(problemKinds['not-allowed'].status).toBe(403)
})
