import { expect, test } from 'vitest'
import { cellOf, roles } from '../../server/accounts/permissions.ts'
import { type Permission, rolesThatMay } from './may.ts'

test('nobody is offered what the server refuses her, and nobody misses what it allows', () => {
  for (const permission of Object.keys(rolesThatMay) as Permission[])
    expect([permission, [...rolesThatMay[permission]].toSorted()]).toEqual([
      permission,
      roles.filter((role) => cellOf(permission, role) === 'yes').toSorted(),
    ])
})
