/** The table, executed row by row, and held against its page in the documentation. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { type Column, cellOf, columns, may, permissions, roles, scopeOf, scopes } from './permissions.ts'
import { printPermissions } from './print-permissions.ts'

const own = '01900000-0000-7000-8000-000000000001'
const another = '01900000-0000-7000-8000-000000000002'

function actorOf(column: Column): Actor {
  return column === 'client' || column === 'guardian'
    ? { kind: 'client', id: 'x', clientId: own, guardian: column === 'guardian' }
    : { kind: 'staff', id: 'x', name: '', roles: [column] }
}

describe.each(permissions)('%s', (permission) => {
  test.each(columns)('%s', (column) => {
    const actor = actorOf(column)
    const cell = cellOf(permission, column)
    const answers = [undefined, own, another].map((clientId) => may(actor, permission, clientId))
    const expected = { yes: [true, true, true], own: [false, true, false], '–': [false, false, false] }
    expect(answers).toEqual(expected[cell])
  })

  test('an API key', () => {
    const needed = scopeOf(permission)
    for (const scope of scopes) {
      expect(may({ kind: 'api-key', id: 'x', name: '', scopes: [scope] }, permission)).toBe(scope === needed)
    }
    expect(may({ kind: 'api-key', id: 'x', name: '', scopes: [] }, permission)).toBe(false)
  })
})

describe('what the table must say', () => {
  const who = (permission: (typeof permissions)[number]) =>
    columns.filter((column) => cellOf(permission, column) !== '–')

  test('only a clinician overrides, signs and tightens', () => {
    for (const permission of ['screening.override', 'session.sign', 'protocol.tighten'] as const) {
      expect([permission, who(permission), scopeOf(permission)]).toEqual([permission, ['clinician'], undefined])
    }
  })
  test('somebody who owns the clinic and treats in it may do what either role may, and no more', () => {
    const both: Actor = { kind: 'staff', id: 'x', name: '', roles: ['owner', 'clinician'] }
    for (const permission of permissions) {
      const either = [both.roles[0], both.roles[1]].some((role) => role && cellOf(permission, role) === 'yes')
      expect([permission, may(both, permission)]).toEqual([permission, either])
    }
    expect(may(both, 'screening.override')).toBe(true)
    expect(may(both, 'staff.invite')).toBe(true)
    expect(may({ ...both, roles: [] }, 'client.list')).toBe(false)
  })
  test('only an owner decides who works here', () => {
    for (const permission of [
      'staff.invite',
      'staff.change',
      'staff.recover',
      'api-key.manage',
      'clinic.change',
    ] as const) {
      expect([permission, who(permission), scopeOf(permission)]).toEqual([permission, ['owner'], undefined])
    }
  })
  test('only the client or her guardian signs', () => {
    expect(who('consent.sign')).toEqual(['client', 'guardian'])
  })
  test('an auditor reads and changes nothing', () => {
    for (const permission of permissions) {
      if (cellOf(permission, 'auditor') === 'yes') expect(permission).toMatch(/\.(?:read|list)$/u)
    }
  })
  test('a client never has more than her own record', () => {
    for (const permission of permissions) {
      for (const column of ['client', 'guardian'] as const) expect(cellOf(permission, column)).not.toBe('yes')
    }
  })
  test('staff never has a cell that is about an own record', () => {
    for (const permission of permissions) for (const role of roles) expect(cellOf(permission, role)).not.toBe('own')
  })
  test('a scope that reads lets nothing be written', () => {
    for (const permission of permissions) {
      if (scopeOf(permission)?.endsWith(':read')) expect(permission).toMatch(/\.(?:read|list)$/u)
    }
  })
})

test('docs/permissions.md is this table (write it with UPDATE_DOCS=1)', () => {
  const path = join(import.meta.dirname, '..', '..', 'docs', 'permissions.md')
  const printed = printPermissions()
  if (process.env.UPDATE_DOCS) writeFileSync(path, printed)
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(printed)
})
