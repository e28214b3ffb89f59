import { expect, test } from 'vitest'
import { describeOnEachDatabase, testClinic } from '../test-support/index.ts'
import { password, testAccounts } from './test-support/clinic.ts'
import { codeOf } from './test-support/visitor.ts'

describeOnEachDatabase('staff sign in', (open) => {
  test('with a password alone nothing can be done but set up a second factor', async () => {
    const at = await testAccounts(open())
    const { accounts, clinic } = at
    const nurse = await at.addStaff('practitioner', 'Noor Example')
    const browser = at.visitor()
    expect((await browser.post('/sign-in/email', { email: nurse.email, password })).status).toBe(200)

    await expect(accounts.authenticate(browser.head(), clinic.clinicId)).rejects.toMatchObject({
      code: 'second-factor-needed',
    })
    expect((await browser.get('/sessions')).body.code).toBe('second-factor-needed')
    expect((await browser.get('/me')).body).toMatchObject({ lacking: 'a second factor set up', clinics: [] })

    const { body } = await browser.post('/two-factor/enable', { password })
    expect(body.backupCodes).toHaveLength(10)
    await expect(accounts.authenticate(browser.head(), clinic.clinicId)).rejects.toMatchObject({
      code: 'second-factor-needed',
    })
    expect((await browser.post('/two-factor/verify-totp', { code: codeOf(body.totpURI) })).status).toBe(200)

    expect(await accounts.authenticate(browser.head(), clinic.clinicId)).toEqual({
      clinicId: clinic.clinicId,
      actor: { kind: 'staff', id: nurse.id, name: 'Noor Example', roles: ['practitioner'] },
    })
    expect((await browser.get('/me')).body).toMatchObject({
      kind: 'staff',
      lacking: null,
      secondFactors: { totp: true, passkeys: 0 },
      clinics: [{ clinicId: clinic.clinicId, roles: ['practitioner'], clientId: null }],
    })
    expect(at.mails.map(({ kind }) => kind)).toEqual(['second-factor-added'])
  })

  test('a stolen password sets up no second factor beside the one that is there', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    await at.signIn(at.visitor(), nurse)

    const thief = at.visitor()
    const first = await thief.post('/sign-in/email', { email: nurse.email, password })
    expect(first.body).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ['totp'] })
    expect((await thief.post('/two-factor/enable', { password })).status).toBe(401)
    expect((await thief.get('/passkey/generate-register-options')).status).toBe(401)
    expect(await at.accounts.authenticate(thief.head(), at.clinic.clinicId)).toBeUndefined()

    expect((await thief.post('/two-factor/verify-totp', { code: '000000' })).body.code).toBe('invalid-fields')
    expect(await at.accounts.authenticate(thief.head(), at.clinic.clinicId)).toBeUndefined()
  })

  test('a session that was opened before the second factor stays without rights', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const early = at.visitor()
    await early.post('/sign-in/email', { email: nurse.email, password })
    await at.signIn(at.visitor(), nurse)

    await expect(at.accounts.authenticate(early.head(), at.clinic.clinicId)).rejects.toMatchObject({
      code: 'second-factor-needed',
    })
    expect((await early.post('/two-factor/enable', { password })).body.code).toBe('second-factor-needed')
    expect((await early.get('/passkey/generate-register-options')).body.code).toBe('second-factor-needed')
  })

  test('a code opens one session, however often it is sent', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const app = await at.signIn(at.visitor(), nurse)
    const code = codeOf(app, Date.now() + 30_000)
    const answers = await Promise.all(
      [at.visitor(), at.visitor(), at.visitor()].map(async (browser) => {
        await browser.post('/sign-in/email', { email: nurse.email, password })
        const { status } = await browser.post('/two-factor/verify-totp', { code })
        return { status, identity: await at.accounts.authenticate(browser.head(), at.clinic.clinicId) }
      }),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422])
    expect(answers.filter(({ identity }) => identity)).toHaveLength(1)
  })

  test('who guesses codes is locked out, also with the right one', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const app = await at.signIn(at.visitor(), nurse)
    const right = codeOf(app, Date.now() + 30_000)
    for (let i = 0; i < 5; i++) {
      const thief = at.visitor()
      await thief.post('/sign-in/email', { email: nurse.email, password })
      await thief.post('/two-factor/verify-totp', { code: right === '123456' ? '654321' : '123456' })
    }
    const late = at.visitor()
    await late.post('/sign-in/email', { email: nurse.email, password })
    const { status, headers } = await late.post('/two-factor/verify-totp', { code: right })
    expect([status, headers.get('retry-after')]).toEqual([423, '900'])
  })

  test('a backup code works once', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await browser.post('/sign-in/email', { email: nurse.email, password })
    const { body } = await browser.post('/two-factor/enable', { password })
    await browser.post('/two-factor/verify-totp', { code: codeOf(body.totpURI) })

    const [code] = body.backupCodes
    for (const expected of [200, 422]) {
      const again = at.visitor()
      await again.post('/sign-in/email', { email: nurse.email, password })
      expect((await again.post('/two-factor/verify-backup-code', { code, trustDevice: true })).status).toBe(expected)
      expect([...again.cookies.keys()].filter((name) => name.includes('trust'))).toEqual([])
    }
  })

  test('a session locks when it is left alone, and opens with the password', async () => {
    const at = await testAccounts(open(), { idleMinutes: 10 })
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    const { clinicId } = at.clinic

    at.wait(9 * 60_000)
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toBeTruthy()
    at.wait(9 * 60_000)
    expect(
      await at.accounts.authenticate(browser.head('GET', { 'needlepoint-background': '1' }), clinicId),
    ).toBeTruthy()
    at.wait(2 * 60_000)
    await expect(at.accounts.authenticate(browser.head(), clinicId)).rejects.toMatchObject({ code: 'session-locked' })
    expect((await browser.get('/sessions')).body.code).toBe('session-locked')
    expect((await browser.post('/change-password', { currentPassword: password, newPassword: 'x' })).body.code).toBe(
      'session-locked',
    )

    expect((await browser.post('/session/unlock', { password: 'not the password' })).body.fields[0].field).toBe(
      'password',
    )
    expect((await browser.post('/session/unlock', { password })).status).toBe(200)
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toBeTruthy()

    expect((await browser.post('/session/lock')).status).toBe(200)
    await expect(at.accounts.authenticate(browser.head(), clinicId)).rejects.toMatchObject({ code: 'session-locked' })
  })

  test('she sees her sessions and ends one, or all others', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const [desk, phone, lost] = [at.visitor(), at.visitor(), at.visitor()]
    for (const browser of [desk, phone, lost]) await at.signIn(browser, nurse)

    const { body: sessions } = await desk.get('/sessions')
    expect(sessions).toHaveLength(3)
    expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
    expect(JSON.stringify(sessions)).not.toContain('token')
    const other = sessions.find(({ current }: { current: boolean }) => !current)
    expect((await desk.post('/sessions/end', { id: other.id })).body).toEqual({ ended: 1 })
    expect((await desk.post('/sessions/end', { others: true })).body).toEqual({ ended: 1 })
    expect(await at.accounts.authenticate(lost.head(), at.clinic.clinicId)).toBeUndefined()
    expect(await at.accounts.authenticate(phone.head(), at.clinic.clinicId)).toBeUndefined()
    expect(await at.accounts.authenticate(desk.head(), at.clinic.clinicId)).toBeTruthy()

    const stranger = await at.addStaff('practitioner')
    const theirs = at.visitor()
    await at.signIn(theirs, stranger)
    const { body: mine } = await desk.get('/sessions')
    expect((await theirs.post('/sessions/end', { id: mine[0].id })).body).toEqual({ ended: 0 })
  })

  test('who guesses a password is slowed down, whether or not there is such an account', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    for (const email of [nurse.email, 'nobody@clinic.example']) {
      const answers: string[] = []
      for (let i = 0; i < 6; i++) {
        const { status, body } = await at.visitor().post('/sign-in/email', { email, password: `guess number ${i}` })
        answers.push(`${status} ${body.code} ${status === 423 ? '' : body.detail}`)
      }
      expect(answers).toEqual([
        ...Array(5).fill('401 not-signed-in The e-mail address or the password is not right.'),
        '423 locked-out ',
      ])
    }
    const late = await at.visitor().post('/sign-in/email', { email: nurse.email, password })
    expect(late.status).toBe(423)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(30)
    at.wait(61_000)
    expect((await at.visitor().post('/sign-in/email', { email: nurse.email, password })).status).toBe(200)
    expect((await at.visitor().post('/sign-in/email', { email: nurse.email, password: 'wrong again' })).status).toBe(
      401,
    )
  })

  test('one address gets only so many attempts', async () => {
    const at = await testAccounts(open())
    const browser = at.visitor()
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) {
      const { status } = await browser.post('/sign-in/email', {
        email: `nobody-${i}@clinic.example`,
        password: 'some password',
      })
      statuses.push(status)
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401))
    expect(statuses.slice(20)).toEqual([429, 429])
  })

  test('a new password comes by mail, tells nobody who is known, and ends all sessions', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    const app = await at.signIn(browser, nurse)
    const known = await at.visitor().post('/request-password-reset', { email: nurse.email })
    const unknown = await at.visitor().post('/request-password-reset', { email: 'nobody@clinic.example' })
    expect(known.body).toEqual(unknown.body)
    expect(known.status).toBe(unknown.status)

    const mail = at.mails.filter(({ kind }) => kind === 'password-reset')
    expect(mail.map(({ to }) => to)).toEqual([nurse.email])
    const token = (mail[0] as { values: { link: string } }).values.link.split('#')[1]
    const mailbox = at.visitor()
    expect((await mailbox.post('/reset-password', { token, newPassword: 'short' })).body.code).toBe('invalid-fields')
    expect((await mailbox.post('/reset-password', { token, newPassword: 'four unrelated words here' })).status).toBe(
      200,
    )
    expect((await mailbox.post('/reset-password', { token, newPassword: 'four unrelated words here' })).body.code).toBe(
      'link-expired',
    )
    expect(await at.accounts.authenticate(browser.head(), at.clinic.clinicId)).toBeUndefined()

    // The mailbox alone does not open the account.
    const first = await mailbox.post('/sign-in/email', { email: nurse.email, password: 'four unrelated words here' })
    expect(first.body.twoFactorRedirect).toBe(true)
    expect((await mailbox.post('/two-factor/verify-totp', { code: codeOf(app, Date.now() + 30_000) })).status).toBe(200)
  })

  test('who changes her password is signed out everywhere else', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const [desk, lost] = [at.visitor(), at.visitor()]
    for (const browser of [desk, lost]) await at.signIn(browser, nurse)
    const newPassword = 'four unrelated words here'
    expect(
      (await desk.post('/change-password', { currentPassword: password, newPassword, revokeOtherSessions: false }))
        .status,
    ).toBe(200)
    expect(await at.accounts.authenticate(lost.head(), at.clinic.clinicId)).toBeUndefined()
    expect(await at.accounts.authenticate(desk.head(), at.clinic.clinicId)).toBeTruthy()
  })

  test('nobody is somebody in a clinic where she does not work', async () => {
    const at = await testAccounts(open())
    const other = await testClinic(open())
    const nurse = await at.addStaff('owner')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    expect(await at.accounts.authenticate(browser.head(), other.clinicId)).toBeNull()
    expect(await at.accounts.authenticate(browser.head(), '01900000-0000-7000-8000-000000000000')).toBeNull()
    expect(await at.accounts.authenticate(browser.head(), "' or 1=1")).toBeNull()
    expect(await at.accounts.authenticate(at.visitor().head(), other.clinicId)).toBeUndefined()
  })

  test('the chain of the clinic tells of sign-ins and second factors, without names', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner', 'Noor Example')
    await at.signIn(at.visitor(), nurse)
    await at.signIn(at.visitor(), nurse)
    const lines = await at.clinic.run((tx) => tx.selectFrom('audit_lines').selectAll().orderBy('seq').execute())
    expect(lines.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      `staff:${nurse.id} staff.second-factor-added`,
      `staff:${nurse.id} staff.signed-in`,
    ])
    expect(JSON.stringify(lines) + at.logged.join()).not.toMatch(/Noor|clinic\.example/u)
  })
})

