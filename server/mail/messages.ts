/** Turns a message's key and values into subject, plain text and simple HTML. What a language lacks is said in English. */
import type { Role } from '../context.ts'
import { de, words as german } from './texts/de.ts'
import { en, words as english } from './texts/en.ts'
import { es, words as spanish } from './texts/es.ts'

/** Each kind of message, with the values that its text is filled with. */
export interface MessageValues {
  'client-link': { clinic: string; until: string; link: string }
  'guardian-link': { clinic: string; until: string; link: string }
  invitation: { clinic: string; inviter: string; roles: string; until: string; link: string }
  'password-reset': { link: string }
  'password-changed': Record<never, never>
  'second-factor-reset': { clinic: string }
  'second-factor-added': { factor: string }
  /** To staff: somebody's report cannot wait, wants a look, or waits for too long. They never say whose, nor what it says. */
  'check-in-urgent': { clinic: string; link: string }
  'check-in-waiting': { clinic: string; link: string }
  'check-in-overdue': { clinic: string; link: string }
  /** To staff: somebody wrote. Never who, nor what. */
  'message-waiting': { clinic: string; link: string }
  /** To a client or her guardian: the clinic wrote, or something about her appointments changed. */
  'message-answered': { clinic: string; link: string }
  'appointments-changed': { clinic: string; link: string }
  'erasure-requested': { clinic: string; link: string }
  /** To the client, when it was answered. `reason` is the clinic's own. */
  'data-erased': { clinic: string }
  'data-held': { clinic: string; until: string; reason: string }
  'erasure-refused': { clinic: string; reason: string; link: string }
  /** To the front desk: somebody who is no client yet has sent her answers. */
  'enquiry-received': { clinic: string; link: string }
}
export type MessageKind = keyof MessageValues

export interface MessageText {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** What the link says; only in messages that have one. */
  readonly button?: string
  /** Paragraphs below the link. */
  readonly after?: readonly string[]
}
export type MessageTexts = Readonly<Record<MessageKind, MessageText>>

/** Words that are put into a message. */
export interface MessageWords {
  readonly roles: Readonly<Record<Role, string>>
  readonly factors: Readonly<Record<'passkey' | 'app', string>>
}

/** By the first part of a BCP 47 tag. */
const languages: Readonly<Record<string, MessageTexts>> = { en, de, es }
const words: Readonly<Record<string, MessageWords>> = { en: english, de: german, es: spanish }

export const wordsIn = (language: string): MessageWords => words[language.split('-', 1)[0] ?? ''] ?? english

export interface Message<Kind extends MessageKind = MessageKind> {
  /** One address. */
  readonly to: string
  readonly kind: Kind
  /** BCP 47. */
  readonly language: string
  readonly values: MessageValues[Kind]
}

export interface WrittenMessage {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** @throws Error when a text names a value that the message does not have: a defect of ours */
export function writeMessage({ kind, language, values }: Message): WrittenMessage {
  const tag = languages[language.split('-', 1)[0] ?? ''] ? language : 'en'
  const { subject, paragraphs, button, after = [] } = (languages[tag.split('-', 1)[0] ?? ''] ?? en)[kind]
  const filled = (text: string) =>
    text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
      const value = (values as Readonly<Record<string, string>>)[name]
      if (value === undefined) throw new Error(`The message ${kind} needs a value for {${name}}.`)
      return value
    })
  const link = (values as { readonly link?: string }).link
  const before = paragraphs.map(filled)
  const below = after.map(filled)
  // A line break in a name must not become a header of its own.
  const line = filled(subject).replaceAll(/[\r\n]+/gu, ' ')
  return {
    subject: line,
    text: [...before, ...(button && link ? [`${button}:\n${link}`] : []), ...below, ''].join('\n\n'),
    html: [
      `<!doctype html><html lang="${escapeHtml(tag)}"><head><meta charset="utf-8"><title>${escapeHtml(line)}</title></head>`,
      '<body style="font:16px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em">',
      ...before.map((text) => `<p>${escapeHtml(text)}</p>`),
      ...(button && link
        ? [
            `<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:.75em 1.25em;border:2px solid">${escapeHtml(button)}</a></p>`,
            `<p>${escapeHtml(link)}</p>`,
          ]
        : []),
      ...below.map((text) => `<p>${escapeHtml(text)}</p>`),
      '</body></html>',
    ].join('\n'),
  }
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replaceAll(/[&<>"]/gu, (found) => entities[found] ?? found)
}
