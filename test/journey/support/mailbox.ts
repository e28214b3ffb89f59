/** A mail server that keeps what it is given, and whoever waits for a message gets it as soon as it arrives. */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { MessageKind } from '../../../server/mail/messages.ts'
import { en } from '../../../server/mail/texts/en.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Everything that was sent, headers and HTML too. */
  readonly all: string
  /** The first address in the text. */
  readonly link: string
}

export interface Mailbox {
  readonly url: string
  /** The first message of a kind to somebody that nobody has taken yet. */
  next(kind: MessageKind, to: string): Promise<Mail>
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(chunks))
        for (const { address } of envelope.rcptTo) mails.push(asMail(address, mail))
        done()
        for (const look of waiting) look()
      })
    },
  })
  // A client that hangs up at the end of a test is no news.
  server.on('error', () => {})
  const { port } = await new Promise<AddressInfo>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve(listening.address() as AddressInfo))
  })
  return {
    url: `smtp://127.0.0.1:${port}`,
    next: (kind, to) =>
      new Promise((resolve) => {
        const look = () => {
          const at = mails.findIndex((mail) => mail.to === to && isOf(kind, mail))
          const [mail] = at < 0 ? [] : mails.splice(at, 1)
          if (!mail) return
          waiting.delete(look)
          resolve(mail)
        }
        waiting.add(look)
        look()
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The words of a subject stay as they are, whatever is filled in. */
function isOf(kind: MessageKind, { subject }: Mail): boolean {
  const [before = '', after = ''] = en[kind].subject.split(/\{\w+\}/)
  return subject.startsWith(before) && subject.endsWith(after)
}

function asMail(to: string, { subject = '', text = '', html = '', headers }: Email): Mail {
  const all = [...headers.map(({ key, value }) => `${key}: ${value}`), text, html].join('\n')
  return { to, subject, text, all, link: /https?:\/\/\S+/.exec(text)?.[0] ?? '' }
}
