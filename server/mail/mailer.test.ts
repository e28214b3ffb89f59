/** Against a mail server that listens, and a parser that is not ours. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { openMailer } from './mailer.ts'
import { type Message, type MessageKind, writeMessage } from './messages.ts'
import { en } from './texts/en.ts'

const message: Message<'client-link'> = {
  to: 'ada@post.example',
  kind: 'client-link',
  language: 'en-GB',
  values: { clinic: 'Haut & Söhne <Berlin>', until: 'Friday', link: 'http://localhost/c/1/open#secret' },
}

const ending: (() => void)[] = []
afterEach(() => {
  for (const end of ending.splice(0)) end()
})

function listen(options: SMTPServerOptions = {}) {
  const got: { to: string[]; raw: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        got.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  ending.push(() => server.close())
  return new Promise<{ url: string; got: typeof got }>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () =>
      resolve({ url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, got }),
    )
  })
}

function mailerTo(smtpUrl: string | undefined, outbox = '/nowhere') {
  const mailer = openMailer({ smtpUrl, from: 'Needlepoint <care@clinic.example>', outbox })
  ending.push(() => mailer.close())
  return mailer
}

describe('over SMTP', () => {
  test('a message arrives as text and as HTML, with its link in both', async () => {
    const { url, got } = await listen()
    await mailerTo(url).send(message)
    expect(got.map(({ to }) => to)).toEqual([['ada@post.example']])
    const mail = await PostalMime.parse(got[0]?.raw ?? '')
    expect(mail.from).toMatchObject({ address: 'care@clinic.example', name: 'Needlepoint' })
    expect(mail.subject).toBe('Your page at Haut & Söhne <Berlin>')
    expect(mail.text).toContain('Open my page:\nhttp://localhost/c/1/open#secret')
    expect(mail.html).toContain('<a href="http://localhost/c/1/open#secret"')
    expect(mail.html).toContain('Haut &amp; Söhne &lt;Berlin&gt;')
    expect(mail.html).not.toContain('<Berlin>')
  })

  test('a server that refuses is told by its code, without the address', async () => {
    const { url, got } = await listen({
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`No ${address} here`), { responseCode: 550 })),
    })
    const error = await mailerTo(url)
      .send(message)
      .catch((thrown: unknown) => thrown)
    expect(String(error)).toBe('MailRefused: The mail server did not take a message (EENVELOPE 550).')
    expect((error as Error).cause).toBeUndefined()
    expect(got).toEqual([])
  })

  test('nothing listens', async () => {
    await expect(mailerTo('smtp://127.0.0.1:1').send(message)).rejects.toThrow('did not take a message (ESOCKET')
  })

  test('the operator is told where messages go, and not the password', () => {
    expect(mailerTo('smtp://user:secret@mail.clinic.example:587').says).toBe(
      'Messages are sent through mail.clinic.example:587.',
    )
  })

  test('an address cannot bring further ones, nor a name further headers', async () => {
    const { url, got } = await listen()
    await mailerTo(url)
      .send({
        ...message,
        to: 'ada@post.example, eve@evil.example',
        values: { ...message.values, clinic: 'A\r\nBcc: eve@evil.example' },
      })
      .catch(() => {})
    const recipients = got.flatMap(({ to }) => to)
    expect(recipients).not.toContain('eve@evil.example')
    for (const { raw } of got) expect((await PostalMime.parse(raw)).bcc ?? []).toEqual([])
  })
})

test('without a mail server, messages are files that only the owner reads, and the operator is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'needlepoint-mail-'))
  ending.push(() => rmSync(folder, { recursive: true }))
  const outbox = join(folder, 'outbox')
  const mailer = mailerTo(undefined, outbox)
  expect(mailer.says).toContain(outbox)
  await mailer.send(message)
  await mailer.send({ to: 'noor@clinic.example', kind: 'password-changed', language: 'xx', values: {} })
  const files = readdirSync(outbox).sort()
  expect(files.map((file) => file.replace(/^.*-[0-9a-f]{8}-/u, ''))).toEqual([
    'client-link.eml',
    'password-changed.eml',
  ])
  expect(statSync(outbox).mode & 0o077).toBe(0)
  expect(statSync(join(outbox, files[0] ?? '')).mode & 0o077).toBe(0)
  const mail = await PostalMime.parse(readFileSync(join(outbox, files[0] ?? '')))
  expect(mail.to).toMatchObject([{ address: 'ada@post.example' }])
  expect(mail.text).toContain('#secret')
})

test.each(Object.keys(en) as MessageKind[])(
  'the message %s says all that it is given, and nothing about health',
  (kind) => {
    const values = Object.fromEntries(
      ['clinic', 'until', 'link', 'inviter', 'roles', 'factor', 'reason'].map((name) => [name, `«${name}»`]),
    )
    const { subject, text, html } = writeMessage({ to: '', kind, language: 'en', values } as Message)
    for (const part of [subject, text, html]) {
      expect(part).not.toMatch(/[{}]|undefined/u)
      expect(part).not.toMatch(/needling|treatment|skin|session|aftercare/iu)
    }
    const { button } = en[kind]
    if (button) expect(text).toContain('«link»')
  },
)
