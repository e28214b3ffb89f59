import { endpoints } from '@needlepoint/contract'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { describeOnEachDatabase, type TestDatabase } from '../test-support/index.ts'
import { sendClientLink } from './client-links.ts'
import { addStaff } from './staff.ts'
import { addClient, password, type TestAccounts, testAccounts } from './test-support/clinic.ts'

/** At most one clinic is the demo. */
async function markAsDemo({ database }: TestDatabase, clinicId: string | null): Promise<void> {
  await database.asSystem(async (tx) => {
    await sql`update clinics set demo = (clinic_id is not distinct from ${clinicId}::uuid)`.execute(tx)
  })
}

describeOnEachDatabase('The door of the demo', (open) => {
  const demo = async (): Promise<TestAccounts> => {
    const at = await testAccounts(open(), { demo: true })
    await markAsDemo(open(), at.clinic.clinicId)
    return at
  }

  test('lets anybody in as any role, without a password, for as long as a shift', async () => {
    const at = await demo()
    const { clinicId } = at.clinic
    const owner = await at.addStaff('owner')
    const clinician = await at.addStaff('clinician')
    const visitor = at.visitor()
    for (const [role, { id }] of [
      ['owner', owner],
      ['clinician', clinician],
    ] as const) {
      const entered = await visitor.post('/demo/enter', { role })
      expect(endpoints['demo.enter'].response.parse(entered.body)).toEqual({ clinicId, clientId: null })
      expect(await at.accounts.authenticate(visitor.head(), clinicId)).toMatchObject({
        clinicId,
        actor: { kind: 'staff', id, roles: [role] },
      })
    }
    const me = endpoints['me.show'].response.parse((await visitor.get('/me')).body)
    expect(me).toMatchObject({
      kind: 'staff',
      lacking: null,
      clinics: [{ clinicId, demo: true, roles: ['clinician'] }],
    })
    // There is no password to unlock it with, so it does not lock; after a shift it ends.
    at.wait(3 * 3_600_000)
    expect(await at.accounts.authenticate(visitor.head(), clinicId)).toMatchObject({ clinicId })
    at.wait(10 * 3_600_000)
    expect(await at.accounts.authenticate(visitor.head(), clinicId)).toBeUndefined()
    expect((await at.visitor().post('/demo/enter', { role: 'auditor' })).status).toBe(403)
  })

  test('lets anybody in as one of its clients, and as the guardian of a child', async () => {
    const at = await demo()
    const { clinicId } = at.clinic
    const { clientId } = await addClient(at, { email: 'demo@example.org' })
    const child = await addClient(at, { email: null, born: '2015-05-01', guardianEmail: 'guardian@example.org' })
    const visitor = at.visitor()
    expect((await visitor.post('/demo/enter', { clientId })).body).toEqual({ clinicId, clientId })
    expect(await at.accounts.authenticate(visitor.head(), clinicId)).toMatchObject({
      actor: { kind: 'client', id: clientId, clientId, guardian: false },
    })
    await visitor.post('/demo/enter', { clientId: child.clientId })
    expect(await at.accounts.authenticate(visitor.head(), clinicId)).toMatchObject({
      actor: { kind: 'client', id: child.guardianId, clientId: child.clientId, guardian: true },
    })
    expect((await visitor.post('/demo/enter', { clientId: newId(at.now()) })).status).toBe(403)
  })

  test('opens no clinic that is no demo, neither its roles nor its clients, whatever is asked', async () => {
    const real = await testAccounts(open(), { demo: true })
    await real.addStaff('owner')
    const { clientId } = await addClient(real, { email: 'ada@post.example' })
    await markAsDemo(open(), null)
    const visitor = real.visitor()
    const { clinicId } = real.clinic
    for (const body of [{ role: 'owner' }, { clientId }, { role: 'owner', clinicId }, { clientId, clinicId }]) {
      const { status } = await visitor.post('/demo/enter', body)
      expect([body, status === 403 || status === 422]).toEqual([body, true])
    }
    // Nor while there is a demo beside it.
    const at = await demo()
    await at.addStaff('owner')
    expect((await visitor.post('/demo/enter', { clientId })).status).toBe(403)
    expect((await visitor.post('/demo/enter', { role: 'owner' })).body).toMatchObject({ clinicId: at.clinic.clinicId })
    expect(await real.accounts.authenticate(visitor.head(), clinicId)).toBeNull()
    expect(visitor.cookies.size).toBeGreaterThan(0)
  })

  test('leads nowhere else, even if the account of the demo is given work in another clinic', async () => {
    const at = await demo()
    const owner = await at.addStaff('owner')
    const real = await testAccounts(open())
    const { clinicId, keys } = real.clinic
    await real.clinic.run((tx) =>
      addStaff(tx, keys, {
        clinicId,
        staffId: newId(at.now()),
        userId: owner.userId,
        name: 'By mistake',
        roles: ['owner'],
        now: at.now(),
        recordedBy: 'system',
      }),
    )
    const visitor = at.visitor()
    await visitor.post('/demo/enter', { role: 'owner' })
    expect(await at.accounts.authenticate(visitor.head(), at.clinic.clinicId)).toMatchObject({
      clinicId: at.clinic.clinicId,
    })
    expect(await at.accounts.authenticate(visitor.head(), clinicId)).toBeNull()
    // With her own password and second factor she works in both, as anybody would.
    await at.signIn(visitor, owner)
    expect(await at.accounts.authenticate(visitor.head(), clinicId)).toMatchObject({ clinicId })
  })

  test('is shut, and who is inside is out, where the operator allows no demo', async () => {
    const at = await demo()
    await at.addStaff('owner')
    const { clientId } = await addClient(at, { email: 'demo@example.org' })
    const [staff, client] = [at.visitor(), at.visitor()]
    await staff.post('/demo/enter', { role: 'owner' })
    await client.post('/demo/enter', { clientId })
    const later = await testAccounts(open(), { demo: false })
    for (const visitor of [staff, client]) {
      await expect(later.accounts.authenticate(visitor.head(), at.clinic.clinicId)).rejects.toMatchObject({
        code: 'second-factor-needed',
      })
    }
    const refused = await later.visitor().post('/demo/enter', { role: 'owner' })
    expect([refused.status, refused.body.code, refused.headers.getSetCookie()]).toEqual([403, 'not-allowed', []])
    expect(refused.body.detail).toContain('NEEDLEPOINT_DEMO=1')
  })

  test('lets nobody keep a way in: no passkey, no password, no code can be set up from inside', async () => {
    const at = await demo()
    await at.addStaff('owner')
    const visitor = at.visitor()
    await visitor.post('/demo/enter', { role: 'owner' })
    const attempts: readonly [path: string, body: object][] = [
      ['/two-factor/enable', { password }],
      ['/passkey/verify-registration', { response: {} }],
      ['/change-password', { currentPassword: password, newPassword: 'another battery staple' }],
      ['/sessions/end', { others: true }],
      ['/session/lock', {}],
    ]
    for (const [path, body] of attempts) {
      const { status, body: problem } = await visitor.post(path, body)
      expect([path, status, problem.code]).toEqual([path, 403, 'not-allowed'])
    }
    expect(await at.accounts.authenticate(visitor.head(), at.clinic.clinicId)).toMatchObject({
      actor: { kind: 'staff' },
    })
    expect((await visitor.post('/sign-out')).status).toBe(200)
    expect(await at.accounts.authenticate(visitor.head(), at.clinic.clinicId)).toBeUndefined()
  })

  test('is passed by nobody whom another site sends, and nobody outside gets mail from in there', async () => {
    const at = await demo()
    const owner = await at.addStaff('owner')
    const stranger = at.visitor()
    stranger.origin = 'https://elsewhere.example'
    expect((await stranger.post('/demo/enter', { role: 'owner' })).body.code).toBe('cross-site')
    const { clientId } = await addClient(at, { email: 'victim@post.example' })
    const actor = { kind: 'staff', id: owner.id, name: 'Demo owner', roles: ['owner'] } as const
    await at.as(actor, (context) => sendClientLink(context, at.accounts.site, { clientId }))
    await at.pump.run()
    expect(at.mails).toEqual([])
  })
})