describeOnEachDatabase('requests from elsewhere', (open) => {
  test('another site cannot act with her cookie, nor sign her in as somebody else', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    const { clinicId } = at.clinic
    const ask = (headers: Record<string, string>) => at.accounts.authenticate(browser.head('POST', headers), clinicId)
    await expect(ask({ origin: 'https://evil.example' })).rejects.toMatchObject({ code: 'cross-site' })
    await expect(ask({ origin: 'null' })).rejects.toMatchObject({ code: 'cross-site' })
    browser.origin = undefined
    await expect(ask({})).rejects.toMatchObject({ code: 'cross-site' })
    await expect(ask({ 'sec-fetch-site': 'cross-site' })).rejects.toMatchObject({ code: 'cross-site' })
    await expect(ask({ 'sec-fetch-site': 'same-site' })).rejects.toMatchObject({ code: 'cross-site' })
    expect(await ask({ 'sec-fetch-site': 'same-origin' })).toBeTruthy()

    const victim = at.visitor()
    victim.origin = 'https://evil.example'
    expect((await victim.post('/sign-in/email', { email: nurse.email, password })).body.code).toBe('cross-site')
    expect(victim.cookies.size).toBe(0)
  })

  test('cookies are Secure over https, HttpOnly, Lax, and forged ones are nobody', async () => {
    const at = await testAccounts(open(), { url: 'https://needlepoint.example' })
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    const { headers } = await browser.post('/sign-in/email', { email: nurse.email, password })
    const cookie = headers.getSetCookie().find((each) => each.includes('session_token'))
    expect(cookie).toMatch(/^__Secure-needlepoint\.session_token=/u)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute)

    await at.signIn(browser, nurse)
    const [name = '', value = ''] = [...browser.cookies].find(([each]) => each.includes('session_token')) ?? []
    for (const forged of [value.slice(0, -4), `x${value}`, value.split('.')[0] ?? '', '%', '']) {
      browser.cookies.set(name, forged)
      expect(await at.accounts.authenticate(browser.head(), at.clinic.clinicId)).toBeUndefined()
    }
  })

  test('what has no door answers 404', async () => {
    const at = await testAccounts(open())
    for (const path of [
      '/sign-up/email',
      '/update-user',
      '/delete-user',
      '/list-sessions',
      '/__proto__',
      '/two-factor/get-totp-uri',
      '/verify-password',
      '/reset-password/x',
    ]) {
      expect([path, (await at.visitor().post(path, {})).body.code]).toEqual([path, 'no-such-route'])
    }
    for (const path of ['/get-session', '/ok', '/error', '/two-factor/enable']) {
      expect([path, (await at.visitor().get(path)).body.code]).toEqual([path, 'no-such-route'])
    }
  })
})
