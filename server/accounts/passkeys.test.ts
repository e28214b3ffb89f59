import { expect, test } from 'vitest'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { sendClientLink } from './client-links.ts'
import { Authenticator } from './test-support/authenticator.ts'
import { addClient, password, testAccounts } from './test-support/clinic.ts'
import type { Visitor } from './test-support/visitor.ts'

async function register(browser: Visitor, device: Authenticator) {
  const { body } = await browser.get('/passkey/generate-register-options')
  return await browser.post('/passkey/verify-registration', { response: device.register(body), createSession: true })
}

async function signIn(browser: Visitor, device: Authenticator) {
  const { body } = await browser.get('/passkey/generate-authenticate-options')
  return await browser.post('/passkey/verify-authentication', { response: device.authenticate(body) })
}

describeOnEachDatabase('passkeys', (open) => {
  test('one is a second factor: set up after the password, then enough by itself', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const nurse = await at.addStaff('practitioner')
    const device = new Authenticator(at.accounts.site.url)
    const browser = at.visitor()
    await browser.post('/sign-in/email', { email: nurse.email, password })
    expect((await register(browser, device)).status).toBe(200)
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toMatchObject({ actor: { id: nurse.id } })
    expect(at.mails).toMatchObject([{ to: nurse.email, kind: 'second-factor-added', values: { factor: 'a passkey' } }])

    const other = at.visitor()
    const { status, body } = await signIn(other, device)
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('session')
    expect(await at.accounts.authenticate(other.head(), clinicId)).toMatchObject({ actor: { id: nurse.id } })
    expect((await other.get('/me')).body.secondFactors).toEqual({ totp: false, passkeys: 1 })
  })

  test('the password of somebody with a passkey opens nothing, and sets up no other factor', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await browser.post('/sign-in/email', { email: nurse.email, password })
    await register(browser, new Authenticator(at.accounts.site.url))

    const thief = at.visitor()
    expect((await thief.post('/sign-in/email', { email: nurse.email, password })).status).toBe(200)
    await expect(at.accounts.authenticate(thief.head(), at.clinic.clinicId)).rejects.toMatchObject({
      code: 'second-factor-needed',
    })
    expect((await thief.get('/me')).body).toMatchObject({ lacking: 'second factor', clinics: [] })
    expect((await thief.post('/two-factor/enable', { password })).body.code).toBe('second-factor-needed')
    expect((await register(thief, new Authenticator(at.accounts.site.url))).body.code).toBe('second-factor-needed')
    expect((await thief.get('/passkey/list-user-passkeys')).body.code).toBe('second-factor-needed')
    expect((await thief.post('/two-factor/verify-totp', { code: '123456' })).body.code).toBe('second-factor-needed')
  })

  test('a device that asks for nothing is no second factor', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await browser.post('/sign-in/email', { email: nurse.email, password })
    expect((await register(browser, new Authenticator(at.accounts.site.url, false))).body.code).toBe('not-signed-in')
    await expect(at.accounts.authenticate(browser.head(), at.clinic.clinicId)).rejects.toMatchObject({
      code: 'second-factor-needed',
    })
  })

  test('an answer for another site, or of another device, is refused', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const device = new Authenticator(at.accounts.site.url)
    const browser = at.visitor()
    await browser.post('/sign-in/email', { email: nurse.email, password })
    await register(browser, device)
    expect((await signIn(at.visitor(), await stranger())).status).toBeGreaterThanOrEqual(400)
    const twice = at.visitor()
    const { body } = await twice.get('/passkey/generate-authenticate-options')
    const response = device.authenticate(body)
    expect((await twice.post('/passkey/verify-authentication', { response })).status).toBe(200)
    expect((await twice.post('/passkey/verify-authentication', { response })).status).toBeGreaterThanOrEqual(400)

    async function stranger() {
      const phish = new Authenticator('https://needlepoint.evil.example')
      phish.register({ challenge: 'AAAA' })
      return phish
    }
  })

  test('a client adds one if she likes, and comes back with it', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    const desk = await at.addStaff('front-desk')
    await at.as({ kind: 'staff', id: desk.id, name: '', roles: ['front-desk'] }, (context) =>
      sendClientLink(context, at.accounts.site, { clientId }),
    )
    const token = ((await at.lastMail()).values as { link: string }).link.split('#')[1]
    const phone = at.visitor()
    await phone.post('/link/open', { clinicId, token })
    const device = new Authenticator(at.accounts.site.url)
    expect((await register(phone, device)).status).toBe(200)
    const later = at.visitor()
    expect((await signIn(later, device)).status).toBe(200)
    expect(await at.accounts.authenticate(later.head(), clinicId)).toMatchObject({
      actor: { kind: 'client', clientId },
    })
    // Nobody is written to at an address that does not exist.
    expect(at.mails.map(({ kind }) => kind)).toEqual(['client-link'])
  })
})
