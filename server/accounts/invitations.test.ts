import { expect, test } from 'vitest'
import type { Role } from '../context.ts'
import { newId } from '../ids.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { inviteStaff, listInvitations, revokeInvitation } from './invitations.ts'
import { may } from './permissions.ts'
import { changeStaff, findStaff, listStaff, recoverStaff } from './staff.ts'
import { password, type Staff, type TestAccounts, testAccounts } from './test-support/clinic.ts'
import { codeOf } from './test-support/visitor.ts'

const asStaff = ({ id }: Staff, ...roles: Role[]) => ({ kind: 'staff', id, name: 'Olga Owner', roles }) as const

async function invite(at: TestAccounts, owner: Staff, email: string, ...roles: Role[]) {
  const id = newId(at.now())
  await at.as(asStaff(owner, 'owner'), (context) =>
    inviteStaff(context, at.accounts.site, {
      id,
      email,
      roles: roles.length > 0 ? roles : ['clinician'],
      language: 'en',
    }),
  )
  const mail = await at.lastMail()
  return { id, mail, token: (mail.values as { link: string }).link.split('#')[1] ?? '' }
}

describeOnEachDatabase('people come to work by invitation', (open) => {
  test('an invited clinician chooses a password, sets up an app, and is in', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const email = `cleo-${newId(at.now())}@clinic.example`
    const { mail, token } = await invite(at, owner, email.toUpperCase())
    expect(mail).toMatchObject({ to: email, kind: 'invitation', values: { inviter: 'Olga Owner', roles: 'clinician' } })
    const { clinicId } = at.clinic

    const browser = at.visitor()
    expect((await browser.post('/invitation/look', { clinicId, token })).body).toEqual({
      email,
      roles: ['clinician'],
      clinicName: 'A test',
      hasAccount: false,
    })
    const weak = await browser.post('/invitation/accept', {
      clinicId,
      token,
      name: 'Cleo',
      password: 'aaaaaaaaaaaaaaaa',
    })
    expect(weak.body.fields[0].field).toBe('password')
    expect((await browser.post('/invitation/accept', { clinicId, token, name: 'Cleo', password })).status).toBe(200)
    await expect(at.accounts.authenticate(browser.head(), clinicId)).rejects.toMatchObject({
      code: 'second-factor-needed',
    })
    const { body } = await browser.post('/two-factor/enable', { password })
    await browser.post('/two-factor/verify-totp', { code: codeOf(body.totpURI) })
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toMatchObject({
      actor: { name: 'Cleo', roles: ['clinician'] },
    })

    const again = await at.visitor().post('/invitation/accept', { clinicId, token, name: 'Mallory', password })
    expect([again.status, again.body.code]).toEqual([410, 'link-expired'])
  })

  test('who owns and treats is invited as both, and may do what either may', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const email = `sol-${newId(at.now())}@clinic.example`
    const { mail, token } = await invite(at, owner, email, 'clinician', 'owner')
    expect(mail.values).toMatchObject({ roles: 'owner and clinician' })
    const { clinicId } = at.clinic
    const browser = at.visitor()
    await browser.post('/invitation/accept', { clinicId, token, name: 'Sol', password })
    const { body } = await browser.post('/two-factor/enable', { password })
    await browser.post('/two-factor/verify-totp', { code: codeOf(body.totpURI) })
    const identity = await at.accounts.authenticate(browser.head(), clinicId)
    if (!identity) throw new Error('Sol is not signed in.')
    expect(identity.actor).toMatchObject({ roles: ['owner', 'clinician'] })
    expect([may(identity.actor, 'screening.override'), may(identity.actor, 'staff.invite')]).toEqual([true, true])
    expect((await browser.get('/me')).body.clinics).toMatchObject([{ roles: ['owner', 'clinician'] }])
  })

  test('the database holds nobody without a role, or with one that nobody knows', async () => {
    const at = await testAccounts(open())
    const nurse = await at.addStaff('practitioner')
    const { version } = await at.as(asStaff(nurse, 'practitioner'), (context) => findStaff(context, nurse.id))
    for (const roles of [[], ['owner', 'king']]) {
      const written = at.clinic.run((tx) =>
        tx
          .insertInto('staff_details')
          .values({
            clinic_id: at.clinic.clinicId,
            id: newId(at.now()),
            staff_id: nurse.id,
            supersedes: version,
            name_enc: Buffer.alloc(1),
            roles,
            status: 'active',
            fingerprint: Buffer.alloc(1),
            recorded_at: new Date(),
            recorded_by: 'system',
          })
          .execute(),
      )
      await expect(written).rejects.toThrow(/staff_details_roles_check/)
    }
  })

  test('somebody with an account accepts with her own session, and nobody else can', async () => {
    const at = await testAccounts(open())
    const elsewhere = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const nurse = await elsewhere.addStaff('practitioner')
    const { token } = await invite(at, owner, nurse.email)
    const { clinicId } = at.clinic

    const stranger = at.visitor()
    expect((await stranger.post('/invitation/look', { clinicId, token })).body.hasAccount).toBe(true)
    expect((await stranger.post('/invitation/accept', { clinicId, token, name: 'X', password })).status).toBe(401)
    await at.signIn(stranger, owner)
    expect((await stranger.post('/invitation/accept', { clinicId, token, name: 'X' })).status).toBe(401)

    const browser = elsewhere.visitor()
    await elsewhere.signIn(browser, nurse)
    expect((await browser.post('/invitation/accept', { clinicId, token, name: 'Noor' })).status).toBe(200)
    expect(await at.accounts.authenticate(browser.head(), clinicId)).toMatchObject({
      actor: { roles: ['clinician'], name: 'Noor' },
    })
    expect(await at.accounts.authenticate(browser.head(), elsewhere.clinic.clinicId)).toMatchObject({
      actor: { roles: ['practitioner'] },
    })
  })

  test('a double submit is one invitation and one message', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const settings = {
      id: newId(at.now()),
      email: 'cleo@clinic.example',
      roles: ['clinician'],
      language: 'en',
    } as const
    const send = (email: string) =>
      at.as(asStaff(owner, 'owner'), (context) => inviteStaff(context, at.accounts.site, { ...settings, email }))
    expect((await send('cleo@clinic.example')).outcome).toBe('new')
    expect((await send('CLEO@clinic.example')).outcome).toBe('same')
    expect(await at.pump.run()).toBe(1)
    await expect(send('eve@clinic.example')).rejects.toMatchObject({ code: 'id-taken' })
  })

  test('an old, withdrawn or replaced invitation opens nothing', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const { clinicId } = at.clinic
    const look = async (token: string) => (await at.visitor().post('/invitation/look', { clinicId, token })).body.code
    const email = () => `${newId(at.now())}@clinic.example`

    const withdrawn = await invite(at, owner, email())
    await at.as(asStaff(owner, 'owner'), (context) => revokeInvitation(context, withdrawn))
    expect(await look(withdrawn.token)).toBe('link-expired')
    const same = email()
    const replaced = await invite(at, owner, same)
    const newer = await invite(at, owner, same)
    expect(await look(replaced.token)).toBe('link-expired')
    expect(await look(newer.token)).toBeUndefined()
    expect(await at.as(asStaff(owner, 'owner'), listInvitations)).toMatchObject([{ id: newer.id, email: same }])
    at.wait(8 * 86_400_000)
    expect(await look(newer.token)).toBe('link-expired')
    expect(await look('A'.repeat(43))).toBe('link-expired')
  })

  test('no secret of a link is in the database in clear', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const id = newId(at.now())
    await at.as(asStaff(owner, 'owner'), (context) =>
      inviteStaff(context, at.accounts.site, {
        id,
        email: 'someone@clinic.example',
        roles: ['auditor'],
        language: 'en',
      }),
    )
    const stored = await at.clinic.run(async (tx) => [
      await tx.selectFrom('outgoing_mail').selectAll().execute(),
      await tx.selectFrom('staff_invitations').selectAll().execute(),
    ])
    const { values } = await at.lastMail()
    const token = (values as { link: string }).link.split('#')[1] ?? ''
    const bytes = stored.flat().flatMap((row) => Object.values(row).filter((value) => Buffer.isBuffer(value)))
    expect(bytes.length).toBeGreaterThan(2)
    for (const each of bytes) {
      expect(each.includes(token)).toBe(false)
      expect(each.includes('someone@')).toBe(false)
    }
    expect(await at.clinic.run((tx) => tx.selectFrom('outgoing_mail').selectAll().execute())).toEqual([])
  })
})

