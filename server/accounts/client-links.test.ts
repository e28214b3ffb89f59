import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { describeOnEachDatabase } from '../test-support/index.ts'
import { addApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { askForClientLink, endClientAccess, sendClientLink } from './client-links.ts'
import { listRecordViews, recordView } from './record-views.ts'
import { addClient, type TestAccounts, testAccounts } from './test-support/clinic.ts'

const desk = { kind: 'staff', id: '01900000-0000-7000-8000-00000000000d', name: 'Dee', roles: ['front-desk'] } as const

const linkIn = (mail: { values: object }) => (mail.values as { link: string }).link
async function sendLink(at: TestAccounts, clientId: string, guardianId?: string) {
  await at.as(desk, (context) => sendClientLink(context, at.accounts.site, { clientId, guardianId }))
  const mail = await at.lastMail()
  return { mail, link: linkIn(mail), token: linkIn(mail).split('#')[1] ?? '' }
}

describeOnEachDatabase('a client reaches her page by a link', (open) => {
  test('it opens her own record, once', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const { clientId } = await addClient(at, { email: 'Ada@post.example' })
    const { mail, link, token } = await sendLink(at, clientId)
    expect(mail).toMatchObject({ to: 'ada@post.example', kind: 'client-link', values: { clinic: 'A test' } })
    expect(link).toBe(`http://localhost:3000/c/${clinicId}/open#${token}`)

    const phone = at.visitor()
    const opened = await phone.post('/link/open', { clinicId, token })
    expect(opened.body).toEqual({ clinicId, clientId })
    const cookie = opened.headers.getSetCookie().find((each) => each.includes('session_token'))
    expect(cookie).toContain('Max-Age=1209600')
    expect(await at.accounts.authenticate(phone.head('POST'), clinicId)).toEqual({
      clinicId,
      actor: { kind: 'client', id: clientId, clientId, guardian: false },
    })
    expect((await phone.get('/me')).body).toMatchObject({
      kind: 'client',
      email: null,
      clinics: [{ clientId, roles: [] }],
    })

    const second = await at.visitor().post('/link/open', { clinicId, token })
    expect([second.status, second.body.code]).toEqual([410, 'link-expired'])
    expect(second.body.detail).toBe(
      'This link was used already, or it is too old. Ask for a new one: it comes by e-mail.',
    )
    expect(second.headers.getSetCookie()).toEqual([])
    // A session outlives the clock of a shift: a client does not lock.
    at.wait(3 * 86_400_000)
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toBeTruthy()
    at.wait(12 * 86_400_000)
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toBeUndefined()
  })

  test('of two who open it at the same moment one gets in', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    const { token } = await sendLink(at, clientId)
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await at.visitor().post('/link/open', { clinicId, token })).status),
    )
    expect(statuses.sort()).toEqual([200, 410, 410, 410])
  })

  test('an old or replaced link says so and brings a new one, and tells nothing about her', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    const first = await sendLink(at, clientId)
    at.wait(61_000)
    const second = await sendLink(at, clientId)
    const browser = at.visitor()
    const unknown = await browser.post('/link/open', { clinicId, token: 'A'.repeat(43) })
    const replaced = await browser.post('/link/open', { clinicId, token: first.token })
    at.wait(8 * 86_400_000)
    const expired = await browser.post('/link/open', { clinicId, token: second.token })
    const strip = ({ status, body: { instance: _, ...body } }: typeof expired) => ({ status, body })
    expect(strip(replaced)).toEqual(strip(unknown))
    expect(strip(expired)).toEqual(strip(unknown))
    const elsewhere = await browser.post('/link/open', { clinicId: newId(at.now()), token: second.token })
    expect(strip(elsewhere)).toEqual(strip(unknown))

    const answers = [
      await browser.post('/link/ask', { clinicId, token: second.token }),
      await browser.post('/link/ask', { clinicId, token: 'A'.repeat(43) }),
      await browser.post('/link/ask', { clinicId: newId(at.now()), token: second.token }),
      await browser.post('/link/ask', { clinicId, email: 'nobody@post.example' }),
      await browser.post('/link/ask', { clinicId, email: 'ADA@post.example' }),
    ]
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1)
    await expect.poll(async () => (await at.pump.run()) + at.mails.length).toBe(3)
    // Asked twice within a minute, sent once; and the new one opens her page.
    await at.pump.run()
    expect(at.mails).toHaveLength(3)
    const token = linkIn(at.mails.at(-1) ?? { values: {} }).split('#')[1]
    expect((await at.visitor().post('/link/open', { clinicId, token })).body.clientId).toBe(clientId)
  })

  test('who asks many times at one moment gets one link, and no mailbox is filled', async () => {
    const at = await testAccounts(open())
    await addClient(at, { email: 'ada@post.example' })
    const ask = () =>
      at.as({ kind: 'system' }, (context) => askForClientLink(context, at.accounts.site, { email: 'ada@post.example' }))
    const atOnce = (work: () => Promise<unknown>) => Promise.all(Array.from({ length: 6 }, work))
    // Connections that have to be made first would let one go before the others.
    await atOnce(() => at.clinic.run((tx) => sql`select pg_sleep(0.05)`.execute(tx)))
    await atOnce(ask)
    const links = await at.clinic.run((tx) => tx.selectFrom('client_links').select('id').execute())
    expect(links).toHaveLength(1)
  })

  test('nobody is signed out by a link that was not meant for her, and the link still opens for whom it was', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const { clientId: ada } = await addClient(at, { email: 'ada@post.example' })
    const { clientId: bea } = await addClient(at, { email: 'bea@post.example' })
    const phone = at.visitor()
    await phone.post('/link/open', { clinicId, token: (await sendLink(at, ada)).token })
    const { token } = await sendLink(at, bea)
    const refused = await phone.post('/link/open', { clinicId, token })
    expect([refused.status, refused.body.code]).toEqual([409, 'another-signed-in'])
    expect((await phone.get('/me')).body.clinics[0].clientId).toBe(ada)
    const used = (tx: Parameters<Parameters<typeof at.clinic.run>[0]>[0]) =>
      tx.selectFrom('client_links').select('used_at').where('client_id', '=', bea).executeTakeFirst()
    expect(await at.clinic.run(used)).toEqual({ used_at: null })

    // Her own next link is no other person's.
    at.wait(61_000)
    expect((await phone.post('/link/open', { clinicId, token: (await sendLink(at, ada)).token })).status).toBe(200)
    const before = new Map(phone.cookies)
    const opened = await phone.post('/link/open', { clinicId, token, instead: true })
    expect(opened.body.clientId).toBe(bea)
    phone.cookies.clear()
    for (const [name, value] of before) phone.cookies.set(name, value)
    expect((await phone.get('/me')).body).toBe(null)
  })

  test('no clinic opens the link of another', async () => {
    const at = await testAccounts(open())
    const other = await testAccounts(open())
    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    const { token } = await sendLink(at, clientId)
    expect((await at.visitor().post('/link/open', { clinicId: other.clinic.clinicId, token })).status).toBe(410)
    const phone = at.visitor()
    await phone.post('/link/open', { clinicId: at.clinic.clinicId, token })
    expect(await at.accounts.authenticate(phone.head(), other.clinic.clinicId)).toBeNull()
  })

  test('for a child the link goes to the guardian, who acts for her and is told apart', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const child = await addClient(at, {
      email: 'kid@post.example',
      born: '2014-01-01',
      guardianEmail: 'bea@post.example',
    })
    const { mail, token } = await sendLink(at, child.clientId)
    expect(mail).toMatchObject({ to: 'bea@post.example', kind: 'guardian-link' })
    const phone = at.visitor()
    await phone.post('/link/open', { clinicId, token })
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toEqual({
      clinicId,
      actor: { kind: 'client', id: child.guardianId, clientId: child.clientId, guardian: true },
    })
    const lines = await at.clinic.run((tx) => tx.selectFrom('audit_lines').selectAll().orderBy('seq').execute())
    expect(lines.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      `staff:${desk.id} client.link-sent`,
      `guardian:${child.guardianId} client.link-opened`,
    ])
    const alone = await addClient(at, { email: 'kid@post.example', born: '2014-01-01' })
    await expect(sendLink(at, alone.clientId)).rejects.toMatchObject({ code: 'step-missing' })
  })

  test('who is no longer guardian is out, with a session and with a link', async () => {
    const at = await testAccounts(open())
    const { clinicId, keys } = at.clinic
    const { clientId, guardianId = '' } = await addClient(at, {
      email: null,
      born: '2014-01-01',
      guardianEmail: 'bea@post.example',
    })
    const phone = at.visitor()
    await phone.post('/link/open', { clinicId, token: (await sendLink(at, clientId)).token })
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toBeTruthy()
    at.wait(61_000)
    const { token } = await sendLink(at, clientId)
    await at.clinic.run(async (tx) => {
      const first = await tx.selectFrom('guardians').selectAll().where('id', '=', guardianId).executeTakeFirstOrThrow()
      const id = newId(at.now())
      const later = {
        ...first,
        id,
        supersedes: guardianId,
        status: 'ended',
        fingerprint: keys.fingerprint(id),
      } as const
      await tx.insertInto('guardians').values(later).execute()
    })
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toBeNull()
    expect((await at.visitor().post('/link/open', { clinicId, token })).status).toBe(410)
  })

  describe('a guardian of several children', () => {
    const born = `${new Date().getUTCFullYear() - 12}-01-02`
    const child = (at: TestAccounts, guardianEmail = 'bea@post.example') =>
      addClient(at, { email: null, born, guardianEmail })
    const open2 = async (at: TestAccounts, visitor: ReturnType<TestAccounts['visitor']>, clientId: string) =>
      await visitor.post('/link/open', { clinicId: at.clinic.clinicId, token: (await sendLink(at, clientId)).token })
    const actsFor = async (at: TestAccounts, visitor: ReturnType<TestAccounts['visitor']>, clientId?: string) => {
      const head = visitor.head('GET', clientId === undefined ? {} : { 'needlepoint-client': clientId })
      const found = await at.accounts.authenticate(head, at.clinic.clinicId)
      return found?.actor.kind === 'client' ? found.actor : found
    }

    test('signs in once and chooses whose record, as that child’s guardian', async () => {
      const at = await testAccounts(open())
      const [first, second] = [await child(at), await child(at)]
      const phone = at.visitor()
      await open2(at, phone, first.clientId)
      await open2(at, phone, second.clientId)
      const { body } = await phone.get('/me')
      expect(
        body.clinics.map((each: { clientId: string; guardian: boolean }) => [each.clientId, each.guardian]),
      ).toEqual(
        [
          [first.clientId, true],
          [second.clientId, true],
        ].toSorted(),
      )
      for (const { clientId, guardianId } of [first, second])
        expect(await actsFor(at, phone, clientId)).toEqual({ kind: 'client', id: guardianId, clientId, guardian: true })
      // Nothing that says whose: the child who was there first.
      expect(await actsFor(at, phone)).toMatchObject({ clientId: first.clientId })
    })

    test('gets to no child of somebody else by naming it', async () => {
      const at = await testAccounts(open())
      const [hers, theirs] = [await child(at), await child(at, 'cleo@post.example')]
      const [phone, other] = [at.visitor(), at.visitor()]
      await open2(at, phone, hers.clientId)
      await open2(at, other, theirs.clientId)
      expect(await actsFor(at, phone, theirs.clientId)).toBeNull()
      expect(await actsFor(at, other, hers.clientId)).toBeNull()
      expect(await actsFor(at, phone, 'not an id')).toBeNull()
      expect((await phone.get('/me')).body.clinics).toHaveLength(1)
    })

    test('keeps the one when the other ends', async () => {
      const at = await testAccounts(open())
      const [first, second] = [await child(at), await child(at)]
      const phone = at.visitor()
      await open2(at, phone, first.clientId)
      await open2(at, phone, second.clientId)
      await at.as(desk, (context) =>
        endClientAccess(context, { clientId: first.clientId, guardianId: first.guardianId }),
      )
      expect(await actsFor(at, phone, first.clientId)).toBeNull()
      expect(await actsFor(at, phone)).toMatchObject({ clientId: second.clientId })
      await at.as(desk, (context) =>
        endClientAccess(context, { clientId: second.clientId, guardianId: second.guardianId }),
      )
      expect(await actsFor(at, phone)).toBeUndefined()
    })
  })

  test('access ends at once, also for a link that was not used yet', async () => {
    const at = await testAccounts(open())
    const { clinicId } = at.clinic
    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    const phone = at.visitor()
    await phone.post('/link/open', { clinicId, token: (await sendLink(at, clientId)).token })
    const unused = await sendLink(at, clientId)
    await at.as(desk, (context) => endClientAccess(context, { clientId }))
    expect(await at.accounts.authenticate(phone.head(), clinicId)).toBeUndefined()
    expect((await at.visitor().post('/link/open', { clinicId, token: unused.token })).status).toBe(410)
  })

  test('without an address nothing is sent, and the desk is told', async () => {
    const at = await testAccounts(open())
    const { clientId } = await addClient(at, { email: null })
    await expect(sendLink(at, clientId)).rejects.toMatchObject({ code: 'step-missing' })
    await expect(sendLink(at, newId(at.now()))).rejects.toMatchObject({ code: 'not-found' })
    const auditor = { ...desk, roles: ['auditor'] } as const
    const attempt = at.as(auditor, (context) => sendClientLink(context, at.accounts.site, { clientId }))
    await expect(attempt).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('she reads who opened her record, and so does nobody else’s client', async () => {
    const at = await testAccounts(open())
    const { clientId } = await addClient(at, { email: 'ada@post.example' })
    const nurse = await at.addStaff('practitioner', 'Noor Example')
    const client = { kind: 'client', id: clientId, clientId, guardian: false } as const
    await at.as({ kind: 'staff', id: nurse.id, name: '', roles: ['practitioner'] }, (context) =>
      recordView(context, clientId, 'photos'),
    )
    await at.as(client, (context) => recordView(context, clientId, 'client'))
    const views = await at.as(client, (context) => listRecordViews(context, { clientId, limit: 10 }))
    expect(views).toMatchObject([{ name: 'Noor Example', roles: ['practitioner'], kind: 'staff', what: 'photos' }])
    const other = { ...client, clientId: newId(at.now()) }
    await expect(at.as(other, (context) => listRecordViews(context, { clientId, limit: 10 }))).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })
})

