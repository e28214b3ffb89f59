/**
 * How messages leave. Over SMTP when `NEEDLEPOINT_MAIL` is set; otherwise they are files in a folder of the data directory, so that
 * a trial works without a mail server and nobody waits for a message that never comes.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Message, type MessageKind, writeMessage } from './messages.ts'

export interface Mailer {
  /** For the operator, at start. */
  readonly says: string
  /** @throws MailRefused when it could not be handed over; it names neither address nor text */
  send<Kind extends MessageKind>(message: Message<Kind>): Promise<void>
  close(): void
}

/** The message could not be handed over. What the mail server said may hold an address, so only its code is kept. */
export class MailRefused extends Error {
  constructor(code: string) {
    super(`The mail server did not take a message (${code}).`)
    this.name = 'MailRefused'
  }
}

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; without it, messages go to the folder. */
  readonly smtpUrl?: string | undefined
  /** Who our messages are from, such as `Needlepoint <care@clinic.example>`. */
  readonly from: string
  readonly outbox: string
}

export function openMailer(settings: MailSettings): Mailer {
  return settings.smtpUrl ? smtpMailer(settings.smtpUrl, settings.from) : outboxMailer(settings)
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = withFirstMessage((createTransport) =>
    createTransport({
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      // A link in a message opens a record: it does not travel in the clear, except to a server on this very machine.
      requireTLS: !isLoopback(new URL(url).hostname) && url.startsWith('smtp:'),
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  )
  return {
    says: `Messages are sent through ${new URL(url).host}.`,
    async send(message) {
      try {
        await (await transport.open()).sendMail({
          from,
          to: { name: '', address: message.to },
          ...writeMessage(message),
        })
      } catch (error) {
        throw new MailRefused(codeOf(error))
      }
    },
    close: () => transport.close(),
  }
}

type CreateTransport = typeof import('nodemailer')['createTransport']

function outboxMailer({ from, outbox }: MailSettings): Mailer {
  const transport = withFirstMessage((createTransport) =>
    createTransport({ streamTransport: true, buffer: true, newline: 'unix' }),
  )
  return {
    says: `NEEDLEPOINT_MAIL is not set, so nothing is mailed: messages are written to ${outbox}. Fit for a trial only.`,
    async send(message) {
      const { message: mime } = await (await transport.open()).sendMail({
        from,
        to: { name: '', address: message.to },
        ...writeMessage(message),
      })
      await mkdir(outbox, { recursive: true, mode: 0o700 })
      const name = `${new Date().toISOString().replaceAll(/[:.]/gu, '-')}-${crypto.randomUUID().slice(0, 8)}-${message.kind}.eml`
      await writeFile(join(outbox, name), mime as Buffer, { mode: 0o600 })
    },
    close: () => transport.close(),
  }
}

/** The library is loaded with the first message: a start does not wait for it. */
function withFirstMessage<T extends { close(): void }>(make: (createTransport: CreateTransport) => T) {
  let made: Promise<T> | undefined
  return {
    open: () => (made ??= import('nodemailer').then(({ createTransport }) => make(createTransport))),
    close: () => void made?.then((transport) => transport.close()).catch(() => {}),
  }
}

function codeOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown }
  return (
    [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || 'unknown'
  )
}

/** True for this machine, which a connection to never leaves. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d+){3}$/u.test(hostname)
  )
}