describeOnEachDatabase('the owner looks after the staff', (open) => {
  test('a suspended colleague is out at once', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const nurse = await at.addStaff('practitioner', 'Noor')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    const { version } = await at.as(asStaff(owner, 'owner'), (context) => findStaff(context, nurse.id))
    const change = {
      id: newId(at.now()),
      staffId: nurse.id,
      supersedes: version,
      name: 'Noor',
      roles: ['practitioner'],
      status: 'suspended',
    } as const
    expect(await at.as(asStaff(owner, 'owner'), (context) => changeStaff(context, change))).toBe('new')
    expect(await at.as(asStaff(owner, 'owner'), (context) => changeStaff(context, change))).toBe('same')
    expect(await at.accounts.authenticate(browser.head(), at.clinic.clinicId)).toBeNull()
    expect((await browser.get('/me')).body.clinics).toEqual([])

    const stale = { ...change, id: newId(at.now()), status: 'active' } as const
    await expect(at.as(asStaff(owner, 'owner'), (context) => changeStaff(context, stale))).rejects.toMatchObject({
      code: 'stale-version',
    })
  })

  test('a clinic keeps an owner', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner', 'Olga')
    const step = async (as: Staff, staff: Staff, role: Role) =>
      at.as(asStaff(as, 'owner'), async (context) => {
        const { version, name } = await findStaff(context, staff.id)
        return await changeStaff(context, {
          id: newId(at.now()),
          staffId: staff.id,
          supersedes: version,
          name,
          roles: [role],
          status: 'active',
        })
      })
    await expect(step(owner, owner, 'auditor')).rejects.toMatchObject({ code: 'last-owner' })
    const second = await at.addStaff('owner', 'Omar')
    expect(await step(owner, owner, 'auditor')).toBe('new')
    await expect(step(second, second, 'clinician')).rejects.toMatchObject({ code: 'last-owner' })
    expect((await at.as(asStaff(second, 'owner'), listStaff)).map(({ name, roles }) => `${name} ${roles}`)).toEqual([
      'Olga auditor',
      'Omar owner',
    ])
  })

  test('a lost second factor is removed by the owner, told to its owner, and on the record', async () => {
    const at = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const nurse = await at.addStaff('practitioner')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    for (const [role, staff] of [
      ['clinician', owner],
      ['owner', nurse],
    ] as const) {
      const attempt = at.as(asStaff(staff, role), (context) => recoverStaff(context, { staffId: nurse.id }))
      await expect(attempt).rejects.toMatchObject({ code: 'not-allowed' })
    }
    await at.as(asStaff(owner, 'owner'), (context) => recoverStaff(context, { staffId: nurse.id }))
    expect(await at.accounts.authenticate(browser.head(), at.clinic.clinicId)).toBeUndefined()
    expect(await at.lastMail()).toMatchObject({ to: nurse.email, kind: 'second-factor-reset' })
    const lines = await at.clinic.run((tx) => tx.selectFrom('audit_lines').selectAll().execute())
    expect(lines.at(-1)).toMatchObject({
      actor: `staff:${owner.id}`,
      action: 'staff.second-factor-removed',
      subject: nurse.id,
    })

    // Her password still counts, and she sets up a new app.
    const next = at.visitor()
    await next.post('/sign-in/email', { email: nurse.email, password })
    const { body } = await next.post('/two-factor/enable', { password })
    expect((await next.post('/two-factor/verify-totp', { code: codeOf(body.totpURI) })).status).toBe(200)
    expect(await at.accounts.authenticate(next.head(), at.clinic.clinicId)).toMatchObject({ actor: { id: nurse.id } })
  })

  test('one clinic cannot weaken the door of another', async () => {
    const at = await testAccounts(open())
    const elsewhere = await testAccounts(open())
    const owner = await at.addStaff('owner')
    const nurse = await elsewhere.addStaff('practitioner')
    const { token } = await invite(at, owner, nurse.email)
    const browser = elsewhere.visitor()
    await elsewhere.signIn(browser, nurse)
    await browser.post('/invitation/accept', { clinicId: at.clinic.clinicId, token, name: 'Noor' })
    const [hers] = (await at.as(asStaff(owner, 'owner'), listStaff)).filter(({ name }) => name === 'Noor')
    const attempt = at.as(asStaff(owner, 'owner'), (context) => recoverStaff(context, { staffId: hers?.id ?? '' }))
    await expect(attempt).rejects.toMatchObject({ code: 'step-missing' })
    expect(await at.accounts.authenticate(browser.head(), elsewhere.clinic.clinicId)).toBeTruthy()
  })
})