describeOnEachDatabase('a program calls with a key', (open) => {
  test('until it is revoked or old, with its scopes, in its clinic', async () => {
    const at = await testAccounts(open())
    const other = await testAccounts(open())
    const owner = { ...desk, roles: ['owner'] } as const
    const { clinicId } = at.clinic
    const id = newId(at.now())
    const settings = { id, name: 'Booking', scopes: ['clients:read'], expiresAt: at.now() + 86_400_000 } as const
    const key = await at.as(owner, (context) => addApiKey(context, settings))
    const call = (bearer: string, clinic = clinicId) =>
      at.accounts.authenticate({ method: 'POST', headers: { authorization: `Bearer ${bearer}` } }, clinic)
    expect(await call(key)).toEqual({
      clinicId,
      actor: { kind: 'api-key', id, name: 'Booking', scopes: ['clients:read'] },
    })
    expect(await call(key, other.clinic.clinicId)).toBeUndefined()
    expect(await call(key, newId(at.now()))).toBeUndefined()
    expect(await call(`${key.slice(0, -1)}x`)).toBeUndefined()
    expect(await call("' or true --")).toBeUndefined()
    expect(JSON.stringify(await at.as(owner, listApiKeys))).not.toContain(key.slice(8))

    // A key that is wrong is not made good by a cookie.
    const nurse = await at.addStaff('owner')
    const browser = at.visitor()
    await at.signIn(browser, nurse)
    expect(
      await at.accounts.authenticate(browser.head('GET', { authorization: 'Bearer wrong' }), clinicId),
    ).toBeUndefined()

    at.wait(2 * 86_400_000)
    expect(await call(key)).toBeUndefined()
    const forEver = await at.as(owner, (context) =>
      addApiKey(context, { ...settings, id: newId(at.now()), expiresAt: null }),
    )
    expect(await call(forEver)).toBeTruthy()
    const [newest] = await at.as(owner, listApiKeys)
    await at.as(owner, (context) => revokeApiKey(context, { id: newest?.id ?? '' }))
    expect(await call(forEver)).toBeUndefined()
    await expect(at.as(owner, (context) => addApiKey(context, settings))).rejects.toMatchObject({ code: 'id-taken' })
    await expect(at.as(desk, (context) => addApiKey(context, settings))).rejects.toMatchObject({ code: 'not-allowed' })
  })
})
