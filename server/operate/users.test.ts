import { expect, test } from 'vitest'
import { password, testAccounts } from '../accounts/test-support/clinic.ts'
import { codeOf } from '../accounts/test-support/visitor.ts'
import { verifyAudit } from '../audit/audit.ts'
import { newId } from '../ids.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { addUser, disableUser, enableUser, listUsers, makeClinic, resetUser, UserProblem } from './users.ts'

describeOnEachDatabase('the operator', (open) => {
  test('makes a clinic and its first owner, who does the rest with a link', async () => {
    const at = await testAccounts(open())
    const operating = { database: open().database, keys: open().keyRing, accounts: at.accounts, now: at.now }
    const clinicId = await makeClinic(operating, { name: 'Studio Haut', zone: 'Europe/Berlin', language: 'de' })
    const email = `olga-${newId(at.now())}@clinic.example`
    const link = await addUser(operating, { email, roles: ['owner'], clinicId })
    expect(link).toContain(`/invitation/${clinicId}#`)
    const browser = at.visitor()
    const token = link.split('#')[1]
    expect((await browser.post('/invitation/accept', { clinicId, token, name: 'Olga', password })).status).toBe(200)
    const { body } = await browser.post('/two-factor/enable', { password })
    await browser.post('/two-factor/verify-totp', { code: codeOf(body.totpURI) })
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toMatchObject({
      actor: { roles: ['owner'], name: 'Olga' },
    })

    const listed = (await listUsers(operating)).find((user) => user.email === email)
    expect(listed).toMatchObject({
      disabled: false,
      secondFactors: ['totp'],
      clinics: [{ clinicId, name: 'Studio Haut', roles: ['owner'], status: 'active' }],
    })

    await disableUser(operating, email.toUpperCase())
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toBeUndefined()
    const refused = await at.visitor().post('/sign-in/email', { email, password })
    const wrong = await at.visitor().post('/sign-in/email', { email, password: 'some other password' })
    expect([refused.status, refused.body.detail]).toEqual([wrong.status, wrong.body.detail])
    await enableUser(operating, email)
    expect((await at.visitor().post('/sign-in/email', { email, password })).body.twoFactorRedirect).toBe(true)

    const reset = await resetUser(operating, email)
    const newPassword = 'four unrelated words here'
    expect((await browser.post('/reset-password', { token: reset.split('#')[1], newPassword })).status).toBe(200)
    const fresh = at.visitor()
    await fresh.post('/sign-in/email', { email, password: newPassword })
    expect((await fresh.get('/me')).body.lacking).toBe('a second factor set up')

    const verdict = await verifyAudit(open().database, open().keyRing, clinicId)
    const actions = await open().database.asClinic(clinicId, (tx) =>
      tx.selectFrom('audit_lines').select(['actor', 'action']).orderBy('seq').execute(),
    )
    expect(verdict).toMatchObject({ whole: true })
    expect(actions.filter(({ actor }) => actor === 'system').map(({ action }) => action)).toEqual([
      'clinic.made',
      'staff.invited',
      'staff.disabled-by-operator',
      'staff.enabled-by-operator',
      'staff.reset-by-operator',
    ])
  })

  test('is told in a sentence what is wrong', async () => {
    const at = await testAccounts(open())
    const operating = { database: open().database, keys: open().keyRing, accounts: at.accounts, now: at.now }
    await expect(makeClinic(operating, { name: 'X', zone: 'Mars/Olympus', language: 'en' })).rejects.toThrow(
      UserProblem,
    )
    await expect(addUser(operating, { email: 'olga', roles: ['owner'], clinicId: at.clinic.clinicId })).rejects.toThrow(
      'is no e-mail address',
    )
    await expect(
      addUser(operating, { email: 'o@x.example', roles: ['owner'], clinicId: newId(at.now()) }),
    ).rejects.toThrow('There is no clinic')
    await expect(disableUser(operating, 'nobody@x.example')).rejects.toThrow('Nobody signs in as nobody@x.example')
  })
})
