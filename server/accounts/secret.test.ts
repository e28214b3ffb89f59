import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { masterKeyFrom } from '../keys/index.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { loadSecret, rewrapSecret } from './secret.ts'
import { sweepAccounts } from './sweep.ts'
import { testAccounts } from './test-support/clinic.ts'

describeOnEachDatabase('the secret of the accounts', (open) => {
  test('is made once, survives a change of the master key, and opens for no other key', async () => {
    const { database } = open()
    const [first, second, other] = [1, 2, 3].map(() => masterKeyFrom(randomBytes(32)))
    if (!first || !second || !other) throw new Error('Three keys were made.')
    const [secret, again] = await Promise.all(
      [1, 2].map(() => loadSecret(database, { current: first, older: [] }, Date.now())),
    )
    expect(Buffer.from(secret ?? '', 'base64')).toHaveLength(32)
    expect(again).toBe(secret)
    await expect(loadSecret(database, { current: other, older: [] }, Date.now())).rejects.toThrow(
      'under the master key',
    )

    const both = { current: second, older: [first] }
    expect(await rewrapSecret(database, both)).toBe(true)
    expect(await rewrapSecret(database, both)).toBe(false)
    expect(await loadSecret(database, { current: second, older: [] }, Date.now())).toBe(secret)
    await sql`delete from accounts.secrets`.execute(database.kysely)
  })

  test('what has run out is swept, and nothing else', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    await sweepAccounts(open().database, at.now())
    expect(await at.accounts.authenticate(browser.head(), at.clinic.clinicId)).toBeTruthy()
    await sweepAccounts(open().database, at.now() + 3 * 86_400_000)
    for (const table of ['session', 'verification', 'rateLimit', 'lockouts', 'used_codes']) {
      const { rows } = await sql`select from ${sql.table(`accounts.${table}`)}`.execute(open().database.kysely)
      expect([table, rows.length]).toEqual([table, 0])
    }
  })

  test('a request cannot read the accounts', async () => {
    const at = await testAccounts(open())
    for (const table of ['user', 'session', 'account', 'twoFactor', 'passkey', 'verification', 'secrets']) {
      const reading = at.clinic.run((tx) => sql`select from ${sql.table(`accounts.${table}`)}`.execute(tx))
      await expect(reading).rejects.toThrow(/permission denied/u)
    }
  })
})
