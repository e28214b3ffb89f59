/** Addresses that go out by mail. A token stands behind `#`, which browsers send to no server and put in no Referer. */
import type { Role } from '../context.ts'
import { wordsIn } from '../mail/messages.ts'
import type { Site } from './origin.ts'

export const clientLink = ({ url }: Site, clinicId: string, token: string) => `${url}/c/${clinicId}/open#${token}`
export const invitationLink = ({ url }: Site, clinicId: string, token: string) =>
  `${url}/invitation/${clinicId}#${token}`
export const passwordLink = ({ url }: Site, token: string) => `${url}/new-password#${token}`

/** Milliseconds. */
export const day = 24 * 3_600_000
export const clientLinkLasts = 7 * day
export const invitationLasts = 7 * day

/** `owner and front desk` */
export function printRoles(roles: readonly Role[], language: string): string {
  const words = roles.map((role) => wordsIn(language).roles[role])
  return new Intl.ListFormat(Intl.ListFormat.supportedLocalesOf(language)[0] ?? 'en').format(words)
}

/** A day as people write it, with its zone: `Friday 27 November 2026, 14:05 (Europe/Berlin)`. */
export function printUntil(at: number, language: string, zone: string): string {
  const print = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(at)
  let printed: string
  try {
    printed = print(language)
  } catch {
    printed = print('en')
  }
  return `${printed} (${zone})`
}
