/** What the accounts answer below `/api/auth` is what the contract says. */
import { endpoints } from '@needlepoint/contract'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { sendClientLink } from './client-links.ts'
import { doorOf, openEndpoints } from './doors.ts'
import { inviteStaff } from './invitations.ts'
import { addClient, password, testAccounts } from './test-support/clinic.ts'

test('each endpoint of the contract below /api/auth has a door, and a door for all who may call', () => {
  const ours = Object.values(endpoints).filter(({ path }) => path.startsWith('/api/auth/'))
  expect(ours.length).toBeGreaterThan(5)
  for (const { method, path, callers } of ours) {
    const door = doorOf(method, path.slice('/api/auth'.length))
    expect([
      path,
      door !== undefined && (door === 'anyone') === (callers as readonly string[]).includes('anyone'),
    ]).toEqual([path, true])
  }
  expect(new Set(openEndpoints).size).toBe(openEndpoints.length)
})

describeOnEachDatabase('the answers of the accounts', (open) => {
  test('are those of the contract', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const owner = await at.addStaff('owner')
    const browser = at.visitor()
    expect(endpoints['me.show'].response.parse((await browser.get('/me')).body)).toBeNull()
    await at.signIn(browser, owner)
    endpoints['me.show'].response.parse((await browser.get('/me')).body)
    endpoints['own-session.list'].response.parse((await browser.get('/sessions')).body)
    endpoints['own-session.end'].response.parse((await browser.post('/sessions/end', { others: true })).body)
    endpoints['own-session.lock'].response.parse((await browser.post('/session/lock')).body)
    endpoints['own-session.unlock'].response.parse((await browser.post('/session/unlock', { password })).body)

    const actor = { kind: 'staff', id: owner.id, name: 'Olga', roles: ['owner'] } as const
    const email = `${newId(at.now())}@clinic.example`
    await at.as(actor, (context) =>
      inviteStaff(context, at.accounts.site, { id: newId(at.now()), email, roles: ['auditor'], language: 'en' }),
    )
    const invited = ((await at.lastMail()).values as { link: string }).link.split('#')[1]
    endpoints['invitation.look'].response.parse(
      (await browser.post('/invitation/look', { clinicId, token: invited })).body,
    )
    const accept = { clinicId, token: invited, name: 'Aude', password }
    endpoints['invitation.accept'].response.parse((await at.visitor().post('/invitation/accept', accept)).body)

    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    await at.as(actor, (context) => sendClientLink(context, at.accounts.site, { clientId }))
    const token = ((await at.lastMail()).values as { link: string }).link.split('#')[1]
    const phone = at.visitor()
    endpoints['link.ask'].response.parse((await phone.post('/link/ask', { clinicId, token })).body)
    endpoints['link.open'].response.parse((await phone.post('/link/open', { clinicId, token })).body)
    endpoints['me.show'].response.parse((await phone.get('/me')).body)
    expect((await phone.post('/sign-out')).status).toBe(200)
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toBeUndefined()
  })

  test('to nonsense are problems that name the field, never a 5xx', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    for (const endpoint of openEndpoints) {
      const [method = '', path = ''] = endpoint.split(' ')
      if (method === 'GET') continue
      for (const body of [
        {},
        { email: 7, password: [], token: {}, clinicId: null, code: 1 },
        { clinicId, token: '\u0000'.repeat(43), email: 'a@b\u0000.c', password: '\u0000' },
      ]) {
        const { status, body: problem } = await at.visitor().post(path, body)
        expect([endpoint, status < 500, status === 200 || typeof problem.code]).toEqual([
          endpoint,
          true,
          status === 200 || 'string',
        ])
      }
    }
  })
})
